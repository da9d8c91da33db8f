#include "flows/drawing/pen.h"

#include <algorithm>

#include "flows/drawing/text_layout.h"

namespace yorozu::flows {
namespace {

using Kind = PathStep::Kind;

/// Control points of a quarter circle, as a share of the radius: 4 (√2 − 1) ÷ 3.
constexpr double quarter = 0.5522847498;

}  // namespace

Path rectangle(const Box& box) {
    return {{Kind::move, {box.x, box.y}}, {Kind::line, {box.right(), box.y}}, {Kind::line, {box.right(), box.bottom()}}, {Kind::line, {box.x, box.bottom()}}, {Kind::close, {}}};
}

Path rounded(const Box& box, double radius) {
    const double r = std::min({radius, box.width / 2, box.height / 2}), k = r * (1 - quarter);
    const double left = box.x, top = box.y, right = box.right(), bottom = box.bottom();
    return {{Kind::move, {left + r, top}},
            {Kind::line, {right - r, top}},
            {Kind::curve, {right, top + r}, {right - k, top}, {right, top + k}},
            {Kind::line, {right, bottom - r}},
            {Kind::curve, {right - r, bottom}, {right, bottom - k}, {right - k, bottom}},
            {Kind::line, {left + r, bottom}},
            {Kind::curve, {left, bottom - r}, {left + k, bottom}, {left, bottom - k}},
            {Kind::line, {left, top + r}},
            {Kind::curve, {left + r, top}, {left, top + k}, {left + k, top}},
            {Kind::close, {}}};
}

Path circle(Point middle, double radius) {
    return rounded({middle.x - radius, middle.y - radius, 2 * radius, 2 * radius}, radius);
}

Path polyline(const std::vector<Point>& points) {
    Path path;
    for (const Point& point : points) path.push_back({path.empty() ? Kind::move : Kind::line, point});
    return path;
}

Path polygon(const std::vector<Point>& points) {
    Path path = polyline(points);
    path.push_back({Kind::close, {}});
    return path;
}

Path joined(Path first, const Path& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

int Pen::begin(Element element) {
    list_.elements.push_back(std::move(element));
    return element_ = static_cast<int>(list_.elements.size()) - 1;
}

void Pen::figure(Path path, std::optional<Colour> fill, std::optional<Stroke> stroke) {
    if (path.empty()) return;
    double left = 1e18, top = 1e18, right = -1e18, bottom = -1e18;
    const auto reach = [&](Point p) { left = std::min(left, p.x), right = std::max(right, p.x), top = std::min(top, p.y), bottom = std::max(bottom, p.y); };
    for (const PathStep& step : path) {
        if (step.kind == Kind::close) continue;
        reach(step.to);
        if (step.kind == Kind::curve) reach(step.control_1), reach(step.control_2);
    }
    const double edge = stroke ? stroke->width : 0;
    list_.items.push_back({Figure{std::move(path), fill, stroke}, {left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge}, element_});
}

void Pen::text(std::string words, Point anchor, double size, Colour colour, Align align, bool bold) {
    if (words.empty()) return;
    const double width = text_width(words, size, bold), height = size * text_line_height / 11;
    const double left = align == Align::left ? anchor.x : align == Align::centre ? anchor.x - width / 2 : anchor.x - width;
    list_.items.push_back({Text{std::move(words), anchor, size, width, colour, align, bold, false}, {left - 1, anchor.y - 1, width + 2, height + 2}, element_});
}

void Pen::turned_text(std::string words, Point middle, double size, Colour colour, bool bold) {
    if (words.empty()) return;
    const double width = text_width(words, size, bold), height = size * text_line_height / 11;
    list_.items.push_back({Text{std::move(words), middle, size, width, colour, Align::centre, bold, true},
                           {middle.x - height / 2 - 1, middle.y - width / 2 - 1, height + 2, width + 2}, element_});
}

void Pen::centred(const std::vector<std::string>& lines, const Box& box, double size, Colour colour, bool bold) {
    const double height = size * text_line_height / 11;
    double y = box.centre().y - height * static_cast<double>(lines.size()) / 2;
    for (const std::string& line : lines) {
        text(line, {box.centre().x, y}, size, colour, Align::centre, bold);
        y += height;
    }
}

}  // namespace yorozu::flows
