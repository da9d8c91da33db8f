#pragma once
#include <wx/stattext.h>

namespace yorozu::gui {

/// The heading of a page: larger letters, and as wide as they need (a label that got its font later is else cut off).
wxStaticText* heading(wxWindow* parent, const wxString& words, float scale = 1.4f, long style = 0);

/// Breaks the words into lines of at most `width` px, between any two characters as Japanese is broken, but no line
/// begins with a closing mark. wxStaticText::Wrap only knows spaces.
wxString wrapped(const wxWindow& window, const wxString& words, int width);

}  // namespace yorozu::gui
