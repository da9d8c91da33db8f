#pragma once
#include "flows/layout/diagram.h"

namespace yorozu::flows::layout {

/// Places a diagram: ranks by longest path from the starts (cycles are broken there), order in a lane by barycentre, one column per
/// rank, columns as close as the shapes in their lanes allow; then routes the edges and puts the labels. What is marked `keep` stays
/// where it is and the rest is fitted in around it: lanes that hold kept nodes stay too, and grow only at the right (and downwards
/// where nothing kept is below).
///
/// Without kept nodes nothing overlaps, every node is in its lane and no edge runs through a shape that is not its own. The same
/// input gives the same output to the bit on every machine: no clock, no randomness, no hashing order. Any input is legal: indices
/// out of range and loops of containers are treated as absent. Safe to call from several threads.
Placed arrange(const Diagram& diagram, const Options& options = {});

/// The same for the chosen nodes only (one flag per node); all others stay, and so do edges with both ends among those.
/// Every node and lane needs its `at`.
Placed arrange_selection(const Diagram& diagram, const std::vector<bool>& chosen, const Options& options = {});

enum class Axis { across, down };

/// The space tool: everything that begins at or after `from` (an x, or a y with Axis::down) moves on by `amount`; what spans the place
/// grows (lanes, sub-processes) and edges follow. A negative amount takes space away, at most as much as is empty. Every node and lane
/// needs its `at`.
Placed make_room(const Diagram& diagram, Axis axis, double from, double amount);

/// Only the edges and labels, around nodes where `boxes` says they are. `which` marks the edges to route; the others keep their ways.
/// What an editor calls while a step is dragged.
void route(const Diagram& diagram, const std::vector<bool>& which, const Options& options, Placed& placed);

/// Places for the name of an edge, best first: on either side of each piece, near its beginning, then at its middle. At least two points.
std::vector<Box> label_places(const Line& way, Size size);

}  // namespace yorozu::flows::layout
