#include "ocr/form/print_lines.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "ocr/form/ruled_page.h"

namespace yorozu::ocr {
namespace {

constexpr double scale = RuledPage::px_per_mm;

/// Rules that make up forms, not characters: those with an unbroken run of 6 mm, and the small empty squares to be ticked.
cv::Mat form_rules(const RuledPage& page) {
    const auto run = [&](cv::Size bar) {
        cv::Mat lines;
        cv::morphologyEx(page.ink, lines, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, bar));
        return lines;
    };
    const int longest = int(6 * scale);
    const cv::Mat seeds = run({longest, 1}) | run({1, longest});
    // Gaps are not closed here: a label that nearly touches its box is print.
    cv::Mat strokes = run({int(2.2 * scale), 1}) | run({1, int(2.2 * scale)});
    cv::dilate(strokes, strokes, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::Mat labels, stats, centres, kept = cv::Mat::zeros(strokes.size(), CV_8U);
    const int count = cv::connectedComponentsWithStats(strokes, labels, stats, centres, 8);
    std::vector<char> keep(static_cast<std::size_t>(count), 0);
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP), stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const bool square = box.width > 3.2 * scale && box.height > 3.2 * scale && box.width < 7 * scale && std::abs(box.width - box.height) < 0.9 * scale;
        if (!square) continue;
        const int rim = int(0.9 * scale);
        const cv::Rect inside(box.x + rim, box.y + rim, box.width - 2 * rim, box.height - 2 * rim);
        keep[static_cast<std::size_t>(i)] = cv::countNonZero(page.ink(inside)) < 0.03 * inside.area();
    }
    for (int y = 0; y < kept.rows; ++y)
        for (int x = 0; x < kept.cols; ++x)
            if (seeds.at<std::uint8_t>(y, x)) keep[static_cast<std::size_t>(labels.at<int>(y, x))] = 1;
    keep[0] = 0;
    for (int y = 0; y < kept.rows; ++y)
        for (int x = 0; x < kept.cols; ++x)
            if (keep[static_cast<std::size_t>(labels.at<int>(y, x))]) kept.at<std::uint8_t>(y, x) = 255;
    return kept;
}

/// Pieces of print: the strokes of a character mostly in one.
std::vector<cv::Rect> print_pieces(const RuledPage& page) {
    cv::Mat print = page.ink & ~form_rules(page), closed, labels, stats, centres;
    cv::morphologyEx(print, closed, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    const int count = cv::connectedComponentsWithStats(closed, labels, stats, centres, 8);
    std::vector<cv::Rect> pieces;
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP), stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const int area = stats.at<int>(i, cv::CC_STAT_AREA);
        if (area < 4 || box.height > 9 * scale || box.width > 14 * scale) continue;
        pieces.push_back(box);
    }
    return pieces;
}

class Groups {
public:
    explicit Groups(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t of(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent_[of(a)] = of(b); }

private:
    std::vector<std::size_t> parent_;
};

/// Joins rectangles until no two belong together.
template <typename Together>
std::vector<cv::Rect> joined(std::vector<cv::Rect> boxes, Together together) {
    for (bool again = true; again;) {
        Groups groups(boxes.size());
        std::sort(boxes.begin(), boxes.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.y < b.y; });
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t j = i + 1; j < boxes.size() && boxes[j].y <= boxes[i].y + boxes[i].height + int(scale); ++j)
                if (together(boxes[i], boxes[j])) groups.join(i, j);
        std::vector<cv::Rect> whole(boxes.size());
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            auto& box = whole[groups.of(i)];
            box = box.empty() ? boxes[i] : box | boxes[i];
        }
        std::erase_if(whole, [](const cv::Rect& box) { return box.empty(); });
        again = whole.size() < boxes.size();
        boxes = std::move(whole);
    }
    return boxes;
}

int gap_across(const cv::Rect& a, const cv::Rect& b) { return std::max(a.x, b.x) - std::min(a.x + a.width, b.x + b.width); }
int gap_down(const cv::Rect& a, const cv::Rect& b) { return std::max(a.y, b.y) - std::min(a.y + a.height, b.y + b.height); }

/// One above the other and close: strokes of one character (ニ, 三).
bool one_character(const cv::Rect& a, const cv::Rect& b) {
    const cv::Rect both = a | b;
    return -gap_across(a, b) >= std::min(a.width, b.width) * 0.6 && gap_down(a, b) < 0.9 * scale && std::min(a.height, b.height) < 0.38 * both.height && both.height <= 1.35 * std::max({a.width, b.width, a.height, b.height}) &&
           both.height <= 6.5 * scale;
}

bool one_line(const cv::Rect& a, const cv::Rect& b) {
    const int high = std::max(a.height, b.height), low = std::min(a.height, b.height);
    if (-gap_down(a, b) < 0.5 * low || high > 9 * scale) return false;
    // Beside a dot or a dash the gap is part of the character.
    // Strokes of い are low: beside a dot the print counts as 2 mm high at least.
    const double print = std::max<double>(high, 2.0 * scale);
    const auto dot = [&](const cv::Rect& box) { return std::max(box.width, box.height) < 0.35 * print; };
    const double reach = dot(a) || dot(b) ? 1.6 * print : low < 0.5 * high ? 1.1 * high : 0.9 * high;
    const double least = 1.0 * scale;   // small print: still a full-width space
    return gap_across(a, b) <= std::max(least, reach);
}

BoxMm in_mm(const cv::Rect& box) { return {box.x / scale, box.y / scale, box.width / scale, box.height / scale}; }

/// Where a line is cut by middle dots: small pieces at half height with paper on both sides.
std::vector<BoxMm> parts_between_dots(const cv::Rect& line, const std::vector<cv::Rect>& pieces) {
    std::vector<cv::Rect> inside;
    for (const auto& piece : pieces)
        if ((piece & line) == piece) inside.push_back(piece);
    std::sort(inside.begin(), inside.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.x < b.x; });
    const auto is_dot = [&](const cv::Rect& piece) {
        const double middle = piece.y + piece.height / 2.0 - (line.y + line.height / 2.0);
        if (piece.width > 0.3 * line.height || piece.height > 0.3 * line.height || std::abs(middle) > 0.2 * line.height) return false;
        return std::all_of(inside.begin(), inside.end(), [&](const cv::Rect& other) { return other == piece || gap_across(piece, other) >= 0.15 * line.height; });
    };
    std::vector<cv::Rect> parts(1);
    for (const auto& piece : inside) {
        if (is_dot(piece)) parts.emplace_back();
        else parts.back() = parts.back().empty() ? piece : parts.back() | piece;
    }
    const bool whole = parts.size() >= 2 && std::none_of(parts.begin(), parts.end(), [](const cv::Rect& part) { return part.empty(); });
    std::vector<BoxMm> boxes;
    if (whole)
        for (const auto& part : parts) boxes.push_back(in_mm({part.x, line.y, part.width, line.height}));
    return boxes;
}

}  // namespace

std::vector<PrintLine> find_print(const Image& blank, double px_per_mm) {
    std::vector<PrintLine> lines;
    if (blank.empty() || px_per_mm <= 0) return lines;
    const auto pieces = print_pieces(ruled_page(blank, px_per_mm));
    auto boxes = joined(joined(pieces, one_character), one_line);
    std::erase_if(boxes, [](const cv::Rect& box) { return box.height < 1.0 * scale || box.width < 0.8 * scale; });
    std::sort(boxes.begin(), boxes.end(), [](const cv::Rect& a, const cv::Rect& b) { return std::pair(a.y, a.x) < std::pair(b.y, b.x); });
    for (const auto& box : boxes) lines.push_back({in_mm(box), "", parts_between_dots(box, pieces), {}});
    return lines;
}

}  // namespace yorozu::ocr
