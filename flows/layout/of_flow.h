#pragma once
#include <set>
#include <string>
#include <vector>

#include "flows/bpmn/flow_edit.h"
#include "flows/layout/layout.h"

namespace yorozu::flows {

/// Which part of a diagram is to be placed.
struct ArrangeRequest {
    enum class Part {
        whole,     ///< everything but `ids`, which a person placed
        missing,   ///< only what has no shape yet; all that has one stays
        chosen,    ///< only `ids`
    };
    Part part = Part::whole;
    std::set<std::string> ids;   ///< of nodes
};

/// The edits that place a diagram: MoveShape, SetExpanded, Reroute and MoveLabel, in an order that can be applied, nothing for what stays. `faults`
/// are sentences in Japanese about what could not be met. Vertical pools are placed downwards.
struct Arrangement {
    std::vector<FlowEdit> edits;
    std::vector<std::string> faults;
};
Arrangement arrange_flow(const Flow& flow, int diagram, const ArrangeRequest& request, const layout::Options& options = {});

/// The space tool as edits: all that begins at or after `from` moves on by `amount`.
Arrangement make_room_in_flow(const Flow& flow, int diagram, layout::Axis axis, double from, double amount);

/// The flow with its drawing completed: a diagram if it has none, and shapes and lines for every element of its planes that lacks them. What is drawn
/// already is not touched. For showing and printing; the file's own text is not concerned.
Flow with_drawing(Flow flow);

/// Sizes of new shapes: a step is 76×56, as room for four lines of 11 px text.
layout::Size usual_size(NodeKind kind);

}  // namespace yorozu::flows
