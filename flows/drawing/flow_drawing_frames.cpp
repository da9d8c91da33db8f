#include "flows/drawing/flow_drawing.h"

#include <algorithm>

#include "flows/drawing/text_layout.h"

namespace yorozu::flows {
namespace {

bool japanese_short(const std::string& name) {
    std::size_t letters = 0;
    for (const char byte : name) {
        if (!(byte & 0x80)) return false;
        letters += (byte & 0xC0) != 0x80;
    }
    return letters > 0 && letters <= 4 && name.find("ー") == std::string::npos && name.find("（") == std::string::npos;
}

}  // namespace

void FlowDrawing::title(const std::string& name, const Box& heading, bool upright, Colour colour, bool bold) {
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

void FlowDrawing::frame(const Shape& shape, DrawnKind kind, const std::string& name, double heading, Colour fill, bool bold) {
    if (hidden(shape.element)) return;
    pen_.begin({shape.element, kind, shape.bounds, {}, ""});
    Look look = look_of(shape.colours, shape.element);
    const bool coloured = !shape.colours.fill.empty() || change_of(shape.element) != Change::same;
    const Colour line = shape.colours.stroke.empty() && change_of(shape.element) == Change::same ? paint::pale : look.line;
    pen_.figure(rectangle(shape.bounds), coloured ? look.fill : fill, Stroke{line, look.width});
    const bool upright = shape.horizontal.value_or(true);
    Box strip = shape.bounds;
    (upright ? strip.width : strip.height) = std::min(heading, upright ? strip.width : strip.height);
    pen_.figure(rectangle(strip), coloured ? look.fill : paint::heading_fill, Stroke{line, 1});
    title(name, strip, upright, label_colour(shape.colours), bold);
    change_mark(shape.element, shape.bounds);
}

void FlowDrawing::pool(const Shape& shape) {
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

void FlowDrawing::lane(const Shape& shape) {
    const Lane& lane = flow_.lanes[at(shape.of.index)];
    frame(shape, DrawnKind::lane, lane.name, 24, paint::lane_fill, false);
}

void FlowDrawing::stages() {
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

void FlowDrawing::container(const Shape& shape) {
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

}  // namespace yorozu::flows
