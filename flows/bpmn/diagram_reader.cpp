#include <algorithm>
#include <charconv>
#include <cmath>

#include "flows/bpmn/earlier_flow.h"

namespace yorozu::flows {
namespace {

/// Farther out nothing is drawn; keeps sums of coordinates exact.
constexpr double farthest = 1e7;

}  // namespace

double FlowReader::number(Id element, std::string_view attribute) {
    const std::string text = xml_.attribute(element, attribute);
    double value = 0;
    auto start = text.find_first_not_of(" \t\n+");
    if (start == text.npos) start = text.size();
    const auto result = std::from_chars(text.data() + start, text.data() + text.size(), value);
    const std::string_view after(result.ptr, static_cast<std::size_t>(text.data() + text.size() - result.ptr));
    if (result.ec == std::errc() && std::abs(value) <= farthest && after.find_first_not_of(" \t\n") == after.npos) return value;
    problems_.push_back({Problem::Weight::error, "bad-number", "", "", line(element), "図の座標 " + std::string(attribute) + "=\"" + text.substr(0, 40) + "\" を数として読めません。0 とみなします",
                         "-10000000 から 10000000 までの数にしてください"});
    return 0;
}

Box FlowReader::read_bounds(Id element) {
    Box box{number(element, "x"), number(element, "y"), number(element, "width"), number(element, "height")};
    if (box.width < 0 || box.height < 0) {
        problems_.push_back({Problem::Weight::error, "bad-number", "", "", line(element), "図形の幅か高さが負です。0 とみなします", "0 以上の数にしてください"});
        box.width = std::max(box.width, 0.0);
        box.height = std::max(box.height, 0.0);
    }
    return box;
}

Colours FlowReader::read_colours(Id element) {
    Colours found;
    for (std::size_t n = 0; n < xml_.attribute_count(element); ++n) {
        const auto& each = xml_.attribute_at(element, n);
        const auto colon = each.name.find(':');
        if (colon == each.name.npos) continue;
        const auto vocabulary = xml_.vocabulary_of_prefix(each.name.substr(0, colon));
        const auto local = each.name.substr(colon + 1);
        // BPMN in Color wins over bpmn.io's older words.
        if (vocabulary == Vocabulary::colour) {
            if (local == "background-color") found.fill = decoded(each.raw);
            else if (local == "border-color") found.stroke = decoded(each.raw);
            else if (local == "color") found.label = decoded(each.raw);
        } else if (vocabulary == Vocabulary::bioc) {
            if (local == "fill" && found.fill.empty()) found.fill = decoded(each.raw);
            else if (local == "stroke" && found.stroke.empty()) found.stroke = decoded(each.raw);
        }
    }
    return found;
}

Label FlowReader::read_label(Id element) {
    Label made;
    made.attributes = attributes_of(element);
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        if (xml_.local(each) == "Bounds" && !made.bounds) made.bounds = read_bounds(each);
        else made.rest.push_back(xml_.value(each));
    }
    return made;
}

void FlowReader::read_shape(Id element, Diagram& diagram, std::vector<Id>& where) {
    if (Shape* kept = earlier ? earlier->shape(element) : nullptr) {
        kept->of = {};
        kept->line = line(element);
        diagram.order.push_back(static_cast<int>(diagram.shapes.size()));
        diagram.shapes.push_back(std::move(*kept));
        where.push_back(element);
        return;
    }
    Shape made;
    made.id = xml_.attribute(element, "id");
    made.attributes = attributes_of(element);
    for (const auto& [name, value] : made.attributes) {
        const bool yes = value == "true" || value == "1";
        if (name == "bpmnElement") made.element = local_name(value);
        else if (name == "isExpanded") made.expanded = yes;
        else if (name == "isHorizontal") made.horizontal = yes;
        else if (name == "isMarkerVisible") made.marker_visible = yes;
    }
    made.colours = read_colours(element);
    made.line = line(element);
    bool bounded = false;
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        const auto local = xml_.local(each);
        if (local == "Bounds" && !bounded) {
            made.bounds = read_bounds(each);
            bounded = true;
        } else if (local == "BPMNLabel" && !made.label) {
            made.label = read_label(each);
            if (const auto colours = read_colours(each); made.colours.label.empty()) made.colours.label = colours.label;
        } else {
            made.rest.push_back(xml_.value(each));
        }
    }
    if (!bounded)
        problems_.push_back({Problem::Weight::error, "bad-number", made.element, "", made.line, "図形に位置と大きさ（Bounds）がありません", "図形を置き直してください"});
    diagram.order.push_back(static_cast<int>(diagram.shapes.size()));
    diagram.shapes.push_back(std::move(made));
    where.push_back(element);
}

void FlowReader::read_drawn_edge(Id element, Diagram& diagram, std::vector<Id>& where) {
    if (DrawnEdge* kept = earlier ? earlier->drawn(element) : nullptr) {
        kept->of = {};
        kept->line = line(element);
        diagram.order.push_back(-1 - static_cast<int>(diagram.edges.size()));
        diagram.edges.push_back(std::move(*kept));
        where.push_back(element);
        return;
    }
    DrawnEdge made;
    made.id = xml_.attribute(element, "id");
    const auto reference = xml_.attribute(element, "bpmnElement");
    made.element = local_name(reference);
    made.attributes = attributes_of(element);
    made.colours = read_colours(element);
    made.line = line(element);
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        const auto local = xml_.local(each);
        if (local == "waypoint") {
            made.points.push_back({number(each, "x"), number(each, "y")});
            if (made.points.size() == 1)
                for (auto& attribute : attributes_of(each))
                    if (attribute.first != "x" && attribute.first != "y") made.point_attributes.push_back(std::move(attribute));
        } else if (local == "BPMNLabel" && !made.label) {
            made.label = read_label(each);
            if (const auto colours = read_colours(each); made.colours.label.empty()) made.colours.label = colours.label;
        } else {
            made.rest.push_back(xml_.value(each));
        }
    }
    diagram.order.push_back(-1 - static_cast<int>(diagram.edges.size()));
    diagram.edges.push_back(std::move(made));
    where.push_back(element);
}

void FlowReader::read_diagram(Id element) {
    Diagram made;
    made.id = xml_.attribute(element, "id");
    made.name = xml_.attribute(element, "name");
    made.attributes = attributes_of(element);
    made.line = line(element);
    made.has_plane = false;
    Id plane = KeptXml::none;
    std::vector<Id> shapes, drawn;
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        if (xml_.local(each) != "BPMNPlane" || made.has_plane) {
            made.rest.push_back(xml_.value(each));
            continue;
        }
        plane = each;
        made.has_plane = true;
        made.plane_id = xml_.attribute(each, "id");
        const auto reference = xml_.attribute(each, "bpmnElement");
        made.plane_element = local_name(reference);
        made.plane_attributes = attributes_of(each);
        for (Id inside = xml_.first_element(each); inside != KeptXml::none; inside = xml_.next_element(inside)) {
            if (xml_.local(inside) == "BPMNShape") read_shape(inside, made, shapes);
            else if (xml_.local(inside) == "BPMNEdge") read_drawn_edge(inside, made, drawn);
            else made.plane_rest.push_back(xml_.value(inside));
        }
    }
    flow.diagrams.push_back(std::move(made));
    handles.diagrams.push_back(element);
    handles.planes.push_back(plane);
    handles.shapes.push_back(std::move(shapes));
    handles.drawn.push_back(std::move(drawn));
}

}  // namespace yorozu::flows
