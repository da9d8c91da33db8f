#pragma once
#include <wx/eventfilter.h>

class wxWindow;

namespace yorozu::gui {

/// Follows the input method in a text control. While it composes, Enter, Tab, Space, digits, Esc and F6–F10 are its
/// own: a key handler that sees keys before the control (wxEVT_CHAR_HOOK, wxEVT_KEY_DOWN) must ask composing() first.
void follow_composition(wxWindow& text);
bool composing(const wxWindow* text);  ///< false for nullptr and for controls that are not followed

/// While it lives, the input method comes first in every text of the program: what it composes with is no key of a
/// dialog, a room or a menu, Enter and Esc included. The frame holds one.
class InputMethodFirst : public wxEventFilter {
public:
    InputMethodFirst();
    ~InputMethodFirst() override;
    InputMethodFirst(const InputMethodFirst&) = delete;
    InputMethodFirst& operator=(const InputMethodFirst&) = delete;

private:
    int FilterEvent(wxEvent& event) override;
};

}  // namespace yorozu::gui
