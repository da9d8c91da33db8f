#include "workbench/gui/controls/questions.h"

#include <wx/choicdlg.h>
#include <wx/listbox.h>
#include <wx/textctrl.h>
#include <wx/textdlg.h>

#include "workbench/gui/controls/accessible.h"

namespace yorozu::gui {
namespace {

/// wx labels neither the list nor the line of its own dialogs.
template <class Control>
void name_control(wxDialog& dialog, const wxString& question) {
    for (auto* child : dialog.GetChildren())
        if (auto* control = dynamic_cast<Control*>(child)) set_accessible(*control, question);
}

}  // namespace

std::optional<std::size_t> asked_which(wxWindow* parent, const wxString& question, const wxString& title, const wxArrayString& choices, std::size_t first) {
    wxSingleChoiceDialog dialog(parent, question, title, choices);
    dialog.SetSelection(static_cast<int>(first));
    name_control<wxListBox>(dialog, question);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return static_cast<std::size_t>(dialog.GetSelection());
}

std::optional<wxString> asked_words(wxWindow* parent, const wxString& question, const wxString& title, const wxString& proposed) {
    wxTextEntryDialog dialog(parent, question, title, proposed);
    name_control<wxTextCtrl>(dialog, question);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return dialog.GetValue();
}

}  // namespace yorozu::gui
