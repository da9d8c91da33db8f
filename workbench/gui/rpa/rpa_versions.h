#pragma once
#include <wx/window.h>

#include <optional>
#include <vector>

#include "workbench/desk/rpa/scenario_versions.h"

namespace yorozu::gui {

/// The versions with who, when and why, and what differs from the one now. The one that is to be brought back; nothing when the
/// person only looked.
std::optional<desk::ScenarioVersion> ask_version(wxWindow* parent, const std::vector<desk::ScenarioVersion>& versions, const std::string& now, bool may_change);

}  // namespace yorozu::gui
