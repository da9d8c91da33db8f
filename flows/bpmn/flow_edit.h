#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "flows/bpmn/flow.h"

namespace yorozu::flows {

// Edits as values. `id` names an element; `diagram` is a place in Flow::diagrams. Applied by FlowDocument::apply, which
// keeps the inverse of each. Ids that are given for new elements must be free; "" asks for one to be made.

struct Rename { std::string id{}, name{}; };                                     ///< any element; text of an annotation
struct SetText { std::string id{}, text{}; };                                    ///< documentation; "" removes it
struct Morph { std::string id{}; NodeKind kind = NodeKind::task; std::optional<Trigger> trigger{}; };   ///< another kind of the same family; all else stays
struct SetDefault { std::string edge{}; bool is_default = true; };                    ///< the source's default flow, or not
struct SetCondition { std::string edge{}, condition{}; };                        ///< "" removes it

struct MoveShape { int diagram = 0; std::string id{}; Box bounds{}; };               ///< moves (its label follows) or resizes; makes the shape when there is none
struct MoveLabel { int diagram = 0; std::string id{}; std::optional<Box> bounds{}; };   ///< of a shape or line; nullopt: where it falls by itself
struct Reroute { int diagram = 0; std::string id{}; Line points{}; };                ///< makes the line when there is none
struct SetColours { int diagram = 0; std::string id{}; Colours colours{}; };         ///< BPMN in Color
struct SetExpanded { int diagram = 0; std::string id{}; bool expanded = true; };

struct AddNode {
    std::string id{}, name{};
    NodeKind kind = NodeKind::task;
    Trigger trigger = Trigger::none;
    std::string container{};      ///< id of a process or sub-process
    std::string lane{};           ///< id, or ""
    std::string attached_to{};    ///< for a boundary event
    int diagram = 0;
    std::optional<Box> bounds{};  ///< nullopt: no shape
};
struct AddEdge {
    std::string id{}, name{};
    EdgeKind kind = EdgeKind::sequence;
    std::string source{}, target{};
    int diagram = 0;
    Line points{};                ///< empty: not drawn
};
struct AddLane { std::string id{}, name{}, container{}, parent{}; int diagram = 0; std::optional<Box> bounds{}; };   ///< container: process; parent: lane or ""
/// The first pool of a file without pools takes the process that is there.
struct AddPool { std::string id{}, name{}; bool black_box = false; int diagram = 0; std::optional<Box> bounds{}; };
/// With its shapes, lines, lane membership and numbers; a node with the edges that touch it and what sits on it; a sub-process
/// or pool with what is inside; a lane with the lanes in it, while its nodes stay and belong to the lane around it, if any.
struct Remove { std::string id{}; };
struct SetLane { std::string id{}, lane{}; };                                    ///< "" takes it out of every lane
struct Reconnect { std::string edge{}, source{}, target{}; };                      ///< "" leaves that end

struct SetStep { std::string id{}; StepQuantities quantities{}; };               ///< minutes, waiting, people, stage …
struct SetStaff { std::string lane{}; LaneStaff staff{}; };
struct SetVolume { std::string process{}; std::optional<Volume> volume{}; };
struct SetProbability { std::string edge{}; std::optional<double> probability{}; };
struct Attach { std::string id{}; Attachments attachments{}; };                  ///< template, scenario, counterpart …
struct SetProcess { std::string id{}, department{}, standard_flow{}, counterpart{}; Variant variant = Variant::unsaid; };

using FlowEdit = std::variant<Rename, SetText, Morph, SetDefault, SetCondition, MoveShape, MoveLabel, Reroute, SetColours,
                              SetExpanded, AddNode, AddEdge, AddLane, AddPool, Remove, SetLane, Reconnect, SetStep, SetStaff,
                              SetVolume, SetProbability, Attach, SetProcess>;

}  // namespace yorozu::flows
