// Putting values into fields, lists and boxes, and reading back what they hold.
#include <algorithm>

#include "rpa/desktop/x11_desktop.h"
#include "rpa/sentence.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds settle{400};  ///< a field that shows something else is given this long to become right

bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

const char* word_of(bool checked) { return checked ? "オン" : "オフ"; }

}  // namespace

bool X11Desktop::shows(const AccessibleNode& node, const std::string& text, Milliseconds timeout) {
    for (const Deadline deadline = std::chrono::steady_clock::now() + timeout;;) {
        const std::string shown = objects_.texts({node.ref}).front();
        // A password field gives as many dots as it holds characters, and no more is to be had.
        if (node.role == Role::password ? characters(shown) == characters(text) : shown == text) return true;
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(milliseconds(5));
    }
}

void X11Desktop::focus(const Usable& found, Milliseconds timeout) {
    objects_.grab_focus(found.element.node.ref);
    for (const Deadline deadline = std::chrono::steady_clock::now() + timeout; std::chrono::steady_clock::now() < deadline; std::this_thread::sleep_for(milliseconds(5)))
        if (const auto now = objects_.look_again(found.element.node.ref); now && now->is(State::focused)) return;
    fail_system("入力欄に移れません");
}

void X11Desktop::replace_text(const Usable& found, const std::string& text, Entry how, Milliseconds timeout) {
    const auto& node = found.element.node;
    auto& display = session_.display();
    if (how == Entry::set) {
        if (!objects_.set_text(node.ref, text)) fail_system("この欄には entry の set で入れられません: paste か keys にしてください");
        return;
    }
    if (how == Entry::keys && !is_ascii(text))
        throw StepFailure{StepFailure::Kind::business, "キーで打てるのは半角の英数字と記号だけです: entry を paste か set にしてください"};
    focus(found, timeout);
    display.chord("Ctrl+A");
    if (text.empty()) {
        display.chord("Delete");
        return;
    }
    if (how == Entry::keys) {
        if (!display.type(text)) fail_system("この画面のキーボードにない文字があります: entry を paste か set にしてください");
        return;
    }
    const bool taken = display.paste(text, std::min(timeout, milliseconds(2000)));
    if (how == Entry::paste && !taken) fail_system("この欄は貼り付けを受け付けません: entry を set か keys にしてください");
    if (how == Entry::usual && (!taken || !shows(node, text, settle))) objects_.set_text(node.ref, text);
}

Acted X11Desktop::set_text(const Target& target, const std::string& text, Entry how, Milliseconds timeout) {
    const auto found = usable(target, Heal::allowed, Purpose::edit, timeout);
    try {
        if (!found.element.table.bus.empty()) {
            fill_cell(found, text, timeout);
            return found.acted;
        }
        replace_text(found, text, how, timeout);
        if (found.element.node.role == Role::password) {
            if (!shows(found.element.node, text, settle)) fail_system("パスワードの欄に入った文字の数が違います");
            hidden_texts_[found.element.node.ref.path] = text;
        } else {
            shows(found.element.node, text, settle);  // what it holds in the end is judged when it is read back
        }
    } catch (const Accessibility::ProgramSilent&) {
        fail_system("プログラムが応答しません: " + program_);
    }
    return found.acted;
}

/// Some lists say which child is selected, others bear its name.
std::string X11Desktop::chosen_in(const ObjectRef& list) {
    if (const auto chosen = objects_.selected_child(list)) return objects_.names({*chosen}).front();
    return objects_.names({list}).front();
}

Acted X11Desktop::select(const Target& target, const std::string& option, Milliseconds timeout) {
    const auto found = usable(target, Heal::allowed, Purpose::press, timeout);
    const auto& list = found.element.node.ref;
    const Deadline late = std::chrono::steady_clock::now() + settle;  // a list that is still being filled
    // The options are children of the list, or of the menu inside it. Qt lets nobody choose among them but by its keys.
    await<bool>(timeout, [&](std::string& why_not) -> std::optional<bool> {
        auto options = objects_.children(list);
        for (std::size_t i = 0; i < options.size(); ++i)
            if (options[i].role == Role::menu || options[i].role == Role::list)
                for (auto& inner : objects_.children(options[i].ref)) options.push_back(std::move(inner));
        std::erase_if(options, [](const auto& one) { return one.role == Role::menu || one.role == Role::list; });
        const auto matches = std::count_if(options.begin(), options.end(), [&](const auto& one) { return one.name == option; });
        if (matches != 1) {
            why_not = "「" + name_of(target) + "」の一覧に、選ぶ値が" + (matches ? "2つ以上あります" : "ありません");
            if (std::chrono::steady_clock::now() > late && !options.empty()) throw StepFailure{StepFailure::Kind::business, why_not};
            return std::nullopt;
        }
        const auto at = std::find_if(options.begin(), options.end(), [&](const auto& one) { return one.name == option; });
        if (objects_.select_child(list, static_cast<int>(at - options.begin()))) return true;
        auto& display = session_.display();
        if (!display.press_if(found.box.middle_x(), found.box.middle_y(), found.window, 1)) {
            why_not = "「" + name_of(target) + "」が別の窓に隠れています";
            return std::nullopt;
        }
        for (const Deadline deadline = std::chrono::steady_clock::now() + settle; std::chrono::steady_clock::now() < deadline; std::this_thread::sleep_for(milliseconds(5)))
            if (const auto now = objects_.look_again(options.front().ref); now && now->is(State::showing)) break;
        display.chord("Home");
        for (auto down = options.begin(); down != at; ++down) display.chord("Down");
        display.chord("Enter");
        return true;
    });
    // What it holds in the end is judged when it is read back.
    try {
        for (const Deadline deadline = std::chrono::steady_clock::now() + settle; chosen_in(found.element.node.ref) != option && std::chrono::steady_clock::now() < deadline;)
            std::this_thread::sleep_for(milliseconds(5));
    } catch (const Accessibility::ProgramSilent&) {
    }
    return found.acted;
}

Acted X11Desktop::choose(const Target& target, const std::string& option, Milliseconds timeout) {
    const Deadline late = std::chrono::steady_clock::now() + settle;
    return await<Acted>(timeout, [&](std::string& why_not) -> std::optional<Acted> {
        const auto found = find(target, tree());
        const bool one_box = found.elements.size() == 1 && found.elements.front().node.role != Role::radio_button && (option == word_of(true) || option == word_of(false));
        std::vector<const Element*> matching;
        for (const auto& element : found.elements)
            if (one_box || element.node.name == option) matching.push_back(&element);
        if (matching.size() != 1) {
            why_not = "「" + name_of(target) + "」に、選ぶ値が" + (matching.empty() ? "ありません" : "2つ以上あります");
            if (std::chrono::steady_clock::now() > late && !found.elements.empty()) throw StepFailure{StepFailure::Kind::business, why_not};
            return std::nullopt;
        }
        const auto& node = matching.front()->node;
        if (node.is(State::checked) == !(one_box && option == word_of(false))) return Acted{found.healed, found.alternative};
        Target exactly{{{"aria/" + node.name + (node.role == Role::radio_button ? "[role=\"radio\"]" : node.role == Role::check_box ? "[role=\"checkbox\"]" : "")}}, {}};
        const auto usable = usable_now(exactly, Heal::never, Purpose::press, why_not);
        if (!usable) return std::nullopt;
        if (!(usable->element.node.ref == node.ref) || !session_.display().press_if(usable->box.middle_x(), usable->box.middle_y(), usable->window, 1)) {
            why_not = "「" + name_of(target) + "」が別の窓に隠れています";
            return std::nullopt;
        }
        for (const Deadline deadline = std::chrono::steady_clock::now() + settle; std::chrono::steady_clock::now() < deadline; std::this_thread::sleep_for(milliseconds(5)))
            if (const auto now = objects_.look_again(node.ref); now && now->is(State::checked) != node.is(State::checked)) break;
        return Acted{found.healed, found.alternative};
    });
}

std::string X11Desktop::read_back(const Target& target) {
    return await<std::string>(milliseconds(5000), [&](std::string& why_not) -> std::optional<std::string> {
        const auto found = find(target, tree());
        if (found.elements.empty()) {
            why_not = "「" + name_of(target) + "」が窓からなくなりました";
            return std::nullopt;
        }
        const auto& node = found.elements.front().node;
        if (node.role == Role::radio_button || node.role == Role::check_box || node.role == Role::toggle_button || node.role == Role::check_menu_item) {
            std::string checked;
            for (const auto& element : found.elements)
                if (element.node.is(State::checked)) checked += (checked.empty() ? "" : "、") + element.node.name;
            if (found.elements.size() > 1 || node.role == Role::radio_button) return checked;
            return std::string(word_of(node.is(State::checked))) + '\0' + (checked.empty() ? word_of(false) : checked);
        }
        if (found.elements.size() > 1) {
            why_not = "「" + name_of(target) + "」が2つ以上あります";
            return std::nullopt;
        }
        if (node.role == Role::combo_box || node.role == Role::list) return chosen_in(node.ref);
        if (!found.elements.front().table.bus.empty()) return kept_in_cell(node.ref);
        if (node.is(State::focused) && !node.is(State::multi_line)) {
            session_.display().chord("Tab");  // programs put a value into form when its field is left
            for (int round = 0; round < 40; ++round) {
                const auto now = objects_.look_again(node.ref);
                if (!now || !now->is(State::focused)) break;
                std::this_thread::sleep_for(milliseconds(5));
            }
        }
        if (node.role == Role::password) {
            const auto known = hidden_texts_.find(node.ref.path);
            return known != hidden_texts_.end() && shows(node, known->second, milliseconds(0)) ? known->second : "";
        }
        return objects_.texts({node.ref}).front();
    });
}

}  // namespace yorozu::rpa
