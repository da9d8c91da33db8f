#include "ocr/form/point_registration.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "ocr/form/form_index.h"
#include "ocr/form/registration.h"

namespace yorozu::ocr {
namespace {

constexpr double least_triangle = 0.02;  ///< of the form's area: less, and a hand's error becomes a turn
constexpr double most_stretch = 2;       ///< of one axis against the other; a fax has 2.08 before its rows are brought together
constexpr double most_lean_deg = 15;     ///< of the axes from a right angle
constexpr double least_score = 0.40;     ///< as where a person chose the form: less in common refines nothing

double triangle(const cv::Point2f& a, const cv::Point2f& b, const cv::Point2f& c) {
    return std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2.0;
}

/// Whether a flat sheet could lie like this.
bool bends_paper(const cv::Matx33d& work_to_page, double stretch_down) {
    const cv::Vec2d right(work_to_page(0, 0), work_to_page(1, 0) / stretch_down), below(work_to_page(0, 1), work_to_page(1, 1) / stretch_down);
    const double across = cv::norm(right), down = cv::norm(below);
    if (across < 1e-6 || down < 1e-6 || std::max(across, down) > most_stretch * std::min(across, down)) return true;
    const double cross = (right[0] * below[1] - right[1] * below[0]) / (across * down);
    return cross < std::cos(most_lean_deg * CV_PI / 180);  // mirrored ones, too
}

}  // namespace

FormMatch register_by_points(const Page& page, const FormTemplate& form, int template_page, const std::vector<PointPair>& pairs) {
    if (pairs.size() != 3) throw std::invalid_argument("register_by_points wants three pairs");
    FormMatch match;
    if (template_page < 1 || template_page > static_cast<int>(form.pages.size()) || page.image.empty()) {
        match.why_not = "その帳票のページがありません";
        return match;
    }
    const Candidate candidate{&form, template_page, blank_ink_of(form.pages[static_cast<std::size_t>(template_page) - 1])};
    const auto& paper = candidate.paper();
    cv::Point2f on_form[3], on_page[3];
    for (std::size_t i = 0; i < 3; ++i) {
        on_form[i] = {static_cast<float>(pairs[i].form_x_mm * work_px_per_mm), static_cast<float>(pairs[i].form_y_mm * work_px_per_mm)};
        on_page[i] = {static_cast<float>(pairs[i].page_x_px), static_cast<float>(pairs[i].page_y_px)};
    }
    const double area = paper.width_mm * paper.height_mm * work_px_per_mm * work_px_per_mm;
    if (triangle(on_form[0], on_form[1], on_form[2]) < least_triangle * area) {
        match.why_not = "三つの点が近すぎるか、ほぼ一直線です。離れた三つの点を選んでください";
        return match;
    }
    const cv::Mat affine = cv::getAffineTransform(on_form, on_page);
    cv::Matx33d given = cv::Matx33d::eye();
    for (int row = 0; row < 2; ++row)
        for (int column = 0; column < 3; ++column) given(row, column) = affine.at<double>(row, column);
    const PageView view(page, PageView::Use::crops);
    if (bends_paper(given, view.stretch_down)) {
        match.why_not = "この三つの点では、紙がゆがむか裏返しになります。同じ番号が同じ場所を指しているか確かめてください";
        return match;
    }
    const auto refined = register_form(view, *candidate.ink, {given, 0});
    double moved = 0;
    for (const auto& point : on_form) {
        const auto here = apply(given.inv() * refined.work_to_page, point.x, point.y);
        moved = std::max(moved, std::hypot(here.x - point.x, here.y - point.y) / work_px_per_mm);
    }
    const bool better = moved <= hand_mm && refined.agreement.score >= least_score;
    place_form(match, candidate, better ? refined.work_to_page : given, view.stretch_down);
    if (better) match.score = match.margin = refined.agreement.score;
    return match;
}

}  // namespace yorozu::ocr
