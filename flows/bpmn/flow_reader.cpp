#include "flows/bpmn/flow_reader.h"

#include <algorithm>
#include <unordered_map>

#include "flows/bpmn/earlier_flow.h"

namespace yorozu::flows {
namespace {

const std::unordered_map<std::string_view, NodeKind>& kinds() {
    using enum NodeKind;
    static const std::unordered_map<std::string_view, NodeKind> table = {
        {"task", task}, {"userTask", user_task}, {"manualTask", manual_task}, {"serviceTask", service_task},
        {"scriptTask", script_task}, {"businessRuleTask", business_rule_task}, {"sendTask", send_task},
        {"receiveTask", receive_task}, {"callActivity", call_activity}, {"subProcess", sub_process},
        {"transaction", transaction}, {"adHocSubProcess", ad_hoc_sub_process}, {"startEvent", start_event},
        {"intermediateCatchEvent", intermediate_catch_event}, {"intermediateThrowEvent", intermediate_throw_event},
        {"boundaryEvent", boundary_event}, {"endEvent", end_event}, {"exclusiveGateway", exclusive_gateway},
        {"inclusiveGateway", inclusive_gateway}, {"parallelGateway", parallel_gateway},
        {"complexGateway", complex_gateway}, {"eventBasedGateway", event_based_gateway},
        {"dataObjectReference", data_object}, {"dataObject", data_object}, {"dataStoreReference", data_store},
        {"textAnnotation", text_annotation}, {"group", group},
        {"choreographyTask", other}, {"subChoreography", other}, {"callChoreography", other}, {"conversation", other},
        {"subConversation", other}, {"callConversation", other}, {"event", other}, {"implicitThrowEvent", other},
    };
    return table;
}

Trigger trigger_of(std::string_view definition) {
    static const std::unordered_map<std::string_view, Trigger> table = {
        {"messageEventDefinition", Trigger::message}, {"timerEventDefinition", Trigger::timer},
        {"errorEventDefinition", Trigger::error}, {"escalationEventDefinition", Trigger::escalation},
        {"cancelEventDefinition", Trigger::cancel}, {"compensateEventDefinition", Trigger::compensation},
        {"conditionalEventDefinition", Trigger::conditional}, {"linkEventDefinition", Trigger::link},
        {"signalEventDefinition", Trigger::signal}, {"terminateEventDefinition", Trigger::terminate},
    };
    const auto found = table.find(definition);
    return found == table.end() ? Trigger::none : found->second;
}

}  // namespace

std::string_view tag_of(NodeKind kind) {
    static const std::vector<std::string_view> tags = [] {
        std::vector<std::string_view> made(static_cast<std::size_t>(NodeKind::other) + 1, "task");
        for (const auto& [tag, each] : kinds())
            if (tag != "dataObject" && each != NodeKind::other) made[static_cast<std::size_t>(each)] = tag;
        made[static_cast<std::size_t>(NodeKind::data_input)] = "dataInput";
        made[static_cast<std::size_t>(NodeKind::data_output)] = "dataOutput";
        return made;
    }();
    return tags[static_cast<std::size_t>(kind)];
}

Attributes FlowReader::attributes_of(Id element) const {
    Attributes found;
    found.reserve(xml_.attribute_count(element));
    for (std::size_t n = 0; n < xml_.attribute_count(element); ++n) {
        const auto& each = xml_.attribute_at(element, n);
        found.emplace_back(each.name, decoded(each.raw));
    }
    return found;
}

bool FlowReader::is_bpmn(Id element) const {
    if (xml_.vocabulary(element) == Vocabulary::bpmn) return true;
    return lenient && xml_.vocabulary(element) == Vocabulary::foreign && xml_.vocabulary(xml_.root()) == Vocabulary::foreign;
}

void FlowReader::read() {
    lines_ = xml_.lines();
    const Id root = xml_.root();
    flow.id = xml_.attribute(root, "id");
    flow.name = xml_.attribute(root, "name");
    for (auto& [name, value] : attributes_of(root)) {
        if (name == "xmlns") flow.namespaces.emplace_back("", value);
        else if (name.starts_with("xmlns:")) flow.namespaces.emplace_back(name.substr(6), value);
        else flow.attributes.emplace_back(name, value);
    }
    std::vector<Id> diagrams;
    for (Id each = xml_.first_element(root); each != KeptXml::none; each = xml_.next_element(each)) {
        const auto local = xml_.local(each);
        if (local == "BPMNDiagram" && (lenient || xml_.vocabulary(each) == Vocabulary::bpmn_di)) diagrams.push_back(each);
        else if (!is_bpmn(each)) flow.rest.push_back(xml_.value(each));
        else if (local == "process") read_process(each);
        else if (local == "collaboration" || local == "choreography" || local == "globalConversation") read_collaboration(each);
        else if (xml_.has(each, "id") && local != "relationship") {
            flow.roots.push_back({xml_.attribute(each, "id"), xml_.attribute(each, "name"), std::string(local), xml_.value(each), line(each)});
            handles.roots.push_back(each);
        } else {
            flow.rest.push_back(xml_.value(each));
        }
    }
    for (const Id each : diagrams) read_diagram(each);
    flow.index();
    resolve();
    read_extensions();
}

void FlowReader::read_collaboration(Id element) {
    const int here = static_cast<int>(flow.collaborations.size());
    Collaboration made;
    made.id = xml_.attribute(element, "id");
    made.name = xml_.attribute(element, "name");
    made.tag = xml_.local(element);
    made.attributes = attributes_of(element);
    made.line = line(element);
    flow.collaborations.push_back(std::move(made));
    handles.collaborations.push_back(element);
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        if (is_bpmn(each) && xml_.local(each) == "participant") {
            Pool pool;
            pool.id = xml_.attribute(each, "id");
            pool.name = xml_.attribute(each, "name");
            const auto reference = xml_.attribute(each, "processRef");
            pool.process_ref = local_name(reference);
            pool.collaboration = here;
            pool.attributes = attributes_of(each);
            for (Id inside = xml_.first_element(each); inside != KeptXml::none; inside = xml_.next_element(inside)) pool.rest.push_back(xml_.value(inside));
            pool.line = line(each);
            flow.pools.push_back(std::move(pool));
            handles.pools.push_back(each);
        } else if (!read_flow_element(each, {-1, here, -1})) {
            flow.collaborations[static_cast<std::size_t>(here)].rest.push_back(xml_.value(each));
        }
    }
}

void FlowReader::read_process(Id element) {
    const int here = static_cast<int>(flow.processes.size());
    Process made;
    made.id = xml_.attribute(element, "id");
    made.name = xml_.attribute(element, "name");
    made.attributes = attributes_of(element);
    made.line = line(element);
    flow.processes.push_back(std::move(made));
    handles.processes.push_back(element);
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        if (read_flow_element(each, {here, -1, -1})) continue;
        auto& process = flow.processes[static_cast<std::size_t>(here)];
        if (is_bpmn(each) && xml_.local(each) == "documentation" && process.text.empty()) process.text = xml_.inner_text(each);
        process.rest.push_back(xml_.value(each));
        if (is_bpmn(each) && xml_.local(each) == "ioSpecification") read_io(each, {here, -1, -1});
    }
}

void FlowReader::read_io(Id element, Container in) {
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        const bool input = xml_.local(each) == "dataInput";
        if (!input && xml_.local(each) != "dataOutput") continue;
        read_node(each, input ? NodeKind::data_input : NodeKind::data_output, in);
        flow.nodes.back().inside_rest = true;
        flow.nodes.back().rest.clear();
    }
}

/// True when it became a node, edge or lanes; false: it belongs to the container's rest.
bool FlowReader::read_flow_element(Id element, Container in) {
    if (!is_bpmn(element)) return false;
    const auto local = xml_.local(element);
    if (local == "laneSet" && in.collaboration < 0) {
        read_lane_set(element, in, -1);
        return true;
    }
    if (local == "sequenceFlow") return read_edge(element, EdgeKind::sequence, in), true;
    if (local == "messageFlow") return read_edge(element, EdgeKind::message, in), true;
    if (local == "association") return read_edge(element, EdgeKind::association, in), true;
    if (local == "conversationLink") return read_edge(element, EdgeKind::conversation, in), true;
    const auto known = kinds().find(local);
    if (known == kinds().end()) return false;
    read_node(element, known->second, in);
    return true;
}

/// They become edges besides the node.
bool FlowReader::has_data_associations(Id element) const {
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each))
        if (const auto local = xml_.local(each); local == "dataInputAssociation" || local == "dataOutputAssociation") return true;
    return false;
}

void FlowReader::read_node(Id element, NodeKind kind, Container in) {
    if (earlier && !has_data_associations(element))
        if (Node* kept = earlier->node(element)) {
            kept->process = in.process, kept->collaboration = in.collaboration, kept->parent = in.parent;
            kept->line = line(element);
            flow.nodes.push_back(std::move(*kept));
            handles.nodes.push_back(element);
            return;
        }
    const int here = static_cast<int>(flow.nodes.size());
    Node made;
    made.id = xml_.attribute(element, "id");
    made.name = xml_.attribute(element, "name");
    made.kind = kind;
    made.tag = xml_.local(element);
    made.process = in.process;
    made.collaboration = in.collaboration;
    made.parent = in.parent;
    made.attributes = attributes_of(element);
    made.line = line(element);
    for (const auto& [name, value] : made.attributes) {
        if (name == "triggeredByEvent") made.by_event = value == "true" || value == "1";
        else if (name == "isForCompensation") made.compensates = value == "true" || value == "1";
        else if (name == "isCollection") made.collection = value == "true" || value == "1";
        else if (name == "cancelActivity" || name == "isInterrupting") made.interrupting = value == "true" || value == "1";
        else if (name == "calledElement") made.called = local_name(value);
        else if (name == "dataObjectRef" || name == "dataStoreRef") made.defined_by = value;
    }
    const bool parallel_events = xml_.attribute(element, "parallelMultiple") == "true";
    flow.nodes.push_back(std::move(made));
    handles.nodes.push_back(element);

    int triggers = 0;
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        const auto node = [&]() -> Node& { return flow.nodes[static_cast<std::size_t>(here)]; };
        const auto local = xml_.local(each);
        if (is_bpmn(each)) {
            if (local == "incoming") { node().listed_incoming.push_back(xml_.inner_text(each)); continue; }
            if (local == "outgoing") { node().listed_outgoing.push_back(xml_.inner_text(each)); continue; }
            if (local == "dataInputAssociation") { read_data_association(each, EdgeKind::data_input, {in.process, in.collaboration, here}); continue; }
            if (local == "dataOutputAssociation") { read_data_association(each, EdgeKind::data_output, {in.process, in.collaboration, here}); continue; }
            if ((node().is_sub_process() || node().tag == "subChoreography") && read_flow_element(each, {in.process, in.collaboration, here})) continue;
            if (local == "documentation" && node().text.empty()) node().text = xml_.inner_text(each);
            else if (local == "standardLoopCharacteristics") node().repeat = Repeat::loop;
            else if (local == "multiInstanceLoopCharacteristics") node().repeat = xml_.attribute(each, "isSequential") == "true" ? Repeat::sequential_instances : Repeat::parallel_instances;
            else if (local == "text" && kind == NodeKind::text_annotation) node().name = xml_.inner_text(each);
            else if (local == "eventDefinitionRef") ++triggers;
            else if (const Trigger found = trigger_of(local); found != Trigger::none) {
                node().trigger = found;
                ++triggers;
            }
        }
        node().rest.push_back(xml_.value(each));
    }
    auto& node = flow.nodes[static_cast<std::size_t>(here)];
    if (triggers > 1) node.trigger = parallel_events ? Trigger::parallel_multiple : Trigger::multiple;
}

void FlowReader::read_edge(Id element, EdgeKind kind, Container in) {
    if (earlier)
        if (Edge* kept = earlier->edge(element)) {
            kept->process = in.process, kept->collaboration = in.collaboration, kept->parent = in.parent;
            kept->line = line(element);
            flow.edges.push_back(std::move(*kept));
            handles.edges.push_back(element);
            return;
        }
    Edge made;
    made.id = xml_.attribute(element, "id");
    made.name = xml_.attribute(element, "name");
    made.kind = kind;
    made.tag = xml_.local(element);
    made.process = in.process;
    made.collaboration = in.collaboration;
    made.parent = in.parent;
    made.attributes = attributes_of(element);
    made.line = line(element);
    for (const auto& [name, value] : made.attributes) {
        if (name == "sourceRef") made.source = local_name(value);
        else if (name == "targetRef") made.target = local_name(value);
        else if (name == "associationDirection") made.arrow = value == "One" ? Edge::Arrow::one : value == "Both" ? Edge::Arrow::both : Edge::Arrow::none;
    }
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        if (is_bpmn(each) && xml_.local(each) == "conditionExpression") made.condition = xml_.inner_text(each);
        made.rest.push_back(xml_.value(each));
    }
    flow.edges.push_back(std::move(made));
    handles.edges.push_back(element);
}

void FlowReader::read_data_association(Id element, EdgeKind kind, Container in) {
    read_edge(element, kind, in);
    auto& made = flow.edges.back();
    const auto& activity = flow.nodes[static_cast<std::size_t>(in.parent)].id;
    for (const auto& each : made.rest) {
        if (local_name(each.name) == "sourceRef" && kind == EdgeKind::data_input) made.source = each.inner_text();
        if (local_name(each.name) == "targetRef" && kind == EdgeKind::data_output) made.target = each.inner_text();
    }
    (kind == EdgeKind::data_input ? made.target : made.source) = activity;
    made.arrow = Edge::Arrow::one;
}

void FlowReader::read_lane_set(Id element, Container in, int lane) {
    const int set = static_cast<int>(flow.lane_sets.size());
    LaneSet made;
    made.id = xml_.attribute(element, "id");
    made.tag = xml_.local(element);
    made.process = in.process;
    made.node = in.parent;
    made.parent = lane;
    made.attributes = attributes_of(element);
    made.line = line(element);
    flow.lane_sets.push_back(std::move(made));
    handles.lane_sets.push_back(element);
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        if (!is_bpmn(each) || xml_.local(each) != "lane") {
            flow.lane_sets[static_cast<std::size_t>(set)].rest.push_back(xml_.value(each));
            continue;
        }
        const int here = static_cast<int>(flow.lanes.size());
        Lane inside;
        inside.id = xml_.attribute(each, "id");
        inside.name = xml_.attribute(each, "name");
        inside.process = in.process;
        inside.parent = lane;
        inside.set_id = flow.lane_sets[static_cast<std::size_t>(set)].id;
        inside.attributes = attributes_of(each);
        inside.line = line(each);
        flow.lanes.push_back(std::move(inside));
        handles.lanes.push_back(each);
        flow.lane_sets[static_cast<std::size_t>(set)].lanes.push_back(here);
        if (lane >= 0) flow.lanes[static_cast<std::size_t>(lane)].children.push_back(here);
        std::vector<std::string> members;
        for (Id deeper = xml_.first_element(each); deeper != KeptXml::none; deeper = xml_.next_element(deeper)) {
            if (is_bpmn(deeper) && xml_.local(deeper) == "flowNodeRef") members.push_back(xml_.inner_text(deeper));
            else if (is_bpmn(deeper) && (xml_.local(deeper) == "childLaneSet" || xml_.local(deeper) == "laneSet")) read_lane_set(deeper, in, here);
            else flow.lanes[static_cast<std::size_t>(here)].rest.push_back(xml_.value(deeper));
        }
        lane_members_.emplace_back(here, std::move(members));
    }
}

}  // namespace yorozu::flows
