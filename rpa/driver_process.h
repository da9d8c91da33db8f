#pragma once
#include <string>

#include "rpa/child_process.h"

namespace yorozu::rpa {

/// chromedriver as our child, private to the room: own process group, free port on 127.0.0.1, private folder for the
/// browser's profile; all of it ends with us. Throws StepFailure of kind environment.
class DriverProcess {
public:
    explicit DriverProcess(const std::string& program);
    ~DriverProcess();
    DriverProcess(const DriverProcess&) = delete;
    DriverProcess& operator=(const DriverProcess&) = delete;

    int port() const { return port_; }
    const std::filesystem::path& folder() const { return folder_.path(); }

private:
    void await_port();
    void end();

    KeptFolder folder_;  ///< last to go: its keeper ends what chromedriver left behind
    int driver_ = -1;
    int output_ = -1;
    int port_ = 0;
};

}  // namespace yorozu::rpa
