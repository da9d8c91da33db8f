#pragma once
#include <map>
#include <string>
#include <vector>

#include "flows/simulation/simulation.h"

namespace yorozu::desk {

/// Simulates the processes one after the other with the same seed, so that their difference is not chance's.
std::vector<flows::Simulation> simulate_variants(const flows::Flow& flow, const std::vector<int>& processes, flows::SimulationOptions options);

/// 12.3 ± 0.4
std::string estimate_text(const flows::Estimate& estimate);

/// Queue of each step against the longest one of all variants, 0 … 1: what the heat map shows. Steps where nobody waits are left out.
std::map<std::string, double> queue_shares(const std::vector<flows::Simulation>& simulations);

}  // namespace yorozu::desk
