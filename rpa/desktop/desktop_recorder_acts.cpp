// What a person did: presses and keys become events on the elements that they meant.
#include <algorithm>
#include <set>

#include "rpa/desktop/desktop_listener.h"

namespace yorozu::rpa {

using Kind = RecordedEvent::Kind;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds answer_time{3000};        ///< what the screen says after a press is heard this long
constexpr std::uint32_t double_press = 400;      ///< ms between two presses that are one double press

}  // namespace

/// From here on a person may change it: what it held until now is kept.
void DesktopListener::touch(int at, const DesktopLook& until_now) {
    const auto& node = look_.nodes[static_cast<std::size_t>(at)];
    if (std::any_of(touched_.begin(), touched_.end(), [&](const auto& one) { return one.object == node.ref; })) return;
    const int was = until_now.find(node.ref);
    touched_.push_back({node.ref, was < 0 ? look_.values[static_cast<std::size_t>(at)] : until_now.values[static_cast<std::size_t>(was)], false});
}

void DesktopListener::typed_into(int at) {
    if (at < 0) return;
    touch(at, look_);
    for (auto& one : touched_)
        if (one.object == look_.nodes[static_cast<std::size_t>(at)].ref) one.typed = true;
}

void DesktopListener::pressed(const InputEvent& input) {
    const int at = look_.at(input.x, input.y);
    if (at < 0) return;
    const auto node = look_.nodes[static_cast<std::size_t>(at)];
    if (is_text_entry(node.role) || node.role == Role::combo_box || is_box(node.role) || node.role == Role::radio_button) {
        touch(at, look_);
        return;
    }
    if (node.role == Role::list_item || is_dropped_option(at)) return;  // of a list that dropped down: the list tells
    tell_values();
    if (is_menu_part(node.role)) return menu_pressed(at);
    if (node.role == Role::table || node.role == Role::tree_table || node.role == Role::list || node.role == Role::table_cell) {
        press_ended();
        return unsupported(at, "表や一覧の中を押す");
    }
    act_on(at, last_pressed_ == node.ref && input.time - last_time_ < double_press ? Kind::double_click : Kind::click);
    last_pressed_ = node.ref;
    last_time_ = input.time;
}

/// In a list that drops down, or in what dropped down from it.
bool DesktopListener::in_list(int at) const {
    if (at < 0) {
        const int last = touched_.empty() ? -1 : look_.find(touched_.back().object);
        return last >= 0 && look_.nodes[static_cast<std::size_t>(last)].role == Role::combo_box;
    }
    return look_.nodes[static_cast<std::size_t>(at)].role == Role::combo_box || is_dropped_option(at);
}

bool DesktopListener::is_dropped_option(int at) const {
    if (look_.nodes[static_cast<std::size_t>(at)].role != Role::menu_item) return false;
    for (int up = at; up >= 0; up = look_.nodes[static_cast<std::size_t>(up)].parent)
        if (look_.nodes[static_cast<std::size_t>(up)].role == Role::combo_box) return true;
    return look_.nodes[static_cast<std::size_t>(look_.root_of(at))].role == Role::window && open_menu_.bus.empty();
}

void DesktopListener::keyed(const InputEvent& input) {
    const int at = look_.focused();
    const bool on_text = at >= 0 && is_text_entry(look_.nodes[static_cast<std::size_t>(at)].role);
    const bool function_key = input.key.size() > 1 && input.key[0] == 'F' && input.key != "F";
    if (!input.control && !input.alt && !function_key && input.key != "Enter" && input.key != "Escape") {
        typed_into(at);
        const auto role = at >= 0 ? look_.nodes[static_cast<std::size_t>(at)].role : Role::filler;
        if (input.key == "Space" && role == Role::push_button) {
            tell_values();
            act_on(at, Kind::click);
        }
        return;
    }
    if (input.key.empty()) return;
    static const std::set<std::string> editing = {"A", "C", "V", "X", "Z", "Y", "Left", "Right", "Home", "End", "Backspace", "Delete"};
    if (on_text && input.control && !input.alt && editing.count(input.key)) {
        typed_into(at);
        return;
    }
    if (input.key == "Enter" && at >= 0 && look_.nodes[static_cast<std::size_t>(at)].is(State::multi_line)) return;
    if ((input.key == "Enter" || input.key == "Escape") && open_menu_.bus.empty() && in_list(at)) return;  // the list tells what was chosen
    tell_values();
    if (!open_menu_.bus.empty() && (input.key == "Enter" || input.key == "Escape")) {
        const int chosen = input.key == "Enter" ? chosen_menu_part() : -1;
        if (chosen >= 0) return tell_menu(chosen);
        return close_menu();
    }
    if (input.key == "Enter" && at >= 0 && look_.nodes[static_cast<std::size_t>(at)].role == Role::push_button) return act_on(at, Kind::click);
    RecordedEvent event;
    event.kind = Kind::key;
    event.value = input.chord();
    event.window = current_window();
    tell(std::move(event));
    press_ended();
}

int DesktopListener::current_window() const {
    const int at = look_.focused();
    const int window = at < 0 ? -1 : window_of(look_.nodes[static_cast<std::size_t>(look_.root_of(at))].ref);
    return window < 0 ? last_window_ : window;
}

/// A button or tab; in a window that asks it is the answer.
void DesktopListener::act_on(int at, Kind kind) {
    const auto& root = look_.nodes[static_cast<std::size_t>(look_.root_of(at))];
    RecordedEvent event = event_on(at, kind);
    if (asks(root) && look_.nodes[static_cast<std::size_t>(at)].role == Role::push_button && !has_fields(look_.root_of(at))) {
        event.kind = Kind::dialog;
        event.value = event.label;
        event.label = look_.labels_in(look_.root_of(at));
        event.accepted = true;
    }
    tell(std::move(event));
    press_ended();
}

bool DesktopListener::has_fields(int root) const {
    for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i)
        if (look_.root_of(i) == root && is_text_entry(look_.nodes[static_cast<std::size_t>(i)].role) && look_.nodes[static_cast<std::size_t>(i)].is(State::editable)) return true;
    return false;
}

void DesktopListener::press_ended() {
    last_press_ = Clock::now();
    answers_until_ = last_press_ + answer_time;
    before_press_ = look_;
    told_answer_ = told_list_ = false;
}

RecordedEvent DesktopListener::event_on(int at, Kind kind) {
    RecordedEvent event;
    event.kind = kind;
    event.target = target_of(look_, at, objects_);
    event.label = look_.words_for(at);
    const int window = window_of(look_.nodes[static_cast<std::size_t>(look_.root_of(at))].ref);
    event.window = window < 0 ? last_window_ : window;
    return event;
}

void DesktopListener::unsupported(int at, const std::string& what) {
    RecordedEvent event = event_on(at, Kind::unsupported);
    event.value = what;
    tell(std::move(event));
}

}  // namespace yorozu::rpa
