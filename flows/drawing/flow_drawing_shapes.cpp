#include "flows/drawing/flow_drawing.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "flows/drawing/text_layout.h"

namespace yorozu::flows {

void FlowDrawing::activity_outline(const Node& node, const Box& box, const Look& look) {
    const double width = node.kind == NodeKind::call_activity ? 3 : look.width;
    const Dash dash = node.by_event ? Dash::dotted : Dash::solid;
    pen_.figure(rounded(box, 6), look.fill, Stroke{look.line, width, dash});
    if (node.kind == NodeKind::transaction) pen_.figure(rounded({box.x + 3, box.y + 3, box.width - 6, box.height - 6}, 4), std::nullopt, Stroke{look.line, look.width});
}

void FlowDrawing::leaf(const Shape& shape) {
    if (hidden(shape.element)) return;
    pen_.begin({shape.element, DrawnKind::node, shape.bounds, {}, ""});
    const Look look = look_of(shape.colours, shape.element);
    const Box& box = shape.bounds;
    if (shape.of.what != What::node) {
        dotted_box(flow_.called(shape.element), shape, look);
        return change_mark(shape.element, box);
    }
    const Node& node = flow_.nodes[at(shape.of.index)];
    if (node.is_activity()) {
        activity_outline(node, box, look);
        Look mark = look;
        if (look.width == 1) mark.line = paint::grey;
        draw_task_kind(pen_, node.kind, {box.x + 3, box.y + 3, 9, 9}, mark);
        const auto most = static_cast<std::size_t>(std::max(1.0, std::floor(box.height / 13)));
        const bool marked = node.is_sub_process() || node.repeat != Repeat::once || node.compensates;
        const auto lines = broken_lines(node.name, box.width - 8, std::max<std::size_t>(1, most - (marked ? 1 : 0)), 11);
        // Three lines make room for the mark of the kind.
        const double down = node.kind != NodeKind::task && lines.size() + 1 == most && !marked ? 5 : 0;
        pen_.centred(lines, {box.x, box.y + down, box.width, box.height - down - (marked ? 12 : 0)}, 11, label_colour(shape.colours));
        draw_activity_marks(pen_, node, node.is_sub_process(), box, look);
        around_activity(node, box);
    } else if (node.is_event()) {
        draw_event(pen_, node, box, look);
        outside_name(node.name, shape);
    } else if (node.is_gateway()) {
        draw_gateway(pen_, node.kind, shape.marker_visible.value_or(true), box, look);
        outside_name(node.name, shape);
    } else if (node.is_data()) {
        draw_data(pen_, node, box, look);
        // A store that is wide enough bears its name, as the systems of an office do.
        if (node.kind == NodeKind::data_store && box.width >= 60 && !(shape.label && shape.label->bounds)) {
            const double lid = std::min(10.0, box.height * 0.16) * 2;
            pen_.centred(broken_lines(node.name, box.width - 6, static_cast<std::size_t>(std::max(1.0, (box.height - lid) / 13)), 11), {box.x, box.y + lid - 2, box.width, box.height - lid}, 11, label_colour(shape.colours));
        } else {
            outside_name(node.name, shape);
        }
    } else if (node.kind == NodeKind::text_annotation) {
        pen_.figure(polyline({{box.x + 10, box.y}, {box.x, box.y}, {box.x, box.bottom()}, {box.x + 10, box.bottom()}}), std::nullopt, Stroke{look.line, look.width});
        double y = box.y + 3;
        for (const std::string& line : broken_lines(node.name, box.width - 8, static_cast<std::size_t>(std::max(1.0, box.height / 13)), 11)) {
            pen_.text(line, {box.x + 5, y}, 11, label_colour(shape.colours));
            y += 13;
        }
    } else {
        dotted_box(node.name.empty() ? node.tag : node.name, shape, look);
    }
    change_mark(shape.element, box);
}

void FlowDrawing::dotted_box(const std::string& name, const Shape& shape, const Look& look) {
    pen_.figure(rectangle(shape.bounds), look.fill, Stroke{look.line, look.width, Dash::dotted});
    pen_.centred(broken_lines(name, shape.bounds.width - 6, static_cast<std::size_t>(std::max(1.0, shape.bounds.height / 13)), 11), shape.bounds, 11, label_colour(shape.colours));
}

Box FlowDrawing::clear_place(const std::vector<Box>& places, const std::string& own) {
    if (!leaves_) {
        leaves_.emplace();
        for (std::size_t s = 0; s < diagram_.shapes.size(); ++s)
            if (const Shape& shape = diagram_.shapes[s]; shape.of.what != What::pool && shape.of.what != What::lane && !is_container(shape)) leaves_->add(static_cast<int>(s), shape.bounds);
    }
    for (const Box& place : places)
        if (!leaves_->any(place, [&](int shape, const Box& box) { return layout::overlap(place, box) && diagram_.shapes[at(shape)].element != own; })) return place;
    return places.front();
}

void FlowDrawing::outside_name(const std::string& name, const Shape& shape) {
    if (name.empty()) return;
    const int owner = pen_.current();
    Box box{shape.bounds.centre().x - 46, shape.bounds.bottom() + 2, 92, 39};
    const bool given = shape.label && shape.label->bounds && shape.label->bounds->width > 0;
    if (given) box = *shape.label->bounds;
    const auto lines = broken_lines(name, std::max(box.width, 22.0), 3, 11);
    const double height = 13 * static_cast<double>(lines.size());
    double y = given ? std::max(box.y, box.centre().y - height / 2) : box.y;
    // Gateways mostly go on downwards: their name stands above if the file gives it no place.
    const bool gateway = shape.of.what == What::node && flow_.nodes[at(shape.of.index)].is_gateway();
    if (!given) {
        double widest = 22;
        for (const std::string& line : lines) widest = std::max(widest, text_width(line, 11));
        const double x = shape.bounds.centre().x - widest / 2;
        std::vector<Box> places{{x, shape.bounds.bottom() + 2, widest, height}, {x, shape.bounds.y - 2 - height, widest, height}};
        if (gateway) std::swap(places[0], places[1]);
        for (const double beside : {shape.bounds.right() + 4, shape.bounds.x - 4 - widest})
            for (const double at : {shape.bounds.bottom() + 2, shape.bounds.y - 2 - height}) places.push_back({beside, at, widest, height});
        box = clear_place(places, shape.element);
        y = box.y;
    }
    pen_.begin({shape.element, DrawnKind::label, {box.x, y, box.width, height}, {}, ""});
    for (const std::string& line : lines) {
        pen_.text(line, {box.centre().x, y}, 11, label_colour(shape.colours), Align::centre);
        y += 13;
    }
    pen_.resume(owner);
}

void FlowDrawing::around_activity(const Node& node, const Box& box) {
    const auto& quantities = node.quantities;
    double minutes_end = box.x;
    if (options_.minutes && (quantities.minutes || quantities.waiting)) {
        double& x = minutes_end;
        if (quantities.minutes) {
            const double minutes = quantities.minutes->expected();
            std::string text = minutes_text(minutes) + "分";
            if (quantities.source == Source::shared) {
                char tenth[32];
                std::snprintf(tenth, sizeof tenth, "(%.1f)", minutes);
                text = tenth;
            }
            if (quantities.source == Source::estimated) text = "約" + text;
            const bool firm = quantities.source == Source::published || quantities.source == Source::timed;
            pen_.text(text, {x, box.bottom() + 2}, 11, quantities.source == Source::shared ? paint::grey : paint::ink, Align::left, firm);
            x += text_width(text, 11, firm) + 5;
        }
        const bool badge_in_the_way = options_.badges && quantities.minutes && !node.attachments.empty();
        if (quantities.waiting)
            pen_.text("待ち " + minutes_text(quantities.waiting->expected()) + "分", badge_in_the_way ? Point{box.x, box.bottom() + 15} : Point{x, box.bottom() + 2}, 11, paint::grey);
    }
    if (!options_.badges) return;
    double right = box.right() + 6;
    const double left = minutes_end + 1;
    const int owner = pen_.current();
    if (!node.attachments.scenario_id.empty()) right = badge(node, "R", node.attachments.scenario_id, node.attachments.template_id.empty() ? left : left + 60, right, box.bottom()) - 3;
    if (!node.attachments.template_id.empty()) badge(node, "帳", node.attachments.template_id, left, right, box.bottom());
    pen_.resume(owner);
}

double FlowDrawing::badge(const Node& node, const char* sign, const std::string& id, double left, double right, double bottom) {
    const auto named = options_.badge_names.find(id);
    // Beside the minutes and not over the next step: a long title is cut short, its tip says all of it.
    const auto lines = broken_lines(named == options_.badge_names.end() ? id : named->second, std::clamp(right - left - 21, 30.0, 60.0), 1, 9.5);
    const std::string name = lines.empty() ? "" : lines.front();
    const double width = 14 + text_width(name, 9.5) + 7;
    const Box box{std::max(right - width, left), bottom - 6, width, 14};
    pen_.begin({node.id, DrawnKind::badge, box, {}, id});
    pen_.figure(rounded(box, 3), paint::accent_fill, Stroke{paint::accent, 1});
    pen_.figure(rounded({box.x, box.y, 14, 14}, 3), paint::accent, std::nullopt);
    pen_.centred({sign}, {box.x, box.y, 14, 14}, 9.5, paint::white, true);
    pen_.text(name, {box.x + 17, box.y + 1.4}, 9.5, paint::accent);
    return box.x;
}

}  // namespace yorozu::flows
