#include "workbench/desk/flows/flow_simulation.h"

#include <algorithm>

#include "flows/analysis/analysis.h"

namespace yorozu::desk {

std::vector<flows::Simulation> simulate_variants(const flows::Flow& flow, const std::vector<int>& processes, flows::SimulationOptions options) {
    std::vector<flows::Simulation> all;
    const auto whole = options.progress;
    for (std::size_t i = 0; i < processes.size(); ++i) {
        if (whole) options.progress = [&](double done) { return whole((static_cast<double>(i) + done) / static_cast<double>(processes.size())); };
        all.push_back(flows::simulate(flow, processes[i], options));
    }
    return all;
}

std::string estimate_text(const flows::Estimate& estimate) {
    const int decimals = estimate.mean >= 1000 ? 0 : estimate.mean >= 10 ? 1 : 2;
    return flows::figure_text(estimate.mean, decimals) + " ± " + flows::figure_text(estimate.half, decimals);
}

std::map<std::string, double> queue_shares(const std::vector<flows::Simulation>& simulations) {
    double longest = 0;
    for (const auto& one : simulations)
        for (const auto& step : one.steps) longest = std::max(longest, step.queue.mean);
    std::map<std::string, double> shares;
    for (const auto& one : simulations)
        for (const auto& step : one.steps)
            if (step.queue.mean > 0.005) shares[step.id] = step.queue.mean / longest;
    return shares;
}

}  // namespace yorozu::desk
