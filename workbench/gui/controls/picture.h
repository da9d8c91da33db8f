#pragma once
#include <wx/bitmap.h>
#include <wx/geometry.h>


class wxDC;

namespace yorozu::gui {

/// Draws a part of a bitmap into a rectangle, smoothly.
void draw_part(wxDC& dc, const wxBitmap& bitmap, const wxRect2DDouble& part, const wxRect2DDouble& place);

}  // namespace yorozu::gui
