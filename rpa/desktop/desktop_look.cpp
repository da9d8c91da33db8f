#include "rpa/desktop/desktop_look.h"

#include <algorithm>

namespace yorozu::rpa {

namespace {

/// A recording looks for no pictures.
class NoPictures : public PictureSearch {
public:
    std::vector<Box> text(const std::string&) override { return {}; }
    std::vector<Box> image(const std::string&) override { return {}; }
};

bool takes_press(Role role) {
    return is_text_entry(role) || is_box(role) || is_menu_part(role) || role == Role::push_button || role == Role::radio_button || role == Role::combo_box || role == Role::page_tab || role == Role::list_item ||
           role == Role::table_cell || role == Role::table || role == Role::tree_table || role == Role::list;
}

int depth_of(const DesktopLook& look, int node) {
    int depth = 0;
    for (int at = node; at >= 0; at = look.nodes[static_cast<std::size_t>(at)].parent) ++depth;
    return depth;
}

}  // namespace

bool is_text_entry(Role role) { return role == Role::entry || role == Role::text || role == Role::password || role == Role::spin_button || role == Role::paragraph; }
bool is_box(Role role) { return role == Role::check_box || role == Role::toggle_button; }
bool is_menu_part(Role role) { return role == Role::menu || role == Role::menu_item || role == Role::check_menu_item || role == Role::radio_menu_item; }
/// A plain widget of Qt is a filler, also where it is a window.
bool is_main_window(const AccessibleNode& root) { return (root.role == Role::frame || root.role == Role::filler || root.role == Role::panel) && !root.name.empty(); }
bool asks(const AccessibleNode& root) { return root.role != Role::window && !is_main_window(root); }

int DesktopLook::find(const ObjectRef& object) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) { return node.ref == object; });
    return found == nodes.end() ? -1 : static_cast<int>(found - nodes.begin());
}

int DesktopLook::root_of(int node) const {
    while (nodes[static_cast<std::size_t>(node)].parent >= 0) node = nodes[static_cast<std::size_t>(node)].parent;
    return node;
}

int DesktopLook::at(int x, int y) const {
    int best = -1, best_rank = -1;
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
        const auto& node = nodes[static_cast<std::size_t>(i)];
        const auto& box = boxes[static_cast<std::size_t>(i)];
        if (box.empty() || x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height || !node.is(State::showing)) continue;
        const auto& root = nodes[static_cast<std::size_t>(root_of(i))];
        const int layer = is_menu_part(node.role) && node.parent >= 0 && is_menu_part(nodes[static_cast<std::size_t>(node.parent)].role) ? 3 : root.role == Role::window ? 2 : asks(root) ? 1 : 0;
        const int rank = layer * 1000 + depth_of(*this, i);
        if (rank > best_rank) best = i, best_rank = rank;
    }
    return best;
}

int DesktopLook::focused() const {
    int found = -1;
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i)
        if (nodes[static_cast<std::size_t>(i)].is(State::focused) && takes_press(nodes[static_cast<std::size_t>(i)].role)) found = i;
    return found;
}

std::string DesktopLook::words_for(int node) const {
    const auto& one = nodes[static_cast<std::size_t>(node)];
    return plain_name(one.label.empty() ? one.name : one.label);
}

std::string DesktopLook::labels_in(int root) const {
    std::string text;
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i)
        if (nodes[static_cast<std::size_t>(i)].role == Role::label && root_of(i) == root && !nodes[static_cast<std::size_t>(i)].name.empty()) text += (text.empty() ? "" : "\n") + nodes[static_cast<std::size_t>(i)].name;
    return text;
}

DesktopLook look_at_windows(Accessibility& objects, const ObjectRef& open_menu) {
    DesktopLook look;
    auto windows = objects.windows();
    std::erase_if(windows, [](const auto& window) { return !window.is(State::showing) && !window.is(State::visible); });
    look.nodes = objects.inside(std::move(windows));
    if (const int menu = open_menu.bus.empty() ? -1 : look.find(open_menu); menu >= 0) {
        // The parts of an open menu, and of those that are open inside it.
        for (std::size_t at = static_cast<std::size_t>(menu), first = look.nodes.size(); at < look.nodes.size(); at = at == static_cast<std::size_t>(menu) ? first : at + 1) {
            if (at != static_cast<std::size_t>(menu) && look.nodes[at].role != Role::menu) continue;
            for (auto& child : objects.children(look.nodes[at].ref))
                if (child.is(State::showing)) {
                    child.parent = static_cast<int>(at);
                    look.nodes.push_back(std::move(child));
                }
        }
    }
    std::vector<ObjectRef> pressed, texts;
    std::vector<std::size_t> pressed_at, texts_at;
    look.values.resize(look.nodes.size());
    look.boxes.resize(look.nodes.size());
    for (std::size_t i = 0; i < look.nodes.size(); ++i) {
        const auto& node = look.nodes[i];
        if (takes_press(node.role) && node.is(State::showing)) pressed.push_back(node.ref), pressed_at.push_back(i);
        if ((is_text_entry(node.role) && node.role != Role::password) || node.role == Role::label) texts.push_back(node.ref), texts_at.push_back(i);
        if (is_box(node.role) || node.role == Role::radio_button) look.values[i] = node.is(State::checked) ? "オン" : "オフ";
    }
    const auto boxes = objects.boxes(pressed);
    for (std::size_t i = 0; i < boxes.size(); ++i) look.boxes[pressed_at[i]] = boxes[i];
    const auto held = objects.texts(texts);
    for (std::size_t i = 0; i < held.size(); ++i) look.values[texts_at[i]] = held[i];
    for (std::size_t i = 0; i < look.nodes.size(); ++i)
        if (look.nodes[i].role == Role::combo_box) {
            const auto chosen = objects.selected_child(look.nodes[i].ref);
            look.values[i] = chosen ? objects.names({*chosen}).front() : look.nodes[i].name;
        }
    return look;
}

Target target_of(const DesktopLook& look, int node, Accessibility& objects) {
    const auto& element = look.nodes[static_cast<std::size_t>(node)];
    const std::string role = role_name(element.role), words = look.words_for(node);
    std::vector<std::vector<std::string>> wanted;
    const std::string kind = role.empty() ? "" : "[role=\"" + role + "\"]";
    if (!words.empty()) wanted.push_back({"aria/" + words + kind});
    for (int up = element.parent; up >= 0 && !words.empty(); up = look.nodes[static_cast<std::size_t>(up)].parent)
        if (const auto& outer = look.nodes[static_cast<std::size_t>(up)]; !outer.name.empty() && outer.parent >= 0) wanted.push_back({"aria/" + outer.name, "aria/" + words + kind});
    if (!words.empty()) wanted.push_back({"aria/" + words});
    if (!element.name.empty() && !is_text_entry(element.role) && element.role != Role::combo_box) wanted.push_back({"text/" + element.name});
    if (!kind.empty()) wanted.push_back({"aria/" + kind});
    // As a run looks for it: in its own window, with what drops down from it.
    std::vector<AccessibleNode> tree;
    const int root = look.root_of(node);
    std::vector<int> places(look.nodes.size(), -1);
    for (int i = 0; i < static_cast<int>(look.nodes.size()); ++i) {
        const int own = look.root_of(i);
        if (own != root && look.nodes[static_cast<std::size_t>(own)].role != Role::window) continue;
        places[static_cast<std::size_t>(i)] = static_cast<int>(tree.size());
        tree.push_back(look.nodes[static_cast<std::size_t>(i)]);
        if (tree.back().parent >= 0) tree.back().parent = places[static_cast<std::size_t>(tree.back().parent)];
    }
    NoPictures pictures;
    Target target;
    for (const auto& path : wanted) {
        const auto found = find_elements(path, tree, objects, pictures);
        if (found && found->size() == 1 && found->front().node.ref == element.ref) target.selectors.push_back(path);
        if (target.selectors.size() == 4) break;
    }
    return target;
}

}  // namespace yorozu::rpa
