#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "ocr/field/marks.h"

namespace yorozu::ocr {
namespace {

/// Thins to lines one pixel wide (Zhang and Suen, 1984: "A fast parallel algorithm for thinning digital patterns").
std::vector<cv::Point> skeleton(const cv::Mat& bits) {
    cv::Mat picture;
    cv::copyMakeBorder(bits, picture, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    std::vector<cv::Point> gone;
    for (bool changed = true; changed;) {
        changed = false;
        for (int half = 0; half < 2; ++half) {
            gone.clear();
            for (int y = 1; y < picture.rows - 1; ++y)
                for (int x = 1; x < picture.cols - 1; ++x) {
                    if (!picture.at<std::uint8_t>(y, x)) continue;
                    auto on = [&](int dx, int dy) { return picture.at<std::uint8_t>(y + dy, x + dx) ? 1 : 0; };
                    const int n[8] = {on(0, -1), on(1, -1), on(1, 0), on(1, 1), on(0, 1), on(-1, 1), on(-1, 0), on(-1, -1)};
                    int count = 0, changes = 0;
                    for (int i = 0; i < 8; ++i) count += n[i], changes += !n[i] && n[(i + 1) % 8];
                    if (count < 2 || count > 6 || changes != 1) continue;
                    const bool first = half == 0 ? !(n[0] && n[2] && n[4]) && !(n[2] && n[4] && n[6])
                                                 : !(n[0] && n[2] && n[6]) && !(n[0] && n[4] && n[6]);
                    if (first) gone.emplace_back(x, y);
                }
            for (const cv::Point& p : gone) picture.at<std::uint8_t>(p) = 0;
            changed = changed || !gone.empty();
        }
    }
    std::vector<cv::Point> points;
    for (int y = 1; y < picture.rows - 1; ++y)
        for (int x = 1; x < picture.cols - 1; ++x)
            if (picture.at<std::uint8_t>(y, x)) points.emplace_back(x - 1, y - 1);
    return points;
}

/// Takes out the points within `near` px of the straight line that holds most of them.
void remove_strongest_line(std::vector<cv::Point>& points, double near) {
    std::size_t best = 0;
    double best_angle = 0, best_offset = 0;
    for (int turn = 0; turn < 36; ++turn) {
        const double angle = turn * std::numbers::pi / 36;
        std::vector<double> offsets;
        for (const cv::Point& p : points) offsets.push_back(p.x * std::cos(angle) + p.y * std::sin(angle));
        std::sort(offsets.begin(), offsets.end());
        for (std::size_t from = 0, to = 0; from < offsets.size(); ++from) {
            while (to < offsets.size() && offsets[to] - offsets[from] <= 2 * near) ++to;
            if (to - from > best) best = to - from, best_angle = angle, best_offset = offsets[from] + near;
        }
    }
    std::erase_if(points, [&](const cv::Point& p) {
        return std::abs(p.x * std::cos(best_angle) + p.y * std::sin(best_angle) - best_offset) <= near + 1e-9;
    });
}

/// A stroke with ink in the box is longer than `length` px, or runs out of the crop.
bool goes_elsewhere(const StrokeMap& map, const cv::Rect& box, double length) {
    const cv::Rect within(1, 1, map.labels.cols - 2, map.labels.rows - 2);
    return std::any_of(map.strokes.begin(), map.strokes.end(), [&](const Stroke& stroke) {
        const bool far = std::max(stroke.bounds.width, stroke.bounds.height) > length || (stroke.bounds & within) != stroke.bounds;
        const cv::Rect shared = stroke.bounds & box;
        return far && !shared.empty() && cv::countNonZero(map.labels(shared) == stroke.label) > 0;
    });
}

}  // namespace

std::vector<MarkReading> read_checks(const FieldInk& field, const std::vector<cv::Rect>& options, bool fill) {
    std::vector<MarkReading> marks(options.size());
    if (field.ink.empty()) return marks;
    const cv::Rect all(0, 0, field.ink.cols, field.ink.rows);
    const cv::Mat bits = field.ink >= written;
    const double px2 = field.px_per_mm * field.px_per_mm;
    // The box's own outline, of which nothing is known, parts no stroke.
    FieldInk thick = field;
    const int half = int(std::lround(0.3 * field.px_per_mm));
    cv::dilate(field.ink, thick.ink, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * half + 1, 2 * half + 1}));
    const StrokeMap map = find_strokes(thick);
    for (std::size_t o = 0; o < options.size(); ++o) {
        MarkReading& mark = marks[o];
        const cv::Rect box = options[o] & all;
        if (box.empty()) continue;
        const double side = std::max(1.0, std::sqrt(double(box.width) * box.height));
        const cv::Rect around = cv::Rect(box.x - box.width / 2, box.y - box.height / 2, box.width * 2, box.height * 2) & all;
        const int inside = cv::countNonZero(bits(box));
        const int free_inside = std::max(1, box.area() - cv::countNonZero(field.print(box) & ~bits(box)));
        const int outside = cv::countNonZero(bits(around)) - inside;
        mark.ink_mm2 = inside / px2;
        mark.coverage = double(inside) / free_inside;
        cv::Mat labels, stats, centres;
        const int count = cv::connectedComponentsWithStats(bits(box), labels, stats, centres, 8, CV_32S);
        double extent = 0;
        for (int label = 1; label < count; ++label)
            extent = std::max(extent, std::hypot(stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT)));
        extent /= field.px_per_mm;
        const double side_mm = side / field.px_per_mm;
        const double faint_mm = std::min(0.7, 0.22 * side_mm), clear_mm = std::min(1.2, 0.38 * side_mm);
        if (mark.ink_mm2 < 0.08 || extent < faint_mm) continue;

        if (fill) {
            mark.state = mark.coverage >= 0.45 ? MarkState::marked : mark.coverage >= 0.2 ? MarkState::unclear : MarkState::empty;
            continue;
        }
        std::vector<cv::Point> bones = skeleton(bits(around));
        const double length = double(bones.size());
        remove_strongest_line(bones, 0.18 * field.px_per_mm);
        remove_strongest_line(bones, 0.18 * field.px_per_mm);
        mark.inner = length > 0 ? bones.size() / length : 0;
        // A line through box and words reaches far to both sides or to one.
        const cv::Rect row = cv::Rect(box.x - 2 * box.width, box.y - box.height / 4, box.width * 5, box.height * 3 / 2) & all;
        const double line = longest_line_mm(field, row, 2.2 * box.width / field.px_per_mm) / std::max(0.1, box.width / field.px_per_mm);
        const bool filled = mark.coverage >= 0.55;
        // A side of the box that lies off its place is no mark: those reach the middle.
        const cv::Rect middle(box.x + box.width / 5, box.y + box.height / 5, box.width * 3 / 5, box.height * 3 / 5);
        const bool at_edge = cv::countNonZero(bits(middle)) < 0.08 * px2;
        if (line > 2.2) mark.state = MarkState::cancelled;
        else if (at_edge || goes_elsewhere(map, box, 3.5 * side)) mark.state = MarkState::unclear;
        else if (filled && outside < 0.8 * inside) mark.state = MarkState::marked;
        else if (mark.inner >= 0.45 && length > 6 * side && outside > 0.25 * inside) mark.state = MarkState::cancelled;
        else if (extent < clear_mm || mark.ink_mm2 < 0.15) mark.state = MarkState::unclear;
        else if (mark.inner >= 0.45 && length > 6 * side) mark.state = MarkState::unclear;
        else mark.state = MarkState::marked;
    }
    return marks;
}

}  // namespace yorozu::ocr
