#include "workbench/desk/flows/flow_simulation.h"

#include <algorithm>
#include <cstdio>

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
    char words[64];
    std::snprintf(words, sizeof words, estimate.mean >= 1000 ? "%.0f ± %.0f" : estimate.mean >= 10 ? "%.1f ± %.1f" : "%.2f ± %.2f", estimate.mean, estimate.half);
    return words;
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
