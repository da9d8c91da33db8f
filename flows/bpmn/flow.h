#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "flows/bpmn/geometry.h"
#include "flows/bpmn/quantities.h"
#include "flows/bpmn/xml.h"

/// A business flow (BPMN 2.0 with DI) as plain values, all of it: what has a meaning for us is typed, everything else is
/// kept as Xml, so that a file can be written from these values alone without losing anything (write_flow).
///
/// Everything is flat; containment is by index: Node::parent is a place in Flow::nodes, Node::lane in Flow::lanes,
/// Edge::from in Flow::nodes. An index of -1 means "none". Drawing is apart from meaning, as in BPMN: Diagram has shapes and
/// lines that name elements, one element may be drawn in several diagrams, in none, or twice.
///
/// Flow is never edited in place: FlowDocument (flow_document.h) changes the file's text, and the values are read from it anew.
/// Values may be shared between threads as long as nobody writes.
namespace yorozu::flows {

/// Name (as written) and value (decoded) in the file's order.
using Attributes = std::vector<std::pair<std::string, std::string>>;

enum class NodeKind {
    // activities
    task, user_task, manual_task, service_task, script_task, business_rule_task, send_task, receive_task,
    call_activity, sub_process, transaction, ad_hoc_sub_process,
    // events
    start_event, intermediate_catch_event, intermediate_throw_event, boundary_event, end_event,
    // gateways
    exclusive_gateway, inclusive_gateway, parallel_gateway, complex_gateway, event_based_gateway,
    // data
    data_object, data_store, data_input, data_output,
    // artifacts
    text_annotation, group,
    // what BPMN has beyond process diagrams (choreography, conversation) or a vendor put there: a dotted box with its name
    other,
};

/// What starts, ends or interrupts at an event.
enum class Trigger {
    none, message, timer, error, escalation, cancel, compensation, conditional, link, signal, terminate, multiple, parallel_multiple,
};

/// How often an activity is done for one case.
enum class Repeat { once, loop, parallel_instances, sequential_instances };

/// One thing in a process that is drawn as a shape: a step, event, gateway, data object, annotation …
struct Node {
    std::string id, name;      ///< name of a text annotation: its text; of a group: its category value
    NodeKind kind = NodeKind::task;
    std::string tag;           ///< element's name in BPMN without prefix: "userTask", "dataObjectReference"
    int process = -1;          ///< in Flow::processes; -1: stands in a collaboration (annotation, group)
    int collaboration = -1;    ///< then which, in Flow::collaborations
    int parent = -1;           ///< surrounding sub-process in Flow::nodes
    int lane = -1;             ///< innermost lane in Flow::lanes
    int attached_to = -1;      ///< boundary event: the activity it sits on
    Trigger trigger = Trigger::none;
    bool interrupting = true;  ///< boundary event, start of an event sub-process
    bool by_event = false;     ///< event sub-process
    bool compensates = false;  ///< isForCompensation
    Repeat repeat = Repeat::once;
    int default_flow = -1;     ///< in Flow::edges
    bool collection = false;   ///< data object: several of a kind
    std::string called;        ///< call activity: id of the process (or the vendor's name of it)
    std::string defined_by;    ///< data object or store reference: id of what it stands for
    std::string text;          ///< documentation

    StepQuantities quantities;
    Attachments attachments;

    std::vector<int> incoming, outgoing;   ///< sequence flows, in Flow::edges, by the file's order

    Attributes attributes;     ///< as written, all of them; when written, the members above win
    std::vector<Xml> rest;     ///< child elements without a member here: extensionElements, event definitions, loops …
    std::vector<std::string> listed_incoming, listed_outgoing;   ///< ids in <incoming> and <outgoing>, which files may leave out
    bool undrawn = false;      ///< a dataObject that only its references draw
    bool inside_rest = false;  ///< its element is part of its container's rest (data input of a process)
    int line = 0;              ///< in the file, from 1

    bool is_activity() const { return kind <= NodeKind::ad_hoc_sub_process; }
    bool is_sub_process() const { return kind >= NodeKind::sub_process && kind <= NodeKind::ad_hoc_sub_process; }
    bool is_event() const { return kind >= NodeKind::start_event && kind <= NodeKind::end_event; }
    bool is_gateway() const { return kind >= NodeKind::exclusive_gateway && kind <= NodeKind::event_based_gateway; }
    bool is_flow_node() const { return kind <= NodeKind::event_based_gateway; }
    bool is_data() const { return kind >= NodeKind::data_object && kind <= NodeKind::data_output; }
    bool is_artifact() const { return kind == NodeKind::text_annotation || kind == NodeKind::group; }
};

enum class EdgeKind { sequence, message, association, data_input, data_output, conversation, other };

/// What an id stands for.
enum class What { nothing, process, pool, lane, node, edge, collaboration, root };
struct Ref {
    What what = What::nothing;
    int index = -1;
    explicit operator bool() const { return what != What::nothing; }
    friend bool operator==(const Ref&, const Ref&) = default;
};

struct Edge {
    std::string id, name;
    EdgeKind kind = EdgeKind::sequence;
    std::string tag;
    std::string source, target;   ///< ids as written. For data associations one end is the activity; the file's
                                  ///< own references (to its data inputs) stand in rest
    int from = -1, to = -1;       ///< in Flow::nodes; -1: the end is no node (see from_ref) or does not exist
    Ref from_ref, to_ref;         ///< the ends, whatever they are (pool, edge …)
    int process = -1;             ///< -1: in a collaboration
    int collaboration = -1;
    int parent = -1;              ///< sub-process (or, for data associations, activity) whose child it is in the file, in Flow::nodes
    bool is_default = false;      ///< the source's default flow
    std::string condition;        ///< text of the condition; "" when there is none
    enum class Arrow { none, one, both } arrow = Arrow::none;   ///< of an association

    std::optional<double> probability;   ///< that a case which leaves the source goes here, 0 … 1 (BPSim Probability)

    Attributes attributes;
    std::vector<Xml> rest;
    int line = 0;
};

/// A lane, possibly inside another.
struct Lane {
    std::string id, name;
    int process = -1;
    int parent = -1;             ///< surrounding lane
    std::vector<int> children;   ///< lanes inside, top to bottom as in the file
    std::vector<int> nodes;      ///< nodes that the file puts directly into this lane
    LaneStaff staff;
    std::string set_id;          ///< laneSet it stands in
    Attributes attributes;
    std::vector<Xml> rest;
    int line = 0;
};

/// A laneSet: lanes that divide a process (parent -1) or a lane. Only needed to write the file.
struct LaneSet {
    std::string id;
    std::string tag;             ///< laneSet or childLaneSet
    int process = -1, parent = -1, node = -1;   ///< node: of a sub-process
    std::vector<int> lanes;
    Attributes attributes;
    std::vector<Xml> rest;
    int line = 0;
};

/// A participant of a collaboration, drawn as a pool.
struct Pool {
    std::string id, name;
    std::string process_ref;     ///< "" for a black box
    int process = -1;
    int collaboration = -1;
    Attributes attributes;
    std::vector<Xml> rest;       ///< multiplicity, interfaces …
    int line = 0;
};

/// As-Is, Can-Be or To-Be.
enum class Variant { unsaid, as_is, can_be, to_be };

struct Process {
    std::string id, name;
    std::string text;                ///< documentation
    int pool = -1;                   ///< in Flow::pools
    std::optional<Volume> volume;
    std::string department;          ///< 所管課
    std::string standard_flow;       ///< id of the supplied standard flow it follows
    Variant variant = Variant::unsaid;
    std::string counterpart;         ///< the same procedure's other variant: "Process_ToBe", or "file.bpmn#Process_1"
    Attributes attributes;
    std::vector<Xml> rest;
    int line = 0;
};

/// collaboration, choreography or conversation: what holds pools and message flows.
struct Collaboration {
    std::string id, name, tag;
    Attributes attributes;
    std::vector<Xml> rest;
    int line = 0;
};

/// A definition that is not drawn: message, signal, error, dataStore, itemDefinition, category, import …
struct Root {
    std::string id, name, tag;
    Xml xml;
    int line = 0;
};

// ---- how it is drawn

/// BPMN in Color, or bioc: where the file has no such.
struct Colours {
    std::string fill, stroke, label;   ///< "#rrggbb" as written; "" = none said
    friend bool operator==(const Colours&, const Colours&) = default;
};

struct Label {
    std::optional<Box> bounds;
    Attributes attributes;
    std::vector<Xml> rest;
};

struct Shape {
    std::string id, element;      ///< id of what is drawn
    Ref of;                       ///< the same, found; nothing when dangling
    Box bounds;
    std::optional<bool> expanded;         ///< sub-process, expanded call activity
    std::optional<bool> horizontal;       ///< pool, lane; not said = horizontal
    std::optional<bool> marker_visible;   ///< the × of an exclusive gateway
    std::optional<Label> label;
    Colours colours;
    Attributes attributes;
    std::vector<Xml> rest;
    int line = 0;
};

struct DrawnEdge {
    std::string id, element;
    Ref of;
    Line points;                  ///< empty when the file has none
    Attributes point_attributes;  ///< what each waypoint has besides x and y
    std::optional<Label> label;
    Colours colours;
    Attributes attributes;
    std::vector<Xml> rest;
    int line = 0;
};

struct Diagram {
    std::string id, name;
    std::string plane_id;
    std::string plane_element;    ///< id of the collaboration, process or collapsed sub-process that it shows
    Ref of;
    std::vector<Shape> shapes;    ///< the file's order: later ones lie above
    std::vector<DrawnEdge> edges;
    std::vector<int> order;       ///< how the file mixes them: n ≥ 0 is shapes[n], -1 - n is edges[n]
    Attributes attributes, plane_attributes;
    bool has_plane = true;
    std::vector<Xml> rest, plane_rest;   ///< label styles; extensions of the plane
    int line = 0;

    /// The first shape or line of an element, or null. O(1) after reading.
    const Shape* shape(std::string_view element) const;
    const DrawnEdge* edge(std::string_view element) const;

    std::unordered_map<std::string, int> shape_places, edge_places;   ///< element id → place; made by index()
};

/// One file.
struct Flow {
    std::string id, name;                 ///< of <definitions>
    std::vector<Collaboration> collaborations;
    std::vector<Process> processes;
    std::vector<Pool> pools;
    std::vector<LaneSet> lane_sets;
    std::vector<Lane> lanes;
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<Root> roots;
    std::vector<Diagram> diagrams;

    Attributes namespaces;   ///< prefix ("" = default) → URI, of <definitions>
    Attributes attributes;   ///< of <definitions>
    std::vector<Xml> rest;                ///< of <definitions>: documentation, extensions, relationships (BPSim) …

    /// What an id stands for. O(1).
    Ref find(std::string_view id) const;
    const Node* node(std::string_view id) const;
    const Edge* edge(std::string_view id) const;
    /// Name of whatever the id stands for; the id itself when it has none.
    std::string called(std::string_view id) const;

    /// Makes the look-ups of Flow and Diagram after vectors were changed by hand (readers do it themselves).
    void index();

    std::unordered_map<std::string, Ref> places;   ///< id → place; made by index()
};

}  // namespace yorozu::flows
