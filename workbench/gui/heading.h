#pragma once
#include <wx/stattext.h>

namespace yorozu::gui {

/// The heading of a page: larger letters, and as wide as they need (a label that got its font later is else cut off).
inline wxStaticText* heading(wxWindow* parent, const wxString& words, float scale = 1.4f, long style = 0) {
    auto* made = new wxStaticText(parent, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, style);
    made->SetFont(parent->GetFont().Scaled(scale));
    made->InvalidateBestSize();
    made->SetMinSize(words.empty() ? wxSize(-1, made->GetCharHeight() + 2) : made->GetTextExtent(words) + wxSize(4, 2));
    return made;
}

}  // namespace yorozu::gui
