#include "ocr/form/blank_ink.h"

#include <cmath>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/form/pixels.h"
#include "ocr/form/registration.h"

namespace yorozu::ocr {
namespace {

constexpr std::size_t points_per_cell = 160;

/// Keeps at most `most` of the points, spread evenly over their order.
void thin_out(std::vector<cv::Point2f>& points, std::size_t most) {
    if (points.size() <= most) return;
    std::vector<cv::Point2f> kept;
    kept.reserve(most);
    for (std::size_t i = 0; i < most; ++i) kept.push_back(points[i * points.size() / most]);
    points = std::move(kept);
}

/// Middle of each stroke: where the distance to paper is largest across the stroke. Keeps one point per px of
/// stroke length, so that a bold title does not outweigh thin rules.
cv::Mat stroke_middles(const cv::Mat& mask) {
    cv::Mat distance, highest;
    cv::distanceTransform(mask, distance, cv::DIST_L1, 3);
    cv::dilate(distance, highest, cv::getStructuringElement(cv::MORPH_CROSS, {3, 3}));
    cv::Mat middles = (distance >= highest) & mask;
    return middles;
}

}  // namespace

bool BlankCrops::find(const Key& key, Image& image) const {
    const std::shared_lock lock(guard_);
    const auto it = images_.find(key);
    if (it == images_.end()) return false;
    image = it->second;
    return true;
}

void BlankCrops::keep(const Key& key, const Image& image) {
    const std::unique_lock lock(guard_);
    if (bytes_ + image.pixels.size() > most_bytes) return;
    if (images_.try_emplace(key, image).second) bytes_ += image.pixels.size();
}

namespace {

/// Half of all neighbouring pixels differ by no more than this: paper, noise of the scanner, JPEG.
int paper_grain(const cv::Mat& grey) {
    std::array<int, 256> count{};
    int total = 0;
    for (int y = 0; y < grey.rows; y += 7)
        for (int x = 1; x < grey.cols; x += 5, ++total) ++count[static_cast<std::size_t>(std::abs(grey.at<std::uint8_t>(y, x) - grey.at<std::uint8_t>(y, x - 1)))];
    int below = 0;
    for (int step = 0; step < 256; ++step)
        if ((below += count[static_cast<std::size_t>(step)]) * 2 >= total) return step;
    return 255;
}

}  // namespace

InkMap ink_map(const cv::Mat& grey, bool pale) {
    constexpr int window = 31;
    cv::Mat around;
    cv::boxFilter(grey, around, CV_8U, {window, window}, {-1, -1}, true, cv::BORDER_REPLICATE);
    const int grain = pale ? 4 * paper_grain(grey) : 255;
    InkMap map;
    map.mask.create(grey.size(), CV_8U);
    cv::Mat dark(grey.size(), CV_8U);
    for (int y = 0; y < grey.rows; ++y) {
        const auto* in = grey.ptr<std::uint8_t>(y);
        const auto* light = around.ptr<std::uint8_t>(y);
        auto* mask = map.mask.ptr<std::uint8_t>(y);
        auto* out = dark.ptr<std::uint8_t>(y);
        for (int x = 0; x < grey.cols; ++x) {
            // A sixteenth of the light around, more where the paper is grainy: hairlines count, grain does not.
            const int least = std::clamp(grain, std::max(8, light[x] >> 4), std::max(12, light[x] >> 3)), darker = light[x] - in[x];
            mask[x] = darker > least ? 255 : 0;
            out[x] = static_cast<std::uint8_t>(std::clamp((darker - least / 2) * 2, 0, 255));
        }
    }
    cv::GaussianBlur(dark, map.soft, {5, 5}, 1.0);
    return map;
}

void find_features(const cv::Mat& grey, int most, std::vector<cv::KeyPoint>& keypoints, cv::Mat& descriptors) {
    const auto orb = cv::ORB::create(most, 1.3f, 4, 20, 0, 2, cv::ORB::FAST_SCORE, 31, 12);
    orb->detectAndCompute(grey, cv::noArray(), keypoints, descriptors);
}

cv::Mat ruled_lines(const cv::Mat& mask, int shortest) {
    cv::Mat across, down, lines;
    cv::morphologyEx(mask, across, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {shortest, 1}));
    cv::morphologyEx(mask, down, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {1, shortest}));
    cv::bitwise_or(across, down, lines);
    return lines;
}

BlankInk make_blank_ink(const TemplatePage& page) {
    BlankInk blank;
    blank.size = {static_cast<int>(std::lround(page.width_mm * work_px_per_mm)),
                  static_cast<int>(std::lround(page.height_mm * work_px_per_mm))};
    cv::Mat work;
    cv::resize(as_mat(page.blank_image), work, blank.size, 0, 0, cv::INTER_AREA);
    cv::Mat framed;
    cv::copyMakeBorder(work, framed, RectifiedPage::rim, RectifiedPage::rim, RectifiedPage::rim, RectifiedPage::rim, cv::BORDER_CONSTANT, cv::Scalar(255));
    // Pale tints of a blank get lost in copies and black-and-white scans: only forms printed in pale ink rely on them.
    InkMap map = ink_map(framed, false);
    InkMap with_pale = ink_map(framed, true);
    if (cv::countNonZero(map.mask) < 0.6 * cv::countNonZero(with_pale.mask)) map = std::move(with_pale);
    blank.soft = map.soft;
    const cv::Mat mask = map.mask({RectifiedPage::rim, RectifiedPage::rim, work.cols, work.rows}).clone();
    const cv::Mat close_by = cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5});
    cv::dilate(mask, blank.near_ink, close_by);
    const cv::Mat& near_edge = blank.near_ink;
    cv::Mat far_edge;
    cv::dilate(mask, far_edge, cv::getStructuringElement(cv::MORPH_ELLIPSE, {11, 11}));
    const cv::Mat halo = far_edge & ~near_edge;
    const cv::Mat middles = stroke_middles(mask);

    const int cell = static_cast<int>(cell_mm * work_px_per_mm);
    for (int top = 0; top < blank.size.height; top += cell) {
        for (int left = 0; left < blank.size.width; left += cell) {
            InkCell part;
            const int right = std::min(left + cell, blank.size.width), bottom = std::min(top + cell, blank.size.height);
            for (int y = top; y < bottom; ++y)
                for (int x = left; x < right; ++x) {
                    if (middles.at<std::uint8_t>(y, x)) part.ink.emplace_back(x, y);
                    if (halo.at<std::uint8_t>(y, x)) part.halo.emplace_back(x, y);
                }
            if (part.ink.size() < 12) continue;
            thin_out(part.ink, points_per_cell);
            thin_out(part.halo, points_per_cell);
            part.centre = {static_cast<float>(left + right) / 2, static_cast<float>(top + bottom) / 2};
            part.own_shift = find_shift(blank.soft, part, cv::Matx33d::eye(), 1).shift;
            blank.ink_points += part.ink.size();
            blank.cells.push_back(std::move(part));
        }
    }
    blank.ruled_mm = cv::countNonZero(ruled_lines(stroke_middles(mask), 40)) / work_px_per_mm;

    const double factor = coarse_factor(work.size());
    cv::Mat coarse;
    cv::resize(work, coarse, {}, factor, factor, cv::INTER_AREA);
    find_features(coarse, 600, blank.keypoints, blank.descriptors);
    for (auto& point : blank.keypoints) {
        point.pt.x = static_cast<float>((point.pt.x + 0.5) / factor - 0.5);
        point.pt.y = static_cast<float>((point.pt.y + 0.5) / factor - 0.5);
        point.size = static_cast<float>(point.size / factor);
    }
    return blank;
}

std::shared_ptr<const BlankInk> blank_ink_of(const TemplatePage& page) {
    if (page.ink) return page.ink;
    return std::make_shared<const BlankInk>(make_blank_ink(page));
}

}  // namespace yorozu::ocr
