#pragma once
#include <filesystem>
#include <string>

#include "workbench/desk/reading/batch_report.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// Adds what was keyed for a scenario ("" = all) and the hours that came of it. `evidence` is the folder of the
/// pictures, "" the workspace's; at most `pictures` records get theirs. `today` is an ISO date.
/// Wants the right clerk or manager; a view in the audit log, each picture one more. Throws store::StoreError.
void add_runs(BatchReport& report, Workspace& workspace, const std::string& scenario, const std::filesystem::path& evidence,
              int pictures, const std::string& today);

}  // namespace yorozu::desk
