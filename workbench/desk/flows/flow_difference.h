#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "flows/bpmn/diff_flow.h"

namespace yorozu::desk {

/// One step of one or both variants.
struct StepDifference {
    flows::Change change = flows::Change::same;   ///< moved: only its lane is another
    std::string older, newer;                     ///< ids; "" where the variant has no such step
    double older_minutes = 0, newer_minutes = 0;  ///< per case: visits × minutes
    std::string words;                            ///< what differs, in Japanese
};

/// Two variants of a procedure in one file, step by step: steps are the same where one names the other as its counterpart. In the order of
/// the newer one, what it has no more stands where it stood in the older one.
std::vector<StepDifference> variant_difference(const flows::Flow& flow, int older_diagram, int newer_diagram);

/// The diagrams of a file's two variants, the older one first. `file` is for the message: throws RequestFault when there are not two.
std::pair<int, int> variants_to_compare(const flows::Flow& flow, const std::filesystem::path& file);

}  // namespace yorozu::desk
