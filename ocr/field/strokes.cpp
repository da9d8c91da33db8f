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

Glyph cut_glyph(const FieldInk& field, const cv::Mat& labels, const std::vector<char>& wanted, const cv::Rect& cell) {
    const cv::Rect all(0, 0, labels.cols, labels.rows);
    int left = labels.cols, right = -1, top = labels.rows, bottom = -1;
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x)
            if (wanted[labels.at<int>(y, x)]) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
    Glyph glyph;
    if (right < 0) return glyph;
    cv::Rect part = (cv::Rect(left - 1, top - 1, right - left + 3, bottom - top + 3) | cell) & all;
    glyph.cell = {cell.x - part.x, cell.y - part.y, cell.width, cell.height};
    glyph.ink.width = part.width;
    glyph.ink.height = part.height;
    glyph.ink.channels = 1;
    glyph.ink.pixels.assign(std::size_t(part.width) * part.height, 0);
    for (int y = 0; y < part.height; ++y)
        for (int x = 0; x < part.width; ++x) {
            const cv::Point p(part.x + x, part.y + y);
            bool keep = wanted[labels.at<int>(p)];
            // The soft edge of wanted ink comes along; other ink does not.
            for (int dy = -1; dy <= 1 && !keep && !labels.at<int>(p); ++dy)
                for (int dx = -1; dx <= 1 && !keep; ++dx) {
                    const cv::Point q(p.x + dx, p.y + dy);
                    keep = all.contains(q) && wanted[labels.at<int>(q)];
                }
            if (keep) glyph.ink.pixels[std::size_t(y) * part.width + x] = field.ink.at<std::uint8_t>(p);
        }
    return glyph;
}

double longest_line_mm(const FieldInk& field, const cv::Rect& area, double* where) {
    const cv::Rect part = area & cv::Rect(0, 0, field.ink.cols, field.ink.rows);
    const int step = std::max(1, int(std::lround(0.35 * field.px_per_mm)));
    const int columns = part.width / step, rows = part.height / step;
    if (columns < 3 || rows < 1) return 0;
    cv::Mat ink(rows, columns, CV_8U, cv::Scalar(0));  // 2 ink, 1 only print, 0 paper
    for (int y = 0; y < rows * step; ++y)
        for (int x = 0; x < columns * step; ++x) {
            const cv::Point p(part.x + x, part.y + y);
            auto& cell = ink.at<std::uint8_t>(y / step, x / step);
            if (field.ink.at<std::uint8_t>(p) >= written) cell = 2;
            else if (field.print.at<std::uint8_t>(p)) cell = std::max<std::uint8_t>(cell, 1);
        }
    int best = 0;
    double best_height = 0;
    for (int tilt = -7; tilt <= 7; ++tilt) {
        const double slope = tilt * 0.05;
        const int reach = int(std::ceil(std::abs(slope) * columns));
        for (int start = -reach; start < rows + reach; ++start) {
            int begin = -1, inked = 0, last_ink = -1;
            for (int x = 0; x <= columns; ++x) {
                int state = 0;
                if (x < columns) {
                    const int y = start + int(std::lround(slope * x));
                    for (int dy = 0; dy <= 1; ++dy)  // wobble of one row
                        if (y + dy >= 0 && y + dy < rows) state = std::max<int>(state, ink.at<std::uint8_t>(y + dy, x));
                }
                if (state == 2) {
                    if (begin < 0) begin = x, inked = 0;
                    ++inked;
                    last_ink = x;
                } else if (state == 0 || (begin >= 0 && x - last_ink > 2)) {
                    if (begin >= 0 && last_ink - begin + 1 > best && inked > 0.7 * (last_ink - begin + 1)) {
                        best = last_ink - begin + 1;
                        best_height = part.y + (start + slope * (begin + last_ink) / 2) * step;
                    }
                    begin = -1;
                }
            }
        }
    }
    if (where) *where = best_height;
    return best * step / field.px_per_mm;
}

}  // namespace yorozu::ocr
