#include "ocr/field/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yorozu::ocr {
namespace {

constexpr int strong_print = 60;  // print this dark can hide a stroke
constexpr int over_print = 70;    // ink over pale print is darker than the print by this much

cv::Mat view(const Image& image) {
    return {image.height, image.width, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())};
}

cv::Mat disc(int radius) {
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

/// Darkness below which `share` of the pixels lie that the mask leaves free.
int percentile(const std::array<int, 256>& histogram, double share) {
    long long total = 0, sum = 0;
    for (int count : histogram) total += count;
    for (int value = 0; value < 256; ++value) {
        sum += histogram[value];
        if (sum > share * total) return value;
    }
    return 255;
}

std::array<int, 256> histogram_outside(const cv::Mat& picture, const cv::Mat& mask, int from = 0) {
    std::array<int, 256> histogram{};
    for (int y = 0; y < picture.rows; ++y) {
        const auto* row = picture.ptr<std::uint8_t>(y);
        const auto* hidden = mask.ptr<std::uint8_t>(y);
        for (int x = 0; x < picture.cols; ++x)
            if (!hidden[x] && row[x] >= from) ++histogram[row[x]];
    }
    return histogram;
}

/// How much darker the page prints than the blank: 1 for the same, found on the strongest print.
double print_gain(const cv::Mat& page, const cv::Mat& blank) {
    std::array<int, 256> on_page{}, on_blank{};
    int count = 0;
    for (int y = 0; y < page.rows; ++y)
        for (int x = 0; x < page.cols; ++x)
            if (const int b = blank.at<std::uint8_t>(y, x); b >= strong_print) {
                ++on_page[page.at<std::uint8_t>(y, x)];
                ++on_blank[b];
                ++count;
            }
    if (count < 50) return 1;
    // The upper quarter: line edges that lie a little off do not count.
    return std::clamp(double(percentile(on_page, 0.75)) / std::max(1, percentile(on_blank, 0.75)), 0.5, 1.4);
}

/// The strongest darkness within about 2.5 mm of each pixel, not below `floor`.
cv::Mat local_level(const cv::Mat& darkness, const cv::Mat& hidden, double px_per_mm, int floor) {
    cv::Mat visible = darkness.clone();
    visible.setTo(0, hidden);
    const int step = 4;
    const cv::Size small_size((darkness.cols + step - 1) / step, (darkness.rows + step - 1) / step);
    cv::Mat small(small_size, CV_8U, cv::Scalar(0));
    for (int y = 0; y < visible.rows; ++y) {
        const auto* from = visible.ptr<std::uint8_t>(y);
        auto* to = small.ptr<std::uint8_t>(y / step);
        for (int x = 0; x < visible.cols; ++x) to[x / step] = std::max(to[x / step], from[x]);
    }
    cv::Mat level;
    const int reach = std::max(1, int(std::lround(2.5 * px_per_mm / step)));
    cv::dilate(small, level, cv::getStructuringElement(cv::MORPH_RECT, {2 * reach + 1, 2 * reach + 1}));
    cv::blur(level, level, {reach | 1, reach | 1});
    cv::max(level, floor, level);
    cv::resize(level, level, darkness.size(), 0, 0, cv::INTER_LINEAR);
    return level;
}

/// Walks from ink through the don't-care zone and fills the way when it comes out at ink again.
void bridge(cv::Mat& ink, const cv::Mat& print, const cv::Mat& dark, int reach) {
    static constexpr std::array<std::array<int, 2>, 16> ways{{{4, 0}, {4, 1}, {4, 2}, {4, 3}, {4, 4}, {3, 4}, {2, 4}, {1, 4},
                                                             {0, 4}, {-1, 4}, {-2, 4}, {-3, 4}, {-4, 4}, {-4, 3}, {-4, 2}, {-4, 1}}};
    const cv::Rect all(0, 0, ink.cols, ink.rows);
    cv::Mat filled = cv::Mat::zeros(ink.size(), CV_8U);
    reach = std::min(reach, 63);
    std::array<std::array<cv::Point, 64>, 16> offsets;
    for (std::size_t w = 0; w < ways.size(); ++w)
        for (int step = 0; step <= reach; ++step)
            offsets[w][step] = {int(std::lround(ways[w][0] * step / 4.0)), int(std::lround(ways[w][1] * step / 4.0))};
    cv::Mat edge;
    cv::dilate(print, edge, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    for (int y = 0; y < ink.rows; ++y)
        for (int x = 0; x < ink.cols; ++x) {
            if (ink.at<std::uint8_t>(y, x) < written || !edge.at<std::uint8_t>(y, x)) continue;
            for (std::size_t w = 0; w < ways.size(); ++w) {
                const auto& steps = offsets[w];
                std::array<cv::Point, 64> path;
                int length = 0;
                bool arrived = false;
                for (int step = 1; step <= reach && length < 64; ++step) {
                    const cv::Point p(x + steps[step].x, y + steps[step].y);
                    if (!all.contains(p)) break;
                    if (!print.at<std::uint8_t>(p)) {
                        arrived = length > 0 && ink.at<std::uint8_t>(p) >= written;
                        break;
                    }
                    if (!dark.at<std::uint8_t>(p)) break;
                    path[length++] = p;
                }
                if (arrived)
                    for (int i = 0; i < length; ++i) filled.at<std::uint8_t>(path[i]) = 255;
            }
        }
    // The rays of a fan leave pin-holes.
    cv::morphologyEx(filled, filled, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::max(ink, filled, ink);
}

/// Takes out thin straight ink that runs along a printed line within 0.4 mm of it, for half a cell upright or 8 mm level:
/// a line that came out wider or a pixel off on this scan (one-bit scans jump by whole pixels). Strokes are thicker than
/// 0.25 mm, not that straight, or not that long.
void remove_line_remains(cv::Mat& ink, const cv::Mat& print, double px_per_mm, const cv::Rect& box) {
    const int near = int(std::lround(0.4 * px_per_mm));
    const int thick = std::max(2, int(std::lround(0.25 * px_per_mm))) + 1;
    const cv::Mat bits = ink >= written;
    for (const bool upright : {true, false}) {
        auto along = [&](int length) { return cv::getStructuringElement(cv::MORPH_RECT, upright ? cv::Size(1, length) : cv::Size(length, 1)); };
        auto across = [&](int length) { return cv::getStructuringElement(cv::MORPH_RECT, upright ? cv::Size(length, 1) : cv::Size(1, length)); };
        cv::Mat lines, zone, runs, broad;
        cv::morphologyEx(print, lines, cv::MORPH_OPEN, along(std::max(8, int(0.8 * box.height))));
        if (cv::countNonZero(lines) == 0) continue;
        cv::dilate(lines, zone, across(2 * near + 1));
        cv::morphologyEx(bits, broad, cv::MORPH_OPEN, across(thick));
        const cv::Mat thin = bits & zone & ~broad;
        cv::morphologyEx(thin, runs, cv::MORPH_CLOSE, along(5));
        cv::morphologyEx(runs, runs, cv::MORPH_OPEN, along(std::max(6, upright ? int(0.45 * box.height) : std::min(int(8 * px_per_mm), box.width / 2))));
        cv::dilate(runs, runs, across(3));  // and its soft edge
        ink.setTo(0, runs & ~broad);
    }
}

/// Of the print in the middle of the box (not its frame) the share that the page shows within `reach` px of its place.
double print_seen(const cv::Mat& page, const cv::Mat& blank, const cv::Rect& box, int reach, double px_per_mm) {
    constexpr int printed = 50, shown = 40;
    const int frame = int(std::lround(0.8 * px_per_mm));
    const cv::Rect inside = cv::Rect(box.x + frame, box.y + frame, box.width - 2 * frame, box.height - 2 * frame) & cv::Rect(0, 0, page.cols, page.rows);
    if (inside.empty()) return 1;
    const cv::Mat expected = blank(inside) >= printed;
    const int all = cv::countNonZero(expected);
    if (all < 0.5 * px_per_mm * px_per_mm) return 1;
    cv::Mat near;
    cv::dilate(page(inside) >= shown, near, disc(reach));
    return double(cv::countNonZero(expected & near)) / all;
}

}  // namespace

FieldInk remove_print(const Crop& crop, const PrintFit& fit) {
    FieldInk field;
    field.px_per_mm = crop.px_per_mm;
    field.box = {crop.box.x, crop.box.y, crop.box.width, crop.box.height};
    if (crop.page.empty()) return field;
    cv::Mat darkness = 255 - view(crop.page);
    field.print = cv::Mat::zeros(darkness.size(), CV_8U);
    cv::Mat band = field.print.clone();
    cv::Mat explained = field.print.clone();
    double gain = 1;
    const int band_px = std::max(1, int(std::lround((0.06 + fit.residual_mm + fit.pixel_mm / 2) * crop.px_per_mm)));
    const int widen_px = std::max(1, int(std::lround((0.04 + fit.pixel_mm / 2) * crop.px_per_mm)));
    if (!crop.blank.empty()) {
        const cv::Mat blank = 255 - view(crop.blank);
        gain = print_gain(darkness, blank);
        cv::dilate(blank, explained, disc(widen_px));
        explained.convertTo(explained, CV_8U, gain);
        field.print = explained >= strong_print;
        cv::Mat wide;
        cv::dilate(field.print, wide, disc(band_px));
        band = wide & ~field.print;
    }
    const cv::Mat hidden = field.print | band;
    if (!crop.blank.empty()) field.print_seen = print_seen(darkness, 255 - view(crop.blank), field.box, band_px, crop.px_per_mm);

    const auto paper = histogram_outside(darkness, hidden);
    const int middle = percentile(paper, 0.5);
    const double spread = std::max(1.0, (percentile(paper, 0.75) - middle) / 0.674);
    const int noise = std::clamp(int(middle + 5 * spread), 22, 70);
    // Pale print is no ink: what it explains is taken off before the level of darkness is judged.
    cv::Mat written_darkness;
    cv::subtract(darkness, explained, written_darkness);
    cv::Mat over = (written_darkness >= over_print) & field.print;
    cv::Mat pale = (explained >= 8) & ~field.print;
    written_darkness.copyTo(darkness, pale);

    const auto strokes = histogram_outside(darkness, hidden, noise);
    long long stroke_pixels = 0;
    for (int count : strokes) stroke_pixels += count;
    if (stroke_pixels > 0.05 * crop.px_per_mm * crop.px_per_mm) field.level = percentile(strokes, 0.8);

    // Beside real strokes, what is a quarter as dark is a stain or a crease.
    const cv::Mat level = local_level(darkness, hidden, crop.px_per_mm, std::max(noise * 2, int(0.6 * field.level)));
    field.ink.create(darkness.size(), CV_8U);
    std::array<int, 256> scale;  // 255 / (level / 2) in 1/65536: a quarter of the level is paper, three quarters full
    for (int i = 0; i < 256; ++i) scale[i] = 255 * 65536 / (2 * i + 1);
    for (int y = 0; y < darkness.rows; ++y) {
        const auto* from = darkness.ptr<std::uint8_t>(y);
        const auto* full = level.ptr<std::uint8_t>(y);
        auto* to = field.ink.ptr<std::uint8_t>(y);
        for (int x = 0; x < darkness.cols; ++x)
            {
            const int above = from[x] * 4 - full[x];
            to[x] = above <= 0 ? 0 : std::uint8_t(std::min<long long>(255, (static_cast<long long>(above) * scale[full[x]]) >> 16));
        }
    }
    if (crop.blank.empty()) return field;

    const cv::Mat dark = field.ink >= written;
    cv::Mat known = field.ink.clone();
    known.setTo(0, field.print & ~over);
    // Ink in the band must hang on ink outside it by a short path.
    cv::Mat rooted = (known >= written) & (~hidden | over);
    const cv::Mat candidates = (known >= written) & (~hidden | band | over);
    const cv::Mat one = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
    for (int step = 0; step < band_px + 1; ++step) {
        cv::dilate(rooted, rooted, one);
        rooted &= candidates;
    }
    cv::Mat fringe;
    cv::dilate(rooted, fringe, one);  // the soft edge of what stays
    known.setTo(0, hidden & ~fringe);
    field.ink = known;
    remove_line_remains(field.ink, field.print, crop.px_per_mm, field.box);
    const int line_px = int(std::lround(0.5 * crop.px_per_mm));
    bridge(field.ink, field.print & ~over, dark, 2 * widen_px + line_px + 3);
    return field;
}

void fade_red(Crop& crop, const Image& colour) {
    if (colour.channels != 3 || colour.width != crop.page.width || colour.height != crop.page.height) return;
    std::vector<std::uint8_t> red(crop.page.pixels.size(), 0);
    long long other_ink = 0, red_ink = 0;
    for (int y = 0; y < crop.page.height; ++y)
        for (int x = 0; x < crop.page.width; ++x) {
            const std::size_t i = std::size_t(y) * crop.page.width + x;
            const int r = colour.pixels[3 * i], g = colour.pixels[3 * i + 1], b = colour.pixels[3 * i + 2];
            red[i] = r > 110 && r - std::max(g, b) > 40;
            const bool inside = x > crop.box.x && x < crop.box.x + crop.box.width && y > crop.box.y && y < crop.box.y + crop.box.height;
            const bool print = !crop.blank.empty() && crop.blank.pixels[i] < 200;
            if (!inside || print || crop.page.pixels[i] > 160) continue;
            ++(red[i] ? red_ink : other_ink);
        }
    if (red_ink == 0 || other_ink < 0.4 * crop.px_per_mm * crop.px_per_mm) return;
    // Paper, not a paler red: where nothing darker is near, a pale stamp would count as faint pencil. Its soft edge too.
    cv::Mat mask(crop.page.height, crop.page.width, CV_8U, red.data()), wide;
    cv::dilate(mask, wide, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    for (std::size_t i = 0; i < red.size(); ++i)
        if (red[i] || (wide.data[i] && crop.page.pixels[i] > 150)) crop.page.pixels[i] = 255;
}

void remove_specks(FieldInk& field, double mm2) {
    if (field.ink.empty()) return;
    cv::Mat labels, stats, centres;
    const cv::Mat bits = field.ink >= written;
    const int count = cv::connectedComponentsWithStats(bits, labels, stats, centres, 8, CV_32S);
    const double least = mm2 * field.px_per_mm * field.px_per_mm;
    cv::Mat near_print;
    cv::dilate(field.print, near_print, disc(std::max(1, int(std::lround(0.3 * field.px_per_mm)))));
    const double thin = 0.3 * field.px_per_mm;
    std::vector<char> drop(count, 0);
    std::vector<int> at_print(count, 0);
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x)
            if (const int label = labels.at<int>(y, x); label && near_print.at<std::uint8_t>(y, x)) ++at_print[label];
    bool any = false;
    for (int label = 1; label < count; ++label) {
        const int area = stats.at<int>(label, cv::CC_STAT_AREA);
        const int width = stats.at<int>(label, cv::CC_STAT_WIDTH), height = stats.at<int>(label, cv::CC_STAT_HEIGHT);
        const bool sliver = area < thin * (width + height);  // corners of a box are L-shaped
        drop[label] = area < least || ((area < 6 * least || sliver) && at_print[label] > 0.8 * area);
        any = any || drop[label];
    }
    if (!any) return;
    cv::Mat gone = cv::Mat::zeros(labels.size(), CV_8U);
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x)
            if (drop[labels.at<int>(y, x)]) gone.at<std::uint8_t>(y, x) = 255;
    cv::dilate(gone, gone, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    field.ink.setTo(0, gone & ~bits);
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x)
            if (const int label = labels.at<int>(y, x); label && drop[label]) field.ink.at<std::uint8_t>(y, x) = 0;
}

}  // namespace yorozu::ocr
