#pragma once
#include <vector>

#include "workbench/desk/flows/flow_figures.h"

class wxWindow;

namespace yorozu::gui {

/// Other minutes, shares or cases tried out for one variant: hours a year of each assumption and their difference to the flow as it is. The flow
/// itself is not changed; `table` keeps what was entered.
void show_what_if(wxWindow* parent, const flows::Flow& flow, int process, std::vector<flows::WhatIf>& table);

}  // namespace yorozu::gui
