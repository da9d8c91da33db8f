#include "ocr/form/template_draft.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/form/blank_ink.h"
#include "ocr/form/pixels.h"

namespace yorozu::ocr {
namespace {

constexpr double draft_px_per_mm = 8;

struct WhiteBox {
    BoxMm box;
    double print = 0;   ///< share of the inside that is ink
};

int px(double mm) { return std::max(1, static_cast<int>(std::lround(mm * draft_px_per_mm))); }

/// Bars that open a mask leave only straight lines at least that long; slight breaks are closed first.
cv::Mat lines_along(const cv::Mat& mask, bool across, double shortest_mm) {
    const cv::Size gap = across ? cv::Size(px(0.5), 1) : cv::Size(1, px(0.5));
    const cv::Size bar = across ? cv::Size(px(shortest_mm), 1) : cv::Size(1, px(shortest_mm));
    cv::Mat closed, lines;
    cv::morphologyEx(mask, closed, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, gap));
    cv::morphologyEx(closed, lines, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, bar));
    return lines;
}

std::vector<WhiteBox> white_boxes(const Image& blank, double px_per_mm) {
    cv::Mat grey = as_mat(blank), work;
    if (grey.channels() == 3) cv::cvtColor(grey, grey, cv::COLOR_RGB2GRAY);
    const double factor = draft_px_per_mm / px_per_mm;
    cv::resize(grey, work, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const cv::Mat mask = ink_map(work).mask;
    // The sides of a check box are short, so upright and level lines of 2.2 mm count; print rarely has such.
    cv::Mat rules = lines_along(mask, true, 2.2) | lines_along(mask, false, 2.2);
    cv::dilate(rules, rules, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::Mat labels, stats, centres, white = ~rules;
    const int count = cv::connectedComponentsWithStats(white, labels, stats, centres, 4);
    std::vector<WhiteBox> boxes;
    const int rim = 1;  // the dilation above
    for (int i = 1; i < count; ++i) {
        const int x = stats.at<int>(i, cv::CC_STAT_LEFT), y = stats.at<int>(i, cv::CC_STAT_TOP);
        const int w = stats.at<int>(i, cv::CC_STAT_WIDTH), h = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        const double filled = stats.at<int>(i, cv::CC_STAT_AREA) / (static_cast<double>(w) * h);
        const bool touches_edge = x == 0 || y == 0 || x + w == white.cols || y + h == white.rows;
        if (touches_edge || w < px(1.8) || h < px(1.8) || h > px(80) || filled < 0.8) continue;
        const cv::Mat inside = mask({x, y, w, h});
        boxes.push_back({{(x - rim) / draft_px_per_mm, (y - rim) / draft_px_per_mm, (w + 2 * rim) / draft_px_per_mm, (h + 2 * rim) / draft_px_per_mm},
                         cv::countNonZero(inside) / (static_cast<double>(w) * h)});
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

std::vector<DraftField> draft_fields(const Image& blank, double px_per_mm) {
    std::vector<DraftField> fields;
    if (blank.empty() || px_per_mm <= 0) return fields;
    const auto boxes = white_boxes(blank, px_per_mm);
    constexpr double mostly_print = 0.05;
    for (std::size_t i = 0; i < boxes.size();) {
        const auto& box = boxes[i].box;
        const std::size_t end = boxes[i].print <= 0.06 && box.width <= 14 ? comb_end(boxes, i) : i + 1;
        DraftField field;
        if (end - i >= 3) {
            field.shape = DraftField::Shape::comb;
            field.cells = static_cast<int>(end - i);
            field.box_mm = around(box, boxes[end - 1].box);
            fields.push_back(field);
        } else if (is_check_box(box)) {
            const bool continues = !fields.empty() && fields.back().shape == DraftField::Shape::check_boxes && same_row(fields.back().options.back(), box) &&
                                   box.x - fields.back().options.back().x < 45;
            if (!continues) {
                field.shape = DraftField::Shape::check_boxes;
                field.box_mm = box;
                fields.push_back(field);
            }
            fields.back().options.push_back(box);
            fields.back().box_mm = around(fields.back().box_mm, box);
            ++i;
            continue;
        } else if (boxes[i].print < mostly_print && box.width >= 8 && box.height >= 4) {
            field.box_mm = box;
            fields.push_back(field);
        }
        i = end - i >= 3 ? end : i + 1;
    }
    return fields;
}

std::string draft_json(const std::string& id, const std::string& title, const std::vector<DraftPage>& pages) {
    using Json = nlohmann::ordered_json;
    const auto rounded = [](double mm) { return std::round(mm * 10) / 10; };
    const auto json_box = [&](const BoxMm& box) { return Json{rounded(box.x), rounded(box.y), rounded(box.width), rounded(box.height)}; };
    Json json{{"formatVersion", 1}, {"id", id}, {"title", title}};
    Json papers = Json::array(), fields = Json::array();
    int number = 0;
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const auto& page = pages[p];
        papers.push_back({{"width_mm", page.width_mm}, {"height_mm", page.height_mm}, {"blank", page.blank}});
        for (const auto& draft : page.fields) {
            ++number;
            const std::string digits = std::to_string(number);
            Json field{{"id", "field_" + std::string(digits.size() < 2 ? 1 : 0, '0') + digits}, {"label", "項目 " + digits}};
            if (pages.size() > 1) field["page"] = p + 1;
            if (draft.shape == DraftField::Shape::check_boxes) {
                field["kind"] = "choice";
                field["mark"] = "check";
                field["pick"] = draft.options.size() > 1 ? "one" : "many";
                Json options = Json::array();
                for (std::size_t i = 0; i < draft.options.size(); ++i)
                    options.push_back({{"value", std::to_string(i + 1)}, {"box_mm", json_box(draft.options[i])}});
                field["options"] = options;
            } else {
                field["kind"] = draft.shape == DraftField::Shape::comb ? "digits" : "kanji";
                field["box_mm"] = json_box(draft.box_mm);
                if (draft.cells > 0) field["cells"] = draft.cells;
            }
            fields.push_back(std::move(field));
        }
    }
    if (pages.size() == 1)
        json["page"] = papers[0];
    else
        json["pages"] = papers;
    json["fields"] = fields;
    return json.dump(2) + "\n";
}

}  // namespace yorozu::ocr
