#pragma once
#include <wx/bitmap.h>
#include <wx/geometry.h>

#include "workbench/desk/check_pictures.h"

namespace yorozu::gui {

/// Pixels of the engines for the screen.
wxBitmap bitmap_of(const ocr::Image& image);

/// Draws a part of a bitmap into a rectangle, smoothly.
void draw_part(wxDC& dc, const wxBitmap& bitmap, const wxRect2DDouble& part, const wxRect2DDouble& place);

}  // namespace yorozu::gui
