#pragma once
#include <filesystem>
#include <memory>
#include <string>

namespace yorozu::rpa {

/// chromedriver as our child, private to the room: own process group, free port on 127.0.0.1, private folder for the
/// browser's profile. A keeper process (sh, waiting on a pipe from us) ends the group and deletes the folder when we
/// die in any way. The child does not see our YOROZU_SECRET_… variables. Throws StepFailure of kind environment.
class DriverProcess {
public:
    explicit DriverProcess(const std::string& program);
    ~DriverProcess();
    DriverProcess(const DriverProcess&) = delete;
    DriverProcess& operator=(const DriverProcess&) = delete;

    int port() const { return port_; }
    const std::filesystem::path& folder() const { return folder_; }

private:
    void start(const std::string& program, int output);
    void start_keeper();
    void await_port();
    void end();

    int driver_ = -1;
    int keeper_ = -1;
    int keeper_pipe_ = -1;
    int output_ = -1;
    int port_ = 0;
    std::filesystem::path folder_;
};

}  // namespace yorozu::rpa
