#pragma once
#include <wx/panel.h>

#include "workbench/gui/flows/flow_state.h"

class wxStaticText;

namespace yorozu::gui {

/// Above a diagram: variant, number of steps, source, and at the right the minutes of one case.
class FlowHeading : public wxPanel {
public:
    FlowHeading(wxWindow* parent, FlowState& state, std::size_t side);
    void follow();

private:
    FlowState& state_;
    std::size_t side_;
    wxStaticText *name_, *remark_, *word_, *minutes_;
};

}  // namespace yorozu::gui
