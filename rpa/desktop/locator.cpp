#include "rpa/desktop/locator.h"

#include <algorithm>
#include <map>
#include <regex>

namespace yorozu::rpa {

namespace {

/// ARIA's names, as in scenarios for browsers, and the roles that programs give to the same thing.
const std::map<std::string, std::vector<Role>> roles = {
    {"button", {Role::push_button, Role::toggle_button}},
    {"textbox", {Role::entry, Role::text, Role::password, Role::spin_button, Role::paragraph}},
    {"spinbutton", {Role::spin_button}},
    {"checkbox", {Role::check_box}},
    {"radio", {Role::radio_button}},
    {"combobox", {Role::combo_box}},
    {"listbox", {Role::list}},
    {"option", {Role::list_item, Role::menu_item}},
    {"menubar", {Role::menu_bar}},
    {"menu", {Role::menu, Role::popup_menu}},
    {"menuitem", {Role::menu_item, Role::check_menu_item, Role::radio_menu_item}},
    {"tab", {Role::page_tab}},
    {"table", {Role::table, Role::tree_table}},
    {"cell", {Role::table_cell}},
    {"label", {Role::label}},
    {"dialog", {Role::dialog}},
    {"window", {Role::frame}},
    {"group", {Role::panel, Role::filler}},
};

bool inside_of(const std::vector<AccessibleNode>& tree, int node, int scope) {
    for (int at = node; at >= 0; at = tree[static_cast<std::size_t>(at)].parent)
        if (at == scope) return true;
    return false;
}

int root_of(const std::vector<AccessibleNode>& tree, int node) {
    while (tree[static_cast<std::size_t>(node)].parent >= 0) node = tree[static_cast<std::size_t>(node)].parent;
    return node;
}

/// Letters are columns, "AB12" → row 11, column 27. Nothing if it is no cell's name.
std::optional<std::pair<int, int>> cell_place(const std::string& name) {
    static const std::regex form("([A-Z]{1,3})([1-9][0-9]{0,6})");
    std::smatch match;
    if (!std::regex_match(name, match, form)) return std::nullopt;
    int column = 0;
    for (const char c : match[1].str()) column = column * 26 + (c - 'A' + 1);
    return std::pair{std::stoi(match[2]) - 1, column - 1};
}

bool fits(const AccessibleNode& node, const DesktopSelector& wanted, bool (*same)(const std::string&, const std::string&)) {
    if (wanted.kind == DesktopSelector::Kind::text) return node.name == wanted.name;
    return (wanted.name.empty() || same(node.name, wanted.name) || same(node.label, wanted.name)) && (wanted.role.empty() || has_role(node.role, wanted.role));
}

bool is_exactly(const std::string& name, const std::string& wanted) { return name == wanted; }

}  // namespace

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string plain_name(std::string name) {
    for (const std::string& tail : {std::string("..."), std::string("…")})
        if (name.size() > tail.size() && name.compare(name.size() - tail.size(), tail.size(), tail) == 0) name.resize(name.size() - tail.size());
    if (name.size() > 3 && name.back() == ')' && name[name.size() - 3] == '(') name.resize(name.size() - 3);
    return name;
}

bool same_name(const std::string& name, const std::string& wanted) { return name == wanted || plain_name(name) == plain_name(wanted); }

bool has_role(Role role, const std::string& name) {
    const auto found = roles.find(name);
    return found != roles.end() && std::find(found->second.begin(), found->second.end(), role) != found->second.end();
}

std::string role_name(Role role) {
    if (role == Role::spin_button) return "spinbutton";
    for (const auto& [name, all] : roles)
        if (std::find(all.begin(), all.end(), role) != all.end()) return name;
    return "";
}

std::optional<DesktopSelector> desktop_selector(const std::string& text) {
    const auto slash = text.find('/');
    if (slash == std::string::npos || slash + 1 == text.size()) return std::nullopt;
    const std::string kind = text.substr(0, slash), rest = text.substr(slash + 1);
    DesktopSelector found;
    found.name = rest;
    if (kind == "text") found.kind = DesktopSelector::Kind::text;
    else if (kind == "ocr") found.kind = DesktopSelector::Kind::ocr;
    else if (kind == "image") found.kind = DesktopSelector::Kind::image;
    else if (kind == "aria") {
        static const std::regex form(R"re(([^]*?)(?:\[role="([a-z]+)"\])?)re");
        std::smatch match;
        if (!std::regex_match(rest, match, form)) return std::nullopt;
        found.name = match[1];
        found.role = match[2];
        if (!found.role.empty() && !roles.count(found.role)) return std::nullopt;
    } else if (kind == "cell") {
        found.kind = DesktopSelector::Kind::cell;
        const auto colon = rest.find(':');
        const auto first = cell_place(rest.substr(0, colon)), last = colon == std::string::npos ? first : cell_place(rest.substr(colon + 1));
        if (!first || !last || last->first < first->first || last->second < first->second) return std::nullopt;
        std::tie(found.row, found.column) = *first;
        std::tie(found.last_row, found.last_column) = *last;
    } else {
        return std::nullopt;
    }
    return found;
}

std::optional<std::vector<Element>> find_elements(const std::vector<std::string>& path, const std::vector<AccessibleNode>& tree, Accessibility& objects, PictureSearch& pictures) {
    std::vector<int> found;
    int scope = -1;
    for (std::size_t step = 0; step < path.size(); ++step) {
        const auto wanted = desktop_selector(path[step]);
        const bool last = step + 1 == path.size();
        if (!wanted) return std::nullopt;
        if (wanted->kind == DesktopSelector::Kind::ocr || wanted->kind == DesktopSelector::Kind::image) {
            if (path.size() != 1) return std::nullopt;
            std::vector<Element> places;
            for (const auto& box : wanted->kind == DesktopSelector::Kind::ocr ? pictures.text(wanted->name) : pictures.image(wanted->name)) places.push_back({AccessibleNode(), 0, {}, box});
            return places;
        }
        if (wanted->kind == DesktopSelector::Kind::cell) {
            if (scope < 0 || !last) return std::nullopt;
            constexpr int most = 20'000;
            const auto rows = wanted->last_row - wanted->row + 1, columns = wanted->last_column - wanted->column + 1;
            if (static_cast<long>(rows) * columns > most) return std::nullopt;
            const ObjectRef& table = tree[static_cast<std::size_t>(scope)].ref;
            std::vector<Accessibility::Place> places;
            for (int row = wanted->row; row <= wanted->last_row; ++row)
                for (int column = wanted->column; column <= wanted->last_column; ++column) places.push_back({row, column});
            std::vector<Element> cells;
            for (auto& cell : objects.cells(table, places)) {
                if (cell.bus.empty()) continue;
                auto node = objects.look_again(cell);
                if (node) cells.push_back({std::move(*node), root_of(tree, scope), table, {}});
            }
            return cells;
        }
        found.clear();
        for (const auto same : {is_exactly, same_name}) {
            if (!found.empty()) break;
            for (int i = 0; i < static_cast<int>(tree.size()); ++i)
                if (const auto& node = tree[static_cast<std::size_t>(i)]; node.parent >= 0 && (scope < 0 || (i != scope && inside_of(tree, i, scope))) && fits(node, *wanted, same)) found.push_back(i);
        }
        if (!last) {
            if (found.size() != 1) return std::vector<Element>{};
            scope = found.front();
        }
    }
    // A label and what it labels bear the same name: without a role the field is meant.
    if (found.size() > 1 && path.back().rfind("aria/", 0) == 0 && path.back().find("[role=") == std::string::npos) {
        std::vector<int> fields;
        std::copy_if(found.begin(), found.end(), std::back_inserter(fields), [&](int i) { return tree[static_cast<std::size_t>(i)].role != Role::label; });
        if (!fields.empty()) found = fields;
    }
    std::vector<Element> elements;
    for (const int i : found) elements.push_back({tree[static_cast<std::size_t>(i)], root_of(tree, i), {}, {}});
    return elements;
}

}  // namespace yorozu::rpa
