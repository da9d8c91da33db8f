#include "ocr/field/comb.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yorozu::ocr {
namespace {

/// Cuts strokes that lie on both sides of a border between cells, by clearing the column where they are thinnest.
/// Returns the borders that were cut.
std::vector<char> cut_straddling(FieldInk& field, int cells) {
    std::vector<char> cut(cells + 1, 0);
    const double width = double(field.box.width) / cells;
    const StrokeMap map = find_strokes(field);
    for (const Stroke& stroke : map.strokes) {
        if (!stroke.own || stroke.bounds.width < 0.5 * width) continue;
        std::vector<int> column(stroke.bounds.width, 0);
        for (int y = 0; y < stroke.bounds.height; ++y)
            for (int x = 0; x < stroke.bounds.width; ++x)
                if (map.labels.at<int>(stroke.bounds.y + y, stroke.bounds.x + x) == stroke.label) ++column[x];
        for (int border = 1; border < cells; ++border) {
            const double at = field.box.x + border * width - stroke.bounds.x;
            if (at < 0.2 * width || at > stroke.bounds.width - 0.2 * width) continue;
            // Mass within one cell's width on either side.
            double left = 0, right = 0;
            for (int x = 0; x < stroke.bounds.width; ++x) {
                if (x < at && x > at - width) left += column[x];
                if (x >= at && x < at + width) right += column[x];
            }
            if (std::min(left, right) < 0.2 * (left + right)) continue;
            int thinnest = int(at);
            double least = 1e9;
            for (int x = std::max(0, int(at - 0.2 * width)); x < std::min(stroke.bounds.width, int(at + 0.2 * width) + 1);
                 ++x) {
                const double cost = column[x] + std::abs(x - at) / width * 6;
                if (cost < least) least = cost, thinnest = x;
            }
            cut[border] = 1;
            for (int y = 0; y < stroke.bounds.height; ++y) {
                const cv::Point p(stroke.bounds.x + thinnest, stroke.bounds.y + y);
                if (map.labels.at<int>(p) == stroke.label) field.ink.at<std::uint8_t>(p) = 0;
            }
        }
    }
    return cut;
}

double gap(const cv::Rect& a, const cv::Rect& b) {
    const double dx = std::max({0, a.x - b.x - b.width, b.x - a.x - a.width});
    const double dy = std::max({0, a.y - b.y - b.height, b.y - a.y - a.height});
    return std::hypot(dx, dy);
}

}  // namespace

std::vector<CombCell> cut_comb(const FieldInk& given, int cells) {
    std::vector<CombCell> comb(std::max(0, cells));
    if (cells <= 0 || given.ink.empty()) return comb;
    FieldInk field = given;
    field.ink = given.ink.clone();
    remove_specks(field, 0.03);
    const std::vector<char> cut = cut_straddling(field, cells);
    const StrokeMap map = find_strokes(field);

    const double width = double(field.box.width) / cells;
    std::vector<int> cell_of(map.strokes.size(), -1);
    auto nominal = [&](double x) { return std::clamp(int(std::floor((x - field.box.x) / width)), 0, cells - 1); };
    std::vector<std::size_t> loose;
    for (std::size_t i = 0; i < map.strokes.size(); ++i) {
        const Stroke& stroke = map.strokes[i];
        if (!stroke.own) continue;
        const double across = (stroke.centre.x - field.box.x) / width;
        const bool small = stroke.bounds.width < 0.5 * width && stroke.bounds.height < 0.45 * field.box.height;
        if (small && std::abs(across - std::round(across)) < 0.25) loose.push_back(i);
        else cell_of[i] = nominal(stroke.centre.x);
    }
    for (std::size_t i : loose) {
        const Stroke& stroke = map.strokes[i];
        double nearest = 0.12 * width;  // farther than this the centre decides
        cell_of[i] = nominal(stroke.centre.x);
        // What hangs over the upper right is the voicing mark or the bar of 5 of the character before, never the next one's.
        const int before = nominal(stroke.bounds.x);
        const bool high = stroke.centre.y < field.box.y + 0.4 * field.box.height;
        for (std::size_t j = 0; j < map.strokes.size(); ++j)
            if (j != i && cell_of[j] >= 0 && std::abs(cell_of[j] - cell_of[i]) <= 1 && !(high && cell_of[j] > before) &&
                std::find(loose.begin(), loose.end(), j) == loose.end())
                if (const double distance = gap(stroke.bounds, map.strokes[j].bounds); distance < nearest) {
                    nearest = distance;
                    cell_of[i] = cell_of[j];
                }
    }

    const double px2 = field.px_per_mm * field.px_per_mm;
    for (int c = 0; c < cells; ++c) {
        CombCell& cell = comb[c];
        const cv::Rect nominal_cell(int(std::lround(field.box.x + c * width)), field.box.y, int(std::lround(width)),
                                    field.box.height);
        cell.place = nominal_cell;
        std::vector<char> wanted(map.strokes.size() + 1, 0);
        cv::Rect bounds;
        for (std::size_t i = 0; i < map.strokes.size(); ++i) {
            if (cell_of[i] != c) continue;
            const Stroke& stroke = map.strokes[i];
            wanted[stroke.label] = 1;
            bounds = bounds.empty() ? stroke.bounds : bounds | stroke.bounds;
            cell.ink_mm2 += stroke.area / px2;
            cell.extent_mm = std::max(cell.extent_mm, std::hypot(stroke.bounds.width, stroke.bounds.height) / field.px_per_mm);
        }
        cell.blank = cell.ink_mm2 < blank_mm2 || cell.extent_mm < blank_extent_mm;
        if (cell.blank) continue;
        cell.faint = cell.ink_mm2 < 1.6 * blank_mm2 || cell.extent_mm < 1.4 * blank_extent_mm;
        cell.cut = cut[c] || cut[c + 1];
        // The rim of a stain and a line across the form come in from outside.
        const bool from_outside = bounds.y <= 1 || bounds.br().y >= field.ink.rows - 1;
        cell.overflow = from_outside || bounds.x < nominal_cell.x - width / 3 || bounds.br().x > nominal_cell.br().x + width / 3;
        cell.place = bounds;
        cell.glyph = cut_glyph(field, map.labels, wanted, bounds, nominal_cell);
    }
    return comb;
}

}  // namespace yorozu::ocr
