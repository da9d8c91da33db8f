#include "ocr/field/strokes.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yorozu::ocr {

StrokeMap find_strokes(const FieldInk& field) {
    StrokeMap map;
    if (field.ink.empty()) return map;
    cv::Mat stats, centres;
    const int count = cv::connectedComponentsWithStats(field.ink >= written, map.labels, stats, centres, 8, CV_32S);
    const double over = 0.1 * field.box.height;
    const cv::Rect2d own(field.box.x - over, field.box.y - over, field.box.width + 2 * over,
                         field.box.height + 2 * over);
    for (int label = 1; label < count; ++label) {
        Stroke stroke;
        stroke.label = label;
        stroke.bounds = {stats.at<int>(label, cv::CC_STAT_LEFT), stats.at<int>(label, cv::CC_STAT_TOP),
                         stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT)};
        stroke.area = stats.at<int>(label, cv::CC_STAT_AREA);
        stroke.centre = {centres.at<double>(label, 0), centres.at<double>(label, 1)};
        stroke.own = own.contains(stroke.centre);
        map.strokes.push_back(stroke);
    }
    return map;
}

Glyph cut_glyph(const FieldInk& field, const cv::Mat& labels, const std::vector<char>& wanted, const cv::Rect& bounds,
                const cv::Rect& cell) {
    const cv::Rect all(0, 0, labels.cols, labels.rows);
    Glyph glyph;
    if (bounds.empty()) return glyph;
    const cv::Rect edge(bounds.x - 1, bounds.y - 1, bounds.width + 2, bounds.height + 2);
    const cv::Rect part = (edge | cell) & all;
    glyph.cell = {cell.x - part.x, cell.y - part.y, cell.width, cell.height};
    glyph.ink.width = part.width;
    glyph.ink.height = part.height;
    glyph.ink.channels = 1;
    glyph.ink.pixels.assign(std::size_t(part.width) * part.height, 0);
    const cv::Rect inked = edge & all;
    for (int y = inked.y; y < inked.br().y; ++y)
        for (int x = inked.x; x < inked.br().x; ++x) {
            const std::uint8_t value = field.ink.at<std::uint8_t>(y, x);
            if (!value) continue;
            const int label = labels.at<int>(y, x);
            bool keep = wanted[label];
            // The soft edge of wanted ink comes along; other ink does not.
            for (int dy = -1; dy <= 1 && !keep && !label; ++dy)
                for (int dx = -1; dx <= 1 && !keep; ++dx) {
                    const cv::Point q(x + dx, y + dy);
                    keep = all.contains(q) && wanted[labels.at<int>(q)];
                }
            if (keep) glyph.ink.pixels[std::size_t(y - part.y) * part.width + (x - part.x)] = value;
        }
    return glyph;
}

namespace {

/// Bars of neighbouring characters that happen to lie in line are no line: most of one is connected ink.
bool of_one_stroke(std::vector<int>& labels) {
    std::sort(labels.begin(), labels.end());
    std::size_t most = 0;
    for (std::size_t i = 0, same = 0; i < labels.size(); ++i) {
        same = i > 0 && labels[i] == labels[i - 1] ? same + 1 : 1;
        most = std::max(most, same);
    }
    return most >= 0.7 * static_cast<double>(labels.size());
}

}  // namespace

double longest_line_mm(const FieldInk& field, const cv::Rect& area, double least_mm) {
    if (field.ink.empty()) return 0;
    const cv::Rect part = area & cv::Rect(0, 0, field.ink.cols, field.ink.rows);
    const StrokeMap map = find_strokes(field);
    if (std::none_of(map.strokes.begin(), map.strokes.end(), [&](const Stroke& stroke) {
            return (stroke.bounds & part).width > 0.5 * least_mm * field.px_per_mm;
        }))
        return 0;
    const int step = std::max(1, int(std::lround(0.35 * field.px_per_mm)));
    const int columns = part.width / step, rows = part.height / step;
    if (columns < 3 || rows < 1) return 0;
    cv::Mat ink(rows + 1, columns, CV_32S, cv::Scalar(0));  // labels
    for (int y = 0; y < rows * step; ++y)
        for (int x = 0; x < columns * step; ++x)
            if (const int label = map.labels.at<int>(part.y + y, part.x + x)) ink.at<int>(y / step, x / step) = label;
    for (int y = 0; y < rows; ++y)  // wobble of one row
        for (int x = 0; x < columns; ++x)
            if (!ink.at<int>(y, x)) ink.at<int>(y, x) = ink.at<int>(y + 1, x);
    int best = 0;
    std::vector<int> labels;
    for (int tilt = -7; tilt <= 7; ++tilt) {
        const double slope = tilt * 0.05;
        const int reach = int(std::ceil(std::abs(slope) * columns));
        for (int start = -reach; start < rows + reach; ++start) {
            int begin = -1, last = -1;
            labels.clear();
            for (int x = 0; x <= columns; ++x) {
                const int y = start + int(std::lround(slope * x));
                if (const int label = x < columns && y >= 0 && y < rows ? ink.at<int>(y, x) : 0) {
                    if (begin < 0) begin = x, labels.clear();
                    labels.push_back(label);
                    last = x;
                } else if (begin >= 0 && (x == columns || x - last > 1)) {
                    const int length = last - begin + 1;
                    if (length > best && labels.size() > 0.9 * length && length * step >= least_mm * field.px_per_mm && of_one_stroke(labels)) best = length;
                    begin = -1;
                }
            }
        }
    }
    const double length = best * step / field.px_per_mm;
    return length >= least_mm ? length : 0;
}

}  // namespace yorozu::ocr
