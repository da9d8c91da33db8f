#pragma once
#include <string>
#include <vector>

#include "flows/bpmn/flow_edit.h"

namespace yorozu::desk {

// What a person does on the canvas, worked out as edits of the file. All are pure functions of the flow as it is; nothing is
// changed until FlowDocument::apply. Units are the diagram's. An empty result: nothing to do.
using FlowEdits = std::vector<flows::FlowEdit>;

/// Sizes of new shapes.
inline constexpr double step_width = 76, step_height = 56, event_size = 22, gateway_size = 24, data_width = 78, data_height = 36;
flows::Box box_of_new(flows::NodeKind kind, flows::Point centre);

/// Moves shapes with what belongs to them: boundary events, the inside of sub-processes, lanes' and pools' contents. Lines between moved
/// shapes move as they are; the others keep their hand-made bends and follow with the end that moved. A shape whose
/// centre comes to lie in another lane belongs to that lane.
FlowEdits move_shapes(const flows::Flow& flow, int diagram, const std::vector<std::string>& ids, double dx, double dy);

/// Another size for one shape. A lane: its height, and all below moves on; its width is that of all lanes of the process.
FlowEdits resize_shape(const flows::Flow& flow, int diagram, const std::string& id, const flows::Box& box);

/// A line's points between two boxes: straight when they face each other, else with one bend, else around.
flows::Line simple_line(const flows::Box& from, const flows::Box& to);

/// One new element and where it is: `id` is made when it is "".
struct NewNode {
    std::string id, name;
    flows::NodeKind kind = flows::NodeKind::task;
    flows::Trigger trigger = flows::Trigger::none;
};
/// Puts an element at a place; it belongs to the lane (or pool) that is there.
FlowEdits create_at(const flows::Flow& flow, int diagram, NewNode made, flows::Point centre);
/// Puts an element after another one and connects them: to the right where it is free, else below or above.
FlowEdits append_after(const flows::Flow& flow, int diagram, NewNode made, const std::string& after);
/// A sequence flow inside a process, a message flow between pools, an association with data and notes.
FlowEdits connect(const flows::Flow& flow, int diagram, const std::string& from, const std::string& to);
/// Removes; a single step with one way in and one way out leaves its neighbours connected.
FlowEdits remove_elements(const flows::Flow& flow, int diagram, const std::vector<std::string>& ids);
/// Makes (amount > 0) or takes away room: everything at or after `from` moves on, what spans the place grows.
FlowEdits make_room(const flows::Flow& flow, int diagram, bool across, double from, double amount);
/// A lane below the chosen one (or below all).
FlowEdits add_lane(const flows::Flow& flow, int diagram, const std::string& after, const std::string& name);
/// A line anew by the simple rule, its bends forgotten.
FlowEdits straighten(const flows::Flow& flow, int diagram, const std::string& edge);

/// Places the chosen nodes anew, or the whole diagram when none is chosen, lanes kept. `faults` gets what could not be met.
FlowEdits arranged(const flows::Flow& flow, int diagram, const std::vector<std::string>& chosen, std::vector<std::string>& faults);

/// Nodes of the diagram's process that it does not show.
std::vector<std::string> undrawn(const flows::Flow& flow, int diagram);
/// Gives those a place, all others stay where they are.
FlowEdits arrange_undrawn(const flows::Flow& flow, int diagram, std::vector<std::string>& faults);

/// What was copied: values, without ids of the file it came from.
struct FlowClip {
    struct Piece {
        flows::Node node;
        flows::Box box;     ///< relative to the clip's corner
    };
    struct Link {
        int from = 0, to = 0;   ///< in pieces
        std::string name;
        flows::EdgeKind kind = flows::EdgeKind::sequence;
        flows::Line points;
    };
    std::vector<Piece> pieces;
    std::vector<Link> links;
    flows::Point corner;
    bool empty() const { return pieces.empty(); }
    /// Names, one a line: what other programs get.
    std::string text() const;
};
FlowClip copy_shapes(const flows::Flow& flow, int diagram, const std::vector<std::string>& ids);
/// Puts the copies with their corner at a point, into the lanes that are there. `ids` gets theirs.
FlowEdits paste_shapes(const flows::Flow& flow, int diagram, const FlowClip& clip, flows::Point corner, std::vector<std::string>& ids);

/// "Task_7": the first of this beginning that the file does not have.
std::string free_flow_id(const flows::Flow& flow, const std::string& beginning, int& from);

}  // namespace yorozu::desk
