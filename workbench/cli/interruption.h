#pragma once
#include <stop_token>
#include <thread>

/// Ctrl+C while work goes on. Private to the command line.
namespace yorozu::cli {

/// While it lives, the first SIGINT or SIGTERM asks the work to stop at the next good place; the second ends the
/// program at once. One at a time.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    std::stop_token token() const { return source_.get_token(); }

private:
    std::stop_source source_;
    std::thread watcher_;
};

}  // namespace yorozu::cli
