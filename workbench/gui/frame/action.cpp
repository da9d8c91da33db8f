#include "workbench/gui/frame/action.h"

#include <wx/regex.h>

namespace yorozu::gui {

wxString plain_label(const Action& action) {
    static const wxRegEx mnemonic(wxS("\\(&.\\)"));
    wxString label = action.label;
    mnemonic.Replace(&label, "");
    label.Replace("&", "");
    label.Replace(wxString::FromUTF8("…"), "");
    return label;
}

}  // namespace yorozu::gui
