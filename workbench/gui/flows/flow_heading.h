#pragma once
#include <wx/panel.h>

#include "workbench/gui/flows/flow_state.h"

class wxChoice;
class wxStaticText;

namespace yorozu::gui {

/// Above a diagram: variant, number of steps, source, and at the right the minutes of one case. Of a file with more than two diagrams, which one is shown
/// is chosen here.
class FlowHeading : public wxPanel {
public:
    FlowHeading(wxWindow* parent, FlowState& state, std::size_t side);
    void follow();

private:
    FlowState& state_;
    std::size_t side_;
    std::vector<int> all_;   ///< what choice_ offers: places in Flow::diagrams
    wxChoice* choice_;
    wxStaticText *name_, *remark_, *word_, *minutes_;
};

}  // namespace yorozu::gui
