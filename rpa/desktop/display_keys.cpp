// Keys by XTEST and the clipboard, for a display.
#include <xcb/xtest.h>

#include <cstring>
#include <thread>

#include "rpa/desktop/display_private.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

namespace {

// From X11/keysymdef.h, which is Xlib's.
constexpr xcb_keysym_t shift_key = 0xffe1, control_key = 0xffe3, alt_key = 0xffe9, super_key = 0xffeb;

xcb_keysym_t symbol_of(const std::string& name) {
    static const std::map<std::string, xcb_keysym_t> named = {
        {"Ctrl", control_key}, {"Shift", shift_key}, {"Alt", alt_key}, {"Super", super_key}, {"Enter", 0xff0d}, {"Tab", 0xff09}, {"Esc", 0xff1b},
        {"Escape", 0xff1b}, {"Space", 0x20}, {"Backspace", 0xff08}, {"Delete", 0xffff}, {"Insert", 0xff63}, {"Home", 0xff50}, {"End", 0xff57},
        {"PageUp", 0xff55}, {"PageDown", 0xff56}, {"Up", 0xff52}, {"Down", 0xff54}, {"Left", 0xff51}, {"Right", 0xff53}, {"Menu", 0xff67}};
    if (const auto found = named.find(name); found != named.end()) return found->second;
    if (name.size() > 1 && name.size() < 4 && name[0] == 'F' && name.find_first_not_of("0123456789", 1) == std::string::npos) {
        const int number = std::stoi(name.substr(1));
        return number >= 1 && number <= 12 ? 0xffbd + static_cast<xcb_keysym_t>(number) : 0;
    }
    // Ctrl+V is written with the letter on the key; Shift is written out.
    if (name.size() == 1 && name[0] > ' ' && name[0] < 0x7f) return static_cast<xcb_keysym_t>(name[0] >= 'A' && name[0] <= 'Z' ? name[0] - 'A' + 'a' : name[0]);
    return 0;
}

}  // namespace

Display::Private::Stroke Display::Private::stroke_for(xcb_keysym_t symbol) {
    const Answer<xcb_keycode_t> codes(xcb_key_symbols_get_keycode(symbols, symbol));
    for (int column : {0, 1})
        for (const xcb_keycode_t* code = codes.get(); code && *code != XCB_NO_SYMBOL; ++code)
            if (xcb_key_symbols_get_keysym(symbols, *code, column) == symbol) return {*code, column == 1};
    return {};
}

void Display::Private::key(xcb_keycode_t code, bool down) {
    xcb_test_fake_input(x, down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, code, XCB_CURRENT_TIME, root, 0, 0, 0);
}

void Display::Private::press(const std::vector<xcb_keycode_t>& held, xcb_keycode_t last) {
    for (const auto code : held) key(code, true);
    key(last, true);
    key(last, false);
    for (auto code = held.rbegin(); code != held.rend(); ++code) key(*code, false);
    flush();
}

bool Display::chord(const std::string& keys) {
    std::vector<xcb_keycode_t> held;
    std::string rest = keys;
    while (true) {
        const auto plus = rest.find('+', 1);
        const auto symbol = symbol_of(rest.substr(0, plus));
        const auto stroke = symbol ? d->stroke_for(symbol) : Private::Stroke{};
        if (!stroke.key) return false;
        if (plus == std::string::npos) {
            if (stroke.shift) held.push_back(d->stroke_for(shift_key).key);
            d->press(held, stroke.key);
            return true;
        }
        held.push_back(stroke.key);
        rest.erase(0, plus + 1);
        if (rest.empty()) return false;
    }
}

bool Display::type(const std::string& ascii) {
    std::vector<Private::Stroke> strokes;
    for (const char c : ascii) {
        strokes.push_back(c >= ' ' && c < 0x7f ? d->stroke_for(static_cast<xcb_keysym_t>(c)) : Private::Stroke{});
        if (!strokes.back().key) return false;
    }
    const auto shift = d->stroke_for(shift_key).key;
    for (const auto& stroke : strokes) {
        d->press(stroke.shift ? std::vector<xcb_keycode_t>{shift} : std::vector<xcb_keycode_t>{}, stroke.key);
        std::this_thread::sleep_for(milliseconds(1));
    }
    return true;
}

bool Display::Private::serve_clipboard(const std::string& text) {
    bool handed_over = false;
    while (const Answer<xcb_generic_event_t> event{xcb_poll_for_event(x)}) {
        if ((event->response_type & 0x7f) != XCB_SELECTION_REQUEST) continue;
        const auto& wish = *reinterpret_cast<const xcb_selection_request_event_t*>(event.get());
        const xcb_atom_t property = wish.property ? wish.property : wish.target;
        const xcb_atom_t utf8 = atom("UTF8_STRING"), plain = atom("text/plain;charset=utf-8"), targets = atom("TARGETS");
        bool known = true;
        if (wish.target == targets) {
            const xcb_atom_t offered[] = {targets, utf8, plain};
            xcb_change_property(x, XCB_PROP_MODE_REPLACE, wish.requestor, property, XCB_ATOM_ATOM, 32, 3, offered);
        } else if (wish.target == utf8 || wish.target == plain) {
            xcb_change_property(x, XCB_PROP_MODE_REPLACE, wish.requestor, property, wish.target, 8, static_cast<std::uint32_t>(text.size()), text.data());
            handed_over = true;
        } else {
            known = false;
        }
        xcb_selection_notify_event_t answer{};
        answer.response_type = XCB_SELECTION_NOTIFY;
        answer.time = wish.time;
        answer.requestor = wish.requestor;
        answer.selection = wish.selection;
        answer.target = wish.target;
        answer.property = known ? property : static_cast<xcb_atom_t>(XCB_NONE);
        xcb_send_event(x, 0, wish.requestor, 0, reinterpret_cast<const char*>(&answer));
        flush();
    }
    if (xcb_connection_has_error(x)) gone();
    return handed_over;
}

bool Display::paste(const std::string& text, milliseconds timeout) {
    // One property must hold it; no field of a form comes near.
    if (text.size() > 4 * static_cast<std::size_t>(xcb_get_maximum_request_length(d->x)) - 1024) return false;
    const auto clipboard = d->atom("CLIPBOARD");
    xcb_set_selection_owner(d->x, d->own, clipboard, XCB_CURRENT_TIME);
    d->flush();
    bool handed_over = false;
    if (chord("Ctrl+V"))
        for (const auto deadline = std::chrono::steady_clock::now() + timeout; !handed_over && std::chrono::steady_clock::now() < deadline;) {
            handed_over = d->serve_clipboard(text);
            if (!handed_over) std::this_thread::sleep_for(milliseconds(1));
        }
    xcb_set_selection_owner(d->x, XCB_NONE, clipboard, XCB_CURRENT_TIME);
    d->flush();
    return handed_over;
}

}  // namespace yorozu::rpa
