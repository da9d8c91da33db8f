#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "samples/back-office/faults.h"
#include "samples/back-office/registry.h"

namespace yorozu::backoffice {

/// How the office is opened. The clerk's number and password are the sample's own, no secret of anybody.
struct OfficeOptions {
    std::filesystem::path database;
    int port = 0;  ///< 0: any free one
    std::string clerk = "1001";
    std::string password = "mihon-1001";
    FaultSettings faults;
};

/// The web system: listens on 127.0.0.1 only, until stopped or destroyed. Throws std::runtime_error if it cannot.
///   /sign-in /menu /search /person /entry /confirm /commit   for people (and robots that behave like people)
///   /control?slow=200&error-after-commit=1 …                 for tests: changes the faults; answers the settings
class Office {
public:
    explicit Office(const OfficeOptions& options);
    ~Office();
    int port() const;
    Registry& registry();
    Faults& faults();
    /// Blocks until stop() is called from another thread or a signal.
    void wait();
    void stop();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace yorozu::backoffice
