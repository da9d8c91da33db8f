#include "flows/drawing/symbols.h"

#include <cmath>

namespace yorozu::flows {
namespace {

using Kind = PathStep::Kind;

/// Points given in a square of 0 … 1, laid into a box.
class Frame {
public:
    explicit Frame(const Box& box) : box_(box) {}
    Point at(double x, double y) const { return {box_.x + x * box_.width, box_.y + y * box_.height}; }
    std::vector<Point> at(std::initializer_list<Point> points) const {
        std::vector<Point> placed;
        for (const Point& point : points) placed.push_back(at(point.x, point.y));
        return placed;
    }

private:
    Box box_;
};

Box inner(const Box& box, double share) {
    const double width = box.width * share, height = box.height * share;
    return {box.centre().x - width / 2, box.centre().y - height / 2, width, height};
}

Path star(Point middle, double outer, double within, int points, double turn) {
    std::vector<Point> corners;
    for (int i = 0; i < points * 2; ++i) {
        const double radius = i % 2 ? within : outer, angle = turn + i * 3.14159265358979323846 / points;
        corners.push_back({middle.x + radius * std::sin(angle), middle.y - radius * std::cos(angle)});
    }
    return polygon(corners);
}

Path pentagon(const Box& box) {
    std::vector<Point> corners;
    for (int i = 0; i < 5; ++i) {
        const double angle = i * 2 * 3.14159265358979323846 / 5;
        corners.push_back({box.centre().x + box.width / 2 * std::sin(angle), box.centre().y - box.height / 2 * std::cos(angle)});
    }
    return polygon(corners);
}

void envelope(Pen& pen, const Box& box, bool filled, Colour line) {
    const Frame frame({box.x, box.y + box.height * 0.15, box.width, box.height * 0.7});
    pen.figure(rectangle({box.x, box.y + box.height * 0.15, box.width, box.height * 0.7}), filled ? line : paint::white, Stroke{line, 1});
    pen.figure(polyline(frame.at({{0, 0}, {0.5, 0.55}, {1, 0}})), std::nullopt, Stroke{filled ? paint::white : line, 1});
}

void rewind(Pen& pen, const Box& box, bool filled, Colour line) {
    const Frame frame(box);
    for (const double x : {0.0, 0.48})
        pen.figure(polygon(frame.at({{x, 0.5}, {x + 0.48, 0.12}, {x + 0.48, 0.88}})), filled ? std::optional(line) : std::optional(paint::white), Stroke{line, 1});
}

void trigger_mark(Pen& pen, Trigger trigger, bool throwing, const Box& box, Colour line) {
    const Frame frame(box);
    const std::optional<Colour> fill = throwing ? line : paint::white;
    const Stroke thin{line, 1};
    switch (trigger) {
        case Trigger::none: break;
        case Trigger::message: envelope(pen, box, throwing, line); break;
        case Trigger::timer:
            pen.figure(circle(box.centre(), box.width / 2), paint::white, thin);
            pen.figure(polyline(frame.at({{0.56, 0.12}, {0.5, 0.5}, {0.8, 0.5}})), std::nullopt, thin);
            for (int hour = 0; hour < 12; hour += 3) {
                const double angle = hour * 3.14159265358979323846 / 6;
                pen.figure(polyline(frame.at({{0.5 + 0.5 * std::sin(angle), 0.5 - 0.5 * std::cos(angle)}, {0.5 + 0.4 * std::sin(angle), 0.5 - 0.4 * std::cos(angle)}})), std::nullopt, thin);
            }
            break;
        case Trigger::error: pen.figure(polygon(frame.at({{0.05, 0.95}, {0.3, 0.2}, {0.6, 0.62}, {0.95, 0.05}, {0.7, 0.85}, {0.38, 0.45}})), fill, thin); break;
        case Trigger::escalation: pen.figure(polygon(frame.at({{0.5, 0.05}, {0.85, 0.95}, {0.5, 0.6}, {0.15, 0.95}})), fill, thin); break;
        case Trigger::cancel:
            pen.figure(polygon(frame.at({{0.1, 0.25}, {0.25, 0.1}, {0.5, 0.35}, {0.75, 0.1}, {0.9, 0.25}, {0.65, 0.5}, {0.9, 0.75}, {0.75, 0.9}, {0.5, 0.65}, {0.25, 0.9}, {0.1, 0.75}, {0.35, 0.5}})), fill, thin);
            break;
        case Trigger::compensation: rewind(pen, box, throwing, line); break;
        case Trigger::conditional:
            pen.figure(rectangle({box.x + box.width * 0.15, box.y, box.width * 0.7, box.height}), paint::white, thin);
            for (const double y : {0.22, 0.41, 0.6, 0.79}) pen.figure(polyline(frame.at({{0.27, y}, {0.73, y}})), std::nullopt, thin);
            break;
        case Trigger::link: pen.figure(polygon(frame.at({{0, 0.32}, {0.55, 0.32}, {0.55, 0.08}, {1, 0.5}, {0.55, 0.92}, {0.55, 0.68}, {0, 0.68}})), fill, thin); break;
        case Trigger::signal: pen.figure(polygon(frame.at({{0.5, 0.05}, {0.98, 0.88}, {0.02, 0.88}})), fill, thin); break;
        case Trigger::terminate: pen.figure(circle(box.centre(), box.width * 0.55), line, std::nullopt); break;
        case Trigger::multiple: pen.figure(pentagon(box), fill, thin); break;
        case Trigger::parallel_multiple:
            pen.figure(polygon(frame.at({{0.38, 0}, {0.62, 0}, {0.62, 0.38}, {1, 0.38}, {1, 0.62}, {0.62, 0.62}, {0.62, 1}, {0.38, 1}, {0.38, 0.62}, {0, 0.62}, {0, 0.38}, {0.38, 0.38}})), fill, thin);
            break;
    }
}

}  // namespace

void draw_task_kind(Pen& pen, NodeKind kind, const Box& box, const Look& look) {
    const Frame frame(box);
    const Stroke thin{look.line, 0.9};
    switch (kind) {
        case NodeKind::user_task:
            pen.figure(joined(polyline(frame.at({{0.08, 0.98}, {0.08, 0.75}})), {{Kind::curve, frame.at(0.92, 0.75), frame.at(0.15, 0.45), frame.at(0.85, 0.45)}, {Kind::line, frame.at(0.92, 0.98)}, {Kind::close, {}}}), look.fill, thin);
            pen.figure(circle(frame.at(0.5, 0.28), box.width * 0.24), look.fill, thin);
            break;
        case NodeKind::manual_task:
            pen.figure(polygon(frame.at({{0.02, 0.35}, {0.3, 0.08}, {0.5, 0.1}, {0.38, 0.3}, {0.98, 0.3}, {0.98, 0.44}, {0.6, 0.46}, {0.96, 0.5}, {0.94, 0.63}, {0.6, 0.62}, {0.9, 0.68}, {0.87, 0.8}, {0.58, 0.76}, {0.78, 0.84}, {0.74, 0.94}, {0.2, 0.94}, {0.02, 0.78}})), look.fill, thin);
            break;
        case NodeKind::service_task:
            pen.figure(star(frame.at(0.5, 0.5), box.width * 0.5, box.width * 0.36, 8, 0), look.fill, thin);
            pen.figure(circle(frame.at(0.5, 0.5), box.width * 0.16), look.fill, thin);
            break;
        case NodeKind::script_task:
            pen.figure({{Kind::move, frame.at(0.3, 0.03)}, {Kind::line, frame.at(0.95, 0.03)}, {Kind::curve, frame.at(0.75, 0.5), frame.at(0.6, 0.2), frame.at(0.6, 0.35)}, {Kind::curve, frame.at(0.7, 0.97), frame.at(0.92, 0.65), frame.at(0.95, 0.8)}, {Kind::line, frame.at(0.05, 0.97)}, {Kind::curve, frame.at(0.25, 0.5), frame.at(0.35, 0.8), frame.at(0.45, 0.65)}, {Kind::curve, frame.at(0.3, 0.03), frame.at(0.05, 0.3), frame.at(0.05, 0.15)}, {Kind::close, {}}}, look.fill, thin);
            for (const double y : {0.24, 0.5, 0.76}) pen.figure(polyline(frame.at({{0.32, y}, {0.66, y}})), std::nullopt, thin);
            break;
        case NodeKind::business_rule_task:
            pen.figure(rectangle({box.x, box.y + box.height * 0.1, box.width, box.height * 0.8}), look.fill, thin);
            pen.figure(rectangle({box.x, box.y + box.height * 0.1, box.width, box.height * 0.22}), paint::pale, thin);
            pen.figure(polyline(frame.at({{0, 0.61}, {1, 0.61}})), std::nullopt, thin);
            pen.figure(polyline(frame.at({{0.3, 0.32}, {0.3, 0.9}})), std::nullopt, thin);
            break;
        case NodeKind::send_task: envelope(pen, box, true, look.line); break;
        case NodeKind::receive_task: envelope(pen, box, false, look.line); break;
        default: break;
    }
}

void draw_event(Pen& pen, const Node& node, const Box& box, const Look& look) {
    const double radius = std::min(box.width, box.height) / 2;
    const Point middle = box.centre();
    const bool ends = node.kind == NodeKind::end_event;
    const bool between = node.kind == NodeKind::intermediate_catch_event || node.kind == NodeKind::intermediate_throw_event || node.kind == NodeKind::boundary_event;
    const Dash dash = node.interrupting ? Dash::solid : Dash::dashed;
    const double width = ends ? std::max(2.6, radius * 0.2) : look.width * 1.2;
    pen.figure(circle(middle, radius - width / 2), look.fill, Stroke{look.line, width, dash});
    if (between) pen.figure(circle(middle, radius - width - std::max(1.5, radius * 0.14)), std::nullopt, Stroke{look.line, 1, dash});
    const bool throwing = ends || node.kind == NodeKind::intermediate_throw_event;
    trigger_mark(pen, node.trigger, throwing, inner({middle.x - radius, middle.y - radius, 2 * radius, 2 * radius}, 0.5), look.line);
}

void draw_gateway(Pen& pen, NodeKind kind, bool marked, const Box& box, const Look& look) {
    const Frame frame(box);
    pen.figure(polygon(frame.at({{0.5, 0}, {1, 0.5}, {0.5, 1}, {0, 0.5}})), look.fill, Stroke{look.line, look.width * 1.2});
    const double thick = std::max(1.6, box.width * 0.07), radius = box.width / 2;
    const Stroke stroke{look.line, thick};
    const auto cross = [&](double reach) { pen.figure(joined(polyline(frame.at({{0.5 - reach, 0.5}, {0.5 + reach, 0.5}})), polyline(frame.at({{0.5, 0.5 - reach}, {0.5, 0.5 + reach}}))), std::nullopt, stroke); };
    const auto saltire = [&](double reach) { pen.figure(joined(polyline(frame.at({{0.5 - reach, 0.5 - reach}, {0.5 + reach, 0.5 + reach}})), polyline(frame.at({{0.5 + reach, 0.5 - reach}, {0.5 - reach, 0.5 + reach}}))), std::nullopt, stroke); };
    switch (kind) {
        case NodeKind::exclusive_gateway: if (marked) saltire(0.16); break;
        case NodeKind::parallel_gateway: cross(0.24); break;
        case NodeKind::inclusive_gateway: pen.figure(circle(box.centre(), radius * 0.46), std::nullopt, stroke); break;
        case NodeKind::complex_gateway: cross(0.24), saltire(0.16); break;
        case NodeKind::event_based_gateway:
            pen.figure(circle(box.centre(), radius * 0.58), std::nullopt, Stroke{look.line, 1});
            pen.figure(circle(box.centre(), radius * 0.47), std::nullopt, Stroke{look.line, 1});
            pen.figure(pentagon(inner(box, 0.34)), std::nullopt, Stroke{look.line, 1});
            break;
        default: break;
    }
}

void draw_data(Pen& pen, const Node& node, const Box& box, const Look& look) {
    const Frame frame(box);
    const Stroke stroke{look.line, look.width};
    if (node.kind == NodeKind::data_store) {
        const double lid = std::min(10.0, box.height * 0.16);
        const auto side = [&](double y, double bulge) {
            return PathStep{Kind::curve, {box.right(), y}, {box.x, y + bulge}, {box.right(), y + bulge}};
        };
        const double top = box.y + lid, bottom = box.bottom() - lid;
        pen.figure({{Kind::move, {box.x, top}}, side(top, -lid * 1.33), {Kind::line, {box.right(), bottom}}, {Kind::curve, {box.x, bottom}, {box.right(), bottom + lid * 1.33}, {box.x, bottom + lid * 1.33}}, {Kind::close, {}}}, look.fill, stroke);
        pen.figure({{Kind::move, {box.x, top}}, side(top, lid * 1.33)}, std::nullopt, stroke);
        return;
    }
    const double fold = std::min(box.width, box.height) * 0.3;
    pen.figure(polygon({{box.x, box.y}, {box.right() - fold, box.y}, {box.right(), box.y + fold}, {box.right(), box.bottom()}, {box.x, box.bottom()}}), look.fill, stroke);
    pen.figure(polyline({{box.right() - fold, box.y}, {box.right() - fold, box.y + fold}, {box.right(), box.y + fold}}), std::nullopt, stroke);
    if (node.kind == NodeKind::data_input || node.kind == NodeKind::data_output) {
        const double size = std::min(box.width, box.height) * 0.36;
        const Frame arrow({box.x + 3, box.y + 3, size, size});
        pen.figure(polygon(arrow.at({{0, 0.32}, {0.55, 0.32}, {0.55, 0.08}, {1, 0.5}, {0.55, 0.92}, {0.55, 0.68}, {0, 0.68}})),
                   node.kind == NodeKind::data_output ? look.line : look.fill, Stroke{look.line, 1});
    }
    if (node.collection)
        for (const double x : {-3.0, 0.0, 3.0})
            pen.figure(polyline({{box.centre().x + x, box.bottom() - box.height * 0.22}, {box.centre().x + x, box.bottom() - 2}}), std::nullopt, Stroke{look.line, 1.4});
}

void draw_activity_marks(Pen& pen, const Node& node, bool collapsed, const Box& box, const Look& look) {
    constexpr double size = 11, gap = 3;
    enum class Mark { loop, parallel, sequential, compensation, ad_hoc, closed };
    std::vector<Mark> marks;
    if (node.repeat == Repeat::loop) marks.push_back(Mark::loop);
    if (node.repeat == Repeat::parallel_instances) marks.push_back(Mark::parallel);
    if (node.repeat == Repeat::sequential_instances) marks.push_back(Mark::sequential);
    if (node.compensates) marks.push_back(Mark::compensation);
    if (collapsed) marks.push_back(Mark::closed);
    if (node.kind == NodeKind::ad_hoc_sub_process) marks.push_back(Mark::ad_hoc);
    double x = box.centre().x - (static_cast<double>(marks.size()) * (size + gap) - gap) / 2;
    const Stroke thin{look.line, 1.1};
    for (const Mark mark : marks) {
        const Box place{x, box.bottom() - size - 2, size, size};
        const Frame frame(place);
        switch (mark) {
            case Mark::loop:
                pen.figure({{Kind::move, frame.at(0.35, 0.92)}, {Kind::curve, frame.at(0.1, 0.35), frame.at(0.1, 0.8), frame.at(0, 0.55)}, {Kind::curve, frame.at(0.8, 0.22), frame.at(0.25, 0.0), frame.at(0.6, 0.0)}, {Kind::curve, frame.at(0.62, 0.92), frame.at(1.05, 0.5), frame.at(0.9, 0.85)}}, std::nullopt, thin);
                pen.figure(polyline(frame.at({{0.1, 0.7}, {0.35, 0.92}, {0.05, 0.98}})), std::nullopt, thin);
                break;
            case Mark::parallel:
                for (const double at : {0.2, 0.5, 0.8}) pen.figure(polyline(frame.at({{at, 0.05}, {at, 0.95}})), std::nullopt, Stroke{look.line, 1.8});
                break;
            case Mark::sequential:
                for (const double at : {0.2, 0.5, 0.8}) pen.figure(polyline(frame.at({{0.05, at}, {0.95, at}})), std::nullopt, Stroke{look.line, 1.8});
                break;
            case Mark::compensation: rewind(pen, place, false, look.line); break;
            case Mark::ad_hoc:
                pen.figure({{Kind::move, frame.at(0.05, 0.65)}, {Kind::curve, frame.at(0.5, 0.5), frame.at(0.15, 0.25), frame.at(0.35, 0.25)}, {Kind::curve, frame.at(0.95, 0.35), frame.at(0.65, 0.75), frame.at(0.85, 0.75)}}, std::nullopt, Stroke{look.line, 1.8});
                break;
            case Mark::closed:
                pen.figure(rectangle(place), look.fill, thin);
                pen.figure(joined(polyline(frame.at({{0.2, 0.5}, {0.8, 0.5}})), polyline(frame.at({{0.5, 0.2}, {0.5, 0.8}}))), std::nullopt, thin);
                break;
        }
        x += size + gap;
    }
}

}  // namespace yorozu::flows
