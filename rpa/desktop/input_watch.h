#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rpa/desktop/display.h"

// Private to the room. xcb-xinput stays in the .cpp.
namespace yorozu::rpa {

/// A button or key that a person pressed on the display.
struct InputEvent {
    bool button = false;      ///< the first button of the mouse; else a key
    int x = 0, y = 0;         ///< of the pointer
    std::string key;          ///< as Display::chord writes it, without what was held: "R", "Enter", "F5"; "" for any other
    bool control = false, alt = false, shift = false;
    std::uint32_t time = 0;   ///< ms, the display's clock
    std::string chord() const { return (control ? "Ctrl+" : "") + std::string(alt ? "Alt+" : "") + (shift ? "Shift+" : "") + key; }
};

/// Hears every press on a display (XInput 2 raw events), whichever program takes it. On a connection of its own.
class InputWatch {
public:
    /// Throws StepFailure (environment): the display is gone or speaks no XInput 2.
    InputWatch(int number, const DisplayCookie& cookie);
    ~InputWatch();
    InputWatch(const InputWatch&) = delete;
    InputWatch& operator=(const InputWatch&) = delete;

    /// What was pressed since the last call, oldest first; waits for nothing.
    std::vector<InputEvent> heard();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace yorozu::rpa
