#include "rpa/recorded_find.h"

#include <algorithm>

namespace yorozu::rpa {

namespace {

using Kind = RecordedEvent::Kind;

constexpr std::size_t shortest_repeated = 3;  ///< bytes; what is shorter stands in a sentence by chance

bool has_cell(const std::vector<std::string>& cells, const std::string& text) { return std::find(cells.begin(), cells.end(), text) != cells.end(); }

/// Events before the commit whose value stands in the row, each value once.
std::vector<std::size_t> in_row(const std::vector<RecordedEvent>& events, std::size_t commit, const std::vector<std::string>& row) {
    std::vector<std::size_t> found;
    std::vector<std::string> values;
    for (std::size_t at = 0; at < commit; ++at)
        if (enters_value(events[at]) && !events[at].secret && !events[at].value.empty() && has_cell(row, events[at].value) && !has_cell(values, events[at].value)) {
            found.push_back(at);
            values.push_back(events[at].value);
        }
    return found;
}

}  // namespace

bool enters_value(const RecordedEvent& event) { return event.kind == Kind::set || event.kind == Kind::select || event.kind == Kind::choose; }

std::optional<RecordedFind> recorded_find(const std::vector<RecordedEvent>& events, std::size_t commit, const RecordedEvent& confirmation) {
    for (std::size_t list = commit + 1; list < events.size(); ++list) {
        if (events[list].kind != Kind::list) continue;
        RecordedFind find;
        find.last = list;
        find.first = list;
        for (std::size_t at = list; at-- > commit + 1;)
            if (events[at].kind == Kind::set && !events[at].value.empty()) find.first = at;
        if (find.first == list) continue;
        const std::vector<std::string>* ours = nullptr;
        int alike = 0;
        for (const auto& row : events[list].rows) {
            if (!confirmation.value.empty() && !has_cell(row, confirmation.value)) continue;
            auto same = in_row(events, commit, row);
            if (same.empty()) continue;
            ++alike;
            ours = &row;
            find.in_row = std::move(same);
        }
        if (alike != 1) continue;
        for (std::size_t column = 0; column < ours->size() && column < events[list].parts.size(); ++column)
            if (!confirmation.value.empty() && (*ours)[column] == confirmation.value) find.number = events[list].parts[column];
        for (const bool alone : {true, false})
            for (std::size_t at = find.first; at < list && !find.repeats; ++at)
                for (const auto& [text, where] : events[list].echoes) {
                    const std::string& value = events[at].value;
                    const auto place = events[at].kind != Kind::set || value.size() < shortest_repeated ? std::string::npos : text.find(value);
                    if (find.repeats || place == std::string::npos || (alone && text != value)) continue;
                    find.repeats = &where;
                    find.sought = at;
                    find.before = text.substr(0, place);
                    find.after = text.substr(place + value.size());
                }
        return find;
    }
    return std::nullopt;
}

}  // namespace yorozu::rpa
