// Programs, windows, menus and dialogs.
#include <algorithm>
#include <limits>

#include "rpa/desktop/desktop_look.h"
#include "rpa/desktop/x11_desktop.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

void X11Desktop::launch(const std::vector<std::string>& command, const std::string& title, Milliseconds timeout) {
    const auto same = [&](const std::string& allowed) { return found_program(allowed) == found_program(command.front()); };
    if (command.empty() || std::none_of(options_.programs.begin(), options_.programs.end(), same))
        throw StepFailure{StepFailure::Kind::environment, "シナリオが許していないプログラムです: programs に書いてあるか確かめてください"};
    chosen_windows_.clear();
    hidden_texts_.clear();
    program_ = std::filesystem::path(command.front()).filename();
    session_.start_program(command);
    window({WindowWish::Which::matching, title, ""}, timeout);
}

std::vector<AccessibleNode> X11Desktop::open_windows() {
    auto windows = objects_.windows();
    std::erase_if(windows, [](const auto& window) { return !window.is(State::showing) && !window.is(State::visible); });
    return windows;
}

AccessibleNode X11Desktop::current_window() {
    check_program();
    const auto windows = open_windows();
    while (!chosen_windows_.empty()) {
        const auto found = std::find_if(windows.begin(), windows.end(), [&](const auto& window) { return window.ref == chosen_windows_.back(); });
        if (found != windows.end()) return *found;
        chosen_windows_.pop_back();
    }
    fail_system("使っていた窓が閉じられました: " + program_);
}

std::uint32_t X11Desktop::display_window(const AccessibleNode& window) {
    const auto box = objects_.boxes({window.ref}).front();
    const auto candidates = session_.display().windows();
    const bool by_title = std::any_of(candidates.begin(), candidates.end(), [&](const auto& one) { return one.title == window.name; });
    // A message box has a name of its own besides its title: then the place decides.
    std::uint32_t best = 0;
    int best_distance = by_title ? std::numeric_limits<int>::max() : 100;
    for (const auto& one : candidates) {
        const int distance = std::abs(one.box.x - box.x) + std::abs(one.box.y - box.y) + std::abs(one.box.width - box.width) + std::abs(one.box.height - box.height);
        if ((one.title == window.name) == by_title && distance < best_distance) best = one.id, best_distance = distance;
    }
    return best;
}

std::optional<std::string> X11Desktop::in_front_of(std::uint32_t window) {
    const auto windows = session_.display().windows();
    const auto leader_of = [&](std::uint32_t id) {
        const auto found = std::find_if(windows.begin(), windows.end(), [&](const auto& one) { return one.id == id; });
        return found == windows.end() ? 0 : found->leader;
    };
    for (const auto& other : windows) {
        if (!other.modal || other.id == window || !session_.display().same_program(other.id, window)) continue;
        bool ours_stands_on_it = false;
        std::uint32_t leader = leader_of(window);
        for (int depth = 0; leader && depth < 20; ++depth, leader = leader_of(leader)) ours_stands_on_it = ours_stands_on_it || leader == other.id;
        if (!ours_stands_on_it) return other.title;
    }
    return std::nullopt;
}

bool X11Desktop::bring_to_front(std::uint32_t window) {
    const auto is_active = [&] {
        const auto windows = session_.display().windows();
        return std::any_of(windows.begin(), windows.end(), [&](const auto& one) { return one.id == window && one.active; });
    };
    if (is_active()) return true;
    session_.display().activate(window);
    for (int round = 0; round < 20 && !is_active(); ++round) std::this_thread::sleep_for(milliseconds(5));
    return is_active();
}

void X11Desktop::window(const WindowWish& wish, Milliseconds timeout) {
    if (wish.which == WindowWish::Which::first) {
        if (chosen_windows_.size() > 1) chosen_windows_.resize(1);
        await<AccessibleNode>(timeout, [&](std::string&) -> std::optional<AccessibleNode> { return current_window(); });
        return;
    }
    if (wish.which == WindowWish::Which::close) {
        const auto closing = await<AccessibleNode>(timeout, [&](std::string&) -> std::optional<AccessibleNode> { return current_window(); });
        session_.display().close(await<std::uint32_t>(timeout, [&](std::string& why_not) -> std::optional<std::uint32_t> {
            why_not = "窓が画面にありません";
            const auto id = display_window(closing);
            return id ? std::optional(id) : std::nullopt;
        }));
        await<bool>(timeout, [&](std::string& why_not) -> std::optional<bool> {
            why_not = "窓が閉じません: 保存するかを尋ねる窓が出ていないか確かめてください";
            const auto windows = open_windows();
            if (std::any_of(windows.begin(), windows.end(), [&](const auto& one) { return one.ref == closing.ref; })) return std::nullopt;
            return true;
        });
        return;
    }
    const auto found = await<ObjectRef>(timeout, [&](std::string& why_not) -> std::optional<ObjectRef> {
        std::vector<ObjectRef> matching;
        for (const auto& one : open_windows())
            if (!one.name.empty() && one.name.find(wish.title) != std::string::npos && display_window(one)) matching.push_back(one.ref);
        if (matching.size() == 1) return matching.front();
        why_not = matching.empty() ? "題に「" + wish.title + "」を含む窓が現れません: " + program_ : "題に「" + wish.title + "」を含む窓が " + std::to_string(matching.size()) + " つあります: 1つに決まる題にしてください";
        return std::nullopt;
    });
    std::erase(chosen_windows_, found);
    chosen_windows_.push_back(found);
}

void X11Desktop::keys(const std::string& chord, Milliseconds timeout) {
    await<bool>(timeout, [&](std::string& why_not) -> std::optional<bool> {
        const auto window = display_window(current_window());
        if (const auto title = window ? in_front_of(window) : std::nullopt) why_not = "別の窓「" + *title + "」が答えを待っているので、キーを送れません";
        else if (window && bring_to_front(window)) return true;
        else why_not = "窓が前に出ません";
        return std::nullopt;
    });
    if (!session_.display().chord(chord)) throw StepFailure{StepFailure::Kind::environment, "知らないキーです: " + chord + ": Ctrl+S、F2、Enter のように書いてください"};
}

void X11Desktop::menu(const std::vector<std::string>& names, Milliseconds timeout) {
    const Deadline deadline = std::chrono::steady_clock::now() + timeout;
    std::optional<AccessibleNode> opened;
    try {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto left = std::max(milliseconds(1), std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now()));
            opened = await<AccessibleNode>(left, [&](std::string& why_not) -> std::optional<AccessibleNode> {
                const auto current = current_window();
                const auto window = display_window(current);
                if (const auto title = window ? in_front_of(window) : std::nullopt) {
                    why_not = "別の窓「" + *title + "」が答えを待っているので、メニューを使えません";
                    return std::nullopt;
                }
                if (!window || !bring_to_front(window)) {
                    why_not = "窓が前に出ません";
                    return std::nullopt;
                }
                std::vector<AccessibleNode> places = opened ? objects_.children(opened->ref) : objects_.inside({current});
                std::vector<AccessibleNode> matching;
                for (std::size_t at = 0; at < places.size(); ++at) {
                    const auto& node = places[at];
                    if (opened && node.role == Role::menu && node.name.empty())  // Qt puts the list itself between
                        for (auto& inner : objects_.children(node.ref)) places.push_back(std::move(inner));
                    const bool on_bar = opened || (node.parent >= 0 && places[static_cast<std::size_t>(node.parent)].role == Role::menu_bar);
                    if (on_bar && is_menu_part(node.role) && same_name(node.name, names[i])) matching.push_back(node);
                }
                const std::string name = "メニュー「" + names[i] + "」";
                if (matching.size() != 1) {
                    why_not = name + (matching.empty() ? "がありません" : "が " + std::to_string(matching.size()) + " つあります");
                    return std::nullopt;
                }
                const auto& item = matching.front();
                if (!item.is(State::sensitive) && !item.is(State::enabled)) {
                    why_not = name + "は今は選べません（無効になっています）";
                    return std::nullopt;
                }
                const Box box = common_part(objects_.boxes({item.ref}).front(), {0, 0, session_.display().width(), session_.display().height()});
                if (!item.is(State::showing) || box.empty() || !session_.display().press_if(box.middle_x(), box.middle_y(), opened ? 0 : window, 1)) {
                    why_not = name + "が開きません";
                    return std::nullopt;
                }
                return item;
            });
        }
    } catch (const StepFailure&) {
        if (opened)  // no menu stays open
            for (std::size_t i = 0; i < names.size(); ++i) session_.display().chord("Escape");
        throw;
    }
}

std::string X11Desktop::dialog(Milliseconds timeout) {
    const auto found = await<AccessibleNode>(timeout, [&](std::string& why_not) -> std::optional<AccessibleNode> {
        const auto current = current_window();
        std::vector<AccessibleNode> dialogs;
        for (auto& one : open_windows())
            if (one.role != Role::window && one.role != Role::frame && one.ref.bus == current.ref.bus && display_window(one)) dialogs.push_back(std::move(one));
        if (dialogs.size() == 1) return dialogs.front();
        why_not = dialogs.empty() ? "確認の窓が出ません" : "確認の窓が " + std::to_string(dialogs.size()) + " つあります";
        return std::nullopt;
    });
    std::erase(chosen_windows_, found.ref);
    chosen_windows_.push_back(found.ref);
    return await<std::string>(timeout, [&](std::string&) -> std::optional<std::string> {
        std::string text;
        for (const auto& node : objects_.inside({found}))
            if (node.role == Role::label) text += (text.empty() ? "" : "\n") + text_of(node);
        return text;
    });
}

void X11Desktop::answer_dialog(const std::string& button, Milliseconds timeout) {
    const auto asked = await<AccessibleNode>(timeout, [&](std::string&) -> std::optional<AccessibleNode> { return current_window(); });
    press({{{"aria/" + button + "[role=\"button\"]"}}, {}}, Press::click, Heal::never, timeout);
    await<bool>(timeout, [&](std::string& why_not) -> std::optional<bool> {
        why_not = "「" + button + "」を押しても確認の窓が閉じません";
        const auto windows = open_windows();
        if (std::any_of(windows.begin(), windows.end(), [&](const auto& one) { return one.ref == asked.ref; })) return std::nullopt;
        return true;
    });
}

}  // namespace yorozu::rpa
