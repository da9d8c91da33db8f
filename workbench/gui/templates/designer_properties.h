#pragma once
#include <wx/propgrid/propgrid.h>

#include "workbench/gui/templates/designer_state.h"

namespace yorozu::gui {

/// The chosen field's keys of format 1 in Japanese, with the findings beside the values; the form's own while none is chosen.
class DesignerProperties : public wxPropertyGrid {
public:
    DesignerProperties(wxWindow* parent, DesignerState& state);
    void follow();          ///< the document or what is chosen changed
    void edit_name();       ///< puts the caret into 項目名
    wxString heading() const;

private:
    void show_field(std::size_t at);
    void show_form();
    void show_rules(const ocr::FieldTemplate& field);
    void show_findings();
    void changed(const wxPropertyGridEvent& event);
    void change_field(std::size_t at, const wxString& name, const wxVariant& value);
    wxPGProperty* add(wxPGProperty* property, const wxString& help = {});

    DesignerState& state_;
    std::string shown_;     ///< what the rows were made for: made anew only when that changes
};

}  // namespace yorozu::gui
