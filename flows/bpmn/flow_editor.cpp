#include "flows/bpmn/flow_editor.h"

#include <algorithm>
#include <cctype>

#include "flows/bpmn/words.h"

namespace yorozu::flows {
namespace {

/// The order that BPMN's schema wants children in.
int rank(std::string_view local) {
    static const std::unordered_map<std::string_view, int> ranks = [] {
        std::unordered_map<std::string_view, int> made = {
            {"documentation", 0}, {"extensionElements", 1}, {"auditing", 2}, {"monitoring", 3}, {"categoryValueRef", 4}, {"incoming", 5}, {"outgoing", 6},
            {"ioSpecification", 7}, {"property", 8}, {"dataInputAssociation", 9}, {"dataInput", 9}, {"dataOutputAssociation", 10}, {"dataOutput", 10}, {"inputSet", 10},
            {"outputSet", 10}, {"resourceRole", 11}, {"performer", 11}, {"humanPerformer", 11}, {"potentialOwner", 11},
            {"flowNodeRef", 11}, {"childLaneSet", 12}, {"laneSet", 13}, {"text", 12}, {"conditionExpression", 12}, {"participant", 14}, {"messageFlow", 15},
            {"textAnnotation", 16}, {"group", 16}, {"association", 16}, {"completionCondition", 17}, {"resources", 17}, {"correlationSubscription", 17}, {"supports", 17},
            {"import", 0}, {"BPMNDiagram", 20}, {"relationship", 21}};
        for (const char* each : {"standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "script"}) made[each] = 12;
        return made;
    }();
    const auto found = ranks.find(local);
    if (found != ranks.end()) return found->second;
    return local.ends_with("EventDefinition") ? 12 : 14;   // flow elements and root elements
}

}  // namespace

struct FlowEditor::Reread {
    Problems problems;
    FlowReader reader;
    explicit Reread(const KeptXml& xml) : reader(xml, problems) { reader.read(); }
};

void FlowEditor::reread() {
    fresh_ = std::make_shared<Reread>(xml_);
    flow_ = &fresh_->reader.flow;
    handles_ = &fresh_->reader.handles;
    added_.clear();
    added_drawings_.clear();
    removed_.clear();
    moved_lanes_.clear();
    probabilities_.clear();
    parameters_.clear();
    parameters_known_ = false;
}

void FlowEditor::apply(const FlowEdit& edit) {
    std::visit([this](const auto& each) { on(each); }, edit);
}

KeptXml::Id FlowEditor::find(const std::string& id) const {
    if (const auto found = added_.find(id); found != added_.end()) return found->second;
    if (removed_.count(id)) return KeptXml::none;
    const Ref ref = flow_->find(id);
    const auto at = static_cast<std::size_t>(ref.index);
    switch (ref.what) {
        case What::process: return handles_->processes[at];
        case What::pool: return handles_->pools[at];
        case What::lane: return handles_->lanes[at];
        case What::node: return handles_->nodes[at];
        case What::edge: return handles_->edges[at];
        case What::collaboration: return handles_->collaborations[at];
        case What::root: return handles_->roots[at];
        case What::nothing: break;
    }
    return KeptXml::none;
}

KeptXml::Id FlowEditor::element(const std::string& id) const {
    const Id found = id.empty() ? KeptXml::none : find(id);
    if (found == KeptXml::none) throw EditFault("id " + in_brackets(id) + "の要素がありません");
    return found;
}

KeptXml::Id FlowEditor::plane(int diagram) const {
    if (diagram < 0 || static_cast<std::size_t>(diagram) >= handles_->planes.size() || handles_->planes[static_cast<std::size_t>(diagram)] == KeptXml::none)
        throw EditFault(std::to_string(diagram + 1) + " 枚目の図がありません");
    return handles_->planes[static_cast<std::size_t>(diagram)];
}

KeptXml::Id FlowEditor::drawing(int diagram, const std::string& id) const {
    plane(diagram);
    const auto added = added_drawings_.find(std::to_string(diagram) + " " + id);
    if (added != added_drawings_.end()) return added->second;
    if (removed_.count(id)) return KeptXml::none;
    const auto at = static_cast<std::size_t>(diagram);
    const auto& drawn = flow_->diagrams[at];
    if (const auto found = drawn.shape_places.find(id); found != drawn.shape_places.end()) return handles_->shapes[at][static_cast<std::size_t>(found->second)];
    if (const auto found = drawn.edge_places.find(id); found != drawn.edge_places.end()) return handles_->drawn[at][static_cast<std::size_t>(found->second)];
    return KeptXml::none;
}

std::string FlowEditor::named(const std::string& id) const { return in_brackets(called(*flow_, id)); }

std::string FlowEditor::tag(Vocabulary vocabulary, std::string_view local) {
    std::string prefix = xml_.prefix(vocabulary);
    if (prefix != "?") return prefix + std::string(local);
    struct Known { Vocabulary vocabulary; const char* prefix; std::string_view uri; };
    static constexpr Known all[] = {{Vocabulary::bpmn, "bpmn", bpmn_uri}, {Vocabulary::bpmn_di, "bpmndi", bpmn_di_uri}, {Vocabulary::dc, "dc", dc_uri}, {Vocabulary::di, "di", di_uri},
                                    {Vocabulary::bpsim, "bpsim", bpsim_uri}, {Vocabulary::yorozu, "yorozu", yorozu_uri}, {Vocabulary::bioc, "bioc", bioc_uri},
                                    {Vocabulary::colour, "color", colour_uri}, {Vocabulary::xsi, "xsi", xsi_uri}};
    for (const auto& each : all) {
        if (each.vocabulary != vocabulary) continue;
        std::string name = each.prefix;
        for (int n = 1; xml_.has(xml_.root(), "xmlns:" + name); ++n) name = each.prefix + std::to_string(n);
        xml_.set_attribute(xml_.root(), "xmlns:" + name, each.uri);
        return name + ":" + std::string(local);
    }
    return std::string(local);
}

std::string FlowEditor::free_id(const std::string& wanted, std::string_view stem) {
    const auto taken = [&](const std::string& id) { return find(id) != KeptXml::none || added_.count(id) > 0; };
    if (!wanted.empty()) {
        const auto sound = [](char each) { return std::isalnum(static_cast<unsigned char>(each)) || each == '_' || each == '-' || each == '.' || static_cast<unsigned char>(each) >= 0x80; };
        if (taken(wanted)) throw EditFault("id " + in_brackets(wanted) + "はもう使われています");
        if (!std::all_of(wanted.begin(), wanted.end(), sound) || std::isdigit(static_cast<unsigned char>(wanted[0])) || wanted[0] == '-' || wanted[0] == '.')
            throw EditFault("id " + in_brackets(wanted) + "は使えません。英字で始め、英数字と _ - . で書いてください");
        return wanted;
    }
    for (std::size_t n = flow_->places.size() + added_.size();; ++n)
        if (const std::string id = std::string(stem) + "_" + std::to_string(n); !taken(id)) return id;
}

KeptXml::Id FlowEditor::add(Id parent, std::string_view local, const std::string& xml) {
    const int wanted = rank(local);
    Id before = KeptXml::none;
    // From the end: what comes after is usually little.
    for (Id each = xml_.last(parent); each != KeptXml::none; each = xml_.previous(each)) {
        if (!xml_.is_element(each)) continue;
        if (rank(xml_.local(each)) <= wanted) break;
        before = each;
    }
    return xml_.insert(parent, before, xml);
}

void FlowEditor::set_or_drop(Id element, std::string_view attribute, const std::string& value) {
    if (value.empty()) xml_.remove_attribute(element, attribute);
    else xml_.set_attribute(element, attribute, value);
}

KeptXml::Id FlowEditor::extension_holder(Id element, bool make) {
    const Id found = xml_.child(element, Vocabulary::bpmn, "extensionElements");
    if (found != KeptXml::none || !make) return found;
    return add(element, "extensionElements", "<" + tag(Vocabulary::bpmn, "extensionElements") + "/>");
}

/// The extension element of ours with these attributes; those with "" are left out, without any it goes.
void FlowEditor::set_extension(Id element, std::string_view local, const Attributes& attributes) {
    const bool any = std::any_of(attributes.begin(), attributes.end(), [](const auto& each) { return !each.second.empty(); });
    const Id holder = extension_holder(element, any);
    if (holder == KeptXml::none) return;
    Id ours = xml_.child(holder, Vocabulary::yorozu, local);
    if (ours == KeptXml::none && !any) return;
    if (ours == KeptXml::none) {
        const std::string name = tag(Vocabulary::yorozu, local);
        std::string xml = "<" + name;
        for (const auto& [key, value] : attributes)
            if (!value.empty()) xml += " " + key + "=\"" + encoded(value, true) + "\"";
        xml_.insert(holder, KeptXml::none, xml + "/>");
        return;
    }
    for (const auto& [key, value] : attributes) set_or_drop(ours, key, value);
    if (xml_.attribute_count(ours) > 0 || xml_.first(ours) != KeptXml::none) return;
    xml_.remove(ours);
    if (xml_.first_element(holder) == KeptXml::none) xml_.remove(holder);
}

void FlowEditor::list_flow(Id node_, std::string_view which, const std::string& edge) {
    const std::string name = tag(Vocabulary::bpmn, which);
    add(node_, which, "<" + name + ">" + encoded(edge, false) + "</" + name + ">");
}

void FlowEditor::unlist_flow(Id node_, std::string_view which, const std::string& edge) {
    for (Id each = xml_.first_element(node_); each != KeptXml::none; each = xml_.next_element(each))
        if (xml_.is(each, Vocabulary::bpmn, which) && xml_.inner_text(each) == edge) {
            xml_.remove(each);
            return;
        }
}

void FlowEditor::take_out_of_lanes(const std::string& id) {
    const Ref ref = flow_->find(id);
    if (ref.what != What::node) return;
    for (std::size_t lane = 0; lane < flow_->lanes.size(); ++lane) {
        const auto& nodes = flow_->lanes[lane].nodes;
        if (std::find(nodes.begin(), nodes.end(), ref.index) == nodes.end() || removed_.count(flow_->lanes[lane].id)) continue;
        for (Id each = xml_.first_element(handles_->lanes[lane]); each != KeptXml::none; each = xml_.next_element(each))
            if (xml_.local(each) == "flowNodeRef" && xml_.inner_text(each) == id) {
                xml_.remove(each);
                break;
            }
    }
}

// ---- names and kinds

void FlowEditor::on(const Rename& edit) {
    const Id here = element(edit.id);
    const Ref ref = flow_->find(edit.id);
    if (xml_.local(here) == "textAnnotation") {
        Id text = xml_.child(here, Vocabulary::bpmn, "text");
        if (text == KeptXml::none) text = add(here, "text", "<" + tag(Vocabulary::bpmn, "text") + "/>");
        xml_.set_inner_text(text, edit.name);
        return;
    }
    if (ref.what == What::node && flow_->nodes[static_cast<std::size_t>(ref.index)].kind == NodeKind::group) {
        const std::string value = xml_.attribute(here, "categoryValueRef");
        for (std::size_t root = 0; root < flow_->roots.size(); ++root)
            for (Id each = xml_.first_element(handles_->roots[root]); each != KeptXml::none; each = xml_.next_element(each))
                if (!value.empty() && xml_.attribute(each, "id") == value) {
                    xml_.set_attribute(each, "value", edit.name);
                    return;
                }
        const std::string category = free_id("", "Category"), fresh = category + "_value";
        const Id made = add(xml_.root(), "category", "<" + tag(Vocabulary::bpmn, "category") + " id=\"" + category + "\">\n  <" + tag(Vocabulary::bpmn, "categoryValue") + " id=\"" + fresh +
                                                         "\" value=\"" + encoded(edit.name, true) + "\"/>\n</" + tag(Vocabulary::bpmn, "category") + ">");
        added_[category] = made;
        xml_.set_attribute(here, "categoryValueRef", fresh);
        return;
    }
    if (edit.name.empty() && !xml_.has(here, "name")) return;
    xml_.set_attribute(here, "name", edit.name);
}

void FlowEditor::on(const SetText& edit) {
    const Id here = element(edit.id);
    const Id found = xml_.child(here, Vocabulary::bpmn, "documentation");
    if (edit.text.empty()) {
        if (found != KeptXml::none) xml_.remove(found);
        return;
    }
    const Id holder = found != KeptXml::none ? found : add(here, "documentation", "<" + tag(Vocabulary::bpmn, "documentation") + "/>");
    xml_.set_inner_text(holder, edit.text);
}

std::string FlowEditor::definition(Trigger trigger) {
    switch (trigger) {
        case Trigger::message: return "messageEventDefinition";
        case Trigger::timer: return "timerEventDefinition";
        case Trigger::error: return "errorEventDefinition";
        case Trigger::escalation: return "escalationEventDefinition";
        case Trigger::cancel: return "cancelEventDefinition";
        case Trigger::compensation: return "compensateEventDefinition";
        case Trigger::conditional: return "conditionalEventDefinition";
        case Trigger::link: return "linkEventDefinition";
        case Trigger::signal: return "signalEventDefinition";
        case Trigger::terminate: return "terminateEventDefinition";
        default: return "";
    }
}

void FlowEditor::on(const Morph& edit) {
    const Id here = element(edit.id);
    if (added_.count(edit.id)) reread();
    const Node* old = node(edit.id);
    if (!old) throw EditFault(named(edit.id) + "の種類は変えられません");
    Node fresh;
    fresh.kind = edit.kind;
    const bool same_family = (old->is_activity() && fresh.is_activity()) || (old->is_gateway() && fresh.is_gateway()) || (old->is_event() && fresh.is_event());
    if (!same_family) throw EditFault(named(edit.id) + "は" + std::string(word_of(edit.kind)) + "に変えられません。置き直してください");
    if ((edit.kind == NodeKind::boundary_event) != (old->kind == NodeKind::boundary_event)) throw EditFault("境界イベントは工程の縁に置いてください");
    if (old->is_sub_process() && !fresh.is_sub_process()) {
        const Ref ref = flow_->find(edit.id);
        if (std::any_of(flow_->nodes.begin(), flow_->nodes.end(), [&](const Node& each) { return each.parent == ref.index && !removed_.count(each.id); }))
            throw EditFault(named(edit.id) + "には中身があるので、" + std::string(word_of(edit.kind)) + "に変えられません。先に中身を移してください");
    }
    if (edit.kind != old->kind) xml_.rename(here, tag(Vocabulary::bpmn, tag_of(edit.kind)));
    if (!edit.trigger || !fresh.is_event() || *edit.trigger == old->trigger) return;
    for (Id each = xml_.first_element(here); each != KeptXml::none;) {
        const Id next = xml_.next_element(each);
        if (xml_.local(each).ends_with("EventDefinition") || xml_.local(each) == "eventDefinitionRef") xml_.remove(each);
        each = next;
    }
    if (const auto made = definition(*edit.trigger); !made.empty()) add(here, made, "<" + tag(Vocabulary::bpmn, made) + " id=\"" + free_id("", edit.id + "_def") + "\"/>");
}

void FlowEditor::on(const SetDefault& edit) {
    const Id here = element(edit.edge);
    const std::string source = xml_.attribute(here, "sourceRef");
    if (xml_.local(here) != "sequenceFlow" || source.empty()) throw EditFault(named(edit.edge) + "は既定の線にできません");
    const Id from = element(source);
    if (edit.is_default) xml_.set_attribute(from, "default", edit.edge);
    else if (xml_.attribute(from, "default") == edit.edge) xml_.remove_attribute(from, "default");
}

void FlowEditor::on(const SetCondition& edit) {
    const Id here = element(edit.edge);
    if (xml_.local(here) != "sequenceFlow") throw EditFault(named(edit.edge) + "に条件は付けられません");
    const Id found = xml_.child(here, Vocabulary::bpmn, "conditionExpression");
    if (edit.condition.empty()) {
        if (found != KeptXml::none) xml_.remove(found);
        return;
    }
    if (found != KeptXml::none) return xml_.set_inner_text(found, edit.condition);
    const std::string name = tag(Vocabulary::bpmn, "conditionExpression"), type = tag(Vocabulary::xsi, "type");
    add(here, "conditionExpression", "<" + name + " " + type + "=\"" + tag(Vocabulary::bpmn, "tFormalExpression") + "\">" + encoded(edit.condition, false) + "</" + name + ">");
}

}  // namespace yorozu::flows
