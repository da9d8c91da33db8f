#pragma once
#include <wx/string.h>

class wxWindow;

namespace yorozu::gui {

enum class Role { as_is, button, tab, image, list, list_item, panel };

/// What a screen reader says about the control. Labels of buttons and check boxes are said anyway; text fields,
/// lists and drawn controls need this.
void set_accessible(wxWindow& control, const wxString& name, Role role = Role::as_is, const wxString& description = {});
wxString accessible_name(const wxWindow& control);

}  // namespace yorozu::gui
