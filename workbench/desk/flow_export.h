#pragma once
#include <filesystem>
#include <vector>

#include "flows/bpmn/flow.h"
#include "flows/drawing/picture.h"
#include "workbench/desk/flow_picture.h"

namespace yorozu::desk {

/// Writes diagrams as a picture, whole or not at all, by the file's ending: .svg, .png (twice the natural size) or .pdf (vector, fonts
/// inside, A3 sheets). SVG and PNG hold one diagram: of several each gets its number (図-1.svg). Returns the files. Throws FlowRequestFault
/// for another ending, ExportFailure.
std::vector<std::filesystem::path> export_pictures(const flows::Flow& flow, const std::vector<int>& diagrams, const std::filesystem::path& file, const std::string& title);

}  // namespace yorozu::desk
