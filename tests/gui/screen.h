#pragma once
#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include <wx/app.h>

#include "workbench/gui/frame/frame.h"

/// The display, the program and the window of a test. One per process, made at its first use.
void start_screen();

/// A folder of its own for settings, data and samples; gone with the object.
struct Home {
    Home();
    ~Home();
    std::filesystem::path folder, samples, memory, workspace;
};

/// What a person does, on a thread of its own while the window's loop runs on the main one.
class Person {
public:
    explicit Person(yorozu::gui::Frame& frame) : frame_(frame) {}

    void key(const std::string& keys);          ///< "ctrl+5", as xdotool has it; several with spaces
    void type(const std::string& text);
    /// Asks inside the window's thread.
    template <class Answer>
    Answer ask(std::function<Answer(yorozu::gui::Frame&)> question) {
        auto promise = std::make_shared<std::promise<Answer>>();
        auto answer = promise->get_future();
        wxTheApp->CallAfter([this, promise, question] {
            try {
                promise->set_value(question(frame_));
            } catch (...) {
                promise->set_exception(std::current_exception());
            }
        });
        if (answer.wait_for(std::chrono::seconds(60)) != std::future_status::ready) throw std::runtime_error("the window does not answer");
        return answer.get();
    }
    bool is(std::function<bool(yorozu::gui::Frame&)> question) { return ask<bool>(std::move(question)); }
    /// Waits until it is so; throws, saying `what`, when it takes longer.
    void wait(const std::string& what, std::function<bool(yorozu::gui::Frame&)> until, double seconds = 60);
    std::string title();        ///< of the window that has the keys
    void wait_title(const std::string& part, double seconds = 60);
    std::string message();      ///< in the bar

private:
    yorozu::gui::Frame& frame_;
};

/// Shows a window, lets the person do the script, and closes it. Rethrows what the script threw.
void with_window(const Home& home, const std::function<void(Person&)>& script,
                 yorozu::gui::Jobs::Worker worker = yorozu::gui::Jobs::Worker::threads);

bool jobs_idle(yorozu::gui::Frame& frame);
/// Draws with the left button held, in steps as a hand does.
void drag(const wxPoint& from, const wxPoint& to);

/// How long the window's thread answered nothing, in ms; time in which it, or the
/// display that it asked, wanted to run but other programs had the cores is taken off (/proc/…/schedstat), so that a busy
/// machine is not blamed on the window.
class Watchdog {
public:
    Watchdog();
    ~Watchdog();
    double longest_ms() const { return longest_; }
    void begin_anew() { longest_ = 0; }

private:
    std::atomic<double> longest_{0};
    std::jthread thread_;
};

/// What a program prints.
std::string output_of(const std::vector<std::string>& command);
