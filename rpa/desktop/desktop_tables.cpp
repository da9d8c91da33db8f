// Rows of tables, and the cells of a sheet.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "rpa/desktop/x11_desktop.h"
#include "rpa/sentence.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

namespace {

constexpr long most_cells = 20'000;

}  // namespace

std::vector<std::string> X11Desktop::cell_texts(const std::vector<ObjectRef>& cells) {
    auto texts = objects_.texts(cells);
    const auto names = objects_.names(cells);
    for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = trimmed(texts[i].empty() ? names[i] : texts[i]);
    return texts;
}

/// What the sheet keeps, which is not always what it shows: 50% and 12:30 look as they were given, and are 0.5 and 0.52 to whatever
/// reads the file. (0% cannot be told from text: a text cell's number is 0, too.)
std::string X11Desktop::kept_in_cell(const ObjectRef& cell) {
    const std::string shown = objects_.texts({cell}).front();
    const auto number = objects_.number(cell);
    if (!number || *number == 0) return shown;
    char* end = nullptr;
    const double read = std::strtod(shown.c_str(), &end);
    if (end && *end == 0 && !shown.empty() && std::abs(read - *number) <= std::abs(*number) * 1e-9) return shown;
    char kept[32];
    std::snprintf(kept, sizeof kept, "%.15g", *number);
    return kept;
}

X11Desktop::Grid X11Desktop::grid_of(const Target& target, const std::vector<AccessibleNode>& nodes) {
    const auto found = find(target, nodes);
    const auto& path = target.selectors[static_cast<std::size_t>(found.alternative)];
    Grid grid;
    if (found.elements.empty()) return grid;
    const auto part = desktop_selector(path.back());
    if (part && part->kind == DesktopSelector::Kind::cell) {
        std::vector<ObjectRef> cells;
        for (const auto& element : found.elements) cells.push_back(element.node.ref);
        const auto texts = cell_texts(cells);
        const auto columns = static_cast<std::size_t>(part->last_column - part->column + 1);
        for (std::size_t first = 0; first + columns <= texts.size(); first += columns) grid.rows.emplace_back(texts.begin() + static_cast<std::ptrdiff_t>(first), texts.begin() + static_cast<std::ptrdiff_t>(first + columns));
        if (!grid.rows.empty()) grid.headings = grid.rows.front();
        return grid;
    }
    const auto& table = found.elements.front().node;
    const auto size = found.elements.size() == 1 ? objects_.table_size(table.ref) : std::nullopt;
    if (!size) {  // a list: every match is a row
        for (const auto& element : found.elements) {
            grid.rows.push_back({text_of(element.node)});
            for (const auto& inner : objects_.inside({element.node}))
                if (!(inner.ref == element.node.ref)) grid.rows.back().push_back(text_of(inner));
        }
        return grid;
    }
    if (static_cast<long>(size->rows) * size->columns > most_cells)
        throw StepFailure{StepFailure::Kind::environment, "「" + name_of(target) + "」が大きすぎます（" + std::to_string(size->rows) + " 行）: [\"aria/…[role=\\\"table\\\"]\", \"cell/A1:D200\"] のように範囲を書いてください"};
    grid.headings = objects_.column_names(table.ref, size->columns);
    std::vector<Accessibility::Place> places;
    for (int row = 0; row < size->rows; ++row)
        for (int column = 0; column < size->columns; ++column) places.push_back({row, column});
    const auto texts = cell_texts(objects_.cells(table.ref, places));
    for (int row = 0; row < size->rows; ++row)
        grid.rows.emplace_back(texts.begin() + static_cast<std::ptrdiff_t>(row) * size->columns, texts.begin() + static_cast<std::ptrdiff_t>(row + 1) * size->columns);
    return grid;
}

std::vector<RowSight> X11Desktop::rows(const Target& target, const std::string& number) {
    return await<std::vector<RowSight>>(milliseconds(5000), [&](std::string&) -> std::optional<std::vector<RowSight>> {
        const auto grid = grid_of(target, tree());
        const auto heading = std::find(grid.headings.begin(), grid.headings.end(), number);
        if (!number.empty() && heading == grid.headings.end() && !grid.rows.empty())
            throw StepFailure{StepFailure::Kind::environment, "表に見出しがありません: " + number + ": verify.find の number には表の見出しを書いてください"};
        std::vector<RowSight> found;
        for (const auto& row : grid.rows) {
            RowSight sight{row, ""};
            if (!number.empty()) sight.number = row[static_cast<std::size_t>(heading - grid.headings.begin())];
            found.push_back(std::move(sight));
        }
        return found;
    });
}

std::vector<std::vector<std::string>> X11Desktop::table(const Target& target) {
    return await<std::vector<std::vector<std::string>>>(milliseconds(5000), [&](std::string&) -> std::optional<std::vector<std::vector<std::string>>> {
        auto grid = grid_of(target, tree());
        if (grid.rows.empty() || grid.rows.front() != grid.headings) grid.rows.insert(grid.rows.begin(), grid.headings);
        return grid.rows;
    });
}

/// A sheet takes a value as a person gives it: cell chosen, emptied, opened, pasted into, closed.
void X11Desktop::fill_cell(const Usable& found, const std::string& text, Milliseconds timeout) {
    focus(found, timeout);
    auto& display = session_.display();
    display.chord("Delete");
    if (text.empty()) return;
    display.chord("F2");
    if (!display.paste(text, std::min(timeout, milliseconds(5000)))) {
        display.chord("Escape");
        fail_system("このマスは貼り付けを受け付けません");
    }
    display.chord("Tab");  // not Enter: whether that leaves the cell is a setting
    // Until the cell is left it shows what was typed, not what it became.
    for (const Deadline deadline = std::chrono::steady_clock::now() + std::min(timeout, milliseconds(5000));; std::this_thread::sleep_for(milliseconds(5))) {
        const auto now = objects_.look_again(found.element.node.ref);
        if (now && !now->is(State::focused)) break;
        if (std::chrono::steady_clock::now() >= deadline) fail_system("マスの入力が終わりません: 別の窓が出ていないか確かめてください");
    }
    shows(found.element.node, text, milliseconds(500));
}

}  // namespace yorozu::rpa
