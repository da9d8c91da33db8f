#include "flows/drawing/flow_drawing.h"

#include <algorithm>
#include <cmath>

#include "flows/drawing/text_layout.h"
#include "flows/layout/layout.h"

namespace yorozu::flows {
namespace {

Point along(const Line& line, double share) {
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    double left = length * share;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double piece = std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
        if (piece >= left && piece > 0) return {line[i - 1].x + (line[i].x - line[i - 1].x) * left / piece, line[i - 1].y + (line[i].y - line[i - 1].y) * left / piece};
        left -= piece;
    }
    return line.empty() ? Point{} : line.back();
}

Point toward(Point from, Point to, double by) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    if (length == 0) return from;
    return {from.x + (to.x - from.x) * by / length, from.y + (to.y - from.y) * by / length};
}

}  // namespace

void FlowDrawing::edge(const DrawnEdge& drawn) {
    if (hidden(drawn.element) || drawn.points.size() < 2) return;
    Box around = {drawn.points[0].x, drawn.points[0].y, 0, 0};
    for (const Point& point : drawn.points) {
        const double right = std::max(around.right(), point.x), bottom = std::max(around.bottom(), point.y);
        around.x = std::min(around.x, point.x), around.y = std::min(around.y, point.y);
        around.width = right - around.x, around.height = bottom - around.y;
    }
    pen_.begin({drawn.element, DrawnKind::edge, around, drawn.points, ""});
    Look look = look_of(drawn.colours, drawn.element);
    const Edge* edge = drawn.of.what == What::edge ? &flow_.edges[at(drawn.of.index)] : nullptr;
    const EdgeKind kind = edge ? edge->kind : EdgeKind::other;
    const Line& points = drawn.points;
    const double width = look.width > 1 ? 2 : 1.2;
    switch (kind) {
        case EdgeKind::sequence:
            body(points, 0, 6, {look.line, width});
            head(points, true, look.line, true);
            if (edge->is_default) default_slash(points, look.line);
            else if (!edge->condition.empty() && edge->from >= 0 && flow_.nodes[at(edge->from)].is_activity()) diamond(points, look.line);
            break;
        case EdgeKind::message:
            body(points, 7, 6, {look.line, width, Dash::dashed});
            head(points, false, look.line, true);
            pen_.figure(circle(toward(points[0], points[1], 3.5), 3.5), paint::white, Stroke{look.line, 1.1});
            break;
        case EdgeKind::association:
            body(points, 0, 0, {look.line, width, joins_data(*edge) ? Dash::dashed : Dash::dotted});
            if (edge->arrow != Edge::Arrow::none) open_head(points, look.line, true);
            if (edge->arrow == Edge::Arrow::both) open_head(points, look.line, false);
            break;
        case EdgeKind::data_input:
        case EdgeKind::data_output: body(points, 0, 0, {look.line, width, Dash::dashed}); break;
        case EdgeKind::conversation: body(points, 0, 0, {look.line, 3}); body(points, 0, 0, {paint::white, 1}); break;
        case EdgeKind::other: body(points, 0, 0, {look.line, width, Dash::dotted}); break;
    }
    const Point middle = along(points, 0.5);
    change_mark(drawn.element, {middle.x - 1, middle.y, 0, 0});
    if (edge && !edge->name.empty()) edge_name(drawn, *edge);
}

bool FlowDrawing::joins_data(const Edge& edge) const {
    return (edge.from >= 0 && flow_.nodes[at(edge.from)].is_data()) || (edge.to >= 0 && flow_.nodes[at(edge.to)].is_data());
}

void FlowDrawing::edge_name(const DrawnEdge& drawn, const Edge& edge) {
    const int owner = pen_.current();
    const bool given = drawn.label && drawn.label->bounds && drawn.label->bounds->width > 0;
    const double width = given ? std::max(drawn.label->bounds->width, 22.0) : 88;
    const auto lines = broken_lines(edge.name, width, 3, 11);
    Box box;
    if (given) {
        box = *drawn.label->bounds;
    } else {
        double widest = 0;
        for (const std::string& line : lines) widest = std::max(widest, text_width(line, 11));
        const Point middle = along(drawn.points, 0.5);
        const layout::Size size{widest + 2, 13 * static_cast<double>(lines.size())};
        std::vector<Box> places{{middle.x - size.width / 2, middle.y - 2 - size.height, size.width, size.height}};
        for (const Box& place : layout::label_places(drawn.points, size)) places.push_back(place);
        box = clear_place(places, "");
    }
    const double height = 13 * static_cast<double>(lines.size());
    double y = std::max(given ? box.y : -1e18, box.centre().y - height / 2);
    pen_.begin({drawn.element, DrawnKind::label, {box.x, y, box.width, height}, {}, ""});
    for (const std::string& line : lines) {
        const double w = text_width(line, 11);
        pen_.figure(rectangle({box.centre().x - w / 2 - 1, y, w + 2, 13}), Colour{255, 255, 255, 200}, std::nullopt);
        pen_.text(line, {box.centre().x, y}, 11, label_colour(drawn.colours), Align::centre);
        y += 13;
    }
    pen_.resume(owner);
}

void FlowDrawing::body(const Line& points, double from_start, double from_end, Stroke stroke) {
    Line line = points;
    const auto last = line.size() - 1;
    const auto shorten = [](Point end, Point inner, double by) { return std::hypot(end.x - inner.x, end.y - inner.y) > by ? toward(end, inner, by) : end; };
    line[0] = shorten(points[0], points[1], from_start);
    line[last] = shorten(points[last], points[last - 1], from_end);
    pen_.figure(polyline(line), std::nullopt, stroke);
}

void FlowDrawing::head(const Line& points, bool filled, Colour colour, bool at_end) {
    const Point tip = at_end ? points.back() : points.front(), before = at_end ? points[points.size() - 2] : points[1];
    const Point base = toward(tip, before, 8);
    const double length = std::max(1e-9, std::hypot(tip.x - base.x, tip.y - base.y));
    const Point side{(tip.y - base.y) / length * 3.4, -(tip.x - base.x) / length * 3.4};
    pen_.figure(polygon({tip, {base.x + side.x, base.y + side.y}, {base.x - side.x, base.y - side.y}}), filled ? colour : paint::white, Stroke{colour, 1});
}

void FlowDrawing::open_head(const Line& points, Colour colour, bool at_end) {
    const Point tip = at_end ? points.back() : points.front(), before = at_end ? points[points.size() - 2] : points[1];
    const Point base = toward(tip, before, 8);
    const double length = std::max(1e-9, std::hypot(tip.x - base.x, tip.y - base.y));
    const Point side{(tip.y - base.y) / length * 4, -(tip.x - base.x) / length * 4};
    pen_.figure(polyline({{base.x + side.x, base.y + side.y}, tip, {base.x - side.x, base.y - side.y}}), std::nullopt, Stroke{colour, 1.1});
}

void FlowDrawing::default_slash(const Line& points, Colour colour) {
    const Point middle = toward(points[0], points[1], 10);
    pen_.figure(polyline({{middle.x - 4, middle.y + 4}, {middle.x + 4, middle.y - 4}}), std::nullopt, Stroke{colour, 1.3});
}

void FlowDrawing::diamond(const Line& points, Colour colour) {
    const Point end = toward(points[0], points[1], 14), middle = toward(points[0], points[1], 7);
    const double length = std::max(1e-9, std::hypot(end.x - points[0].x, end.y - points[0].y));
    const Point side{(end.y - points[0].y) / length * 4, -(end.x - points[0].x) / length * 4};
    pen_.figure(polygon({points[0], {middle.x + side.x, middle.y + side.y}, end, {middle.x - side.x, middle.y - side.y}}), paint::white, Stroke{colour, 1});
}

}  // namespace yorozu::flows
