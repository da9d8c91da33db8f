#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "flows/bpmn/quantities.h"
#include "workbench/store/database.h"

namespace yorozu::desk {

/// One case's work on one step, timed with the watch.
struct FlowTiming {
    store::TimeMs began = 0;
    double minutes = 0;
    std::string step;   ///< id in the flow
    std::string who;    ///< the person who timed
};

/// flows/timings/NAME.csv beside the flow: one line for each timing, only ever added to.
std::filesystem::path timings_file(const std::filesystem::path& flow);
/// Adds and brings to the disk. Throws FlowRequestFault.
void add_timings(const std::filesystem::path& flow, const std::vector<FlowTiming>& timings);
/// All of one step, oldest first; lines that cannot be read are left out.
std::vector<FlowTiming> timings_of(const std::filesystem::path& flow, const std::string& step);

/// What the timings say: their mean; from five on a normal distribution with their standard deviation (n − 1). The note names n,
/// deviation, who and the last day.
flows::StepQuantities timed_step(flows::StepQuantities step, const std::vector<FlowTiming>& timings);

}  // namespace yorozu::desk
