#include <algorithm>
#include <cstdlib>

#include "flows/bpmn/flow_editor.h"
#include "flows/bpmn/number_text.h"

namespace yorozu::flows {

std::string FlowEditor::box_xml(const Box& box) {
    return "<" + tag(Vocabulary::dc, "Bounds") + " x=\"" + number_text(box.x) + "\" y=\"" + number_text(box.y) + "\" width=\"" + number_text(box.width) + "\" height=\"" +
           number_text(box.height) + "\"/>";
}

void FlowEditor::set_box(Id bounds, const Box& box) {
    // A number that stays the same keeps its spelling ("100.0").
    const auto set = [&](const char* name, double value) {
        const auto raw = xml_.raw_attribute(bounds, name);
        if (raw.empty() || number_text(std::strtod(std::string(raw).c_str(), nullptr)) != number_text(value)) xml_.set_attribute(bounds, name, number_text(value));
    };
    set("x", box.x);
    set("y", box.y);
    set("width", box.width);
    set("height", box.height);
}

KeptXml::Id FlowEditor::add_shape(int diagram, const std::string& element_, const Box& bounds, const std::string& more) {
    const std::string name = tag(Vocabulary::bpmn_di, "BPMNShape");
    const Id made = xml_.insert(plane(diagram), KeptXml::none, "<" + name + " id=\"" + encoded(element_, true) + "_di\" bpmnElement=\"" + encoded(element_, true) + "\"" + more + ">\n  " +
                                                                   box_xml(bounds) + "\n</" + name + ">");
    added_drawings_[std::to_string(diagram) + " " + element_] = made;
    return made;
}

void FlowEditor::add_line(int diagram, const std::string& element_, const Line& points) {
    const std::string name = tag(Vocabulary::bpmn_di, "BPMNEdge"), point = tag(Vocabulary::di, "waypoint");
    std::string xml = "<" + name + " id=\"" + encoded(element_, true) + "_di\" bpmnElement=\"" + encoded(element_, true) + "\">";
    for (const auto& each : points) xml += "\n  <" + point + " x=\"" + number_text(each.x) + "\" y=\"" + number_text(each.y) + "\"/>";
    added_drawings_[std::to_string(diagram) + " " + element_] = xml_.insert(plane(diagram), KeptXml::none, xml + "\n</" + name + ">");
}

void FlowEditor::on(const MoveShape& edit) {
    if (edit.bounds.width < 0 || edit.bounds.height < 0) throw EditFault("図形の幅と高さは 0 以上にしてください");
    element(edit.id);
    const Id shape = drawing(edit.diagram, edit.id);
    if (shape == KeptXml::none) {
        const auto local = xml_.local(element(edit.id));
        add_shape(edit.diagram, edit.id, edit.bounds, local == "participant" || local == "lane" ? " isHorizontal=\"true\"" : "");
        return;
    }
    const Id bounds = xml_.child(shape, Vocabulary::dc, "Bounds");
    if (bounds == KeptXml::none) {
        xml_.insert(shape, xml_.first_element(shape), box_xml(edit.bounds));
        return;
    }
    const auto old = [&](const char* name) { return std::strtod(std::string(xml_.raw_attribute(bounds, name)).c_str(), nullptr); };
    const Box before{old("x"), old("y"), old("width"), old("height")};
    set_box(bounds, edit.bounds);
    if (before.width != edit.bounds.width || before.height != edit.bounds.height) return;
    const Id label = xml_.child(shape, Vocabulary::bpmn_di, "BPMNLabel");
    const Id place = label == KeptXml::none ? KeptXml::none : xml_.child(label, Vocabulary::dc, "Bounds");
    if (place == KeptXml::none) return;
    const auto shift = [&](const char* name, double by) {
        if (by != 0) xml_.set_attribute(place, name, number_text(std::strtod(std::string(xml_.raw_attribute(place, name)).c_str(), nullptr) + by));
    };
    shift("x", edit.bounds.x - before.x);
    shift("y", edit.bounds.y - before.y);
}

void FlowEditor::on(const MoveLabel& edit) {
    const Id drawn = drawing(edit.diagram, edit.id);
    if (drawn == KeptXml::none) throw EditFault(named(edit.id) + "は図に置かれていません");
    Id label = xml_.child(drawn, Vocabulary::bpmn_di, "BPMNLabel");
    if (!edit.bounds) {
        if (label == KeptXml::none) return;
        const Id place = xml_.child(label, Vocabulary::dc, "Bounds");
        if (place != KeptXml::none) xml_.remove(place);
        return;
    }
    const std::string name = tag(Vocabulary::bpmn_di, "BPMNLabel");
    if (label == KeptXml::none) {
        xml_.insert(drawn, KeptXml::none, "<" + name + ">\n  " + box_xml(*edit.bounds) + "\n</" + name + ">");
        return;
    }
    const Id place = xml_.child(label, Vocabulary::dc, "Bounds");
    if (place == KeptXml::none) xml_.insert(label, KeptXml::none, box_xml(*edit.bounds));
    else set_box(place, *edit.bounds);
}

void FlowEditor::on(const Reroute& edit) {
    if (edit.points.size() < 2) throw EditFault("線には 2 つ以上の点が要ります");
    element(edit.id);
    const Id drawn = drawing(edit.diagram, edit.id);
    if (drawn == KeptXml::none) return add_line(edit.diagram, edit.id, edit.points);
    // Points that are there are moved, so that what else they carry stays; the rest is added or taken away.
    std::vector<Id> old;
    for (Id each = xml_.first_element(drawn); each != KeptXml::none; each = xml_.next_element(each))
        if (xml_.local(each) == "waypoint") old.push_back(each);
    for (std::size_t n = 0; n < std::min(old.size(), edit.points.size()); ++n) {
        const auto set = [&](const char* name, double value) {
            const auto raw = xml_.raw_attribute(old[n], name);
            if (raw.empty() || number_text(std::strtod(std::string(raw).c_str(), nullptr)) != number_text(value)) xml_.set_attribute(old[n], name, number_text(value));
        };
        set("x", edit.points[n].x);
        set("y", edit.points[n].y);
    }
    for (std::size_t n = edit.points.size(); n < old.size(); ++n) xml_.remove(old[n]);
    const std::string point = tag(Vocabulary::di, "waypoint");
    Id before = old.empty() ? xml_.first_element(drawn) : xml_.next_element(old.back());
    for (std::size_t n = old.size(); n < edit.points.size(); ++n)
        xml_.insert(drawn, before, "<" + point + " x=\"" + number_text(edit.points[n].x) + "\" y=\"" + number_text(edit.points[n].y) + "\"/>");
}

void FlowEditor::on(const SetColours& edit) {
    const Id drawn = drawing(edit.diagram, edit.id);
    if (drawn == KeptXml::none) throw EditFault(named(edit.id) + "は図に置かれていません");
    const bool any = !edit.colours.fill.empty() || !edit.colours.stroke.empty();
    if (any || xml_.prefix(Vocabulary::colour) != "?") {
        set_or_drop(drawn, tag(Vocabulary::colour, "background-color"), edit.colours.fill);
        set_or_drop(drawn, tag(Vocabulary::colour, "border-color"), edit.colours.stroke);
    }
    if (xml_.prefix(Vocabulary::bioc) != "?") {   // bpmn.io's older words, where the file has them: both say the same
        set_or_drop(drawn, tag(Vocabulary::bioc, "fill"), edit.colours.fill);
        set_or_drop(drawn, tag(Vocabulary::bioc, "stroke"), edit.colours.stroke);
    }
    Id label = xml_.child(drawn, Vocabulary::bpmn_di, "BPMNLabel");
    if (label == KeptXml::none && edit.colours.label.empty()) return;
    if (label == KeptXml::none) label = xml_.insert(drawn, KeptXml::none, "<" + tag(Vocabulary::bpmn_di, "BPMNLabel") + "/>");
    if (!edit.colours.label.empty() || xml_.prefix(Vocabulary::colour) != "?") set_or_drop(label, tag(Vocabulary::colour, "color"), edit.colours.label);
}

void FlowEditor::on(const SetExpanded& edit) {
    const Id drawn = drawing(edit.diagram, edit.id);
    if (drawn == KeptXml::none) throw EditFault(named(edit.id) + "は図に置かれていません");
    xml_.set_attribute(drawn, "isExpanded", edit.expanded ? "true" : "false");
}

}  // namespace yorozu::flows
