#include "rpa/desktop/display.h"

#include <xcb/xtest.h>

#include <algorithm>
#include <cstring>

#include "rpa/desktop/display_private.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

Box common_part(const Box& a, const Box& b) {
    const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::min(a.x + a.width, b.x + b.width) - x, std::min(a.y + a.height, b.y + b.height) - y};
}

void Display::Private::gone() { throw StepFailure{StepFailure::Kind::environment, "画面（Xvfb）が終わりました: もう一度実行してください"}; }

xcb_atom_t Display::Private::atom(const char* name) {
    const auto known = atoms.find(name);
    if (known != atoms.end()) return known->second;
    const Answer<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(x, xcb_intern_atom(x, 0, static_cast<std::uint16_t>(std::strlen(name)), name), nullptr));
    if (!reply) gone();
    return atoms[name] = reply->atom;
}

std::vector<std::uint32_t> Display::Private::numbers(std::uint32_t window, const char* property) {
    const Answer<xcb_get_property_reply_t> reply(xcb_get_property_reply(x, xcb_get_property(x, 0, window, atom(property), XCB_ATOM_ANY, 0, 4096), nullptr));
    if (!reply || reply->format != 32) return {};
    const auto* first = static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()));
    return {first, first + xcb_get_property_value_length(reply.get()) / 4};
}

std::string Display::Private::text(std::uint32_t window, const char* property) {
    const Answer<xcb_get_property_reply_t> reply(xcb_get_property_reply(x, xcb_get_property(x, 0, window, atom(property), XCB_ATOM_ANY, 0, 4096), nullptr));
    if (!reply || reply->format != 8) return "";
    const auto* first = static_cast<const char*>(xcb_get_property_value(reply.get()));
    return {first, static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))};
}

void Display::Private::send_to_root(std::uint32_t window, const char* message, std::uint32_t first) {
    xcb_client_message_event_t event{};
    event.response_type = XCB_CLIENT_MESSAGE;
    event.format = 32;
    event.window = window;
    event.type = atom(message);
    event.data.data32[0] = first;
    xcb_send_event(x, 0, root, XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY, reinterpret_cast<const char*>(&event));
    flush();
}

void Display::Private::flush() {
    if (xcb_flush(x) <= 0 || xcb_connection_has_error(x)) gone();
}

Display::Display(int number, const DisplayCookie& cookie) : d(std::make_unique<Private>()) {
    const std::string name = ":" + std::to_string(number);
    DisplayCookie data = cookie;
    char kind[] = "MIT-MAGIC-COOKIE-1";
    xcb_auth_info_t key{static_cast<int>(sizeof kind - 1), kind, static_cast<int>(data.size()), reinterpret_cast<char*>(data.data())};
    d->x = xcb_connect_to_display_with_auth_info(name.c_str(), &key, nullptr);
    if (xcb_connection_has_error(d->x)) throw StepFailure{StepFailure::Kind::environment, "画面 " + name + " につながりません: もう一度実行してください"};
    d->screen = xcb_setup_roots_iterator(xcb_get_setup(d->x)).data;
    d->root = d->screen->root;
    d->symbols = xcb_key_symbols_alloc(d->x);
    d->own = xcb_generate_id(d->x);
    xcb_create_window(d->x, XCB_COPY_FROM_PARENT, d->own, d->root, -10, -10, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, d->screen->root_visual, 0, nullptr);
    d->flush();
}

Display::~Display() {
    if (d->symbols) xcb_key_symbols_free(d->symbols);
    xcb_disconnect(d->x);
}

int Display::width() const { return d->screen->width_in_pixels; }
int Display::height() const { return d->screen->height_in_pixels; }
int Display::dpi() const {
    return d->screen->width_in_millimeters ? static_cast<int>(d->screen->width_in_pixels * 25.4 / d->screen->width_in_millimeters + 0.5) : 0;
}

void Display::tell_programs_dpi(int dpi) {
    const std::string resources = "Xft.dpi:\t" + std::to_string(dpi) + "\n";
    xcb_change_property(d->x, XCB_PROP_MODE_REPLACE, d->root, d->atom("RESOURCE_MANAGER"), XCB_ATOM_STRING, 8, static_cast<std::uint32_t>(resources.size()), resources.data());
    d->flush();
}

bool Display::has_window_manager() { return !d->numbers(d->root, "_NET_SUPPORTING_WM_CHECK").empty(); }

std::vector<DisplayWindow> Display::windows() {
    std::vector<DisplayWindow> found;
    const auto active = d->numbers(d->root, "_NET_ACTIVE_WINDOW");
    for (const auto id : d->numbers(d->root, "_NET_CLIENT_LIST_STACKING")) {
        DisplayWindow window;
        window.id = id;
        window.title = d->text(id, "_NET_WM_NAME");
        if (window.title.empty()) window.title = d->text(id, "WM_NAME");
        const Answer<xcb_get_geometry_reply_t> size(xcb_get_geometry_reply(d->x, xcb_get_geometry(d->x, id), nullptr));
        const Answer<xcb_translate_coordinates_reply_t> place(xcb_translate_coordinates_reply(d->x, xcb_translate_coordinates(d->x, id, d->root, 0, 0), nullptr));
        if (!size || !place) continue;  // it went while we looked
        window.box = {place->dst_x, place->dst_y, size->width, size->height};
        const auto states = d->numbers(id, "_NET_WM_STATE");
        window.modal = std::find(states.begin(), states.end(), d->atom("_NET_WM_STATE_MODAL")) != states.end();
        const auto leader = d->numbers(id, "WM_TRANSIENT_FOR");
        window.leader = leader.empty() ? 0 : leader.front();
        window.active = !active.empty() && active.front() == id;
        found.push_back(std::move(window));
    }
    if (xcb_connection_has_error(d->x)) d->gone();
    return found;
}

void Display::activate(std::uint32_t window) { d->send_to_root(window, "_NET_ACTIVE_WINDOW", 2); }
void Display::close(std::uint32_t window) { d->send_to_root(window, "_NET_CLOSE_WINDOW", 0); }

bool Display::same_program(std::uint32_t window, std::uint32_t other) const {
    const auto mask = xcb_get_setup(d->x)->resource_id_mask;
    return (window & ~mask) == (other & ~mask);
}

std::uint32_t Display::window_at(int x, int y) {
    const auto managed = d->numbers(d->root, "_NET_CLIENT_LIST");
    std::uint32_t at = d->root, top = 0;
    while (true) {
        const Answer<xcb_translate_coordinates_reply_t> inner(
            xcb_translate_coordinates_reply(d->x, xcb_translate_coordinates(d->x, d->root, at, static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)), nullptr));
        if (!inner || inner->child == XCB_NONE) break;
        at = inner->child;
        if (!top) top = at;
        if (std::find(managed.begin(), managed.end(), at) != managed.end()) return at;
    }
    return top;  // the frame of a managed window, or an unmanaged window
}

void Display::move_pointer(int x, int y) {
    xcb_test_fake_input(d->x, XCB_MOTION_NOTIFY, 0, XCB_CURRENT_TIME, d->root, static_cast<std::int16_t>(x), static_cast<std::int16_t>(y), 0);
    d->flush();
}

bool Display::press_if(int x, int y, std::uint32_t window, int times) {
    xcb_grab_server(d->x);
    const auto managed = d->numbers(d->root, "_NET_CLIENT_LIST");
    const auto at = window_at(x, y);
    const bool unmanaged = at != 0 && std::find(managed.begin(), managed.end(), at) == managed.end();
    const bool right = window ? at == window : unmanaged;
    if (right) {
        move_pointer(x, y);
        for (int i = 0; i < times; ++i)
            for (const auto kind : {XCB_BUTTON_PRESS, XCB_BUTTON_RELEASE}) xcb_test_fake_input(d->x, static_cast<std::uint8_t>(kind), 1, XCB_CURRENT_TIME, d->root, 0, 0, 0);
    }
    xcb_ungrab_server(d->x);
    d->flush();
    return right;
}

Pixels Display::picture() {
    const Answer<xcb_get_image_reply_t> image(
        xcb_get_image_reply(d->x, xcb_get_image(d->x, XCB_IMAGE_FORMAT_Z_PIXMAP, d->root, 0, 0, d->screen->width_in_pixels, d->screen->height_in_pixels, ~0U), nullptr));
    if (!image) d->gone();
    Pixels pixels{width(), height(), {}};
    const auto count = static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height);
    if (static_cast<std::size_t>(xcb_get_image_data_length(image.get())) < count * 4)
        throw StepFailure{StepFailure::Kind::environment, "画面の色の数が違います: 24 ビットの画面で実行してください"};
    const std::uint8_t* bytes = xcb_get_image_data(image.get());
    pixels.rgb.resize(count * 3);
    for (std::size_t i = 0; i < count; ++i) {
        pixels.rgb[3 * i] = bytes[4 * i + 2];
        pixels.rgb[3 * i + 1] = bytes[4 * i + 1];
        pixels.rgb[3 * i + 2] = bytes[4 * i];
    }
    return pixels;
}

}  // namespace yorozu::rpa
