#pragma once
#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rpa/desktop/display.h"
#include "rpa/driver.h"

// What display.cpp, display_keys.cpp and clipboard.cpp share.
namespace yorozu::rpa {

struct FreeDeleter {
    void operator()(void* memory) const { std::free(memory); }
};
template <typename Reply>
using Answer = std::unique_ptr<Reply, FreeDeleter>;

struct Display::Private {
    xcb_connection_t* x = nullptr;
    const xcb_screen_t* screen = nullptr;
    std::uint32_t root = 0;
    std::uint32_t own = 0;  ///< a window of ours that is never shown: it owns the clipboard
    xcb_key_symbols_t* symbols = nullptr;
    std::map<std::string, xcb_atom_t> atoms;

    [[noreturn]] void gone();
    xcb_atom_t atom(const char* name);
    std::vector<std::uint32_t> numbers(std::uint32_t window, const char* property);
    std::string text(std::uint32_t window, const char* property);
    void send_to_root(std::uint32_t window, const char* message, std::uint32_t first);
    void flush();

    struct Stroke {
        xcb_keycode_t key = 0;
        bool shift = false;
    };
    Stroke stroke_for(xcb_keysym_t symbol);  ///< key 0 if the keyboard has none
    void key(xcb_keycode_t code, bool down);
    void press(const std::vector<xcb_keycode_t>& held, xcb_keycode_t key);
    bool serve_clipboard(const std::string& text);  ///< true once the text itself was handed over
};

}  // namespace yorozu::rpa
