#pragma once
#include <chrono>
#include <memory>
#include <string>

namespace yorozu::rpa {

/// JSON over HTTP to one server with a kept connection; private to the room.
class Http {
public:
    struct Answer {
        int status = 0;     ///< 0: no answer; then `error` says why
        std::string body;
        std::string error;
    };
    explicit Http(std::string base);
    ~Http();
    Answer send(const char* method, const std::string& path, const std::string& body, std::chrono::milliseconds timeout);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace yorozu::rpa
