#pragma once
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// The scenarios that a workspace keeps: scenarios/<name>.json is the newest version, scenarios/versions/<name>/0001.json …
/// are all of them; who saved which when and why is in the audit log.
struct KeptScenario {
    std::string name;      ///< file name without .json
    std::string title;     ///< "" if the file cannot be read as a scenario
    std::string id;
    std::string owner, verified_on, expires_on;
    int version = 0;       ///< how many there are
};
std::filesystem::path scenarios_folder(const Workspace& workspace);
/// By title.
std::vector<KeptScenario> kept_scenarios(const Workspace& workspace);

/// The name under which the scenario of this id is kept; the id itself when none is.
std::string scenario_name(const Workspace& workspace, const std::string& id);

/// Saves a version. The text is written as all scenarios are; the same text again is no new version. Wants the right it.
/// `why` goes to the audit log. Throws RequestFault (no scenario, bad name), ExportFailure. Returns the version's number.
int keep_scenario(Workspace& workspace, const std::string& name, const std::string& json, const std::string& why);

/// Whether the session's person may change scenarios (right it).
bool may_change_scenarios(Workspace& workspace);
/// Whether the session's person may run them (right clerk or it).
bool may_run_scenarios(Workspace& workspace);

}  // namespace yorozu::desk
