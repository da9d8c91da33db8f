#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "workbench/desk/flow_desk.h"

namespace yorozu::desk {

/// A step list that somebody keeps in a table becomes a flow: columns レーン, 工程, 分 and, if there, 段階 (or lane, step, minutes,
/// stage), one row for each step in their order, UTF-8 or CP932. Lanes come in the order of their first step; steps are
/// connected one after the other, laid out from left to right.
/// Throws FlowRequestFault with the line when a column is missing, a step has no name, or minutes are no number.
OpenedFlow import_step_list(const Workspace& workspace, const std::filesystem::path& csv);

}  // namespace yorozu::desk
