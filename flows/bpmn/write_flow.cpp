#include "flows/bpmn/write_flow.h"

#include <algorithm>

#include "flows/bpmn/flow_reader.h"
#include "flows/bpmn/number_text.h"

namespace yorozu::flows {
namespace {

/// Elements on their way out: opened, closed, indented.
class Out {
public:
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    void open(const std::string& name, const Attributes& attributes) { start(name, attributes, ">\n"), ++depth_; }
    void empty(const std::string& name, const Attributes& attributes) { start(name, attributes, " />\n"); }
    void close(const std::string& name) {
        --depth_;
        indent();
        text += "</" + name + ">\n";
    }
    void leaf(const std::string& name, const std::string& inside) {
        indent();
        text += "<" + name + ">" + encoded(inside, false) + "</" + name + ">\n";
    }
    void value(const Xml& xml) {
        if (xml.name.empty()) {
            indent();
            text += encoded(xml.text, false) + "\n";
            return;
        }
        const bool mixed = std::any_of(xml.children.begin(), xml.children.end(), [](const Xml& each) { return each.name.empty(); });
        if (mixed) {   // white space would become part of the text
            indent();
            inline_value(xml);
            text += "\n";
        } else if (xml.children.empty()) {
            empty(xml.name, xml.attributes);
        } else {
            open(xml.name, xml.attributes);
            for (const auto& each : xml.children) value(each);
            close(xml.name);
        }
    }
    void values(const std::vector<Xml>& all) {
        for (const auto& each : all) value(each);
    }

private:
    void indent() { text.append(static_cast<std::size_t>(depth_) * 2, ' '); }
    void write(const Attributes& attributes) {
        for (const auto& [name, value_] : attributes) text += " " + name + "=\"" + encoded(value_, true) + "\"";
    }
    void start(const std::string& name, const Attributes& attributes, const char* end) {
        indent();
        text += "<" + name;
        write(attributes);
        text += end;
    }
    void inline_value(const Xml& xml) {
        if (xml.name.empty()) {
            text += encoded(xml.text, false);
            return;
        }
        text += "<" + xml.name;
        write(xml.attributes);
        text += ">";
        for (const auto& each : xml.children) inline_value(each);
        text += "</" + xml.name + ">";
    }
    int depth_ = 0;
};

/// The attribute as the member says: replaced, or added when the member says something and it was not written.
void set(Attributes& attributes, std::string_view name, const std::string& value) {
    for (auto& each : attributes)
        if (each.first == name) {
            if (local_name(each.second) != value) each.second = value;   // "tns:Task_1" stays what it is
            return;
        }
    if (!value.empty()) attributes.emplace_back(name, value);
}

void set(Attributes& attributes, std::string_view name, bool value, bool otherwise) {
    for (auto& each : attributes)
        if (each.first == name) {
            if ((each.second == "true" || each.second == "1") != value) each.second = value ? "true" : "false";
            return;
        }
    if (value != otherwise) attributes.emplace_back(name, value ? "true" : "false");
}

class Writer {
public:
    explicit Writer(const Flow& flow) : flow_(flow) {
        const auto prefix = [&](Vocabulary wanted, const char* usual) {
            for (const auto& [name, uri] : flow.namespaces)
                if (!name.empty() && vocabulary_of(uri) == wanted) return name + ":";
            for (const auto& [name, uri] : flow.namespaces)
                if (name.empty() && vocabulary_of(uri) == wanted) return std::string();
            return std::string(usual) + ":";
        };
        bpmn_ = prefix(Vocabulary::bpmn, "bpmn");
        di_ = prefix(Vocabulary::bpmn_di, "bpmndi");
        dc_ = prefix(Vocabulary::dc, "dc");
        dd_ = prefix(Vocabulary::di, "di");
    }

    std::string write() {
        gather();
        Attributes attributes;
        for (const auto& [name, uri] : flow_.namespaces) attributes.emplace_back(name.empty() ? "xmlns" : "xmlns:" + name, uri);
        const auto declare = [&](const std::string& prefix, std::string_view uri) {
            const std::string name = prefix.empty() ? "xmlns" : "xmlns:" + prefix.substr(0, prefix.size() - 1);
            if (std::none_of(attributes.begin(), attributes.end(), [&](const auto& each) { return each.first == name; })) attributes.emplace_back(name, uri);
        };
        declare(bpmn_, bpmn_uri);
        if (!flow_.diagrams.empty()) declare(di_, bpmn_di_uri), declare(dc_, dc_uri), declare(dd_, di_uri);
        attributes.insert(attributes.end(), flow_.attributes.begin(), flow_.attributes.end());
        set(attributes, "id", flow_.id);
        set(attributes, "name", flow_.name);
        if (std::none_of(attributes.begin(), attributes.end(), [](const auto& each) { return each.first == "targetNamespace"; })) attributes.emplace_back("targetNamespace", std::string(yorozu_uri));
        out_.open(bpmn_ + "definitions", attributes);
        const auto late = [](const Xml& each) { return local_name(each.name) == "relationship"; };
        for (const auto& each : flow_.rest)
            if (!late(each)) out_.value(each);
        for (const auto& root : flow_.roots)
            if (root.tag == "import" || root.tag == "itemDefinition") out_.value(root.xml);
        for (const auto& root : flow_.roots)
            if (root.tag != "import" && root.tag != "itemDefinition") out_.value(root.xml);
        for (std::size_t at = 0; at < flow_.collaborations.size(); ++at) collaboration(at);
        for (std::size_t at = 0; at < flow_.processes.size(); ++at) process(at);
        for (const auto& each : flow_.diagrams) diagram(each);
        for (const auto& each : flow_.rest)
            if (late(each)) out_.value(each);
        out_.close(bpmn_ + "definitions");
        return std::move(out_.text);
    }

private:
    struct Contents { std::vector<std::size_t> lane_sets, nodes, edges; };

    /// What stands directly in which container.
    void gather() {
        of_process_.resize(flow_.processes.size());
        of_collaboration_.resize(flow_.collaborations.size());
        of_node_.resize(flow_.nodes.size());
        sets_of_lane_.resize(flow_.lanes.size());
        const auto holder = [&](const auto& each) -> Contents& {
            if (each.parent >= 0) return of_node_[static_cast<std::size_t>(each.parent)];
            return each.process >= 0 ? of_process_[static_cast<std::size_t>(each.process)] : of_collaboration_[static_cast<std::size_t>(each.collaboration)];
        };
        for (std::size_t at = 0; at < flow_.nodes.size(); ++at)
            if (!flow_.nodes[at].inside_rest) holder(flow_.nodes[at]).nodes.push_back(at);
        for (std::size_t at = 0; at < flow_.edges.size(); ++at) holder(flow_.edges[at]).edges.push_back(at);
        for (std::size_t at = 0; at < flow_.lane_sets.size(); ++at) {
            const auto& set_ = flow_.lane_sets[at];
            if (set_.parent >= 0) sets_of_lane_[static_cast<std::size_t>(set_.parent)].push_back(at);
            else (set_.node >= 0 ? of_node_[static_cast<std::size_t>(set_.node)] : of_process_[static_cast<std::size_t>(set_.process)]).lane_sets.push_back(at);
        }
    }

    static bool is_head(const Xml& each) {
        static constexpr std::string_view names[] = {"documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef"};
        return std::find(std::begin(names), std::end(names), local_name(each.name)) != std::end(names);
    }
    /// What the schema puts behind the flow elements of a container.
    static bool is_tail(const Xml& each) {
        static constexpr std::string_view names[] = {"resourceRole", "performer", "humanPerformer", "potentialOwner", "correlationSubscription", "supports", "completionCondition"};
        return std::find(std::begin(names), std::end(names), local_name(each.name)) != std::end(names);
    }

    void contents(const Contents& all) {
        for (const auto at : all.lane_sets) lane_set(at);
        for (const auto at : all.nodes)
            if (!flow_.nodes[at].is_artifact()) node(at);
        for (const auto at : all.edges)
            if (flow_.edges[at].kind == EdgeKind::sequence) edge(at);
        for (const auto at : all.nodes)
            if (flow_.nodes[at].is_artifact()) node(at);
        for (const auto at : all.edges)
            if (flow_.edges[at].kind != EdgeKind::sequence && flow_.edges[at].kind != EdgeKind::data_input && flow_.edges[at].kind != EdgeKind::data_output) edge(at);
    }

    void collaboration(std::size_t at) {
        const auto& each = flow_.collaborations[at];
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        set(attributes, "name", each.name);
        out_.open(bpmn_ + each.tag, attributes);
        for (const auto& xml : each.rest)
            if (is_head(xml)) out_.value(xml);
        for (const auto& pool : flow_.pools) {
            if (pool.collaboration != static_cast<int>(at)) continue;
            Attributes own = pool.attributes;
            set(own, "id", pool.id);
            set(own, "name", pool.name);
            set(own, "processRef", pool.process_ref);
            if (pool.rest.empty()) {
                out_.empty(bpmn_ + "participant", own);
                continue;
            }
            out_.open(bpmn_ + "participant", own);
            out_.values(pool.rest);
            out_.close(bpmn_ + "participant");
        }
        contents(of_collaboration_[at]);
        for (const auto& xml : each.rest)
            if (!is_head(xml)) out_.value(xml);
        out_.close(bpmn_ + each.tag);
    }

    void process(std::size_t at) {
        const auto& each = flow_.processes[at];
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        set(attributes, "name", each.name);
        out_.open(bpmn_ + "process", attributes);
        for (const auto& xml : each.rest)
            if (!is_tail(xml)) out_.value(xml);
        contents(of_process_[at]);
        for (const auto& xml : each.rest)
            if (is_tail(xml)) out_.value(xml);
        out_.close(bpmn_ + "process");
    }

    void lane_set(std::size_t at) {
        const auto& each = flow_.lane_sets[at];
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        out_.open(bpmn_ + each.tag, attributes);
        out_.values(each.rest);
        for (const int place : each.lanes) {
            const auto& lane = flow_.lanes[static_cast<std::size_t>(place)];
            Attributes own = lane.attributes;
            set(own, "id", lane.id);
            set(own, "name", lane.name);
            out_.open(bpmn_ + "lane", own);
            for (const auto& xml : lane.rest)
                if (local_name(xml.name) != "flowNodeRef") out_.value(xml);
            for (const int member : lane.nodes) out_.leaf(bpmn_ + "flowNodeRef", flow_.nodes[static_cast<std::size_t>(member)].id);
            for (const auto& xml : lane.rest)
                if (local_name(xml.name) == "flowNodeRef") out_.value(xml);
            for (const auto inside : sets_of_lane_[static_cast<std::size_t>(place)]) lane_set(inside);
            out_.close(bpmn_ + "lane");
        }
        out_.close(bpmn_ + each.tag);
    }

    void node(std::size_t at) {
        const auto& each = flow_.nodes[at];
        const std::string name = bpmn_ + (each.tag.empty() ? std::string(tag_of(each.kind)) : each.tag);
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        if (!each.is_artifact()) set(attributes, "name", each.name);
        if (each.attached_to >= 0) set(attributes, "attachedToRef", flow_.nodes[static_cast<std::size_t>(each.attached_to)].id);
        if (each.default_flow >= 0) set(attributes, "default", flow_.edges[static_cast<std::size_t>(each.default_flow)].id);
        if (each.kind == NodeKind::boundary_event) set(attributes, "cancelActivity", each.interrupting, true);
        if (each.kind == NodeKind::start_event) set(attributes, "isInterrupting", each.interrupting, true);
        if (each.is_sub_process()) set(attributes, "triggeredByEvent", each.by_event, false);
        if (each.is_activity()) set(attributes, "isForCompensation", each.compensates, false);
        if (each.kind == NodeKind::call_activity) set(attributes, "calledElement", each.called);
        if (each.kind == NodeKind::data_store) set(attributes, "dataStoreRef", each.defined_by);
        if (each.kind == NodeKind::data_object) {
            if (each.tag == "dataObjectReference") set(attributes, "dataObjectRef", each.defined_by);
            set(attributes, "isCollection", each.collection, false);
        }
        out_.open(name, attributes);
        for (const auto& xml : each.rest)
            if (is_head(xml)) out_.value(xml);
        for (const auto& id : each.listed_incoming) out_.leaf(bpmn_ + "incoming", id);
        for (const auto& id : each.listed_outgoing) out_.leaf(bpmn_ + "outgoing", id);
        const auto early = [](const Xml& xml) { return local_name(xml.name) == "ioSpecification" || local_name(xml.name) == "property" || local_name(xml.name) == "dataOutput" || local_name(xml.name) == "dataInput"; };
        for (const auto& xml : each.rest)
            if (early(xml)) out_.value(xml);
        for (const auto inside : of_node_[at].edges)
            if (flow_.edges[inside].kind == EdgeKind::data_input) edge(inside);
        for (const auto inside : of_node_[at].edges)
            if (flow_.edges[inside].kind == EdgeKind::data_output) edge(inside);
        const auto last = [&](const Xml& xml) { return each.is_sub_process() && local_name(xml.name) == "completionCondition"; };
        const auto note = [&](const Xml& xml) { return each.kind == NodeKind::text_annotation && local_name(xml.name) == "text"; };
        for (const auto& xml : each.rest)
            if (!is_head(xml) && !early(xml) && !last(xml) && !note(xml)) out_.value(xml);
        if (each.kind == NodeKind::text_annotation) out_.leaf(bpmn_ + "text", each.name);
        contents(of_node_[at]);
        for (const auto& xml : each.rest)
            if (last(xml)) out_.value(xml);
        out_.close(name);
    }

    void edge(std::size_t at) {
        const auto& each = flow_.edges[at];
        static constexpr std::string_view tags[] = {"sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation", "conversationLink", "sequenceFlow"};
        const std::string name = bpmn_ + (each.tag.empty() ? std::string(tags[static_cast<std::size_t>(each.kind)]) : each.tag);
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        set(attributes, "name", each.name);
        if (each.kind != EdgeKind::data_input && each.kind != EdgeKind::data_output) {
            set(attributes, "sourceRef", each.source);
            set(attributes, "targetRef", each.target);
        }
        if (each.rest.empty()) {
            out_.empty(name, attributes);
            return;
        }
        out_.open(name, attributes);
        out_.values(each.rest);
        out_.close(name);
    }

    // ---- how it is drawn

    void bounds(const Box& box) { out_.empty(dc_ + "Bounds", {{"x", number_text(box.x)}, {"y", number_text(box.y)}, {"width", number_text(box.width)}, {"height", number_text(box.height)}}); }

    void label(const Label& each) {
        out_.open(di_ + "BPMNLabel", each.attributes);
        if (each.bounds) bounds(*each.bounds);
        out_.values(each.rest);
        out_.close(di_ + "BPMNLabel");
    }

    void shape(const Shape& each) {
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        set(attributes, "bpmnElement", each.element);
        if (each.horizontal) set(attributes, "isHorizontal", *each.horizontal, !*each.horizontal);
        if (each.expanded) set(attributes, "isExpanded", *each.expanded, !*each.expanded);
        if (each.marker_visible) set(attributes, "isMarkerVisible", *each.marker_visible, !*each.marker_visible);
        out_.open(di_ + "BPMNShape", attributes);
        bounds(each.bounds);
        if (each.label) label(*each.label);
        out_.values(each.rest);
        out_.close(di_ + "BPMNShape");
    }

    void drawn(const DrawnEdge& each) {
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        set(attributes, "bpmnElement", each.element);
        out_.open(di_ + "BPMNEdge", attributes);
        for (const auto& point : each.points) {
            Attributes place = each.point_attributes;
            place.emplace_back("x", number_text(point.x));
            place.emplace_back("y", number_text(point.y));
            out_.empty(dd_ + "waypoint", place);
        }
        if (each.label) label(*each.label);
        out_.values(each.rest);
        out_.close(di_ + "BPMNEdge");
    }

    void diagram(const Diagram& each) {
        Attributes attributes = each.attributes;
        set(attributes, "id", each.id);
        set(attributes, "name", each.name);
        out_.open(di_ + "BPMNDiagram", attributes);
        if (each.has_plane) {
            Attributes own = each.plane_attributes;
            set(own, "id", each.plane_id);
            set(own, "bpmnElement", each.plane_element);
            out_.open(di_ + "BPMNPlane", own);
            if (each.order.size() == each.shapes.size() + each.edges.size()) {
                for (const int place : each.order)
                    if (place >= 0) shape(each.shapes[static_cast<std::size_t>(place)]);
                    else drawn(each.edges[static_cast<std::size_t>(-1 - place)]);
            } else {   // made in memory
                for (const auto& one : each.shapes) shape(one);
                for (const auto& one : each.edges) drawn(one);
            }
            out_.values(each.plane_rest);
            out_.close(di_ + "BPMNPlane");
        }
        out_.values(each.rest);
        out_.close(di_ + "BPMNDiagram");
    }

    const Flow& flow_;
    Out out_;
    std::string bpmn_, di_, dc_, dd_;
    std::vector<Contents> of_process_, of_collaboration_, of_node_;
    std::vector<std::vector<std::size_t>> sets_of_lane_;
};

}  // namespace

std::string write_flow(const Flow& flow) { return Writer(flow).write(); }

}  // namespace yorozu::flows
