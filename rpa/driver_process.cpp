#include "rpa/driver_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "rpa/web_driver.h"

extern char** environ;

namespace yorozu::rpa {

namespace {

[[noreturn]] void fail(const std::string& message) { throw StepFailure{StepFailure::Kind::environment, message}; }

std::string found_program(const std::string& program) {
    if (program.find('/') != std::string::npos) return access(program.c_str(), X_OK) == 0 ? program : "";
    const char* path = std::getenv("PATH");
    std::string rest = path ? path : "/usr/bin:/bin";
    while (!rest.empty()) {
        const auto colon = rest.find(':');
        const std::string candidate = rest.substr(0, colon) + "/" + program;
        if (access(candidate.c_str(), X_OK) == 0) return candidate;
        rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
    }
    return "";
}

bool names(const char* variable, const char* name) { return std::strncmp(variable, name, std::strlen(name)) == 0; }

/// The environment without our secrets: a browser has no need to know them. Started by a task scheduler we are in the C
/// locale, where Chromium cannot name a Japanese file: the letters are always UTF-8's.
std::vector<std::string> child_environment(const std::filesystem::path& folder) {
    std::vector<std::string> kept{"LC_ALL=C.UTF-8", "TMPDIR=" + folder.string()};
    for (char** variable = environ; *variable; ++variable)
        if (!names(*variable, "YOROZU_SECRET_") && !names(*variable, "LC_ALL=") && !names(*variable, "TMPDIR=")) kept.push_back(*variable);
    return kept;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (auto& one : strings) out.push_back(one.data());
    out.push_back(nullptr);
    return out;
}

/// Waits until we end, however we end, then ends the browser. chromedriver puts the browser into a process group of its
/// own, so besides chromedriver's group ($1) whatever names the private folder ($2) in its arguments is ended.
const char* const keeper_script = R"(
read -r word
kill -KILL -- "-$1" 2>/dev/null
for pass in 1 2 3 4 5 6 7 8 9 10; do
    left=
    for line in $(grep -lsaF -- "$2" /proc/[0-9]*/cmdline); do
        process=${line#/proc/}; process=${process%/cmdline}
        [ "$process" = "$$" ] || { kill -KILL "$process" 2>/dev/null && left=1; }
    done
    rm -rf -- "$2"
    [ -z "$left" ] && [ ! -e "$2" ] && break
    sleep 0.1
done
)";

}  // namespace

DriverProcess::DriverProcess(const std::string& program) {
    const std::string found = found_program(program);
    if (found.empty())
        fail("ブラウザーの操作に要る chromedriver がありません: " + program +
             ": chromium-driver を入れるか（apt-get install chromium-driver）、--chromedriver で場所を指定してください");
    const char* temporary = std::getenv("TMPDIR");
    std::string pattern = std::string(temporary && *temporary ? temporary : "/tmp") + "/yorozu-browser-XXXXXX";
    if (!mkdtemp(pattern.data())) fail("一時フォルダーを作れません: " + pattern + ": 空き容量と書く権限を確かめてください");
    folder_ = pattern;
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0) {
        end();
        fail("パイプを作れません: 開いているファイルを減らしてください");
    }
    output_ = output[0];  // stays open: chromedriver must not die of writing into a closed pipe
    try {
        start(found, output[1]);
        close(output[1]);
        output[1] = -1;
        start_keeper();
        await_port();
    } catch (...) {
        if (output[1] >= 0) close(output[1]);
        end();
        throw;
    }
}

void DriverProcess::start(const std::string& program, int output) {
    auto variables = child_environment(folder_);
    const auto environment = pointers(variables);
    // No --allowed-ips: with it chromedriver would listen on every interface.
    const char* const arguments[] = {program.c_str(), "--port=0", nullptr};
    const pid_t parent = getpid();
    driver_ = fork();
    if (driver_ < 0) fail("chromedriver を始められません: プロセスを増やせません");
    if (driver_ == 0) {  // only async-signal-safe calls here
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(127);
        const int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 0);
        dup2(output, 1);
        dup2(nothing, 2);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        execve(program.c_str(), const_cast<char* const*>(arguments), environment.data());
        _exit(127);
    }
    setpgid(driver_, driver_);
}

void DriverProcess::start_keeper() {
    int words[2];
    if (pipe2(words, O_CLOEXEC) != 0) fail("パイプを作れません: 開いているファイルを減らしてください");
    const std::string group = std::to_string(driver_), folder = folder_.string();
    const char* const arguments[] = {"/bin/sh", "-c", keeper_script, "yorozu-keeper", group.c_str(), folder.c_str(), nullptr};
    auto variables = child_environment(folder_);
    const auto environment = pointers(variables);
    keeper_ = fork();
    if (keeper_ == 0) {
        setpgid(0, 0);
        dup2(words[0], 0);
        const int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execve("/bin/sh", const_cast<char* const*>(arguments), environment.data());
        _exit(127);
    }
    close(words[0]);
    keeper_pipe_ = words[1];
    if (keeper_ < 0) fail("見張りのプロセスを始められません");
}

void DriverProcess::await_port() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::string text;
    const std::string sign = "started successfully on port ";
    while (true) {
        const auto at = text.find(sign);
        if (at != std::string::npos && text.find_first_not_of("0123456789", at + sign.size()) != std::string::npos) {
            port_ = std::atoi(text.c_str() + at + sign.size());
            return;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd waiting{output_, POLLIN, 0};
        char part[512];
        const bool readable = left > 0 && poll(&waiting, 1, static_cast<int>(left)) > 0;
        const ssize_t size = readable ? read(output_, part, sizeof part) : 0;
        if (size <= 0)
            fail("chromedriver が始まりません: chromedriver: chromium と chromedriver の版が合っているか確かめてください");
        text.append(part, static_cast<std::size_t>(size));
    }
}

void DriverProcess::end() {
    if (driver_ > 0) {
        kill(-driver_, SIGKILL);
        waitpid(driver_, nullptr, 0);
    }
    std::error_code ignored;
    for (int i = 0; i < 20 && !folder_.empty() && std::filesystem::exists(folder_, ignored); ++i) {
        std::filesystem::remove_all(folder_, ignored);
        if (std::filesystem::exists(folder_, ignored)) usleep(10'000);  // the browser's last files are still being closed
    }
    if (keeper_pipe_ >= 0) {
        close(keeper_pipe_);
    }
    if (keeper_ > 0) waitpid(keeper_, nullptr, 0);
    if (output_ >= 0) close(output_);
    driver_ = keeper_ = keeper_pipe_ = output_ = -1;
}

DriverProcess::~DriverProcess() { end(); }

}  // namespace yorozu::rpa
