#pragma once
#include <wx/panel.h>

#include "workbench/gui/flows/flow_state.h"

class wxChoice;
class wxStaticText;
class wxTextCtrl;

namespace yorozu::gui {

class Table;

/// Hours a year of both variants: volume with its source, minutes by stage with the difference, both products written out, the rule in
/// words. Never "saved": a projection.
class FlowHoursPanel : public wxPanel {
public:
    FlowHoursPanel(wxWindow* parent, FlowState& state);
    void follow();
    wxString words() const;   ///< the products, for tests and screen readers

private:
    void set_volume();

    FlowState& state_;
    wxStaticText *heading_, *volume_note_, *formula_[2], *hours_[2], *difference_word_, *difference_, *rule_;
    wxTextCtrl* volume_;
    Table* table_;
};

}  // namespace yorozu::gui
