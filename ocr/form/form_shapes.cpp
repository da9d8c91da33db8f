#include "ocr/form/template_draft.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/form/pixels.h"
#include "ocr/form/ruled_page.h"

namespace yorozu::ocr {
namespace {

constexpr double draft_px_per_mm = RuledPage::px_per_mm;

struct WhiteBox {
    BoxMm box;
    double print = 0;   ///< share of the inside that is ink
    bool shaded = false;
};

int px(double mm) { return std::max(1, static_cast<int>(std::lround(mm * draft_px_per_mm))); }

/// The middle grey of an area: its paper, however much is printed on it.
int typical_grey(const cv::Mat& area) {
    std::array<int, 256> count{};
    for (int y = 0; y < area.rows; ++y)
        for (int x = 0; x < area.cols; ++x) ++count[area.at<std::uint8_t>(y, x)];
    int below = 0;
    for (int level = 0; level < 256; ++level)
        if ((below += count[static_cast<std::size_t>(level)]) * 2 >= area.rows * area.cols) return level;
    return 255;
}

std::vector<WhiteBox> white_boxes(const Image& blank, double px_per_mm) {
    const auto [mask, rules] = ruled_page(blank, px_per_mm);
    cv::Mat labels, stats, centres, white = ~rules;
    const int count = cv::connectedComponentsWithStats(white, labels, stats, centres, 4);
    std::vector<WhiteBox> boxes;
    const int rim = 2;  // the dilation of the rules, and half a line: boxes are known by the middle of their lines
    cv::Mat grey = as_mat(blank);
    if (grey.channels() == 3) cv::cvtColor(grey, grey, cv::COLOR_RGB2GRAY);
    cv::resize(grey, grey, rules.size(), 0, 0, cv::INTER_AREA);
    const int paper = typical_grey(grey);
    for (int i = 1; i < count; ++i) {
        const int x = stats.at<int>(i, cv::CC_STAT_LEFT), y = stats.at<int>(i, cv::CC_STAT_TOP);
        const int w = stats.at<int>(i, cv::CC_STAT_WIDTH), h = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        const double filled = stats.at<int>(i, cv::CC_STAT_AREA) / (static_cast<double>(w) * h);
        const bool touches_edge = x == 0 || y == 0 || x + w == white.cols || y + h == white.rows;
        if (touches_edge || w < px(1.8) || h < px(1.8) || h > px(80) || filled < 0.8) continue;
        const cv::Rect place(x, y, w, h);
        const cv::Mat inside = mask(place);
        boxes.push_back({{(x - rim) / draft_px_per_mm, (y - rim) / draft_px_per_mm, (w + 2 * rim) / draft_px_per_mm, (h + 2 * rim) / draft_px_per_mm},
                         cv::countNonZero(inside) / (static_cast<double>(w) * h), typical_grey(grey(place)) < paper - 15});
    }
    std::sort(boxes.begin(), boxes.end(), [](const WhiteBox& a, const WhiteBox& b) {
        // Rows first: boxes whose middles are within half a height stand in one row.
        const double dy = (a.box.y + a.box.height / 2) - (b.box.y + b.box.height / 2);
        return std::abs(dy) > 1.5 ? dy < 0 : a.box.x < b.box.x;
    });
    return boxes;
}

bool same(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance; }

bool same_row(const BoxMm& a, const BoxMm& b) { return same(a.y, b.y, 0.7) && same(a.height, b.height, 0.7); }

BoxMm around(const BoxMm& a, const BoxMm& b) {
    const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

bool is_check_box(const BoxMm& box) { return box.width < 6.5 && box.height < 6.5 && same(box.width, box.height, 0.9); }

/// Index after the last box of the row of equal, touching cells that starts at `first`.
std::size_t comb_end(const std::vector<WhiteBox>& boxes, std::size_t first) {
    std::size_t end = first + 1;
    while (end < boxes.size()) {
        const auto &before = boxes[end - 1].box, &here = boxes[end].box;
        const bool touching = same(before.x + before.width, here.x, 0.8);
        if (!touching || !same_row(before, here) || !same(boxes[first].box.width, here.width, std::max(0.6, 0.15 * here.width))) break;
        if (here.width > 14 || boxes[end].print > 0.06) break;
        ++end;
    }
    return end;
}

}  // namespace

std::vector<FormShape> find_shapes(const Image& blank, double px_per_mm) {
    std::vector<FormShape> shapes;
    if (blank.empty() || px_per_mm <= 0) return shapes;
    const auto boxes = white_boxes(blank, px_per_mm);
    constexpr double mostly_print = 0.12;
    for (std::size_t i = 0; i < boxes.size();) {
        const auto& box = boxes[i].box;
        const std::size_t end = boxes[i].print <= 0.06 && box.width <= 14 ? comb_end(boxes, i) : i + 1;
        FormShape shape;
        shape.shaded = boxes[i].shaded;
        if (end - i >= 2 && (end - i > 2 || (box.width < 9 && box.height > 4))) {
            shape.kind = FormShape::Kind::comb;
            shape.cells = static_cast<int>(end - i);
            shape.box_mm = around(box, boxes[end - 1].box);
            shapes.push_back(shape);
            i = end;
            continue;
        }
        if (is_check_box(box)) {
            const bool continues = !shapes.empty() && shapes.back().kind == FormShape::Kind::check_boxes && same_row(shapes.back().options.back(), box) &&
                                   box.x - shapes.back().options.back().x < 45;
            if (!continues) {
                shape.kind = FormShape::Kind::check_boxes;
                shape.box_mm = box;
                shapes.push_back(shape);
            }
            shapes.back().options.push_back(box);
            shapes.back().box_mm = around(shapes.back().box_mm, box);
        } else if (boxes[i].print < mostly_print && box.width >= 8 && box.height >= 4) {
            shape.box_mm = box;
            shapes.push_back(shape);
        }
        ++i;
    }
    return shapes;
}

}  // namespace yorozu::ocr
