#include "rpa/desktop/input_watch.h"

#include <xcb/xinput.h>

#include <map>
#include <set>

#include "rpa/desktop/display_private.h"

namespace yorozu::rpa {

namespace {

/// Names as Display::chord reads them; "" for keys that only type.
std::string name_of(xcb_keysym_t symbol) {
    static const std::map<xcb_keysym_t, std::string> named = {{0xff0d, "Enter"}, {0xff8d, "Enter"}, {0xff09, "Tab"}, {0xff1b, "Escape"}, {0x20, "Space"}, {0xff08, "Backspace"}, {0xffff, "Delete"}, {0xff63, "Insert"},
                                                              {0xff50, "Home"}, {0xff57, "End"}, {0xff55, "PageUp"}, {0xff56, "PageDown"}, {0xff52, "Up"}, {0xff54, "Down"}, {0xff51, "Left"}, {0xff53, "Right"}, {0xff67, "Menu"}};
    if (const auto found = named.find(symbol); found != named.end()) return found->second;
    if (symbol >= 0xffbe && symbol <= 0xffc9) return "F" + std::to_string(symbol - 0xffbd);
    if (symbol > ' ' && symbol < 0x7f) return std::string(1, static_cast<char>(symbol >= 'a' && symbol <= 'z' ? symbol - 'a' + 'A' : symbol));
    return "";
}

enum class Held { none, control, alt, shift };
Held held_by(xcb_keysym_t symbol) {
    switch (symbol) {
        case 0xffe1: case 0xffe2: return Held::shift;
        case 0xffe3: case 0xffe4: return Held::control;
        case 0xffe9: case 0xffea: case 0xffe7: case 0xffe8: return Held::alt;
        default: return Held::none;
    }
}

[[noreturn]] void no_watch(const std::string& why) { throw StepFailure{StepFailure::Kind::environment, "画面の操作を聞けません: " + why + ": もう一度実行してください"}; }

}  // namespace

struct InputWatch::Private {
    xcb_connection_t* x = nullptr;
    xcb_window_t root = 0;
    xcb_key_symbols_t* symbols = nullptr;
    std::uint8_t opcode = 0;
    std::set<std::uint32_t> controls, alts, shifts;  ///< keys that are held down

    void hold(std::uint32_t key, Held what, bool down) {
        auto& keys = what == Held::control ? controls : what == Held::alt ? alts : shifts;
        if (down) keys.insert(key);
        else keys.erase(key);
    }
};

InputWatch::InputWatch(int number, const DisplayCookie& cookie) : d(std::make_unique<Private>()) {
    const std::string name = ":" + std::to_string(number);
    DisplayCookie data = cookie;
    char kind[] = "MIT-MAGIC-COOKIE-1";
    xcb_auth_info_t key{static_cast<int>(sizeof kind - 1), kind, static_cast<int>(data.size()), reinterpret_cast<char*>(data.data())};
    d->x = xcb_connect_to_display_with_auth_info(name.c_str(), &key, nullptr);
    if (xcb_connection_has_error(d->x)) no_watch("画面 " + name + " につながりません");
    d->root = xcb_setup_roots_iterator(xcb_get_setup(d->x)).data->root;
    d->symbols = xcb_key_symbols_alloc(d->x);
    const auto* extension = xcb_get_extension_data(d->x, &xcb_input_id);
    if (!extension || !extension->present) no_watch("画面に XInput がありません");
    d->opcode = extension->major_opcode;
    const Answer<xcb_input_xi_query_version_reply_t> version(xcb_input_xi_query_version_reply(d->x, xcb_input_xi_query_version(d->x, 2, 2), nullptr));
    if (!version || version->major_version < 2) no_watch("画面の XInput が古すぎます");
    struct {
        xcb_input_event_mask_t head;
        std::uint32_t mask;
    } wanted = {{XCB_INPUT_DEVICE_ALL_MASTER, 1}, XCB_INPUT_XI_EVENT_MASK_RAW_KEY_PRESS | XCB_INPUT_XI_EVENT_MASK_RAW_KEY_RELEASE | XCB_INPUT_XI_EVENT_MASK_RAW_BUTTON_PRESS};
    xcb_input_xi_select_events(d->x, d->root, 1, &wanted.head);
    xcb_flush(d->x);
}

InputWatch::~InputWatch() {
    if (d->symbols) xcb_key_symbols_free(d->symbols);
    xcb_disconnect(d->x);
}

std::vector<InputEvent> InputWatch::heard() {
    std::vector<InputEvent> events;
    while (const Answer<xcb_generic_event_t> raw{xcb_poll_for_event(d->x)}) {
        if ((raw->response_type & 0x7f) != XCB_GE_GENERIC) continue;
        const auto& event = *reinterpret_cast<const xcb_input_raw_key_press_event_t*>(raw.get());
        if (event.extension != d->opcode) continue;
        InputEvent made;
        made.time = event.time;
        if (event.event_type == XCB_INPUT_RAW_BUTTON_PRESS) {
            if (event.detail != 1) continue;
            made.button = true;
        } else {
            const bool down = event.event_type == XCB_INPUT_RAW_KEY_PRESS;
            const auto symbol = xcb_key_symbols_get_keysym(d->symbols, static_cast<xcb_keycode_t>(event.detail), 0);
            if (const auto what = held_by(symbol); what != Held::none) d->hold(event.detail, what, down);
            if (!down || held_by(symbol) != Held::none) continue;
            made.key = name_of(symbol);
        }
        made.control = !d->controls.empty();
        made.alt = !d->alts.empty();
        made.shift = !d->shifts.empty();
        const Answer<xcb_query_pointer_reply_t> pointer(xcb_query_pointer_reply(d->x, xcb_query_pointer(d->x, d->root), nullptr));
        if (pointer) made.x = pointer->root_x, made.y = pointer->root_y;
        events.push_back(std::move(made));
    }
    if (xcb_connection_has_error(d->x)) no_watch("画面が閉じられました");
    return events;
}

}  // namespace yorozu::rpa
