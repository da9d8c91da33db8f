#pragma once
#include <map>
#include <string>
#include <vector>

#include "flows/bpmn/flow.h"

namespace yorozu::flows {

/// How often one case passes each node, on average (the "path probability"; above 1 in a loop).
///
/// The visits v solve v = start + Pᵀ v: what arrives at a node is the sum over its incoming flows of the source's visits times the share that goes
/// that way. Loops are solved exactly (strongly connected parts by Gaussian elimination), not cut off after some rounds.
/// - Exclusive, event-based and complex gateways: shares add up to 1; flows without a share divide what is left evenly.
/// - Parallel gateways and steps with several flows out: every flow is taken. A parallel join fires once per round: the mean of its incoming flows.
/// - Inclusive gateways: each flow by its own probability, 1 if none is given; the join fires as often as its split.
/// - Boundary events: the probability on their flow is the chance per execution of the step, 0 if none is given; an interrupting one takes that share
///   from the step's own flows.
/// - Sub-processes start their inside; a call without own minutes starts the process that it calls, if it is in this file.
/// What had to be assumed is said in `assumptions`, in Japanese.
struct Visits {
    std::vector<double> of_node, of_edge;   ///< by place in Flow; 0 for other processes
    std::vector<std::string> assumptions;
    std::string fault;                      ///< not empty: a loop without way out, for example; all visits are 0 then
};

/// `probability` replaces shares of flows by their id.
Visits expected_visits(const Flow& flow, int process, const std::map<std::string, double>& probability = {});

}  // namespace yorozu::flows
