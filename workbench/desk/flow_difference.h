#pragma once
#include <string>
#include <vector>

#include "flows/bpmn/flow.h"

namespace yorozu::desk {

enum class StepChange { none, added, removed, changed, moved };

/// One step of one or both variants.
struct StepDifference {
    StepChange change = StepChange::none;   ///< moved: only its lane is another
    std::string older, newer;                     ///< ids; "" where the variant has no such step
    double older_minutes = 0, newer_minutes = 0;  ///< per case: visits × minutes
    std::string words;                            ///< what differs, in Japanese
};

/// Two variants of a procedure in one file, step by step: steps are the same where one names the other as its counterpart. In the order of
/// the newer one, what it has no more stands where it stood in the older one.
std::vector<StepDifference> variant_difference(const flows::Flow& flow, int older_diagram, int newer_diagram);

}  // namespace yorozu::desk
