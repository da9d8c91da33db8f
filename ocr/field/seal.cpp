#include "ocr/field/seal.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ocr/field/strokes.h"

namespace yorozu::ocr {

SealReading read_seal(const FieldInk& field, const cv::Mat& colour) {
    SealReading seal;
    if (field.ink.empty()) return seal;
    const double px2 = field.px_per_mm * field.px_per_mm;
    int red = 0;
    if (colour.channels() == 3 && colour.size() == field.ink.size())
        for (int y = 0; y < colour.rows; ++y)
            for (int x = 0; x < colour.cols; ++x) {
                const auto& rgb = colour.at<cv::Vec3b>(y, x);
                const int rest = std::max(rgb[1], rgb[2]);
                red += rgb[0] > 90 && rgb[0] - rest > 45 && rest < 200;
            }
    seal.red_mm2 = red / px2;

    // Everything whose middle lies in or near the box: a seal is often put a little off its place.
    const double over = 0.15 * std::max(field.box.width, field.box.height);
    const cv::Rect2d near(field.box.x - over, field.box.y - over, field.box.width + 2 * over, field.box.height + 2 * over);
    const StrokeMap map = find_strokes(field);
    std::vector<char> wanted(map.strokes.size() + 1, 0);
    cv::Rect bounds;
    int area = 0;
    for (const Stroke& stroke : map.strokes)
        if (near.contains(stroke.centre) && stroke.area > 0.1 * px2) {
            wanted[stroke.label] = 1;
            bounds = bounds.empty() ? stroke.bounds : bounds | stroke.bounds;
            area += stroke.area;
        }
    seal.ink_mm2 = area / px2;
    const double width = bounds.width / field.px_per_mm, height = bounds.height / field.px_per_mm;
    if (!bounds.empty()) {
        const cv::Point2d centre(bounds.x + bounds.width / 2.0, bounds.y + bounds.height / 2.0);
        int hits = 0;
        for (int i = 0; i < 72; ++i) {
            const double angle = i * std::numbers::pi / 36;
            for (double r = 0.72; r <= 1.08; r += 0.02) {
                const cv::Point p(int(std::lround(centre.x + r * bounds.width / 2 * std::cos(angle))),
                                  int(std::lround(centre.y + r * bounds.height / 2 * std::sin(angle))));
                if (!cv::Rect(0, 0, map.labels.cols, map.labels.rows).contains(p)) continue;
                if (wanted[map.labels.at<int>(p)]) {
                    ++hits;
                    break;
                }
            }
        }
        seal.ring = hits / 72.0;
    }
    const double longer = std::max(width, height), shorter = std::min(width, height);
    const bool round = longer >= 5 && longer <= 25 && shorter >= 0.6 * longer;
    const double density = bounds.empty() ? 0 : double(area) / bounds.area();
    if (seal.red_mm2 >= 3) seal.state = SealReading::State::present;
    else if (round && seal.ink_mm2 >= 3 && (seal.ring >= 0.6 || density > 0.45)) seal.state = SealReading::State::present;
    else if (seal.ink_mm2 >= 1.5 || seal.red_mm2 >= 0.8) seal.state = SealReading::State::unclear;
    return seal;
}

}  // namespace yorozu::ocr
