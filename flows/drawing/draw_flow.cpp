#include "flows/drawing/draw_flow.h"

#include <algorithm>
#include <cstdio>

#include "flows/drawing/flow_drawing.h"

namespace yorozu::flows {
namespace {

Colour paled(Colour colour) {
    const auto pale = [](std::uint8_t part) { return static_cast<std::uint8_t>(255 - (255 - part) / 6); };
    return {pale(colour.red), pale(colour.green), pale(colour.blue)};
}

void close_bounds(DisplayList& list) {
    constexpr double margin = 16;
    double left = 0, top = 0, right = 1, bottom = 1;
    bool first = true;
    for (const Item& item : list.items) {
        left = first ? item.bounds.x : std::min(left, item.bounds.x), top = first ? item.bounds.y : std::min(top, item.bounds.y);
        right = first ? item.bounds.right() : std::max(right, item.bounds.right()), bottom = first ? item.bounds.bottom() : std::max(bottom, item.bounds.bottom());
        first = false;
    }
    list.bounds = {left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin};
}

}  // namespace

FlowDrawing::FlowDrawing(const Flow& flow, const Diagram& diagram, const DrawOptions& options, DisplayList& list) : flow_(flow), diagram_(diagram), options_(options), pen_(list) {
    for (const Shape& shape : diagram.shapes)
        if (shape.of.what == What::node && flow.nodes[at(shape.of.index)].parent >= 0) surrounding_.insert(flow.nodes[at(shape.of.index)].parent);
}

void FlowDrawing::all() {
    for (const Shape& shape : diagram_.shapes)
        if (shape.of.what == What::pool) pool(shape);
    for (const Shape& shape : diagram_.shapes)
        if (shape.of.what == What::lane) lane(shape);
    if (options_.stages) stages();
    parts();
}

void FlowDrawing::parts() {
    for (const Shape& shape : diagram_.shapes)
        if (is_container(shape)) container(shape);
    for (const DrawnEdge& edge : diagram_.edges) this->edge(edge);
    for (const Shape& shape : diagram_.shapes)
        if (shape.of.what != What::pool && shape.of.what != What::lane && !is_container(shape)) leaf(shape);
}

Change FlowDrawing::change_of(const std::string& id) const {
    const auto found = options_.changes.find(id);
    return found == options_.changes.end() ? Change::same : found->second;
}

Look FlowDrawing::look_of(const Colours& colours, const std::string& id) const {
    Look look;
    if (const auto fill = colour_in(colours.fill)) look.fill = *fill;
    if (const auto line = colour_in(colours.stroke)) look.line = *line;
    if (const Change change = change_of(id); change != Change::same) {
        look.line = colour_of(change);
        look.fill = paled(look.line);
        look.width = 2;
    }
    return look;
}

bool FlowDrawing::is_container(const Shape& shape) const {
    if (shape.of.what != What::node) return false;
    const Node& node = flow_.nodes[at(shape.of.index)];
    if (node.kind == NodeKind::group) return true;
    if (!node.is_sub_process() && node.kind != NodeKind::call_activity) return false;
    return shape.expanded.value_or(surrounding_.count(shape.of.index) > 0);
}

void FlowDrawing::change_mark(const std::string& id, const Box& box) {
    const Change change = change_of(id);
    if (change == Change::same) return;
    const Box tag{box.x - 6, box.y - 7, 14, 14};
    pen_.figure(rounded(tag, 3), colour_of(change), std::nullopt);
    pen_.centred({mark_of(change)}, tag, 9.5, paint::white, true);
}

std::optional<Colour> FlowDrawing::colour_in(const std::string& text) {
    unsigned red = 0, green = 0, blue = 0;
    if (text.size() != 7 || text[0] != '#' || std::sscanf(text.c_str() + 1, "%2x%2x%2x", &red, &green, &blue) != 3) return std::nullopt;
    return Colour{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green), static_cast<std::uint8_t>(blue)};
}

DisplayList draw_flow(const Flow& flow, int diagram, const DrawOptions& options) {
    DisplayList list;
    if (diagram >= 0 && diagram < static_cast<int>(flow.diagrams.size())) FlowDrawing(flow, flow.diagrams[at(diagram)], options, list).all();
    close_bounds(list);
    return list;
}

DisplayList draw_difference(const Flow& older, const Flow& newer, int diagram, const std::map<std::string, Change>& changes) {
    DisplayList list;
    DrawOptions options;
    options.changes = changes;
    if (diagram >= 0 && diagram < static_cast<int>(newer.diagrams.size())) FlowDrawing(newer, newer.diagrams[at(diagram)], options, list).all();
    if (diagram >= 0 && diagram < static_cast<int>(older.diagrams.size())) {
        const Diagram& before = older.diagrams[at(diagram)];
        const auto gone = [&](const std::string& id) {
            const auto change = changes.find(id);
            return change != changes.end() && change->second == Change::removed;
        };
        for (const Shape& shape : before.shapes)
            if (!gone(shape.element)) options.without.insert(shape.element);
        for (const DrawnEdge& edge : before.edges)
            if (!gone(edge.element)) options.without.insert(edge.element);
        FlowDrawing(older, before, options, list).parts();
    }
    close_bounds(list);
    return list;
}

Colour colour_of(Change change) {
    switch (change) {
        case Change::added: return {0x1b, 0x7f, 0x3b};
        case Change::removed: return {0xb3, 0x26, 0x1e};
        case Change::changed: return {0xb2, 0x6a, 0x00};
        case Change::moved: return {0x25, 0x5a, 0xa0};
        case Change::same: break;
    }
    return paint::line;
}

const char* mark_of(Change change) {
    switch (change) {
        case Change::added: return "＋";
        case Change::removed: return "－";
        case Change::changed: return "変";
        case Change::moved: return "移";
        case Change::same: break;
    }
    return "";
}

std::string minutes_text(double minutes) {
    char text[40];
    std::snprintf(text, sizeof text, "%.2f", minutes);
    std::string trimmed = text;
    while (trimmed.back() == '0') trimmed.pop_back();
    if (trimmed.back() == '.') trimmed.pop_back();
    return trimmed;
}

}  // namespace yorozu::flows
