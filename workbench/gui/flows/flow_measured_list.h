#pragma once
#include <vector>

#include "workbench/desk/flows/flow_measured.h"

class wxWindow;

namespace yorozu::gui {

/// Steps with what the flow predicts beside what was measured, and both sides written out for the chosen one.
void show_measured(wxWindow* parent, const std::vector<desk::MeasuredStep>& steps);

}  // namespace yorozu::gui
