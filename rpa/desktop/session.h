#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "rpa/child_process.h"
#include "rpa/desktop/input_watch.h"

// Private to the room.
namespace yorozu::rpa {

/// A desktop of its own, which nobody sees and no other person of the machine can open: display (Xvfb with a cookie),
/// window manager (Openbox), D-Bus session, accessibility bus. The person's screen, clipboard and session stay free.
/// All of it, and whatever was launched in it, ends with this object, with the calling thread and with the process,
/// even by kill -9. Throws StepFailure (environment): what is missing, how to install it.
class DesktopSession {
public:
    /// For a recording the display is a window on the person's own (Xephyr), which must be there.
    enum class Shown { nowhere, in_a_window };
    DesktopSession(int width, int height, int dpi, Shown shown = Shown::nowhere);
    ~DesktopSession();

    Display& display() { return *display_; }
    std::unique_ptr<InputWatch> watch_input() const { return std::make_unique<InputWatch>(number_, cookie_); }
    /// Where the session bus listens: "unix:path=…".
    const std::string& bus_address() const { return bus_address_; }

    /// Starts a program with the session's environment. One at a time: end_program first.
    void start_program(const std::vector<std::string>& command);
    bool program_runs();
    /// "終了コード 1", "シグナル 11"; "" while it runs or if none was started.
    const std::string& program_end() const { return program_end_; }
    /// Asks it to end, then ends it. Returns when its process group is gone.
    void end_program();

private:
    void start_display(int width, int height, int dpi, Shown shown);
    void start_bus();
    void start_window_manager();
    std::string first_line(int output, const char* program);

    KeptFolder folder_;
    std::map<std::string, std::string> environment_;
    std::vector<int> services_;  ///< process ids
    std::vector<int> outputs_;   ///< pipes that stay open, so that nobody dies of writing
    int number_ = -1;
    DisplayCookie cookie_{};
    std::unique_ptr<Display> display_;
    std::string bus_address_;
    int program_ = -1;
    std::string program_end_;
};

}  // namespace yorozu::rpa
