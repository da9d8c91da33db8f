#include "rpa/desktop/desktop_recorder.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "rpa/desktop/desktop_listener.h"
#include "rpa/driver.h"

namespace yorozu::rpa {

using Kind = RecordedEvent::Kind;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds between_rounds{15};
constexpr milliseconds quiet_before_look{40};    ///< after a press or key the windows get this long to follow
constexpr milliseconds longest_without_look{400};

}  // namespace

std::vector<RecordedEvent> DesktopListener::until_ended() {
    session_.start_program(options_.command);
    wait_for_window();
    while (!options_.ended() && hear()) std::this_thread::sleep_for(between_rounds);
    tell_values();
    return std::move(events_);
}

void DesktopListener::wait_for_window() {
    for (const auto deadline = Clock::now() + std::chrono::seconds(60); Clock::now() < deadline && !options_.ended(); std::this_thread::sleep_for(milliseconds(50))) {
        if (!session_.program_runs()) throw StepFailure{StepFailure::Kind::environment, "プログラムが始まりません（" + session_.program_end() + "）: " + options_.command.front() + ": 端末で動くか確かめてください"};
        if (!look_now() || main_windows_.empty()) continue;
        RecordedEvent event;
        event.kind = Kind::launch;
        event.command = options_.command;
        event.title = main_titles_.front();
        tell(std::move(event));
        return;
    }
    if (!options_.ended()) throw StepFailure{StepFailure::Kind::environment, "プログラムの窓が現れません: " + options_.command.front() + ": 端末で動くか確かめてください"};
}

/// False when the program, or the window on the person's display, is gone.
bool DesktopListener::hear() {
    if (!listen()) return false;
    for (const auto& input : std::exchange(inputs_, {})) {
        last_input_ = Clock::now();
        looked_since_input_ = false;
        input.button ? pressed(input) : keyed(input);
    }
    if (!session_.program_runs()) return false;
    const auto now = Clock::now();
    const bool due = looked_since_input_ ? now - last_look_ >= longest_without_look || (now < answers_until_ && now - last_look_ >= milliseconds(100)) : now - last_input_ >= quiet_before_look || now - last_look_ >= longest_without_look;
    if (due && look_now()) {
        looked_since_input_ = true;
        note_focus();
        hear_answers();
    }
    return true;
}

/// False when the display is gone: the person closed its window.
bool DesktopListener::listen() {
    try {
        for (auto& input : watch_->heard()) inputs_.push_back(std::move(input));
        return true;
    } catch (const StepFailure&) {
        return false;
    }
}

/// False if there is nothing new that can be trusted: a press during the look may have changed what it saw, and belongs to what
/// was to be seen before.
bool DesktopListener::look_now() {
    last_look_ = Clock::now();
    DesktopLook look;
    try {
        objects_.give_time(milliseconds(2000));
        look = look_at_windows(objects_, open_menu_);
    } catch (const Accessibility::ProgramSilent&) {  // it works; we look again
        return false;
    }
    if (!listen() || !inputs_.empty()) return false;
    earlier_ = std::exchange(look_, std::move(look));
    follow_menu();
    for (const auto& node : look_.nodes) {
        if (node.parent >= 0 || !is_main_window(node) || window_of(node.ref) >= 0) continue;
        main_windows_.push_back(node.ref);
        main_titles_.push_back(node.name);
        RecordedEvent event;
        event.kind = Kind::page;
        event.window = static_cast<int>(main_windows_.size()) - 1;
        event.title = node.name;
        if (event.window > 0) tell(std::move(event));
    }
    return true;
}

int DesktopListener::window_of(const ObjectRef& root) const {
    const auto found = std::find(main_windows_.begin(), main_windows_.end(), root);
    return found == main_windows_.end() ? -1 : static_cast<int>(found - main_windows_.begin());
}

void DesktopListener::note_focus() {
    const int at = look_.focused();
    // Where the focus came with a press, the program may have changed the field in the same moment.
    if (at >= 0) touch(at, Clock::now() - last_press_ < milliseconds(300) ? look_ : earlier_);
}

void DesktopListener::tell(RecordedEvent event) {
    if (event.kind != Kind::page) last_window_ = event.window;
    if (options_.heard) options_.heard(event);
    events_.push_back(std::move(event));
}

std::vector<RecordedEvent> record_desktop(const DesktopRecordOptions& options) { return DesktopListener(options).until_ended(); }

}  // namespace yorozu::rpa
