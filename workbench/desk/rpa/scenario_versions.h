#pragma once
#include <string>
#include <vector>

#include "rpa/scenario_difference.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// One of the versions in which a scenario was kept.
struct ScenarioVersion {
    int number = 0;
    store::TimeMs at = 0;      ///< when it was kept, 0 if the audit log does not have it
    std::string who, why;      ///< from the audit log
    std::string owner, verified_on, expires_on;
    int steps = 0;
    std::string text;          ///< as it was kept
};
/// Newest first. Wants the right clerk, it or manager.
std::vector<ScenarioVersion> scenario_versions(Workspace& workspace, const std::string& name);

/// What the engine tells of two versions, as it is.
using rpa::differences;
using rpa::words_of;

}  // namespace yorozu::desk
