#include "rpa/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "rpa/driver.h"

extern char** environ;

namespace yorozu::rpa {

namespace {

[[noreturn]] void cannot_start(const std::string& message) { throw StepFailure{StepFailure::Kind::environment, message}; }

/// SIGTERM first, so that a display server takes its socket and lock with it.
const char* const keeper_script = R"(
read -r word
for pass in 1 2 3 4 5 6 7 8 9 10; do
    left=
    for line in $(grep -lsaF -- "$1" /proc/[0-9]*/cmdline /proc/[0-9]*/environ); do
        process=${line#/proc/}; process=${process%/*}
        [ "$process" = "$$" ] && continue
        [ "$pass" = 1 ] && signal=TERM || signal=KILL
        kill "-$signal" "$process" 2>/dev/null && left=1
    done
    rm -rf -- "$1"
    [ -z "$left" ] && [ ! -e "$1" ] && break
    sleep 0.1
done
)";

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

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

std::map<std::string, std::string> child_environment() {
    std::map<std::string, std::string> kept;
    for (char** variable = environ; *variable; ++variable) {
        const std::string line = *variable;
        const auto equals = line.find('=');
        if (equals != std::string::npos && line.rfind("YOROZU_SECRET_", 0) != 0) kept[line.substr(0, equals)] = line.substr(equals + 1);
    }
    return kept;
}

int start_child(const ChildStart& start) {
    std::vector<std::string> words = start.command, lines;
    for (const auto& [name, value] : start.environment) lines.push_back(name + "=" + value);
    const auto arguments = pointers_to(words), environment = pointers_to(lines);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) cannot_start(start.command.front() + " を始められません: プロセスを増やせません");
    if (child == 0) {  // only async-signal-safe calls here
        setpgid(0, 0);
        if (start.ends_with_us) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != parent) _exit(127);
        }
        const int nothing = open("/dev/null", O_RDWR);
        dup2(start.input >= 0 ? start.input : nothing, 0);
        dup2(start.output >= 0 ? start.output : nothing, 1);
        dup2(nothing, 2);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        execve(arguments[0], arguments.data(), environment.data());
        _exit(127);
    }
    setpgid(child, child);
    return child;
}

KeptFolder::KeptFolder(const std::string& name) {
    const char* temporary = std::getenv("TMPDIR");
    std::string pattern = std::string(temporary && *temporary && std::string(temporary).size() < 50 ? temporary : "/tmp") + "/" + name + "-XXXXXX";
    if (!mkdtemp(pattern.data())) cannot_start("一時フォルダーを作れません: " + pattern + ": 空き容量と書く権限を確かめてください");
    path_ = pattern;
    int words[2];
    if (pipe2(words, O_CLOEXEC) != 0) {
        std::filesystem::remove_all(path_);
        cannot_start("パイプを作れません: 開いているファイルを減らしてください");
    }
    try {
        keeper_ = start_child({{"/bin/sh", "-c", keeper_script, "yorozu-keeper", path_.string()}, child_environment(), -1, words[0], false});
    } catch (...) {
        close(words[0]);
        close(words[1]);
        std::filesystem::remove_all(path_);
        throw;
    }
    close(words[0]);
    pipe_ = words[1];
}

KeptFolder::~KeptFolder() {
    close(pipe_);
    waitpid(keeper_, nullptr, 0);
}

}  // namespace yorozu::rpa
