#pragma once
#include <string>
#include <vector>

#include "rpa/work_queue.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// What rpa_items gives, for those in desk who asked for the right and logged already. Private to desk.
std::vector<rpa::WorkItem> seen_items(Workspace& workspace, const std::string& scenario);

}  // namespace yorozu::desk
