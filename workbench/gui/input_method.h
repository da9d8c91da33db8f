#pragma once

class wxWindow;

namespace yorozu::gui {

/// Follows the input method in a text control. While it composes, Enter, Tab, Space, digits, Esc and F6–F10 are its
/// own: a key handler that sees keys before the control (wxEVT_CHAR_HOOK, wxEVT_KEY_DOWN) must ask composing() first.
void follow_composition(wxWindow& text);
bool composing(const wxWindow* text);  ///< false for nullptr and for controls that are not followed

}  // namespace yorozu::gui
