#include "rpa/desktop/x11_desktop.h"

#include <algorithm>

#include "rpa/desktop/png_picture.h"
#include "rpa/sentence.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

namespace {

bool is_text_field(Role role) {
    return role == Role::entry || role == Role::text || role == Role::password || role == Role::spin_button || role == Role::paragraph || role == Role::table_cell;
}

}  // namespace

std::unique_ptr<Desktop> start_desktop(const DesktopOptions& options) { return std::make_unique<X11Desktop>(options); }

void require_screen(const DesktopScreen& said, const Display& display) {
    const auto require = [](const char* what, int wanted, int is, int give, const char* unit) {
        if (std::abs(wanted - is) > give)
            throw StepFailure{StepFailure::Kind::environment, std::string("画面の") + what + "がシナリオと違います（シナリオ " + std::to_string(wanted) + " " + unit + "、今の画面 " + std::to_string(is) +
                                                                  " " + unit + "）: シナリオの screen を確かめてください"};
    };
    require("幅", said.width, display.width(), 0, "px");
    require("高さ", said.height, display.height(), 0, "px");
    require("細かさ", said.dpi, display.dpi(), said.dpi / 50, "dpi");  // a display gives its size in whole millimetres
}

X11Desktop::X11Desktop(const DesktopOptions& options)
    : options_(options), session_(options.screen.width, options.screen.height, options.screen.dpi), objects_(session_.bus_address()) {
    require_screen(options.screen, session_.display());
}

void X11Desktop::fail_system(const std::string& what) const { throw StepFailure{StepFailure::Kind::system, what}; }

void X11Desktop::check_program() {
    if (!session_.program_runs()) fail_system("プログラムが終わってしまいました（" + (session_.program_end().empty() ? "始めていません" : session_.program_end()) + "）: " + program_ + ": 動くか確かめて、もう一度実行してください");
}

/// The current window and what drops down from it.
std::vector<AccessibleNode> X11Desktop::tree() {
    const auto current = current_window();
    std::vector<AccessibleNode> roots = {current};
    for (auto& window : open_windows())
        if (window.role == Role::window && window.ref.bus == current.ref.bus && !(window.ref == current.ref)) roots.push_back(std::move(window));
    return objects_.inside(std::move(roots));
}

X11Desktop::Found X11Desktop::find(const Target& target, const std::vector<AccessibleNode>& nodes) {
    Found found;
    for (std::size_t i = 0; i < target.selectors.size(); ++i) {
        const auto& path = target.selectors[i];
        const bool on_picture = path.front().rfind("ocr/", 0) == 0 || path.front().rfind("image/", 0) == 0;
        if (on_picture && !found.elements.empty()) break;  // the last resort, and the slowest
        const auto elements = find_elements(path, nodes, objects_, *this);
        if (!elements || elements->empty()) continue;
        if (i == 0) {
            found.elements = *elements;
            return found;
        }
        if (elements->size() != 1) continue;
        if (found.elements.empty()) found = {*elements, static_cast<int>(i), true};
        else if (!(found.elements.front() == elements->front())) return {};  // the others do not agree on one
    }
    return found;
}

std::string X11Desktop::text_of(const AccessibleNode& node) {
    if (node.ref.bus.empty()) return "";
    if (node.role == Role::password) return "";
    std::string text = objects_.texts({node.ref}).front();
    if (text.empty() && !(is_text_field(node.role) && node.role != Role::table_cell)) text = node.name;
    return trimmed(text);
}

Glance X11Desktop::glance(const std::vector<Target>& targets) {
    return await<Glance>(milliseconds(5000), [&](std::string&) -> std::optional<Glance> {
        Glance seen;
        seen.complete = true;
        const auto nodes = tree();
        for (const auto& target : targets) {
            Sight sight;
            const auto found = target.empty() ? Found{} : find(target, nodes);
            sight.count = static_cast<int>(found.elements.size());
            sight.healed = found.healed;
            sight.alternative = found.alternative;
            if (sight.count == 1) {
                const auto& element = found.elements.front();
                sight.visible = element.on_picture() || element.node.is(State::showing);
                sight.text = text_of(element.node);
                sight.texts = {sight.text};
                const auto self = std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) { return node.ref == element.node.ref; });
                if (self != nodes.end() && !element.on_picture())
                    for (auto node = self + 1; node != nodes.end(); ++node)
                        for (int up = node->parent; up >= 0; up = nodes[static_cast<std::size_t>(up)].parent)
                            if (up == self - nodes.begin()) sight.texts.push_back(text_of(*node));
            }
            seen.sights.push_back(std::move(sight));
        }
        return seen;
    });
}

std::vector<int> X11Desktop::count_each(const Target& target) {
    return await<std::vector<int>>(milliseconds(5000), [&](std::string&) -> std::optional<std::vector<int>> {
        const auto nodes = tree();
        std::vector<int> counts;
        for (const auto& path : target.selectors) {
            const auto found = find_elements(path, nodes, objects_, *this);
            counts.push_back(found ? static_cast<int>(found->size()) : -1);
        }
        return counts;
    });
}

std::optional<X11Desktop::Usable> X11Desktop::usable_now(const Target& target, Heal heal, Purpose purpose, std::string& why_not) {
    const std::string name = "「" + name_of(target) + "」";
    const auto no = [&](const std::string& why) {
        why_not = why;
        return std::nullopt;
    };
    const auto nodes = tree();
    auto found = find(target, nodes);
    if (found.elements.size() > 1) return no(name + "が " + std::to_string(found.elements.size()) + " つあります: 1つに決まる指定にしてください");
    if (found.elements.empty()) return no(name + "が窓にありません");
    if (found.healed && heal == Heal::never) return no(name + "が1番目の指定で見つかりません（確定操作は、ほかの指定では押しません）");
    Usable usable{found.elements.front(), {}, 0, {found.healed, found.alternative}};
    const auto& element = usable.element;
    const auto& root = nodes[static_cast<std::size_t>(element.root)];
    const bool dropped_down = root.role == Role::window && root.name.empty();
    const auto window = display_window(dropped_down ? current_window() : root);
    if (!window) return no("窓が画面にありません");
    usable.window = dropped_down ? 0 : window;
    if (const auto title = in_front_of(window)) return no("別の窓「" + *title + "」が答えを待っているので使えません: 先に desktop.dialog か desktop.window で閉じてください");
    if (!bring_to_front(window)) return no("窓が前に出ません");
    const Box screen{0, 0, session_.display().width(), session_.display().height()};
    if (element.on_picture()) {
        if (purpose == Purpose::edit) fail_system(name + "は画像で見つけた所なので、入れた値を読み返せません: aria/ で指してください");
        usable.box = common_part(element.place, screen);
        return usable;
    }
    if (!element.node.is(State::sensitive) && !element.node.is(State::enabled)) return no(name + "は今は使えません（無効になっています）");
    if (purpose == Purpose::edit && is_text_field(element.node.role) && element.node.role != Role::table_cell && !element.node.is(State::editable)) return no(name + "は書き込めない欄です");
    if (!element.node.is(State::showing)) {
        objects_.scroll_into_view(element.node.ref);
        return no(name + "が見える所にありません");
    }
    const auto box = objects_.boxes({element.node.ref}).front();
    const auto outer = objects_.boxes({root.ref}).front();
    usable.box = common_part(common_part(box, outer), screen);
    if (usable.box.empty()) {
        objects_.scroll_into_view(element.node.ref);
        return no(name + "が見える所にありません");
    }
    std::this_thread::sleep_for(milliseconds(10));
    if (!(objects_.boxes({element.node.ref}).front() == box)) return no(name + "が動いています");
    return usable;
}

X11Desktop::Usable X11Desktop::usable(const Target& target, Heal heal, Purpose purpose, Milliseconds timeout) {
    return await<Usable>(timeout, [&](std::string& why_not) { return usable_now(target, heal, purpose, why_not); });
}

Acted X11Desktop::ready(const Target& target, Heal heal, Milliseconds timeout) { return usable(target, heal, Purpose::press, timeout).acted; }

Acted X11Desktop::press(const Target& target, Press how, Heal heal, Milliseconds timeout) {
    return await<Acted>(timeout, [&](std::string& why_not) -> std::optional<Acted> {
        const auto found = usable_now(target, heal, Purpose::press, why_not);
        if (!found) return std::nullopt;
        if (how == Press::hover) {
            session_.display().move_pointer(found->box.middle_x(), found->box.middle_y());
            return found->acted;
        }
        if (!session_.display().press_if(found->box.middle_x(), found->box.middle_y(), found->window, how == Press::double_click ? 2 : 1)) {
            why_not = "「" + name_of(target) + "」が別の窓に隠れています";
            return std::nullopt;
        }
        return found->acted;
    });
}

void X11Desktop::mask_passwords(Pixels& pixels) {
    const Box screen{0, 0, pixels.width, pixels.height};
    std::vector<ObjectRef> hidden;
    for (const auto& node : objects_.inside(open_windows()))
        if (node.role == Role::password) hidden.push_back(node.ref);
    for (const auto& box : objects_.boxes(hidden)) {
        const Box part = common_part(box, screen);
        for (int y = part.y; !part.empty() && y < part.y + part.height; ++y)
            std::fill_n(pixels.rgb.begin() + (static_cast<std::ptrdiff_t>(y) * pixels.width + part.x) * 3, part.width * 3, std::uint8_t{96});
    }
}

std::string X11Desktop::picture() {
    // A program says that something has changed before it has drawn it.
    auto pixels = session_.display().picture();
    for (int round = 0; round < 10; ++round) {
        std::this_thread::sleep_for(milliseconds(60));
        auto later = session_.display().picture();
        const bool still = later.rgb == pixels.rgb;
        pixels = std::move(later);
        if (still) break;
    }
    objects_.give_time(milliseconds(2000));
    try {
        mask_passwords(pixels);
    } catch (const Accessibility::ProgramSilent&) {
        fail_system("プログラムが応答しないので、パスワードの欄を隠せません: 画像を残しません");
    }
    return png_of(pixels);
}

}  // namespace yorozu::rpa
