#pragma once
#include <wx/window.h>

#include <functional>

namespace yorozu::gui {

/// How a drag with the left or middle button ends: `done` when the button goes up (the pointer is free again by then), `lost` when
/// another window took the pointer.
inline void bind_drag_end(wxWindow& window, std::function<void()> done, std::function<void()> lost) {
    const auto up = [&window, done = std::move(done)](wxMouseEvent&) {
        if (window.HasCapture()) window.ReleaseMouse();
        done();
    };
    window.Bind(wxEVT_LEFT_UP, up);
    window.Bind(wxEVT_MIDDLE_UP, up);
    window.Bind(wxEVT_MOUSE_CAPTURE_LOST, [lost = std::move(lost)](wxMouseCaptureLostEvent&) { lost(); });
}

}  // namespace yorozu::gui
