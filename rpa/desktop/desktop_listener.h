#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "rpa/desktop/desktop_look.h"
#include "rpa/desktop/desktop_recorder.h"
#include "rpa/desktop/session.h"

namespace yorozu::rpa {

/// One recording of a desktop program, private to the room. desktop_recorder.cpp starts it and looks again and again, _acts has what a
/// person did, _menus the menus, _values what fields hold afterwards, _answers what the screen said.
class DesktopListener {
public:
    explicit DesktopListener(const DesktopRecordOptions& options)
        : options_(options), session_(options.screen.width, options.screen.height, options.screen.dpi, options.shown ? DesktopSession::Shown::in_a_window : DesktopSession::Shown::nowhere),
          objects_(session_.bus_address()), watch_(session_.watch_input()) {}

    std::vector<RecordedEvent> until_ended();

private:
    using Clock = std::chrono::steady_clock;

    // desktop_recorder.cpp
    void wait_for_window();
    bool hear();
    bool listen();
    bool look_now();
    int window_of(const ObjectRef& root) const;
    void note_focus();
    void tell(RecordedEvent event);

    // desktop_recorder_acts.cpp
    void touch(int at, const DesktopLook& until_now);
    void typed_into(int at);
    void pressed(const InputEvent& input);
    bool in_list(int at) const;
    bool is_dropped_option(int at) const;
    void keyed(const InputEvent& input);
    int current_window() const;
    void act_on(int at, RecordedEvent::Kind kind);
    bool has_fields(int root) const;
    void press_ended();
    RecordedEvent event_on(int at, RecordedEvent::Kind kind);
    void unsupported(int at, const std::string& what);

    // desktop_recorder_menus.cpp
    void menu_pressed(int at);
    void follow_menu();
    int chosen_menu_part() const;
    void tell_menu(int at);
    void close_menu();

    // desktop_recorder_values.cpp
    void tell_values();
    void tell_secret(int at);
    void tell_value(int at, RecordedEvent::Kind kind, const std::string& value);
    void tell_choice(int at);

    // desktop_recorder_answers.cpp
    void hear_answers();
    void hear_success();
    static std::string shown_text(const DesktopLook& look, int at);
    void hear_list();

    const DesktopRecordOptions& options_;
    DesktopSession session_;
    Accessibility objects_;
    std::unique_ptr<InputWatch> watch_;
    std::vector<InputEvent> inputs_;  ///< heard, and not taken yet
    struct Touched {
        ObjectRef object;
        std::string before;   ///< what it held when a person came to it
        bool typed = false;
    };
    DesktopLook look_, earlier_;   ///< the newest, which before a press is what the person saw; and the one before it
    DesktopLook before_press_;
    std::vector<Touched> touched_;  ///< in this order, since the last press
    std::vector<ObjectRef> main_windows_;
    std::vector<std::string> main_titles_;
    ObjectRef open_menu_, last_pressed_;
    int menu_looks_ = 0, last_window_ = 0;
    std::uint32_t last_time_ = 0;
    bool looked_since_input_ = true, told_answer_ = true, told_list_ = true;
    Clock::time_point last_input_{}, last_look_{}, last_press_{}, answers_until_{};
    std::vector<std::vector<std::string>> last_rows_;
    std::vector<RecordedEvent> events_;
};

}  // namespace yorozu::rpa
