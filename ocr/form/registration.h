#pragma once
#include <opencv2/core.hpp>
#include <vector>

#include "ocr/form/blank_ink.h"
#include "ocr/page/page.h"

namespace yorozu::ocr {

/// A page reduced for the coarse search and for comparing. `to_page` takes reduced px to px of the page as given.
struct ReducedPage {
    cv::Mat grey;
    cv::Matx33d to_page = cv::Matx33d::eye();
};

/// What one page is compared by, made once for all templates.
struct PageView {
    enum class Use { search, crops };   ///< crops needs no features
    explicit PageView(const Page& page, Use use = Use::search);

    const Page& page;
    cv::Mat grey;               ///< full size; shares the page's pixels when it is grey
    double stretch_down = 1;    ///< rows are this much further apart than columns (fax: 204 / 98)
    ReducedPage coarse;
    std::vector<cv::KeyPoint> keypoints;  ///< in px of coarse.grey
    cv::Mat descriptors;

    /// The page reduced by whole steps so that it still has at least `px_per_mm` at the given scale (page px per mm).
    ReducedPage reduced(double page_px_per_mm, double px_per_mm) const;
};

/// The page as seen in a form's own work pixels, with a rim on every side for looking beyond the paper's edge.
struct RectifiedPage {
    static constexpr int rim = 24;
    cv::Mat grey;
    cv::Mat soft;    ///< ink, softened: 0 … 255
    cv::Mat mask;    ///< ink: 0 or 255
    cv::Mat found;   ///< within 0.2 mm of ink: 0 or 255
    cv::Matx33d to_page;  ///< work px (without the rim) to page px
};
RectifiedPage rectify(const PageView& view, const cv::Matx33d& work_to_page, cv::Size size);

/// Where one cell's ink lies: `shift` from where the transform puts it, and how well that is known in x and y
/// (`information`, 2×2, zero along a ruled line).
struct CellShift {
    cv::Point2f centre;
    cv::Point2f shift;
    cv::Matx22f information;
    float contrast = 0;  ///< −1 … 1: darkness on the blank's ink minus darkness beside it
};
/// Searches ±`reach` px around the place that `warp` gives. `soft` has the rim of a RectifiedPage.
CellShift find_shift(const cv::Mat& soft, const InkCell& cell, const cv::Matx33d& warp, int reach);

/// The warp that fits the cells' shifts best; single cells that disagree lose their weight.
/// `projective` false keeps parallel lines parallel.
cv::Matx33d fit_warp(const std::vector<CellShift>& shifts, const cv::Matx33d& warp, cv::Size size, bool projective);

/// Where features say the form could lie, likeliest first: work px to page px.
struct CoarseGuess {
    cv::Matx33d work_to_page;
    int agreeing = 0;   ///< features that agree
};
/// A quick vote with a quarter of the features, to shorten the list where there are many forms.
int likeness(const PageView& view, const BlankInk& blank);

std::vector<CoarseGuess> coarse_guesses(const PageView& view, const BlankInk& blank);

/// How well a registered form explains the page.
struct Agreement {
    double score = 0;        ///< share of the blank's ink found
    double chance = 0;       ///< the same with the blank laid a little beside: what scribble would reach
    double contrast = 0;     ///< mean over cells
    double typical = 0;      ///< share found in the middling cell: low on a bad copy, whatever the form
    /// Cells where much is missing and other ink stands there: another edition's print, or writing.
    struct Contradiction {
        cv::Point2f centre;  ///< in work px
        double share = 0;    ///< of the blank's ink
    };
    std::vector<Contradiction> contradictions;
    double missing = 0;      ///< share in cells where most is missing and nothing else stands there
    double residual = 0;     ///< median distance of matched ink from the transform, in work px
};

struct Registration {
    cv::Matx33d work_to_page = cv::Matx33d::eye();
    RectifiedPage page;
    cv::Matx33d warp = cv::Matx33d::eye();  ///< blank work px to px of page.grey (without rim)
    std::vector<CellShift> shifts;
    Agreement agreement;
};
Registration register_form(const PageView& view, const BlankInk& blank, const CoarseGuess& guess);

/// Straight level and upright lines on the page, in mm, that the blank does not have: another edition has them.
double foreign_rules_mm(const Registration& registration, const BlankInk& blank);

/// Of two forms that both fit a page: the ink that only one of them has decides. Shares of it that the page shows.
struct OnlyInk {
    double share_first = 0, share_second = 0;
    int points_first = 0, points_second = 0;
};
OnlyInk only_ink(const Registration& first, const BlankInk& first_blank, const Registration& second, const BlankInk& second_blank);

inline cv::Point2d apply(const cv::Matx33d& h, double x, double y) {
    const double w = h(2, 0) * x + h(2, 1) * y + h(2, 2);
    return {(h(0, 0) * x + h(0, 1) * y + h(0, 2)) / w, (h(1, 0) * x + h(1, 1) * y + h(1, 2)) / w};
}

/// Takes px of a picture to px of the same picture scaled by the factors (pixel centres kept).
inline cv::Matx33d scaling(double across, double down) {
    return {across, 0, (across - 1) / 2, 0, down, (down - 1) / 2, 0, 0, 1};
}

}  // namespace yorozu::ocr
