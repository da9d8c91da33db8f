// What the screen said after a press: that something was registered, its number, the rows of a list.
#include <algorithm>
#include <regex>

#include "rpa/desktop/desktop_listener.h"

namespace yorozu::rpa {

using Kind = RecordedEvent::Kind;

namespace {

constexpr int most_heard_cells = 2000;

}  // namespace

void DesktopListener::hear_answers() {
    if (Clock::now() >= answers_until_) return;
    if (!told_answer_) hear_success();
    if (!told_list_) hear_list();
}

void DesktopListener::hear_success() {
    static const std::regex done("(登録|受け付け|受付|送信|申請|更新|保存|完了)(いた)?しました|けました|完了"), number("[A-Za-z]{0,6}[-‐]?[0-9][0-9A-Z‐-]{1,}"), numbered("(受付|登録|整理|申請|届出|受理|伝票|処理)番号");
    RecordedEvent event;
    event.kind = Kind::shown;
    for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i) {
        const auto& node = look_.nodes[static_cast<std::size_t>(i)];
        const int was = before_press_.find(node.ref);
        const std::string now = shown_text(look_, i), then = was < 0 ? "" : shown_text(before_press_, was);
        if (now == then || now.empty()) continue;
        if (node.role == Role::label && event.target.empty() && std::regex_search(now, done)) event.target.selectors = {{"text/" + now}};
        const bool typed = std::any_of(touched_.begin(), touched_.end(), [&](const auto& one) { return one.object == node.ref && one.typed; });
        if ((is_text_entry(node.role) || node.role == Role::label) && !typed && std::regex_match(now, number) && std::regex_search(look_.words_for(i), numbered)) {
            event.number = target_of(look_, i, objects_);
            event.value = now;
        }
    }
    if (event.target.empty()) return;
    told_answer_ = true;
    tell(std::move(event));
}

std::string DesktopListener::shown_text(const DesktopLook& look, int at) {
    const auto& node = look.nodes[static_cast<std::size_t>(at)];
    return is_text_entry(node.role) ? look.values[static_cast<std::size_t>(at)] : node.role == Role::label ? (look.values[static_cast<std::size_t>(at)].empty() ? node.name : look.values[static_cast<std::size_t>(at)]) : "";
}

void DesktopListener::hear_list() {
    try {
        for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i) {
            const auto& node = look_.nodes[static_cast<std::size_t>(i)];
            if ((node.role != Role::table && node.role != Role::tree_table) || !node.is(State::showing)) continue;
            const auto size = objects_.table_size(node.ref);
            if (!size || size->rows == 0 || size->rows * static_cast<long>(size->columns) > most_heard_cells) continue;
            RecordedEvent event = event_on(i, Kind::list);
            std::vector<Accessibility::Place> places;
            for (int row = 0; row < size->rows; ++row)
                for (int column = 0; column < size->columns; ++column) places.push_back({row, column});
            const auto cells = objects_.cells(node.ref, places);
            auto texts = objects_.texts(cells);
            const auto names = objects_.names(cells);
            for (std::size_t cell = 0; cell < texts.size(); ++cell) {
                if (cell % static_cast<std::size_t>(size->columns) == 0) event.rows.emplace_back();
                event.rows.back().push_back(trimmed(texts[cell].empty() ? names[cell] : texts[cell]));
            }
            event.parts = objects_.column_names(node.ref, size->columns);
            for (int other = 0; other < static_cast<int>(look_.nodes.size()); ++other) {
                const auto& label = look_.nodes[static_cast<std::size_t>(other)];
                // Only what has a name besides its text can be found whatever it says.
                if (label.role != Role::label || label.name.empty() || label.name == shown_text(look_, other) || shown_text(look_, other).empty()) continue;
                auto where = target_of(look_, other, objects_);
                std::erase_if(where.selectors, [](const auto& path) { return path.back().rfind("text/", 0) == 0; });
                if (!where.empty()) event.echoes.emplace_back(shown_text(look_, other), std::move(where));
            }
            if (event.target.empty() || event.rows == last_rows_) continue;
            last_rows_ = event.rows;
            told_list_ = true;
            tell(std::move(event));
        }
    } catch (const Accessibility::ProgramSilent&) {  // heard at the next look
    }
}

}  // namespace yorozu::rpa
