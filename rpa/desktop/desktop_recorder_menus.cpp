// Menus: open over several looks, told as one way from the bar to the item.
#include <algorithm>

#include "rpa/desktop/desktop_listener.h"

namespace yorozu::rpa {

using Kind = RecordedEvent::Kind;

void DesktopListener::menu_pressed(int at) {
    const auto& node = look_.nodes[static_cast<std::size_t>(at)];
    const bool on_bar = node.parent >= 0 && look_.nodes[static_cast<std::size_t>(node.parent)].role == Role::menu_bar;
    if (on_bar) {
        open_menu_ = node.ref;
        menu_looks_ = 0;
        return;
    }
    if (node.role == Role::menu) return;  // opens the next one
    tell_menu(at);
}

/// Forgets a menu that was closed; finds one that was opened by its key, which then is no step of its own.
void DesktopListener::follow_menu() {
    if (!open_menu_.bus.empty()) {
        const int menu = look_.find(open_menu_);
        const bool open = menu >= 0 && std::any_of(look_.nodes.begin(), look_.nodes.end(), [&](const auto& node) { return node.parent == menu && is_menu_part(node.role); });
        if (open) menu_looks_ = 0;
        else if (++menu_looks_ > 8) close_menu();
        return;
    }
    if (events_.empty() || events_.back().kind != Kind::key || events_.back().value.rfind("Alt+", 0) != 0) return;
    for (const auto& node : look_.nodes)
        if (is_menu_part(node.role) && node.is(State::selected) && node.parent >= 0 && look_.nodes[static_cast<std::size_t>(node.parent)].role == Role::menu_bar) {
            open_menu_ = node.ref;
            menu_looks_ = 0;
            events_.pop_back();
            return;
        }
}

int DesktopListener::chosen_menu_part() const {
    int found = -1;
    for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i)
        if (is_menu_part(look_.nodes[static_cast<std::size_t>(i)].role) && look_.nodes[static_cast<std::size_t>(i)].role != Role::menu &&
            (look_.nodes[static_cast<std::size_t>(i)].is(State::selected) || look_.nodes[static_cast<std::size_t>(i)].is(State::focused)))
            found = i;
    return found;
}

void DesktopListener::tell_menu(int at) {
    RecordedEvent event = event_on(at, Kind::menu);
    for (int up = at; up >= 0; up = look_.nodes[static_cast<std::size_t>(up)].parent)
        if (const auto& node = look_.nodes[static_cast<std::size_t>(up)]; is_menu_part(node.role) && !node.name.empty()) event.command.insert(event.command.begin(), plain_name(node.name));
    close_menu();
    if (event.command.size() < 2) {
        event.kind = Kind::unsupported;
        event.value = "道の分からないメニューを選ぶ";
    }
    tell(std::move(event));
    press_ended();
}

void DesktopListener::close_menu() {
    open_menu_ = {};
    menu_looks_ = 0;
}

}  // namespace yorozu::rpa
