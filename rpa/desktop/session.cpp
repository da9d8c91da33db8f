#include "rpa/desktop/session.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <thread>

#include "rpa/driver.h"

namespace yorozu::rpa {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

[[noreturn]] void no_session(const std::string& message) { throw StepFailure{StepFailure::Kind::environment, message}; }

std::string required(const char* program, const char* package) {
    const std::string found = found_program(program);
    if (found.empty()) no_session(std::string("デスクトップの操作に要る ") + program + " がありません: " + package + " を入れてください（apt-get install " + package + "）");
    return found;
}

/// One entry of Xau's file for any host and any display number.
void write_cookie(const std::filesystem::path& file, const DisplayCookie& cookie) {
    std::string bytes("\xff\xff\0\0\0\0", 6);
    for (const std::string& part : {std::string("MIT-MAGIC-COOKIE-1"), std::string(cookie.begin(), cookie.end())}) {
        bytes += '\0';
        bytes += static_cast<char>(part.size());
        bytes += part;
    }
    std::ofstream(file, std::ios::binary) << bytes;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

/// Programs see an X display, Japanese text, and no settings that change the size of what they draw.
std::map<std::string, std::string> program_environment(const std::filesystem::path& folder) {
    auto environment = child_environment();
    for (const char* name : {"WAYLAND_DISPLAY", "SESSION_MANAGER", "DESKTOP_STARTUP_ID", "NO_AT_BRIDGE", "AT_SPI_BUS_ADDRESS", "GDK_SCALE", "GDK_DPI_SCALE", "QT_SCALE_FACTOR",
                             "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "GTK_MODULES", "SAL_FORCEDPI"})
        environment.erase(name);
    environment["XAUTHORITY"] = folder / "Xauthority";
    environment["XDG_RUNTIME_DIR"] = folder / "run";  // also the mark by which the keeper knows what belongs to us
    environment["TMPDIR"] = folder / "tmp";
    environment["XDG_SESSION_TYPE"] = "x11";
    environment["GDK_BACKEND"] = "x11";
    environment["QT_QPA_PLATFORM"] = "xcb";
    environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1";
    // An input method would take keys for itself.
    environment["GTK_IM_MODULE"] = "gtk-im-context-simple";
    environment["QT_IM_MODULE"] = "compose";
    environment["XMODIFIERS"] = "@im=none";
    environment.emplace("PANGO_LANGUAGE", "ja");  // Japanese letter forms where the system speaks no Japanese
    const auto locale = [&](const char* name) { return environment.count(name) ? environment[name] : std::string(); };
    const std::string in_use = !locale("LC_ALL").empty() ? locale("LC_ALL") : !locale("LC_CTYPE").empty() ? locale("LC_CTYPE") : locale("LANG");
    if (in_use.find("UTF-8") == std::string::npos && in_use.find("utf8") == std::string::npos) {
        environment.erase("LC_ALL");
        environment["LC_CTYPE"] = "C.UTF-8";
    }
    return environment;
}

const char* const window_manager_settings = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy></placement>
  <desktops><number>1</number></desktops>
  <keyboard></keyboard>
  <mouse></mouse>
</openbox_config>
)xml";

}  // namespace

DesktopSession::DesktopSession(int width, int height, int dpi, Shown shown) : folder_("yorozu-desktop") {
    const auto& folder = folder_.path();
    std::filesystem::create_directory(folder / "run");
    std::filesystem::permissions(folder / "run", std::filesystem::perms::owner_all);
    std::filesystem::create_directory(folder / "tmp");
    environment_ = program_environment(folder);
    try {
        start_display(width, height, dpi, shown);
        start_bus();
        start_window_manager();
    } catch (...) {
        for (const int output : outputs_) ::close(output);
        throw;
    }
}

DesktopSession::~DesktopSession() {
    end_program();
    display_.reset();
    for (auto service = services_.rbegin(); service != services_.rend(); ++service) {
        kill(*service, SIGTERM);
        for (int round = 0; waitpid(*service, nullptr, WNOHANG) == 0; ++round) {
            if (round == 100) kill(*service, SIGKILL);
            usleep(10'000);
        }
    }
    for (const int output : outputs_) ::close(output);
}

std::string DesktopSession::first_line(int output, const char* program) {
    std::string line;
    const auto deadline = Clock::now() + std::chrono::seconds(30);
    while (line.find('\n') == std::string::npos) {
        const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count();
        pollfd waiting{output, POLLIN, 0};
        char part[256];
        const bool readable = left > 0 && poll(&waiting, 1, static_cast<int>(left)) > 0;
        const ssize_t size = readable ? read(output, part, sizeof part) : 0;
        if (size <= 0) no_session(std::string(program) + " が始まりません: メモリーと空き容量を確かめて、もう一度実行してください");
        line.append(part, static_cast<std::size_t>(size));
    }
    return line.substr(0, line.find('\n'));
}

void DesktopSession::start_display(int width, int height, int dpi, Shown shown) {
    if (getrandom(cookie_.data(), cookie_.size(), 0) != static_cast<ssize_t>(cookie_.size())) no_session("乱数を得られません");
    write_cookie(folder_.path() / "Xauthority", cookie_);
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0) no_session("パイプを作れません: 開いているファイルを減らしてください");
    outputs_.push_back(output[0]);
    const std::string size = std::to_string(width) + "x" + std::to_string(height);
    const char* server = shown == Shown::in_a_window ? "Xephyr" : "Xvfb";
    std::vector<std::string> words = {required(server, shown == Shown::in_a_window ? "xserver-xephyr" : "xvfb"), "-displayfd", "1", "-dpi", std::to_string(dpi), "-auth", (folder_.path() / "Xauthority").string(), "-nolisten", "tcp", "-noreset"};
    auto environment = environment_;
    if (shown == Shown::in_a_window) {
        words.insert(words.end(), {"-screen", size, "-title", "よろず 録画"});
        environment = child_environment();  // the person's own display
        environment["XDG_RUNTIME_DIR"] = environment_["XDG_RUNTIME_DIR"];  // the keeper's mark
    } else {
        words.insert(words.end(), {"-screen", "0", size + "x24"});
    }
    services_.push_back(start_child({words, environment, output[1]}));
    ::close(output[1]);
    number_ = std::atoi(first_line(output[0], server).c_str());
    environment_["DISPLAY"] = ":" + std::to_string(number_);
    display_ = std::make_unique<Display>(number_, cookie_);
    display_->tell_programs_dpi(dpi);
}

void DesktopSession::start_bus() {
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0) no_session("パイプを作れません: 開いているファイルを減らしてください");
    outputs_.push_back(output[0]);
    auto environment = environment_;
    environment["GSETTINGS_BACKEND"] = "memory";  // the accessibility services would note in the person's settings that they are on
    services_.push_back(start_child({{required("dbus-daemon", "dbus-daemon"), "--session", "--nofork", "--nopidfile", "--address=unix:path=" + (folder_.path() / "run/bus").string(), "--print-address=1"},
                                     environment, output[1]}));
    ::close(output[1]);
    bus_address_ = first_line(output[0], "dbus-daemon");
    environment_["DBUS_SESSION_BUS_ADDRESS"] = bus_address_;
}

void DesktopSession::start_window_manager() {
    const auto settings = folder_.path() / "openbox.xml";
    std::ofstream(settings) << window_manager_settings;
    services_.push_back(start_child({{required("openbox", "openbox"), "--sm-disable", "--config-file", settings.string()}, environment_}));
    for (const auto deadline = Clock::now() + std::chrono::seconds(30); !display_->has_window_manager(); std::this_thread::sleep_for(milliseconds(10)))
        if (Clock::now() > deadline) no_session("openbox が始まりません: もう一度実行してください");
}

void DesktopSession::start_program(const std::vector<std::string>& command) {
    end_program();
    auto words = command;
    words.front() = found_program(command.front());
    if (words.front().empty()) no_session("プログラムがありません: " + command.front() + ": 入っているか、シナリオの command と programs を確かめてください");
    program_end_.clear();
    program_ = start_child({words, environment_});
}

bool DesktopSession::program_runs() {
    if (program_ < 0) return false;
    int status = 0;
    if (waitpid(program_, &status, WNOHANG) != program_) return true;
    program_end_ = WIFSIGNALED(status) ? "シグナル " + std::to_string(WTERMSIG(status)) : "終了コード " + std::to_string(WEXITSTATUS(status));
    kill(-program_, SIGKILL);  // what it left behind in its group
    program_ = -1;
    return false;
}

void DesktopSession::end_program() {
    if (!program_runs()) return;
    kill(-program_, SIGTERM);
    for (int round = 0; program_runs(); ++round) {
        if (round == 100) kill(-program_, SIGKILL);
        usleep(10'000);
    }
}

}  // namespace yorozu::rpa
