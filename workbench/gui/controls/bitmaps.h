#pragma once
#include <wx/bitmap.h>
#include <wx/image.h>

#include "workbench/desk/reading/page_picture.h"

namespace yorozu::gui {

/// The engine's picture for the screen.
wxBitmap bitmap_of(const ocr::Image& image);

}  // namespace yorozu::gui
