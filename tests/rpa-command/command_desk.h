#pragma once
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/store/temporary_folder.h"

inline std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Processes besides this one that have the text in their arguments, or in the environment that they got.
inline int processes_with(const std::string& text, const std::vector<const char*>& where = {"cmdline", "environ"}) {
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const auto number = entry.path().filename().string();
        if (number.find_first_not_of("0123456789") != std::string::npos || number == std::to_string(getpid())) continue;
        found += std::any_of(where.begin(), where.end(), [&](const char* file) { return contents(entry.path() / file).find(text) != std::string::npos; });
    }
    return found;
}

/// The command yorozu in a folder of its own: its workspace is ws/, its temporary files are under tmp/, what it prints is in
/// out.txt and err.txt. Core dumps are allowed, so that a test can see that none is left.
class CommandDesk {
public:
    using Variables = std::map<std::string, std::string>;

    TemporaryFolder folder;
    std::filesystem::path workspace = folder / "ws", temporary = folder / "tmp";
    Variables variables;  ///< of every command

    CommandDesk() { std::filesystem::create_directories(temporary); }

    pid_t start(std::vector<std::string> words, const Variables& more = {}) const {
        words.insert(words.begin(), {std::string(YOROZU_BIN_DIR) + "/yorozu", "--workspace", workspace.string()});
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        const pid_t child = fork();
        if (child != 0) return child;
        if (chdir(folder.path().c_str()) != 0) _exit(127);
        dup2(open("out.txt", O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
        dup2(open("err.txt", O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
        const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
        setrlimit(RLIMIT_CORE, &all);
        setenv("TMPDIR", temporary.c_str(), 1);
        for (const auto* some : {&variables, &more})
            for (const auto& [name, value] : *some) setenv(name.c_str(), value.c_str(), 1);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    /// Its exit code, or minus the signal that ended it.
    static int finish(pid_t child) {
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    int run(const std::vector<std::string>& words, const Variables& more = {}) const { return finish(start(words, more)); }
    std::string out() const { return contents(folder / "out.txt"); }
    std::string err() const { return contents(folder / "err.txt"); }

    /// No process and no file of a command that ended, or was killed, is left.
    void require_nothing_left() const {
        const auto left = [&] { return processes_with(temporary.string()) > 0 || !std::filesystem::is_empty(temporary); };
        for (int round = 0; round < 100 && left(); ++round) std::this_thread::sleep_for(std::chrono::milliseconds(100));
        REQUIRE(processes_with(temporary.string()) == 0);
        REQUIRE(std::filesystem::is_empty(temporary));
    }
};
