#pragma once
#include <set>
#include <string>
#include <vector>

#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::desk {

/// A line to show while something is dragged: what it is level with.
struct FlowGuide {
    bool upright = false;
    double at = 0;            ///< x of an upright line, y of a level one
    double from = 0, to = 0;
};

struct FlowSnap {
    double dx = 0, dy = 0;    ///< to add to where the box was dragged
    std::vector<FlowGuide> guides;
};

/// Draws a dragged box to the middles and borders of other shapes, each direction by itself, at most `reach` away; middles
/// go before borders. `moving`: what is dragged itself.
FlowSnap snap_box(const FlowScene& scene, const flows::Box& box, const std::set<std::string>& moving, double reach);

}  // namespace yorozu::desk
