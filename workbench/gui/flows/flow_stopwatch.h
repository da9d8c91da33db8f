#pragma once
#include <string>
#include <vector>

#include "workbench/desk/flows/flow_timings.h"
#include "workbench/gui/frame/session.h"

class wxWindow;

namespace yorozu::gui {

/// Times one step, case by case: Space starts and ends a case, Backspace throws the last one away. Empty when the person
/// took nothing over. The timings are not written yet.
std::vector<desk::FlowTiming> time_step(wxWindow* parent, const Session& session, const std::string& step, const wxString& name, std::size_t before);

}  // namespace yorozu::gui
