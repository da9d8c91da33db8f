#pragma once
#include <filesystem>
#include <string>

namespace yorozu::desk {

/// A flow file made of a step list (CSV, UTF-8 or CP932, with a heading): columns レーン/lane, 工程/step, 分/minutes, 出所/source
/// (公表・計測・按分・見積) and 段階/stage by name, in any order; 工程 must be there. Rows become steps one after another.
/// The file has no drawing yet; a layout makes it. `title` "": the file's name. Throws RequestFault naming row and column.
std::string flow_from_step_list(const std::filesystem::path& csv, const std::string& title);

}  // namespace yorozu::desk
