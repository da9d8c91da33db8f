#pragma once
#include <string>
#include <vector>

#include "flows/analysis/analysis.h"
#include "flows/bpmn/flow.h"

namespace yorozu::desk {

/// Steps of one stage of a procedure, from left to right.
struct FlowStage {
    std::string name;
    double minutes = 0;           ///< per case; waiting is not added
    double left = 0, right = 0;   ///< where it begins and ends in the diagram
};

/// The static answer for the variant that a diagram shows, with where its stages stand.
struct FlowHours {
    flows::Analysis analysis;
    std::vector<FlowStage> stages;
    int steps = 0;
    int shared = 0, unsaid = 0;   ///< steps whose minutes are shared out, or missing (waits are not missing)
    std::string source_note;      ///< of the first published minutes

    double minutes() const { return analysis.minutes_per_case; }
    /// How often one case passes a step; 0 for what is no step of this variant.
    double visits(const std::string& step) const;
};
FlowHours flow_hours(const flows::Flow& flow, int diagram);

}  // namespace yorozu::desk
