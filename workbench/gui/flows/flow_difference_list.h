#pragma once
#include <vector>

#include "workbench/desk/flows/flow_difference.h"
#include "workbench/gui/flows/flow_state.h"

class wxWindow;

namespace yorozu::gui {

/// The differences of the two diagrams as a table with minutes, and their sum. Gives the id that was chosen to be shown, "" for none.
std::string show_differences(wxWindow* parent, const FlowTab& tab, const std::vector<desk::StepDifference>& differences);

}  // namespace yorozu::gui
