#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

// Private to the room. xcb stays in its .cpp files: unlike Xlib it never ends our process when the display goes.
namespace yorozu::rpa {

/// What is to be seen, 3 bytes a pixel (red, green, blue), rows from the top.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};

struct Box {
    int x = 0, y = 0, width = 0, height = 0;
    int middle_x() const { return x + width / 2; }
    int middle_y() const { return y + height / 2; }
    bool empty() const { return width <= 0 || height <= 0; }
    friend bool operator==(const Box&, const Box&) = default;
};
/// What both have in common.
Box common_part(const Box& a, const Box& b);

/// A window that the window manager shows.
struct DisplayWindow {
    std::uint32_t id = 0;
    std::string title;
    Box box;                       ///< without the manager's frame, from the display's top left
    bool modal = false;
    std::uint32_t leader = 0;      ///< transient for this one, 0 for none
    bool active = false;
};

using DisplayCookie = std::array<std::uint8_t, 16>;

/// One X display with XTEST and a window manager. Throws StepFailure (environment) when the display is gone.
class Display {
public:
    /// Two displays cannot be mixed up: `cookie` opens ours only.
    Display(int number, const DisplayCookie& cookie);
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    int width() const;
    int height() const;
    /// Rounded, from the size in millimetres that the display gives.
    int dpi() const;
    void tell_programs_dpi(int dpi);
    bool has_window_manager();

    /// From the bottom of the stack to the top.
    std::vector<DisplayWindow> windows();
    void activate(std::uint32_t window);
    void close(std::uint32_t window);
    /// Whether both were made by the same program's connection.
    bool same_program(std::uint32_t window, std::uint32_t other) const;

    /// The managed window or the unmanaged one (a menu, a tip) that a press at this point would reach; 0 if none.
    std::uint32_t window_at(int x, int y);
    void move_pointer(int x, int y);
    /// Presses and lets go the first button at the point, `times` times, if the point still belongs to `window`, or
    /// for `window` 0 to an unmanaged one. Nothing can be put in front between the look and the press. False: not pressed.
    bool press_if(int x, int y, std::uint32_t window, int times);
    /// "Ctrl+Shift+F5". False if a name in it is not known.
    bool chord(const std::string& keys);
    /// ASCII only. False if the keyboard has no key for a character; then nothing was typed.
    bool type(const std::string& ascii);

    /// Owns the clipboard, presses Ctrl+V and serves the text once; nothing of it stays behind. False if nobody asked
    /// for it within `timeout`.
    bool paste(const std::string& text, std::chrono::milliseconds timeout);
    Pixels picture();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace yorozu::rpa
