#pragma once
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/page/page.h"

namespace yorozu::ocr {

/// Where a form lies on a page, or why no form does.
/// The transform takes pixels of the template page's blank_image to pixels of the input page as given
/// (before any turn): [x' y' w'] = H · [x y 1], row by row.
struct FormMatch {
    const FormTemplate* form = nullptr;  ///< nullptr: the page fits no template
    int template_page = 1;               ///< which page of the form, from 1
    std::array<double, 9> transform{1, 0, 0, 0, 1, 0, 0, 0, 1};
    double score = 0;         ///< 0…1: share of the blank's ink found on the page, after refit
    double residual_px = 0;   ///< median distance of matched ink, in px of the input page
    double turn_deg = 0;      ///< 0, 90, 180, 270: how far the page was turned clockwise
    double skew_deg = 0;      ///< the rest, clockwise positive
    std::string why_not;      ///< in words, when form is nullptr
    std::string runner_up;    ///< id of the second-best template, "" when none came near
    double margin = 0;        ///< score minus the runner-up's score
};

/// What sorting and registration need of a set of templates, made once and shared by all threads.
class FormIndex {
public:
    /// Keeps pointers into `forms`, which must outlive the index.
    explicit FormIndex(const std::vector<FormTemplate>& forms);
    ~FormIndex();
    FormIndex(FormIndex&&) noexcept;

    struct Impl;
    const Impl& impl() const { return *impl_; }

private:
    std::unique_ptr<Impl> impl_;
};

/// Sorts the page among the templates and registers it, or refuses: below the score limit, or when two
/// templates come too close. Any turn (0/90/180/270), ±10° skew, 95–105 % copies, 100–600 dpi, grey,
/// colour, 1-bit, phone photos. Thread-safe for a shared index.
FormMatch find_form(const Page& page, const FormIndex& index);

/// A person says that the page is a form of the index (usually of one form): takes the best place that registration
/// finds, however different the rest of the print is. Refuses only where no place is to be found at all.
FormMatch find_chosen_form(const Page& page, const FormIndex& index);

/// Two template pages that sorting could mix up, for `template check`.
struct Confusable {
    std::string first;    ///< "id" or "id p2"
    std::string second;
    double likeness = 0;  ///< 0…1: the score one blank reaches when matched against the other
};
std::vector<Confusable> confusable_templates(const std::vector<FormTemplate>& forms);

/// Straightens one box of the form out of the page: grey, 0 black … 255 white.
/// `px_per_mm` is the resolution of the result; `margin_mm` widens the box on every side.
/// A local refit against the blank's ink near the box takes up paper stretch and folds.
struct Crop {
    Image page;          ///< what the page shows there, background evened to about 255
    Image blank;         ///< what the blank shows there, same pixels; empty if not asked for
    BoxPx box;           ///< the box without its margin, inside the crop
    double px_per_mm = 0;
};
Crop crop_box(const Page& page, const FormMatch& match, const BoxMm& box, double px_per_mm, double margin_mm);

/// Where a box of the form lies on the input page as given: the upright rectangle around it.
BoxPx box_on_page(const FormMatch& match, const BoxMm& box);

}  // namespace yorozu::ocr
