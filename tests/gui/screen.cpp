#include "tests/gui/screen.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wx/init.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "workbench/gui/controls/letters.h"
#include "workbench/gui/frame/app.h"
#include "workbench/gui/frame/message_bar.h"

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

using yorozu::gui::Frame;

/// Children end with the test.
class Child {
public:
    explicit Child(const std::vector<std::string>& command, int inherited = -1) {
        std::vector<char*> words;
        for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        pid_ = fork();
        if (pid_ != 0) return;
        const int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 1);
        dup2(nothing, 2);
        if (inherited >= 0) fcntl(inherited, F_SETFD, 0);
        execvp(words[0], words.data());
        _exit(127);
    }
    ~Child() {
        kill(pid_, SIGTERM);
        waitpid(pid_, nullptr, 0);
    }

    pid_t pid() const { return pid_; }

private:
    pid_t pid_ = -1;
};

class TestApp : public wxApp {
public:
    bool OnInit() override {
        SetExitOnFrameDelete(false);
        yorozu::gui::use_language("ja");
        yorozu::gui::prefer_print_letters();
        return true;
    }
    /// What a handler threw is what a person would be told.
    bool OnExceptionInMainLoop() override {
        try {
            throw;
        } catch (const std::exception& error) {
            if (frame) frame->say({yorozu::gui::Message::Kind::failure, wxString::FromUTF8(error.what())});
        }
        return true;
    }
    void tidy() {
        ProcessPendingEvents();
        DeletePendingObjects();
    }
    Frame* frame = nullptr;
};

struct Screen {
    Screen() {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error("no pipe");
        fcntl(ends[0], F_SETFD, FD_CLOEXEC);
        server = std::make_unique<Child>(std::vector<std::string>{"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", "1440x900x24", "-nolisten", "tcp"}, ends[1]);
        close(ends[1]);
        std::string number;
        for (char one = 0; read(ends[0], &one, 1) == 1 && one != '\n';) number += one;
        close(ends[0]);
        if (number.empty()) throw std::runtime_error("Xvfb does not start; script/setup installs it");
        setenv("DISPLAY", (":" + number).c_str(), 1);
        setenv("GDK_BACKEND", "x11", 1);
        setenv("NO_AT_BRIDGE", "1", 1);
        setenv("GSETTINGS_BACKEND", "memory", 1);
        setenv("GTK_IM_MODULE", "gtk-im-context-simple", 1);  // the same on every machine
        manager = std::make_unique<Child>(std::vector<std::string>{"openbox"});
        wxApp::SetInstance(app = new TestApp);
        int count = 1;
        static char name[] = "yorozu-test-gui";
        static char* words[] = {name, nullptr};
        if (!wxEntryStart(count, words) || !wxTheApp->CallOnInit()) throw std::runtime_error("wx does not start");
    }
    std::unique_ptr<Child> server, manager;
    TestApp* app = nullptr;
};

Screen& screen() {
    static Screen* one = new Screen;  // ended by end_screen: GTK must not outlive its display
    static const bool registered = std::atexit([] { one->manager.reset(); one->server.reset(); }) == 0;
    (void)registered;
    return *one;
}

void copy_some(const fs::path& from, const fs::path& to, const std::vector<std::string>& names) {
    fs::create_directories(to);
    for (const auto& name : names) fs::copy(from / name, to / name, fs::copy_options::recursive);
}

/// Milliseconds that the thread, and the display which it often waits for, have waited for a core.
double waited_ms(long thread) {
    double sum = 0;
    for (const std::string& who : {"self/task/" + std::to_string(thread), std::to_string(screen().server->pid())}) {
        std::ifstream in("/proc/" + who + "/schedstat");
        long long ran = 0, waited = 0;
        in >> ran >> waited;
        sum += static_cast<double>(waited) / 1e6;
    }
    return sum;
}

}  // namespace

void start_screen() { screen(); }

Home::Home() {
    char name[] = "/dev/shm/yorozu-gui-XXXXXX";
    folder = mkdtemp(name);
    memory = folder / "workbench.json";
    workspace = folder / "workspace";
    samples = folder / "samples";
    const fs::path ours = fs::path(YOROZU_SOURCE_DIR) / "samples";
    copy_some(ours / "forms", samples / "forms", {"koza-furikae-hagaki", "fukushi-taxi"});
    copy_some(ours / "lexicons", samples / "lexicons", {"zengin.bank.csv", "zengin.branch.csv"});
    copy_some(ours / "scans/postcards", samples / "scans/postcards", {"hagaki001.png", "hagaki002.png", "hagaki003.png"});
    copy_some(ours / "scans/other", samples / "scans/other", {"taxi006.tif"});
    setenv("YOROZU_SAMPLES", samples.c_str(), 1);
    setenv("XDG_DATA_HOME", (folder / "data").c_str(), 1);
    setenv("XDG_CONFIG_HOME", (folder / "config").c_str(), 1);
    unsetenv("YOROZU_WORKSPACE");
}

Home::~Home() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

std::string output_of(const std::vector<std::string>& command) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return {};
    const pid_t child = fork();
    if (child == 0) {
        std::vector<char*> words;
        for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        dup2(ends[1], 1);
        dup2(open("/dev/null", O_RDWR), 2);
        execvp(words[0], words.data());
        _exit(127);
    }
    close(ends[1]);
    std::string out;
    char buffer[512];
    for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<std::size_t>(got));
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return out;
}

void Person::key(const std::string& keys) {
    std::vector<std::string> command{"xdotool", "key", "--delay", "40"};
    std::size_t begin = 0;
    while (begin <= keys.size()) {
        const auto end = std::min(keys.find(' ', begin), keys.size());
        command.push_back(keys.substr(begin, end - begin));
        begin = end + 1;
    }
    output_of(command);
    ask<bool>([](Frame&) { return true; });
}

void Person::type(const std::string& text) {
    output_of({"xdotool", "type", "--delay", "8", text});
    ask<bool>([](Frame&) { return true; });
}

void Person::wait(const std::string& what, std::function<bool(Frame&)> until, double seconds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (!is(until)) {
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error("waited in vain for: " + what + "; the bar says: " + message());
        std::this_thread::sleep_for(20ms);
    }
}

std::string Person::title() {
    std::string words = output_of({"xdotool", "getactivewindow", "getwindowname"});
    while (!words.empty() && words.back() == '\n') words.pop_back();
    return words;
}

void Person::wait_title(const std::string& part, double seconds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (title().find(part) == std::string::npos) {
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error("no window is called " + part + " but " + title() + "; the bar says: " + message());
        std::this_thread::sleep_for(30ms);
    }
}

std::string Person::message() {
    return ask<std::string>([](Frame& frame) { return frame.message_bar().text().utf8_string(); });
}

void with_window(const Home& home, const std::function<void(Person&)>& script, yorozu::gui::Jobs::Worker worker) {
    auto& app = *screen().app;
    auto* frame = new Frame([] { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); },
                            yorozu::gui::Memory(home.memory), worker);
    app.frame = frame;
    bool gone = false;
    frame->Bind(wxEVT_DESTROY, [&](wxWindowDestroyEvent& event) {
        if (event.GetWindow() == frame) {
            gone = true;
            app.frame = nullptr;
        }
        event.Skip();
    });
    frame->Show();
    std::exception_ptr failure;
    std::thread person([&] {
        try {
            Person one(*frame);
            // The window manager gives the keys to no window that was shown while it was starting: a person clicks it.
            for (int i = 0; i < 600 && one.title().find("よろず") == std::string::npos; ++i) {
                output_of({"xdotool", "search", "--onlyvisible", "--name", "よろず", "windowactivate"});
                std::this_thread::sleep_for(100ms);
            }
            one.wait_title("よろず");
            script(one);
        } catch (...) {
            failure = std::current_exception();
        }
        wxTheApp->CallAfter([&] { wxTheApp->ExitMainLoop(); });
    });
    wxTheApp->MainLoop();
    person.join();
    if (!gone) frame->Destroy();
    app.tidy();
    app.frame = nullptr;
    if (failure) std::rethrow_exception(failure);
}

bool jobs_idle(Frame& frame) { return frame.session().jobs.idle(); }

void drag(const wxPoint& from, const wxPoint& to) {
    const auto at = [](const wxPoint& point) { output_of({"xdotool", "mousemove", "--sync", std::to_string(point.x), std::to_string(point.y)}); };
    const auto pause = [] { std::this_thread::sleep_for(60ms); };
    at(from);
    pause();
    output_of({"xdotool", "mousedown", "1"});
    for (int step = 1; step <= 4; ++step) {
        pause();
        at({from.x + (to.x - from.x) * step / 4, from.y + (to.y - from.y) * step / 4});
    }
    pause();
    output_of({"xdotool", "mouseup", "1"});
}

Watchdog::Watchdog() {
    const long window = syscall(SYS_gettid);  // made on the window's thread
    thread_ = std::jthread([this, window](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            auto answered = std::make_shared<std::promise<void>>();
            auto answer = answered->get_future();
            const double before = waited_ms(window);
            const auto asked = std::chrono::steady_clock::now();
            wxTheApp->CallAfter([answered] { answered->set_value(); });
            while (answer.wait_for(5ms) != std::future_status::ready)
                if (stop.stop_requested()) return;
            const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - asked).count() - (waited_ms(window) - before);
            if (ms > longest_) longest_ = ms;
            std::this_thread::sleep_for(10ms);
        }
    });
}

Watchdog::~Watchdog() = default;
