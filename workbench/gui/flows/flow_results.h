#pragma once
#include <vector>

#include "workbench/desk/flows/flow_simulation.h"
#include "workbench/gui/flows/flow_state.h"

class wxWindow;

namespace yorozu::gui {

/// What a simulation found: time, waiting and hours of each variant with their 95 % intervals, queues by step, load of each lane, and what
/// was assumed. The seed is said: with it the same comes out again. True: the person wants to watch the single cases.
bool show_simulation(wxWindow* parent, const FlowTab& tab, const std::vector<flows::Simulation>& simulations);

}  // namespace yorozu::gui
