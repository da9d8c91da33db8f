#include "flows/drawing/draw_flow.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "flows/drawing/symbols.h"
#include "flows/drawing/text_layout.h"

namespace yorozu::flows {
namespace {

using Kind = PathStep::Kind;

std::optional<Colour> parsed(const std::string& text) {
    unsigned red = 0, green = 0, blue = 0;
    if (text.size() != 7 || text[0] != '#' || std::sscanf(text.c_str() + 1, "%2x%2x%2x", &red, &green, &blue) != 3) return std::nullopt;
    return Colour{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green), static_cast<std::uint8_t>(blue)};
}

Colour paled(Colour colour) {
    const auto pale = [](std::uint8_t part) { return static_cast<std::uint8_t>(255 - (255 - part) / 6); };
    return {pale(colour.red), pale(colour.green), pale(colour.blue)};
}

bool japanese_short(const std::string& name) {
    std::size_t letters = 0;
    for (const char byte : name) {
        if (!(byte & 0x80)) return false;
        letters += (byte & 0xC0) != 0x80;
    }
    return letters > 0 && letters <= 4 && name.find("ー") == std::string::npos && name.find("（") == std::string::npos;
}

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

class FlowDrawing {
public:
    FlowDrawing(const Flow& flow, const Diagram& diagram, const DrawOptions& options, DisplayList& list)
        : flow_(flow), diagram_(diagram), options_(options), pen_(list), list_(list) {
        for (const Shape& shape : diagram.shapes)
            if (shape.of.what == What::node && flow.nodes[at(shape.of.index)].parent >= 0) surrounding_.insert(flow.nodes[at(shape.of.index)].parent);
    }

    void all() {
        for (const Shape& shape : diagram_.shapes)
            if (shape.of.what == What::pool) pool(shape);
        for (const Shape& shape : diagram_.shapes)
            if (shape.of.what == What::lane) lane(shape);
        if (options_.stages) stages();
        parts();
    }

    /// Steps and edges, without pools and bands.
    void parts() {
        for (const Shape& shape : diagram_.shapes)
            if (is_container(shape)) container(shape);
        for (const DrawnEdge& edge : diagram_.edges) this->edge(edge);
        for (const Shape& shape : diagram_.shapes)
            if (shape.of.what != What::pool && shape.of.what != What::lane && !is_container(shape)) leaf(shape);
    }

private:
    bool hidden(const std::string& id) const { return options_.without.count(id) > 0; }

    ChangeMark change_of(const std::string& id) const {
        const auto found = options_.changes.find(id);
        return found == options_.changes.end() ? ChangeMark::none : found->second;
    }

    Look look_of(const Colours& colours, const std::string& id) const {
        Look look;
        if (const auto fill = parsed(colours.fill)) look.fill = *fill;
        if (const auto line = parsed(colours.stroke)) look.line = *line;
        if (const ChangeMark change = change_of(id); change != ChangeMark::none) {
            look.line = colour_of(change);
            look.fill = paled(look.line);
            look.width = 2;
        }
        return look;
    }

    Colour label_colour(const Colours& colours) const { return parsed(colours.label).value_or(paint::ink); }

    bool is_container(const Shape& shape) const {
        if (shape.of.what != What::node) return false;
        const Node& node = flow_.nodes[at(shape.of.index)];
        if (node.kind == NodeKind::group) return true;
        if (!node.is_sub_process() && node.kind != NodeKind::call_activity) return false;
        return shape.expanded.value_or(surrounding_.count(shape.of.index) > 0);
    }

    void change_mark(const std::string& id, const Box& box) {
        const ChangeMark change = change_of(id);
        if (change == ChangeMark::none) return;
        const Box tag{box.x - 6, box.y - 7, 14, 14};
        pen_.figure(rounded(tag, 3), colour_of(change), std::nullopt);
        pen_.centred({mark_of(change)}, tag, 9.5, paint::white, true);
    }

    void title(const std::string& name, const Box& heading, bool upright, Colour colour, bool bold) {
        if (!upright) return pen_.centred(broken_lines(name, heading.width - 8, 1, 11, bold), heading, 11, colour, bold);
        if (japanese_short(name)) {
            std::vector<std::string> letters;
            for (std::size_t i = 0; i < name.size(); i += 3) letters.push_back(name.substr(i, 3));
            return pen_.centred(letters, heading, 11, colour, bold);
        }
        const auto lines = broken_lines(name, heading.height - 8, 2, 11, bold);
        double x = heading.centre().x - 6.5 * static_cast<double>(lines.size() - 1);
        for (const std::string& line : lines) {
            pen_.turned_text(line, {x, heading.centre().y}, 11, colour, bold);
            x += 13;
        }
    }

    void frame(const Shape& shape, DrawnKind kind, const std::string& name, double heading, Colour fill, bool bold) {
        if (hidden(shape.element)) return;
        pen_.begin({shape.element, kind, shape.bounds, {}, ""});
        Look look = look_of(shape.colours, shape.element);
        const bool coloured = !shape.colours.fill.empty() || change_of(shape.element) != ChangeMark::none;
        const Colour line = shape.colours.stroke.empty() && change_of(shape.element) == ChangeMark::none ? paint::pale : look.line;
        pen_.figure(rectangle(shape.bounds), coloured ? look.fill : fill, Stroke{line, look.width});
        const bool upright = shape.horizontal.value_or(true);
        Box strip = shape.bounds;
        (upright ? strip.width : strip.height) = std::min(heading, upright ? strip.width : strip.height);
        pen_.figure(rectangle(strip), coloured ? look.fill : paint::heading_fill, Stroke{line, 1});
        title(name, strip, upright, label_colour(shape.colours), bold);
        change_mark(shape.element, shape.bounds);
    }

    void pool(const Shape& shape) {
        const Pool& pool = flow_.pools[at(shape.of.index)];
        if (pool.process >= 0) return frame(shape, DrawnKind::pool, pool.name, 24, paint::white, true);
        // A black box has its name in the middle.
        if (hidden(shape.element)) return;
        pen_.begin({shape.element, DrawnKind::pool, shape.bounds, {}, ""});
        const Look look = look_of(shape.colours, shape.element);
        pen_.figure(rectangle(shape.bounds), look.fill, Stroke{shape.colours.stroke.empty() ? paint::pale : look.line, look.width});
        if (shape.horizontal.value_or(true)) pen_.centred(broken_lines(pool.name, shape.bounds.width - 16, 2, 11, true), shape.bounds, 11, label_colour(shape.colours), true);
        else title(pool.name, shape.bounds, true, label_colour(shape.colours), true);
        change_mark(shape.element, shape.bounds);
    }

    void lane(const Shape& shape) {
        const Lane& lane = flow_.lanes[at(shape.of.index)];
        frame(shape, DrawnKind::lane, lane.name, 24, paint::lane_fill, false);
    }

    /// The band over the diagram: where each stage lies and how long it takes.
    void stages() {
        struct Span {
            std::string name;
            double left = 1e18, right = -1e18, minutes = 0;
            bool counted = false;
        };
        std::vector<Span> spans;
        std::set<int> processes;
        double top = 1e18, bottom = -1e18, left = 1e18, right = -1e18;
        for (const Shape& shape : diagram_.shapes) {
            const bool lane = shape.of.what == What::lane || shape.of.what == What::pool;
            if (!lane && shape.of.what != What::node) continue;
            if (lane && !shape.horizontal.value_or(true)) return;
            top = std::min(top, shape.bounds.y), bottom = std::max(bottom, shape.bounds.bottom());
            left = std::min(left, shape.bounds.x), right = std::max(right, shape.bounds.right());
            if (lane) continue;
            const Node& node = flow_.nodes[at(shape.of.index)];
            const auto& quantities = node.quantities;
            if (quantities.stage.empty()) continue;
            processes.insert(node.process);
            auto span = std::find_if(spans.begin(), spans.end(), [&](const Span& known) { return known.name == quantities.stage; });
            if (span == spans.end()) span = spans.insert(spans.end(), Span{quantities.stage});
            span->left = std::min(span->left, shape.bounds.x), span->right = std::max(span->right, shape.bounds.right());
            if (quantities.minutes) span->minutes += quantities.minutes->expected(), span->counted = true;
        }
        if (spans.empty()) return;
        std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.left < b.left; });
        const double y = top - 20;
        double begin = left;
        for (const Shape& shape : diagram_.shapes)
            if (shape.of.what == What::lane) begin = std::max(begin, std::min(shape.bounds.x + 24, spans.front().left));
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const double end = i + 1 < spans.size() ? (spans[i].right + spans[i + 1].left) / 2 : right;
            const Box band{begin, y, std::max(1.0, end - begin), 20};
            pen_.begin({spans[i].name, DrawnKind::stage, band, {}, spans[i].name});
            pen_.figure(rectangle(band), paint::band_fill, Stroke{paint::pale, 1});
            std::string minutes;
            if (const auto given = options_.stage_minutes.find(spans[i].name); given != options_.stage_minutes.end()) minutes = minutes_text(given->second) + "分";
            else if (spans[i].counted && processes.size() == 1) minutes = minutes_text(spans[i].minutes) + "分";
            const double name_width = text_width(spans[i].name, 11), minutes_width = text_width(minutes, 11, true), gap = minutes.empty() ? 0 : 6;
            const double x = band.centre().x - (name_width + gap + minutes_width) / 2;
            if (name_width + gap + minutes_width < band.width) {
                pen_.text(spans[i].name, {x, y + 3.5}, 11, paint::ink);
                pen_.text(minutes, {x + name_width + gap, y + 3.5}, 11, paint::ink, Align::left, true);
            } else {
                pen_.centred(broken_lines(spans[i].name, band.width - 2, 1, 11), band, 11, paint::ink);
            }
            if (i + 1 < spans.size()) pen_.figure(polyline({{end, y + 20}, {end, bottom}}), std::nullopt, Stroke{paint::pale, 1, Dash::dotted});
            begin = end;
        }
    }

    void container(const Shape& shape) {
        if (hidden(shape.element)) return;
        const Node& node = flow_.nodes[at(shape.of.index)];
        pen_.begin({shape.element, DrawnKind::node, shape.bounds, {}, ""});
        const Look look = look_of(shape.colours, shape.element);
        if (node.kind == NodeKind::group) {
            pen_.figure(rounded(shape.bounds, 8), std::nullopt, Stroke{look.line, 1.4, Dash::dash_dot});
            pen_.text(node.name, {shape.bounds.centre().x, shape.bounds.y - 15}, 11, label_colour(shape.colours), Align::centre);
            return change_mark(shape.element, shape.bounds);
        }
        activity_outline(node, shape.bounds, look);
        double y = shape.bounds.y + 6;
        for (const std::string& line : broken_lines(node.name, shape.bounds.width - 16, 2, 11, true)) {
            pen_.text(line, {shape.bounds.x + 8, y}, 11, label_colour(shape.colours), Align::left, true);
            y += 13;
        }
        draw_activity_marks(pen_, node, false, shape.bounds, look);
        around_activity(node, shape.bounds);
        change_mark(shape.element, shape.bounds);
    }

    void activity_outline(const Node& node, const Box& box, const Look& look) {
        const double width = node.kind == NodeKind::call_activity ? 3 : look.width;
        const Dash dash = node.by_event ? Dash::dotted : Dash::solid;
        pen_.figure(rounded(box, 6), look.fill, Stroke{look.line, width, dash});
        if (node.kind == NodeKind::transaction) pen_.figure(rounded({box.x + 3, box.y + 3, box.width - 6, box.height - 6}, 4), std::nullopt, Stroke{look.line, look.width});
    }

    void leaf(const Shape& shape) {
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

    void dotted_box(const std::string& name, const Shape& shape, const Look& look) {
        pen_.figure(rectangle(shape.bounds), look.fill, Stroke{look.line, look.width, Dash::dotted});
        pen_.centred(broken_lines(name, shape.bounds.width - 6, static_cast<std::size_t>(std::max(1.0, shape.bounds.height / 13)), 11), shape.bounds, 11, label_colour(shape.colours));
    }

    void outside_name(const std::string& name, const Shape& shape) {
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
        if (!given && gateway) y = shape.bounds.y - 2 - height;
        pen_.begin({shape.element, DrawnKind::label, {box.x, y, box.width, height}, {}, ""});
        for (const std::string& line : lines) {
            pen_.text(line, {box.centre().x, y}, 11, label_colour(shape.colours), Align::centre);
            y += 13;
        }
        pen_.resume(owner);
    }

    /// Minutes at the lower left, attachments at the lower right.
    void around_activity(const Node& node, const Box& box) {
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

    /// Right of `left` (the minutes). Gives the badge's left border.
    double badge(const Node& node, const char* sign, const std::string& id, double left, double right, double bottom) {
        const auto named = options_.badge_names.find(id);
        const auto lines = broken_lines(named == options_.badge_names.end() ? id : named->second, 60, 1, 9.5);
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

    void edge(const DrawnEdge& drawn) {
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

    bool joins_data(const Edge& edge) const {
        return (edge.from >= 0 && flow_.nodes[at(edge.from)].is_data()) || (edge.to >= 0 && flow_.nodes[at(edge.to)].is_data());
    }

    void edge_name(const DrawnEdge& drawn, const Edge& edge) {
        const int owner = pen_.current();
        const bool given = drawn.label && drawn.label->bounds && drawn.label->bounds->width > 0;
        const Point middle = along(drawn.points, 0.5);
        const Box box = given ? *drawn.label->bounds : Box{middle.x - 44, middle.y - 15, 88, 13};
        const auto lines = broken_lines(edge.name, std::max(box.width, 22.0), 3, 11);
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

    static Point toward(Point from, Point to, double by) {
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        if (length == 0) return from;
        return {from.x + (to.x - from.x) * by / length, from.y + (to.y - from.y) * by / length};
    }

    void body(const Line& points, double from_start, double from_end, Stroke stroke) {
        Line line = points;
        const auto last = line.size() - 1;
        const auto shorten = [](Point end, Point inner, double by) { return std::hypot(end.x - inner.x, end.y - inner.y) > by ? toward(end, inner, by) : end; };
        line[0] = shorten(points[0], points[1], from_start);
        line[last] = shorten(points[last], points[last - 1], from_end);
        pen_.figure(polyline(line), std::nullopt, stroke);
    }

    void head(const Line& points, bool filled, Colour colour, bool at_end) {
        const Point tip = at_end ? points.back() : points.front(), before = at_end ? points[points.size() - 2] : points[1];
        const Point base = toward(tip, before, 8);
        const double length = std::max(1e-9, std::hypot(tip.x - base.x, tip.y - base.y));
        const Point side{(tip.y - base.y) / length * 3.4, -(tip.x - base.x) / length * 3.4};
        pen_.figure(polygon({tip, {base.x + side.x, base.y + side.y}, {base.x - side.x, base.y - side.y}}), filled ? colour : paint::white, Stroke{colour, 1});
    }

    void open_head(const Line& points, Colour colour, bool at_end) {
        const Point tip = at_end ? points.back() : points.front(), before = at_end ? points[points.size() - 2] : points[1];
        const Point base = toward(tip, before, 8);
        const double length = std::max(1e-9, std::hypot(tip.x - base.x, tip.y - base.y));
        const Point side{(tip.y - base.y) / length * 4, -(tip.x - base.x) / length * 4};
        pen_.figure(polyline({{base.x + side.x, base.y + side.y}, tip, {base.x - side.x, base.y - side.y}}), std::nullopt, Stroke{colour, 1.1});
    }

    void default_slash(const Line& points, Colour colour) {
        const Point middle = toward(points[0], points[1], 10);
        pen_.figure(polyline({{middle.x - 4, middle.y + 4}, {middle.x + 4, middle.y - 4}}), std::nullopt, Stroke{colour, 1.3});
    }

    void diamond(const Line& points, Colour colour) {
        const Point end = toward(points[0], points[1], 14), middle = toward(points[0], points[1], 7);
        const double length = std::max(1e-9, std::hypot(end.x - points[0].x, end.y - points[0].y));
        const Point side{(end.y - points[0].y) / length * 4, -(end.x - points[0].x) / length * 4};
        pen_.figure(polygon({points[0], {middle.x + side.x, middle.y + side.y}, end, {middle.x - side.x, middle.y - side.y}}), paint::white, Stroke{colour, 1});
    }

    const Flow& flow_;
    const Diagram& diagram_;
    const DrawOptions& options_;
    Pen pen_;
    DisplayList& list_;
    std::set<int> surrounding_;
};

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

DisplayList draw_flow(const Flow& flow, int diagram, const DrawOptions& options) {
    DisplayList list;
    if (diagram >= 0 && diagram < static_cast<int>(flow.diagrams.size())) FlowDrawing(flow, flow.diagrams[at(diagram)], options, list).all();
    close_bounds(list);
    return list;
}

DisplayList draw_difference(const Flow& older, const Flow& newer, int diagram, const std::map<std::string, ChangeMark>& changes) {
    DisplayList list;
    DrawOptions options;
    options.changes = changes;
    if (diagram >= 0 && diagram < static_cast<int>(newer.diagrams.size())) FlowDrawing(newer, newer.diagrams[at(diagram)], options, list).all();
    if (diagram >= 0 && diagram < static_cast<int>(older.diagrams.size())) {
        const Diagram& before = older.diagrams[at(diagram)];
        const auto gone = [&](const std::string& id) {
            const auto change = changes.find(id);
            return change != changes.end() && change->second == ChangeMark::removed;
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

Colour colour_of(ChangeMark change) {
    switch (change) {
        case ChangeMark::added: return {0x1b, 0x7f, 0x3b};
        case ChangeMark::removed: return {0xb3, 0x26, 0x1e};
        case ChangeMark::changed: return {0xb2, 0x6a, 0x00};
        case ChangeMark::moved: return {0x25, 0x5a, 0xa0};
        case ChangeMark::none: break;
    }
    return paint::line;
}

const char* mark_of(ChangeMark change) {
    switch (change) {
        case ChangeMark::added: return "＋";
        case ChangeMark::removed: return "－";
        case ChangeMark::changed: return "変";
        case ChangeMark::moved: return "移";
        case ChangeMark::none: break;
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
