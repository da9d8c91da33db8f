#include "ocr/page/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

namespace yorozu::ocr {
namespace {

/// A file descriptor that is closed when it goes.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }
    void reset(int fd) {
        close();
        fd_ = fd;
    }
    int get() const { return fd_; }

private:
    int fd_;
};

bool make_pipe(Descriptor& read_end, Descriptor& write_end) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read_end.reset(ends[0]);
    write_end.reset(ends[1]);
    return true;
}

void limit(int what, long long value) {
    const rlimit bound{static_cast<rlim_t>(value), static_cast<rlim_t>(value)};
    setrlimit(static_cast<__rlimit_resource_t>(what), &bound);
}

constexpr int could_not_start = 127;

/// Between fork and exec only calls that are safe in a forked child of a threaded program.
[[noreturn]] void become(char* const* arguments, char* const* environment, int out, int err, const ChildLimits& limits,
                         pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(could_not_start);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const int nothing = open("/dev/null", O_RDONLY);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) _exit(could_not_start);
    limit(RLIMIT_AS, limits.memory);
    limit(RLIMIT_CPU, limits.seconds + 1);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execvpe(arguments[0], arguments, environment);
    _exit(could_not_start);
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& command, const ChildLimits& limits) {
    ChildResult result;
    Descriptor out_read, out_write, err_read, err_write;
    if (!make_pipe(out_read, out_write) || !make_pipe(err_read, err_write)) return result;
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    std::vector<std::string> variables{"LC_ALL=C"};
    for (const char* name : {"PATH", "HOME"})
        if (const char* value = getenv(name)) variables.push_back(std::string(name) + "=" + value);
    std::vector<char*> environment;
    for (auto& variable : variables) environment.push_back(variable.data());
    environment.push_back(nullptr);

    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) return result;
    if (child == 0) become(arguments.data(), environment.data(), out_write.get(), err_write.get(), limits, parent);
    out_write.close();
    err_write.close();

    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::seconds(limits.seconds);
    std::array<pollfd, 2> watched{{{out_read.get(), POLLIN, 0}, {err_read.get(), POLLIN, 0}}};
    std::vector<std::uint8_t> buffer(1 << 18);
    result.end = ChildResult::End::exited;
    while (watched[0].fd >= 0 || watched[1].fd >= 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) {
            result.end = ChildResult::End::timed_out;
            break;
        }
        if (poll(watched.data(), watched.size(), static_cast<int>(left)) < 0 && errno != EINTR) break;
        for (std::size_t i = 0; i < watched.size(); ++i) {
            if (watched[i].fd < 0 || !watched[i].revents) continue;
            const ssize_t got = read(watched[i].fd, buffer.data(), buffer.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) {
                watched[i].fd = -1;
            } else if (i == 0) {
                result.output.insert(result.output.end(), buffer.begin(), buffer.begin() + got);
            } else if (result.errors.size() < 16384) {
                result.errors.append(buffer.begin(), buffer.begin() + got);
            }
        }
        if (static_cast<long long>(result.output.size()) > limits.output_bytes) {
            result.end = ChildResult::End::too_much_output;
            break;
        }
    }
    if (result.end != ChildResult::End::exited) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (result.end != ChildResult::End::exited) return result;
    if (WIFEXITED(status)) {
        result.exit_code = WEXITSTATUS(status);
        if (result.exit_code == could_not_start) result.end = ChildResult::End::not_started;
    } else {
        result.end = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU ? ChildResult::End::timed_out : ChildResult::End::killed;
    }
    return result;
}

}  // namespace yorozu::ocr
