#include "workbench/cli/sign_in.h"

#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "workbench/cli/system_clock.h"
#include "workbench/desk/people/people.h"

namespace yorozu::cli {
namespace {

constexpr char interrupt = 3;  // Ctrl+C

/// The terminal without echo for as long as it lives. Ctrl+C ends the line instead of the program, which would leave the
/// terminal silent.
class Silence {
public:
    Silence() {
        ::tcgetattr(STDIN_FILENO, &before_);
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
        silent.c_cc[VEOL] = interrupt;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Silence() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    termios before_{};
};

/// A terminal gives one line per read; std::getline would wait for the line feed that Ctrl+C does not send.
std::string silent_line() {
    const Silence silence;
    std::string line(4096, '\0');
    ssize_t got = 0;
    do got = ::read(STDIN_FILENO, line.data(), line.size());
    while (got < 0 && errno == EINTR);
    line.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (!line.empty() && line.back() == '\n') line.pop_back();
    return line;
}

std::string setting(const std::string& given, const char* variable) {
    if (!given.empty()) return given;
    const char* value = std::getenv(variable);
    return value ? value : "";
}

std::unique_ptr<desk::Passphrase> taken(std::string line) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    auto passphrase = std::make_unique<desk::Passphrase>(line);
    line.assign(line.size(), '\0');
    return passphrase;
}

std::unique_ptr<desk::Passphrase> passphrase_in(const std::string& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0 || S_ISDIR(status.st_mode))
        throw Failure(exit_request_wrong, "パスフレーズのファイルがありません", file, "1 行目にパスフレーズを書いたファイルを指定してください");
    if (S_ISREG(status.st_mode) && status.st_mode & (S_IRWXG | S_IRWXO))
        throw Failure(exit_request_wrong, "パスフレーズのファイルをほかの人も読めます", file, "chmod 600 で自分だけが読めるようにしてください");
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line))
        throw Failure(exit_request_wrong, "パスフレーズのファイルを読めないか、空です", file, "1 行目にパスフレーズを書いてください");
    return taken(std::move(line));
}

}  // namespace

std::unique_ptr<desk::Workspace> open_signed_in(const Context& context, store::Access access) {
    auto workspace = std::make_unique<desk::Workspace>(context.workspace, access, system_clock()());
    sign_in(*workspace, context);
    return workspace;
}

std::string ask_silently(const std::string& prompt) {
    std::string line;
    if (::isatty(STDIN_FILENO) == 1) {
        std::cerr << prompt << ": " << std::flush;
        line = silent_line();
        std::cerr << '\n';
        if (!line.empty() && line.back() == interrupt) throw Failure(exit_request_wrong, "やめました", prompt, "もう一度実行してください");
    } else {
        std::getline(std::cin, line);
        if (!line.empty() && line.back() == '\r') line.pop_back();
    }
    return line;
}

std::unique_ptr<desk::Passphrase> passphrase_from(const std::string& file, const char* variable, const std::string& prompt) {
    const std::string named = setting(file, variable);
    return named.empty() ? ask_passphrase(prompt) : passphrase_in(named);
}

std::unique_ptr<desk::Passphrase> ask_passphrase(const std::string& prompt) {
    std::string line = ask_silently(prompt);
    if (line.empty())
        throw Failure(exit_request_wrong, "パスフレーズがありません", prompt,
                      "端末で入れるか、標準入力の行か、パスフレーズのファイルで渡してください");
    return taken(std::move(line));
}

std::unique_ptr<desk::Passphrase> ask_new_passphrase(const std::string& whose) {
    auto first = ask_passphrase(whose + " の新しいパスフレーズ");
    if (::isatty(STDIN_FILENO) == 1 && ask_passphrase("もう一度")->text() != first->text())
        throw Failure(exit_request_wrong, "二つのパスフレーズが違います", whose, "もう一度実行してください");
    return first;
}

void sign_in(desk::Workspace& workspace, const Context& context) {
    const auto clock = system_clock();
    workspace.begin({desk::operating_system_user(), false, clock});
    if (!desk::has_people(workspace)) return;
    const std::string name = setting(context.person, "YOROZU_PERSON");
    if (name.empty())
        throw Failure(exit_request_wrong, "サインインが要ります", workspace.folder().string(),
                      "--person か環境変数 YOROZU_PERSON に登録された名前を入れてください（パスフレーズは端末で尋ねます）");
    desk::sign_in(workspace, name, *passphrase_from(context.passphrase_file, "YOROZU_PASSPHRASE_FILE", name + " のパスフレーズ"), clock);
}

}  // namespace yorozu::cli
