#pragma once
#include <wx/textctrl.h>

#include <functional>
#include <string>

namespace yorozu::gui {

/// The name of an element, edited where it stands: a true text control, so that the input method works. Enter keeps, Shift+Enter breaks
/// the line, Esc leaves all as it was; going elsewhere keeps.
class FlowNameEdit : public wxTextCtrl {
public:
    explicit FlowNameEdit(wxWindow* canvas);
    void begin(const std::string& id, const wxString& text, const wxRect& place);
    std::function<void(const std::string& id, const wxString& text)> keep;   ///< only when it was changed

private:
    void end(bool keep_it);
    std::string id_;
    wxString before_;
    bool open_ = false;
};

}  // namespace yorozu::gui
