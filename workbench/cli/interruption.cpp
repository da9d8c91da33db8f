#include "workbench/cli/interruption.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace yorozu::cli {
namespace {

// A signal handler may do next to nothing: it writes one byte here, and a thread does the rest.
int bell[2] = {-1, -1};

void ring(int signal) {
    std::signal(signal, SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(bell[1], &byte, 1);
}

}  // namespace

Interruption::Interruption() {
    if (::pipe2(bell, O_CLOEXEC) != 0) return;
    watcher_ = std::thread([this, end = bell[0]] {
        char byte = 0;
        while (::read(end, &byte, 1) < 0 && errno == EINTR) {
        }
        if (byte == 1) source_.request_stop();
    });
    std::signal(SIGINT, ring);
    std::signal(SIGTERM, ring);
}

Interruption::~Interruption() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    if (!watcher_.joinable()) return;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(bell[1], &byte, 1);
    watcher_.join();
    ::close(bell[0]);
    ::close(bell[1]);
}

}  // namespace yorozu::cli
