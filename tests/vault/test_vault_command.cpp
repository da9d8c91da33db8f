// yorozu vault as a person and as a script uses it.
#include <fcntl.h>
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/store/temporary_folder.h"

namespace {

namespace fs = std::filesystem;

const std::string passphrase = "correct horse battery";

struct Shell {
    TemporaryFolder folder;
    std::string out, err;

    int run(const std::vector<std::string>& words, const std::string& input = "", const std::string& passphrase_file = "") {
        const auto in = folder / "in.txt", out_file = folder / "out.txt", err_file = folder / "err.txt";
        std::ofstream(in) << input;
        const pid_t child = fork();
        if (child == 0) {
            dup2(open(in.c_str(), O_RDONLY), 0);
            dup2(open(out_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
            dup2(open(err_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
            if (!passphrase_file.empty()) setenv("YOROZU_VAULT_PASSPHRASE_FILE", passphrase_file.c_str(), 1);
            start(words);
        }
        int status = 0;
        waitpid(child, &status, 0);
        out = text_of(out_file);
        err = text_of(err_file);
        fs::remove(in);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    /// The same on a terminal: each answer is typed when its prompt is there. What the terminal showed is in `out`.
    int talk(const std::vector<std::string>& words, const std::vector<std::pair<std::string, std::string>>& answers) {
        int terminal = -1;
        const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
        if (child == 0) start(words);
        out.clear();
        std::size_t from = 0, next = 0;
        char bytes[4096];
        for (ssize_t got; (got = read(terminal, bytes, sizeof bytes)) > 0;) {
            out.append(bytes, static_cast<std::size_t>(got));
            if (next == answers.size()) continue;
            const auto at = out.find(answers[next].first + ": ", from);
            if (at == std::string::npos) continue;
            from = at + answers[next].first.size();
            std::this_thread::sleep_for(std::chrono::milliseconds(150));  // the echo is off only after the prompt is out
            const std::string line = answers[next++].second + "\n";
            REQUIRE(write(terminal, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
        }
        int status = 0;
        waitpid(child, &status, 0);
        close(terminal);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    std::string file_with(const std::string& name, const std::string& line, mode_t mode) {
        const auto file = folder / name;
        std::ofstream(file) << line << '\n';
        chmod(file.c_str(), mode);
        return file.string();
    }

private:
    [[noreturn]] void start(std::vector<std::string> words) {
        words.insert(words.begin(), {std::string(YOROZU_BIN_DIR) + "/yorozu", "--workspace", (folder / "ws").string()});
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    static std::string text_of(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

bool holds(const fs::path& folder, const std::string& words) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        if (bytes.find(words) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("On a terminal the passphrase and the value are asked without echo, twice when they are new") {
    Shell shell;
    CHECK(shell.talk({"vault", "create"}, {{"金庫 の新しいパスフレーズ", passphrase}, {"もう一度", passphrase}}) == 0);
    CHECK(shell.out.find("金庫を作りました") != std::string::npos);
    CHECK(shell.out.find(passphrase) == std::string::npos);
    CHECK(shell.talk({"vault", "set", "kokuho"}, {{"金庫のパスフレーズ", passphrase}, {"kokuho の値", "geheim-1"}, {"もう一度", "geheim-2"}}) == 2);
    CHECK(shell.out.find("二つの値が違います") != std::string::npos);
    CHECK(shell.talk({"vault", "set", "kokuho"}, {{"金庫のパスフレーズ", passphrase}, {"kokuho の値", "geheim-1"}, {"もう一度", "geheim-1"}}) == 0);
    CHECK(shell.out.find("geheim") == std::string::npos);
    CHECK(shell.run({"vault", "list"}) == 0);
    CHECK(shell.out.rfind("kokuho\t", 0) == 0);
    CHECK(shell.out.find("geheim") == std::string::npos);
}

TEST_CASE("A script gives passphrase and value in a file of its own or on standard input, never as an argument") {
    Shell shell;
    const auto file = shell.file_with("pass.txt", passphrase, 0600);
    CHECK(shell.run({"vault", "list"}) == 2);  // no workspace yet
    CHECK(shell.run({"vault", "create", "--vault-passphrase-file", file}) == 0);
    CHECK(shell.run({"vault", "set", "clerk"}, "1001\n", file) == 0);
    CHECK(shell.run({"vault", "set", "password"}, passphrase + "\nmihon-1001\n") == 0);
    CHECK_FALSE(holds(shell.folder / "ws", "mihon-1001"));
    CHECK(shell.run({"--json", "vault", "list"}) == 0);
    CHECK(shell.out.find("\"password\"") != std::string::npos);
    CHECK(shell.out.find("mihon-1001") == std::string::npos);
    CHECK(shell.run({"vault", "set", "password", "mihon-1001"}, "", file) == 2);
    CHECK(shell.run({"vault", "set", "password"}, "", file) == 2);
    CHECK(shell.err.find("秘密の値が空です") != std::string::npos);
    CHECK(shell.run({"vault", "set", "password"}, "x\n", shell.file_with("open.txt", passphrase, 0644)) == 2);
    CHECK(shell.err.find("ほかの人も読めます") != std::string::npos);
    CHECK(shell.run({"vault", "set", "password"}, "wrong words entirely\nx\n") == 2);
    CHECK(shell.err.find("金庫を開けません") != std::string::npos);
    CHECK(shell.run({"vault", "passphrase", "--new-passphrase-file", shell.file_with("new.txt", "quite another phrase", 0600)}, "", file) == 0);
    CHECK(shell.run({"vault", "remove", "clerk"}, "", file) == 2);
    CHECK(shell.run({"vault", "remove", "clerk"}, "quite another phrase\n") == 0);
    CHECK(shell.run({"vault", "list"}) == 0);
    CHECK(shell.out.find("clerk") == std::string::npos);
}
