#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "ocr/field/marks.h"

namespace yorozu::ocr {
namespace {

constexpr int rays = 72;
constexpr double reach_mm = 3.5;
constexpr double clear_ring = 0.72, closed_ring = 0.6, unclear_ring = 0.42, crossed_out = 0.5;

struct Ray {
    double inner = 0, outer = 0;  // where a hit counts, in px from the centre
    double hit = -1;              // the farthest ink of the ring, px
    int label = 0;
};

/// Half the box in the direction of a ray: the ellipse inscribed in the box.
double half_size(const cv::Rect& box, double angle) {
    const double a = std::max(1.0, box.width / 2.0), b = std::max(1.0, box.height / 2.0);
    return a * b / std::hypot(b * std::cos(angle), a * std::sin(angle));
}

std::array<Ray, rays> cast(const StrokeMap& map, const cv::Rect& box, double px_per_mm, int only_label) {
    std::array<Ray, rays> found;
    const cv::Point2d centre(box.x + box.width / 2.0, box.y + box.height / 2.0);
    const cv::Rect all(0, 0, map.labels.cols, map.labels.rows);
    for (int i = 0; i < rays; ++i) {
        const double angle = 2 * std::numbers::pi * i / rays;
        Ray& ray = found[i];
        const double half = half_size(box, angle);
        ray.inner = 0.3 * half;
        ray.outer = half + reach_mm * px_per_mm;
        for (double r = ray.inner; r <= ray.outer; r += 0.7) {
            const cv::Point p(int(std::lround(centre.x + r * std::cos(angle))), int(std::lround(centre.y + r * std::sin(angle))));
            if (!all.contains(p)) break;
            const int label = map.labels.at<int>(p);
            if (!label || (only_label && label != only_label)) continue;
            if (ray.hit < 0) ray.label = label;
            ray.hit = r;
            if (!only_label) break;  // the nearest decides whose ring it is
        }
    }
    return found;
}

double share_of_hits(const std::array<Ray, rays>& found) {
    return std::count_if(found.begin(), found.end(), [](const Ray& ray) { return ray.hit >= 0; }) / double(rays);
}

/// A flood fill from the centre over thickened ink stays inside the rays' reach.
bool is_closed(const cv::Mat& barrier, const cv::Rect& box, double px_per_mm) {
    const int reach = int(reach_mm * px_per_mm);
    const cv::Rect part = cv::Rect(box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach) &
                          cv::Rect(0, 0, barrier.cols, barrier.rows);
    cv::Mat area = barrier(part).clone();
    cv::Point seed(box.x + box.width / 2 - part.x, box.y + box.height / 2 - part.y);
    if (!cv::Rect(0, 0, area.cols, area.rows).contains(seed)) return false;
    // The centre itself may carry ink of a cancelling line: any free pixel close by will do.
    for (int r = 0; r < box.height / 3 && area.at<std::uint8_t>(seed); ++r) seed.y = std::max(0, seed.y - 1);
    if (area.at<std::uint8_t>(seed)) return false;
    cv::Rect flooded;
    cv::floodFill(area, seed, cv::Scalar(128), &flooded);
    return flooded.x > 0 && flooded.y > 0 && flooded.br().x < area.cols && flooded.br().y < area.rows;
}

/// Ink inside 0.65 of the ring's radius, in pen lines across the ring.
double ink_inside(const StrokeMap& map, const cv::Rect& box, const std::array<Ray, rays>& ring, int label) {
    std::array<double, rays> radius{};
    double sum = 0;
    for (int i = 0; i < rays; ++i) {
        std::array<double, 9> near{};
        int count = 0;
        for (int d = -4; d <= 4; ++d)
            if (const double hit = ring[(i + d + rays) % rays].hit; hit >= 0) near[count++] = hit;
        std::nth_element(near.begin(), near.begin() + count / 2, near.begin() + count);
        radius[i] = count ? near[count / 2] : 0;
        sum += radius[i];
    }
    const double mean_radius = sum / rays;
    if (mean_radius < 2) return 0;
    const cv::Point2d centre(box.x + box.width / 2.0, box.y + box.height / 2.0);
    auto around = [&](auto visit) {  // every inked pixel: its label, distance, the ring's radius there
        for (int y = 0; y < map.labels.rows; ++y)
            for (int x = 0; x < map.labels.cols; ++x)
                if (const int found = map.labels.at<int>(y, x)) {
                    const double dx = x - centre.x, dy = y - centre.y;
                    const int i = (int(std::lround(std::atan2(dy, dx) * rays / (2 * std::numbers::pi))) + rays) % rays;
                    visit(found, std::hypot(dx, dy), radius[i]);
                }
    };
    double band = 0;  // the ring alone, without what hangs on it farther out
    around([&](int found, double r, double ring_radius) { band += found == label && r > 0.65 * ring_radius && r < 1.15 * ring_radius; });
    const double pen = std::clamp(band / (2 * std::numbers::pi * mean_radius), 1.0, 0.35 * mean_radius);
    double inside = 0;
    around([&](int, double r, double ring_radius) { inside += r < 0.65 * ring_radius - pen / 2; });
    return inside / (pen * 2 * mean_radius * 0.65);
}

}  // namespace

std::vector<MarkReading> read_circles(const FieldInk& field, const std::vector<cv::Rect>& options) {
    std::vector<MarkReading> marks(options.size());
    if (field.ink.empty()) return marks;
    const StrokeMap map = find_strokes(field);
    if (map.strokes.empty()) return marks;
    cv::Mat barrier;
    const int thick = std::max(1, int(std::lround(0.4 * field.px_per_mm)));
    cv::dilate(field.ink >= written, barrier, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * thick + 1, 2 * thick + 1}));
    const double px2 = field.px_per_mm * field.px_per_mm;
    for (std::size_t o = 0; o < options.size(); ++o) {
        MarkReading& mark = marks[o];
        const cv::Rect inside = options[o] & cv::Rect(0, 0, field.ink.cols, field.ink.rows);
        mark.ink_mm2 = cv::countNonZero(field.ink(inside) >= written) / px2;
        auto found = cast(map, options[o], field.px_per_mm, 0);
        mark.coverage = share_of_hits(found);
        if (mark.coverage < unclear_ring / 2) continue;
        std::map<int, int> votes;
        for (const Ray& ray : found)
            if (ray.hit >= 0) ++votes[ray.label];
        mark.ring = std::max_element(votes.begin(), votes.end(), [](auto& a, auto& b) { return a.second < b.second; })->first;
        mark.closed = is_closed(barrier, options[o], field.px_per_mm);
        if (mark.coverage >= clear_ring || (mark.closed && mark.coverage >= closed_ring)) {
            const auto ring = cast(map, options[o], field.px_per_mm, mark.ring);
            mark.inner = ink_inside(map, options[o], ring, mark.ring);
            mark.state = mark.inner >= crossed_out ? MarkState::cancelled : MarkState::marked;
        } else if (mark.coverage >= unclear_ring) {
            mark.state = MarkState::unclear;
        }
    }
    // One ring around several options: its middle decides.
    for (std::size_t a = 0; a < options.size(); ++a)
        for (std::size_t b = a + 1; b < options.size(); ++b) {
            if (!marks[a].ring || marks[a].ring != marks[b].ring) continue;
            if (marks[a].state == MarkState::empty || marks[b].state == MarkState::empty) continue;
            // Around a word in its middle each has a ring of its own, only joined by a line that was drawn through.
            if (std::min(marks[a].coverage, marks[b].coverage) > 0.85) continue;
            const cv::Rect& bounds = map.strokes[marks[a].ring - 1].bounds;
            auto distance = [&](const cv::Rect& box) {
                return std::hypot(bounds.x + bounds.width / 2.0 - box.x - box.width / 2.0,
                                  bounds.y + bounds.height / 2.0 - box.y - box.height / 2.0);
            };
            const double to_a = distance(options[a]), to_b = distance(options[b]);
            if (to_a < 0.5 * to_b) marks[b].state = MarkState::empty;
            else if (to_b < 0.5 * to_a) marks[a].state = MarkState::empty;
            else marks[a].state = marks[b].state = MarkState::unclear;
        }
    return marks;
}

}  // namespace yorozu::ocr
