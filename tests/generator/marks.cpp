#include "tests/generator/marks.h"

#include <algorithm>
#include <cmath>

namespace yorozu::generator {
namespace {

void pen_line(cairo_t* pen, const std::vector<Point>& points, double width) {
    cairo_set_source_rgba(pen, 0, 0, 0, 1);
    cairo_set_line_width(pen, width);
    cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
    for (std::size_t n = 0; n < points.size(); ++n)
        n == 0 ? cairo_move_to(pen, points[n].x, points[n].y) : cairo_line_to(pen, points[n].x, points[n].y);
    cairo_stroke(pen);
}

}  // namespace

void draw_circle(cairo_t* pen, const ocr::BoxMm& word, const Hand& hand, Random& random) {
    const double rx = word.width / 2 * random.uniform(0.97, 1.14),
                 ry = word.height / 2 * random.uniform(0.95, 1.3);
    const double cx = word.x + word.width / 2 + random.normal(0, 0.35),
                 cy = word.y + word.height / 2 + random.normal(0, 0.3);
    const double start = -M_PI / 2 + random.normal(0, 0.5), direction = random.chance(0.75) ? -1 : 1;
    // Most rings run over their start, some leave a small gap.
    const double sweep =
        2 * M_PI + (random.chance(0.75) ? random.uniform(0.05, 0.6) : -random.uniform(0.05, 0.3));
    const double tilt = random.normal(0, 0.08), wave = random.uniform(0, 0.05),
                 phase = random.uniform(0, 6.28);
    const double spiral = random.normal(0, 0.05);
    std::vector<Point> points;
    for (int n = 0; n <= 60; ++n) {
        const double t = start + direction * sweep * n / 60;
        const double r = 1 + wave * std::sin(3 * t + phase) + spiral * n / 60;
        const double x = rx * r * std::cos(t), y = ry * r * std::sin(t);
        points.push_back(
            {cx + x * std::cos(tilt) - y * std::sin(tilt), cy + x * std::sin(tilt) + y * std::cos(tilt)});
    }
    pen_line(pen, points, hand.pen);
}

void draw_check(cairo_t* pen, const ocr::BoxMm& box, CheckStyle style, const Hand& hand, Random& random) {
    const double w = box.width, h = box.height;
    const auto near = [&](double x, double y) {
        return Point{box.x + w * (x + random.normal(0, 0.06)), box.y + h * (y + random.normal(0, 0.06))};
    };
    switch (style) {
        case CheckStyle::tick:  // レ: down, then up to the right
            pen_line(pen,
                     {near(0.3, -0.05), near(0.32, 0.5), near(0.36, 0.92), near(0.75, 0.55), near(1.15, 0.1)},
                     hand.pen);
            break;
        case CheckStyle::check:
            pen_line(pen, {near(0.05, 0.45), near(0.35, 0.9), near(0.7, 0.3), near(1.2, -0.3)}, hand.pen);
            break;
        case CheckStyle::cross:
            pen_line(pen, {near(0.08, 0.08), near(0.5, 0.5), near(0.94, 0.94)}, hand.pen);
            pen_line(pen, {near(0.94, 0.06), near(0.5, 0.5), near(0.06, 0.94)}, hand.pen);
            break;
        case CheckStyle::filled: {
            std::vector<Point> zigzag;
            for (int n = 0; n <= 9; ++n) zigzag.push_back(near(n % 2 ? 0.95 : 0.05, n / 9.0));
            pen_line(pen, zigzag, std::max(hand.pen, h * 0.16));
            break;
        }
    }
}

void strike_out(cairo_t* pen, const ocr::BoxMm& text, const Hand& hand, Random& random) {
    const int lines = random.chance(0.75) ? 2 : 1;
    for (int n = 0; n < lines; ++n) {
        const double y = text.y + text.height * (lines == 1 ? 0.5 : 0.38 + 0.22 * n);
        std::vector<Point> points;
        for (int k = 0; k <= 8; ++k)
            points.push_back(
                {text.x - 0.8 + (text.width + 1.6) * k / 8.0, y + random.normal(0, 0.12) - 0.3 * k / 8.0});
        pen_line(pen, points, hand.pen);
    }
}

}  // namespace yorozu::generator
