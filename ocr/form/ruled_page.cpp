#include "ocr/form/ruled_page.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/form/blank_ink.h"
#include "ocr/form/pixels.h"

namespace yorozu::ocr {
namespace {

/// Bars that open a mask leave only straight lines at least that long; slight breaks are closed first.
cv::Mat lines_along(const cv::Mat& mask, bool across, double shortest_mm) {
    const auto px = [](double mm) { return std::max(1, static_cast<int>(std::lround(mm * RuledPage::px_per_mm))); };
    const cv::Size gap = across ? cv::Size(px(0.5), 1) : cv::Size(1, px(0.5));
    const cv::Size bar = across ? cv::Size(px(shortest_mm), 1) : cv::Size(1, px(shortest_mm));
    cv::Mat closed, lines;
    cv::morphologyEx(mask, closed, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, gap));
    cv::morphologyEx(closed, lines, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, bar));
    return lines;
}

}  // namespace

RuledPage ruled_page(const Image& blank, double px_per_mm) {
    cv::Mat grey = as_mat(blank), work;
    if (grey.channels() == 3) cv::cvtColor(grey, grey, cv::COLOR_RGB2GRAY);
    const double factor = RuledPage::px_per_mm / px_per_mm;
    cv::resize(grey, work, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    RuledPage page;
    page.ink = ink_map(work).mask;
    // The sides of a check box are short, so upright and level lines of 2.2 mm count; print rarely has such.
    page.rules = lines_along(page.ink, true, 2.2) | lines_along(page.ink, false, 2.2);
    cv::dilate(page.rules, page.rules, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return page;
}

}  // namespace yorozu::ocr
