#include <algorithm>

#include "flows/bpmn/flow_editor.h"
#include "flows/bpmn/words.h"

namespace yorozu::flows {
namespace {

std::string with_name(const std::string& name) { return name.empty() ? "" : " name=\"" + encoded(name, true) + "\""; }

std::string_view stem_of(const Node& node) {
    if (node.is_gateway()) return "Gateway";
    if (node.is_event()) return "Event";
    if (node.is_activity()) return "Activity";
    if (node.kind == NodeKind::text_annotation) return "TextAnnotation";
    if (node.kind == NodeKind::group) return "Group";
    return "Data";
}

bool may_have(Trigger trigger, NodeKind kind) { return trigger == Trigger::none || (kind >= NodeKind::start_event && kind <= NodeKind::end_event); }

}  // namespace

void FlowEditor::on(const AddNode& edit) {
    const Id container = element(edit.container);
    const auto local = xml_.local(container);
    Node fresh;
    fresh.kind = edit.kind;
    const bool inside_process = local == "process" || local == "subProcess" || local == "transaction" || local == "adHocSubProcess";
    if (!inside_process && !(local == "collaboration" && fresh.is_artifact())) throw EditFault(named(edit.container) + "の中には置けません");
    if (edit.kind == NodeKind::other || edit.kind == NodeKind::data_input || edit.kind == NodeKind::data_output) throw EditFault("この種類は新しく置けません");
    if (!may_have(edit.trigger, edit.kind)) throw EditFault("きっかけはイベントだけに付けられます");
    const std::string id = free_id(edit.id, stem_of(fresh));
    const std::string name = tag(Vocabulary::bpmn, tag_of(edit.kind));
    std::string xml = "<" + name + " id=\"" + id + "\"", inside, object;
    if (edit.kind == NodeKind::boundary_event) xml += " attachedToRef=\"" + encoded((element(edit.attached_to), edit.attached_to), true) + "\"";
    if (edit.kind == NodeKind::data_object) {
        object = free_id("", "DataObject");
        xml += " dataObjectRef=\"" + object + "\"";
    }
    if (edit.kind == NodeKind::text_annotation) {
        const std::string text = tag(Vocabulary::bpmn, "text");
        inside = "\n  <" + text + ">" + encoded(edit.name, false) + "</" + text + ">";
    } else if (edit.kind != NodeKind::group) {
        xml += with_name(edit.name);
    }
    if (const auto made = definition(edit.trigger); !made.empty()) inside += "\n  <" + tag(Vocabulary::bpmn, made) + " id=\"" + id + "_def\"/>";
    xml += inside.empty() ? "/>" : ">" + inside + "\n</" + name + ">";
    added_[id] = add(container, tag_of(edit.kind), xml);
    if (!object.empty()) added_[object] = add(container, "dataObject", "<" + tag(Vocabulary::bpmn, "dataObject") + " id=\"" + object + "\"/>");
    if (edit.kind == NodeKind::group && !edit.name.empty()) {
        added_[id] = find(id);
        const std::string category = free_id("", "Category");
        const std::string value = tag(Vocabulary::bpmn, "categoryValue"), outer = tag(Vocabulary::bpmn, "category");
        added_[category] = add(xml_.root(), "category", "<" + outer + " id=\"" + category + "\">\n  <" + value + " id=\"" + category + "_value\" value=\"" + encoded(edit.name, true) + "\"/>\n</" + outer + ">");
        xml_.set_attribute(added_[id], "categoryValueRef", category + "_value");
    }
    if (!edit.lane.empty() && fresh.is_flow_node()) list_flow(element(edit.lane), "flowNodeRef", id);
    if (edit.bounds)
        add_shape(edit.diagram, id, *edit.bounds, edit.kind == NodeKind::exclusive_gateway ? " isMarkerVisible=\"true\"" : fresh.is_sub_process() ? " isExpanded=\"true\"" : "");
}

void FlowEditor::add_data_edge(const AddEdge& edit, const std::string& id) {
    const bool input = edit.kind == EdgeKind::data_input;
    const std::string& activity = input ? edit.target : edit.source;
    const Node* step = node(activity);
    const Node* data = node(input ? edit.source : edit.target);
    if (!step || !(step->is_activity() || step->is_event()) || !data || !data->is_data()) throw EditFault("データの線は、帳票・システムと工程のあいだに引いてください");
    const Id here = element(activity);
    const std::string association = input ? "dataInputAssociation" : "dataOutputAssociation", name = tag(Vocabulary::bpmn, association);
    const std::string source = tag(Vocabulary::bpmn, "sourceRef"), target = tag(Vocabulary::bpmn, "targetRef");
    std::string inside;
    if (input) {   // the schema wants a target inside the activity
        std::string property;
        for (Id each = xml_.first_element(here); each != KeptXml::none; each = xml_.next_element(each))
            if (xml_.local(each) == "property" && xml_.attribute(each, "name") == "__targetRef_placeholder") property = xml_.attribute(each, "id");
        if (property.empty()) {
            property = free_id("", "Property");
            added_[property] = add(here, "property", "<" + tag(Vocabulary::bpmn, "property") + " id=\"" + property + "\" name=\"__targetRef_placeholder\"/>");
        }
        inside = "\n  <" + source + ">" + edit.source + "</" + source + ">\n  <" + target + ">" + property + "</" + target + ">";
    } else {
        inside = "\n  <" + target + ">" + edit.target + "</" + target + ">";
    }
    added_[id] = add(here, association, "<" + name + " id=\"" + id + "\">" + inside + "\n</" + name + ">");
}

void FlowEditor::on(const AddEdge& edit) {
    element(edit.source);
    element(edit.target);
    if (added_.count(edit.source) || added_.count(edit.target)) reread();
    const std::string id = free_id(edit.id, edit.kind == EdgeKind::association ? "Association" : "Flow");
    const Node* from = node(edit.source);
    const Node* to = node(edit.target);
    const auto join = [&](Id container, const std::string& local) {
        const std::string name = tag(Vocabulary::bpmn, local);
        added_[id] = add(container, local, "<" + name + " id=\"" + id + "\"" + with_name(edit.name) + " sourceRef=\"" + edit.source + "\" targetRef=\"" + edit.target + "\"/>");
    };
    switch (edit.kind) {
        case EdgeKind::sequence: {
            if (!from || !to || !from->is_flow_node() || !to->is_flow_node()) throw EditFault("流れは工程・イベント・分岐のあいだに引いてください");
            if (from->process != to->process || from->parent != to->parent) throw EditFault("流れは一つのプロセス（サブプロセス）の中だけです。別のプールへはメッセージの線を引いてください");
            if (from->kind == NodeKind::end_event) throw EditFault("終了イベントから流れは出せません");
            if (to->kind == NodeKind::start_event || to->kind == NodeKind::boundary_event) throw EditFault(named(edit.target) + "に流れは入れられません");
            join(xml_.parent(element(edit.source)), "sequenceFlow");
            // Files list the flows at their nodes or do without; a file that does without stays so.
            const bool lists = std::any_of(flow_->nodes.begin(), flow_->nodes.end(), [](const Node& each) { return !each.listed_incoming.empty() || !each.listed_outgoing.empty(); }) ||
                               std::none_of(flow_->edges.begin(), flow_->edges.end(), [](const Edge& each) { return each.kind == EdgeKind::sequence; });
            if (lists) {
                list_flow(element(edit.source), "outgoing", id);
                list_flow(element(edit.target), "incoming", id);
            }
            break;
        }
        case EdgeKind::message: {
            if (flow_->collaborations.empty()) throw EditFault("メッセージの線はプールのあいだに引きます。先にプールを置いてください");
            join(handles_->collaborations.front(), "messageFlow");
            break;
        }
        case EdgeKind::association: {
            const Id end = element(edit.source);
            const auto local = xml_.local(end);
            join(local == "participant" || local == "messageFlow" ? handles_->collaborations.front() : xml_.parent(local == "lane" ? handles_->processes.front() : end), "association");
            break;
        }
        case EdgeKind::data_input:
        case EdgeKind::data_output: add_data_edge(edit, id); break;
        default: throw EditFault("この種類の線は新しく引けません");
    }
    if (edit.points.size() >= 2) add_line(edit.diagram, id, edit.points);
}

void FlowEditor::on(const AddLane& edit) {
    Id holder = element(edit.parent.empty() ? edit.container : edit.parent);
    const std::string set = edit.parent.empty() ? "laneSet" : "childLaneSet";
    if (edit.parent.empty() ? xml_.local(holder) != "process" && xml_.local(holder) != "subProcess" : xml_.local(holder) != "lane") throw EditFault("レーンはプロセスかレーンの中に置いてください");
    Id lanes = xml_.child(holder, Vocabulary::bpmn, set);
    if (lanes == KeptXml::none) lanes = add(holder, set, "<" + tag(Vocabulary::bpmn, set) + " id=\"" + free_id("", "LaneSet") + "\"/>");
    const std::string id = free_id(edit.id, "Lane");
    added_[id] = xml_.insert(lanes, KeptXml::none, "<" + tag(Vocabulary::bpmn, "lane") + " id=\"" + id + "\"" + with_name(edit.name) + "/>");
    if (edit.bounds) add_shape(edit.diagram, id, *edit.bounds, " isHorizontal=\"true\"");
}

void FlowEditor::on(const AddPool& edit) {
    Id collaboration = handles_->collaborations.empty() ? KeptXml::none : handles_->collaborations.front();
    std::string process;
    if (collaboration == KeptXml::none) {
        for (const auto& [id, node_] : added_)
            if (xml_.local(node_) == "collaboration") collaboration = node_;
    }
    if (collaboration == KeptXml::none) {
        const std::string id = free_id("", "Collaboration");
        Id before = xml_.first_element(xml_.root());
        while (before != KeptXml::none && xml_.local(before) == "import") before = xml_.next_element(before);
        collaboration = added_[id] = xml_.insert(xml_.root(), before, "<" + tag(Vocabulary::bpmn, "collaboration") + " id=\"" + id + "\"/>");
        if (!edit.black_box && flow_->processes.size() == 1) process = flow_->processes.front().id;
        if (static_cast<std::size_t>(edit.diagram) < handles_->planes.size()) xml_.set_attribute(plane(edit.diagram), "bpmnElement", id);
    }
    if (process.empty() && !edit.black_box) {
        process = free_id("", "Process");
        added_[process] = add(xml_.root(), "process", "<" + tag(Vocabulary::bpmn, "process") + " id=\"" + process + "\" isExecutable=\"false\"/>");
    }
    const std::string id = free_id(edit.id, "Participant");
    added_[id] = add(collaboration, "participant", "<" + tag(Vocabulary::bpmn, "participant") + " id=\"" + id + "\"" + with_name(edit.name) + (process.empty() ? "" : " processRef=\"" + process + "\"") + "/>");
    if (edit.bounds) add_shape(edit.diagram, id, *edit.bounds, " isHorizontal=\"true\"");
}

// ---- taking away

void FlowEditor::remove_drawings(const std::string& id) {
    for (int diagram = 0; diagram < static_cast<int>(flow_->diagrams.size()); ++diagram) {
        if (handles_->planes[static_cast<std::size_t>(diagram)] == KeptXml::none) continue;
        if (const Id drawn = drawing(diagram, id); drawn != KeptXml::none) xml_.remove(drawn);
    }
}

void FlowEditor::remove_element(const std::string& id) {
    const Id here = find(id);
    if (here == KeptXml::none) return;
    remove_drawings(id);
    take_out_of_lanes(id);
    if (const Edge* edge = flow_->edge(id); edge && edge->kind == EdgeKind::sequence) {
        for (const auto& [end, which] : {std::pair(edge->source, "outgoing"), std::pair(edge->target, "incoming")}) {
            const Id node_ = find(end);
            if (node_ == KeptXml::none) continue;
            unlist_flow(node_, which, id);
            if (xml_.attribute(node_, "default") == id) xml_.remove_attribute(node_, "default");
        }
    }
    if (const Id numbers = bpsim_element(id, false); numbers != KeptXml::none) xml_.remove(numbers);
    xml_.remove(here);
    removed_.insert(id);
    added_.erase(id);
}

void FlowEditor::on(const Remove& edit) {
    element(edit.id);
    if (!added_.empty() || !added_drawings_.empty()) reread();
    const Ref ref = flow_->find(edit.id);
    const auto at = static_cast<std::size_t>(ref.index);
    if (ref.what == What::edge) return remove_element(edit.id);
    if (ref.what == What::root || ref.what == What::collaboration) throw EditFault(named(edit.id) + "は図形ではないので消せません");
    if (ref.what == What::lane) {
        // What was in the lane goes to the one around it; the last lane takes its set along.
        const auto& lane = flow_->lanes[at];
        for (const int child : lane.children)
            if (!removed_.count(flow_->lanes[static_cast<std::size_t>(child)].id)) on(Remove{flow_->lanes[static_cast<std::size_t>(child)].id});
        const Id set = xml_.parent(handles_->lanes[at]);
        remove_drawings(edit.id);
        xml_.remove(handles_->lanes[at]);
        if (xml_.child(set, Vocabulary::bpmn, "lane") == KeptXml::none) xml_.remove(set);
        if (lane.parent >= 0 && !removed_.count(flow_->lanes[static_cast<std::size_t>(lane.parent)].id)) {
            const auto& outer = flow_->lanes[static_cast<std::size_t>(lane.parent)];
            for (const int each : lane.nodes)
                if (std::find(outer.nodes.begin(), outer.nodes.end(), each) == outer.nodes.end())
                    list_flow(handles_->lanes[static_cast<std::size_t>(lane.parent)], "flowNodeRef", flow_->nodes[static_cast<std::size_t>(each)].id);
        }
        removed_.insert(edit.id);
        return;
    }
    // Nodes that go: the one, what is inside it, what sits on its edge. Containers come before their contents in the file.
    std::vector<char> gone(flow_->nodes.size(), 0);
    std::set<std::string> names{edit.id};
    const int process = ref.what == What::pool ? flow_->pools[at].process : ref.what == What::process ? ref.index : -1;
    if (ref.what == What::node) gone[at] = 1;
    for (bool more = true; more;) {
        more = false;
        for (std::size_t n = 0; n < gone.size(); ++n) {
            const auto& each = flow_->nodes[n];
            const bool goes = (process >= 0 && each.process == process) || (each.parent >= 0 && gone[static_cast<std::size_t>(each.parent)]) ||
                              (each.attached_to >= 0 && gone[static_cast<std::size_t>(each.attached_to)]) || (ref.what == What::node && each.defined_by == edit.id);
            if (goes && !gone[n]) gone[n] = 1, more = true;
        }
    }
    const auto ends_in = [&](int node_) { return node_ >= 0 && gone[static_cast<std::size_t>(node_)]; };
    for (const auto& edge : flow_->edges)
        if (ends_in(edge.from) || ends_in(edge.to) || ends_in(edge.parent) || (process >= 0 && edge.process == process) || names.count(edge.source) || names.count(edge.target)) {
            remove_element(edge.id);
            names.insert(edge.id);
        }
    for (const auto& edge : flow_->edges)   // associations that lead to an edge that went
        if (!removed_.count(edge.id) && (names.count(edge.source) || names.count(edge.target))) remove_element(edge.id);
    for (std::size_t n = gone.size(); n-- > 0;)
        if (gone[n]) remove_element(flow_->nodes[n].id);
    for (std::size_t n = 0; n < flow_->diagrams.size(); ++n)   // a collapsed sub-process' own diagram
        if (ref.what == What::node && removed_.count(flow_->diagrams[n].plane_element) && removed_.insert("diagram " + std::to_string(n)).second) xml_.remove(handles_->diagrams[n]);
    if (ref.what == What::node) {
        const auto& object = flow_->nodes[at].defined_by;   // its definition goes with the last reference
        const Node* definition_ = node(object);
        if (definition_ && definition_->undrawn && std::none_of(flow_->nodes.begin(), flow_->nodes.end(), [&](const Node& each) { return each.defined_by == object && !removed_.count(each.id); }))
            on(Remove{object});
        return;
    }
    if (process >= 0) {
        for (const auto& lane : flow_->lanes)
            if (lane.process == process) remove_drawings(lane.id);
        const std::string id = flow_->processes[static_cast<std::size_t>(process)].id;
        if (id != edit.id && find(id) != KeptXml::none) remove_element(id);
    }
    remove_element(edit.id);
}

void FlowEditor::on(const SetLane& edit) {
    element(edit.id);
    if (!edit.lane.empty() && xml_.local(element(edit.lane)) != "lane") throw EditFault(named(edit.lane) + "はレーンではありません");
    if (added_.count(edit.id) || !moved_lanes_.insert(edit.id).second) {
        reread();
        moved_lanes_.insert(edit.id);
    }
    const Node* moved = node(edit.id);
    if (!moved) throw EditFault(named(edit.id) + "はレーンに入れられません");
    if (edit.lane == (moved->lane < 0 ? "" : flow_->lanes[static_cast<std::size_t>(moved->lane)].id)) return;
    take_out_of_lanes(edit.id);
    if (!edit.lane.empty()) list_flow(element(edit.lane), "flowNodeRef", edit.id);
}

void FlowEditor::on(const Reconnect& edit) {
    const Id here = element(edit.edge);
    if (added_.count(edit.edge) || added_.count(edit.source) || added_.count(edit.target)) reread();
    const Edge* edge = flow_->edge(edit.edge);
    if (!edge || edge->kind == EdgeKind::data_input || edge->kind == EdgeKind::data_output) throw EditFault(named(edit.edge) + "はつなぎ替えられません。引き直してください");
    const auto move_end = [&](const char* attribute, const char* which, const std::string& wanted) {
        const std::string old = xml_.attribute(here, attribute);
        if (wanted.empty() || wanted == old) return;
        const Id to = element(wanted);
        if (edge->kind == EdgeKind::sequence) {
            const Node* fresh = node(wanted);
            if (!fresh || !fresh->is_flow_node() || fresh->process != edge->process || xml_.parent(to) != xml_.parent(here)) throw EditFault("流れは一つのプロセス（サブプロセス）の中だけです");
            if (const Id from = find(old); from != KeptXml::none) {
                const bool listed = [&] {
                    for (Id each = xml_.first_element(from); each != KeptXml::none; each = xml_.next_element(each))
                        if (xml_.local(each) == which && xml_.inner_text(each) == edit.edge) return true;
                    return false;
                }();
                unlist_flow(from, which, edit.edge);
                if (listed) list_flow(to, which, edit.edge);
                if (std::string_view(which) == "outgoing" && xml_.attribute(from, "default") == edit.edge) xml_.remove_attribute(from, "default");
            }
        }
        xml_.set_attribute(here, attribute, wanted);
    };
    move_end("sourceRef", "outgoing", edit.source);
    move_end("targetRef", "incoming", edit.target);
}

}  // namespace yorozu::flows
