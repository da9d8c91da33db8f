#pragma once
#include <wx/bmpbndl.h>
#include <wx/colour.h>

#include <string>

namespace yorozu::gui {

/// A line drawing of 24 × 24, sharp at any size, in one colour. Names: icons.cpp. An unknown name is a plain square, so
/// that a missing drawing is seen.
wxBitmapBundle icon(const std::string& name, const wxColour& colour, int size = 24);

}  // namespace yorozu::gui
