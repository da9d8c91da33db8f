#pragma once
#include <filesystem>
#include <string>

#include "workbench/desk/flows/flow_desk.h"

namespace yorozu::desk {

/// A flow file made of a step list that somebody keeps in a table (CSV, UTF-8 or CP932, with a heading): columns レーン/lane, 工程/step,
/// 分/minutes, 出所/source (公表・計測・按分・見積) and 段階/stage by name, in any order; 工程 must be there. Rows become steps one after
/// another, laid out in their lanes; minutes without a source are estimated ones. `title` "": the file's name.
/// Throws RequestFault naming row and column.
std::string flow_from_step_list(const std::filesystem::path& csv, const std::string& title);

/// The same as a flow of the workspace that is not saved yet.
OpenedFlow open_step_list(const Workspace& workspace, const std::filesystem::path& csv);

}  // namespace yorozu::desk
