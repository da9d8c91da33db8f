#pragma once
#include <string>
#include <vector>

#include "flows/layout/diagram.h"

namespace yorozu::test {

/// What is wrong with a placed diagram, one sentence each: overlaps, nodes off their lane, edges through foreign shapes, slanting or
/// unconnected edges. Counted anew from the boxes alone, not with the engine's own checks.
std::vector<std::string> layout_faults(const flows::layout::Diagram& diagram, const flows::layout::Placed& placed);

}  // namespace yorozu::test
