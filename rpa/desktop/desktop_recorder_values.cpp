// What fields, lists and boxes hold after a person was in them.
#include <utility>

#include "rpa/desktop/desktop_listener.h"

namespace yorozu::rpa {

using Kind = RecordedEvent::Kind;

/// What the fields that a person was in hold now, where it is not what they held before.
void DesktopListener::tell_values() {
    for (const auto& [object, before, typed] : std::exchange(touched_, {})) {
        const int at = look_.find(object);
        if (at < 0) continue;
        const auto& node = look_.nodes[static_cast<std::size_t>(at)];
        const std::string& value = look_.values[static_cast<std::size_t>(at)];
        if (node.role == Role::password) {
            if (typed) tell_secret(at);  // its text is never read: that keys came while it had the focus is enough
        } else if (value == before || (is_text_entry(node.role) && !node.is(State::editable))) {
            continue;
        } else if (node.role == Role::radio_button) {
            tell_choice(at);
        } else {
            tell_value(at, is_box(node.role) ? Kind::choose : node.role == Role::combo_box ? Kind::select : Kind::set, value);
        }
    }
}

void DesktopListener::tell_secret(int at) {
    RecordedEvent event = event_on(at, Kind::set);
    event.secret = event.password = true;
    tell(std::move(event));
}

void DesktopListener::tell_value(int at, Kind kind, const std::string& value) {
    RecordedEvent event = event_on(at, kind);
    event.value = value;
    tell(std::move(event));
}

/// The button that is on now, of those that stand together.
void DesktopListener::tell_choice(int at) {
    const int parent = look_.nodes[static_cast<std::size_t>(at)].parent;
    for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i) {
        const auto& node = look_.nodes[static_cast<std::size_t>(i)];
        if (node.role != Role::radio_button || node.parent != parent || !node.is(State::checked)) continue;
        if (!events_.empty() && events_.back().kind == Kind::choose && events_.back().value == node.name) continue;  // both buttons were touched
        RecordedEvent event = event_on(i, Kind::choose);
        const auto& group = look_.nodes[static_cast<std::size_t>(parent)];
        event.label = group.name.empty() ? node.name : group.name;
        event.value = node.name;
        event.target.selectors.clear();
        if (!group.name.empty()) event.target.selectors.push_back({"aria/" + group.name, "aria/[role=\"radio\"]"});
        event.target.selectors.push_back({"aria/[role=\"radio\"]"});
        tell(std::move(event));
    }
}

}  // namespace yorozu::rpa
