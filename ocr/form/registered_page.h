#pragma once
#include <memory>

#include "ocr/form/form_match.h"

namespace yorozu::ocr {

/// A page together with where its form lies: what every crop of the page shares (the page's ink in the form's
/// own millimetres, its background) is worked out once, so that one crop costs well under a millisecond.
/// crop_box() in form_match.h is the same for a single box.
class RegisteredPage {
public:
    /// Keeps references to `page` and `match.form`, which must outlive this. Throws std::invalid_argument
    /// when the match has no form. Const afterwards: one object may be shared between threads.
    RegisteredPage(const Page& page, const FormMatch& match);
    ~RegisteredPage();
    RegisteredPage(RegisteredPage&&) noexcept;
    RegisteredPage& operator=(RegisteredPage&&) noexcept;

    /// As crop_box(); `with_blank` false leaves Crop::blank empty and saves a third of the time.
    Crop crop(const BoxMm& box, double px_per_mm, double margin_mm, bool with_blank = true) const;

    /// The same pixels in colour (red, green, blue; background not evened), for seals and coloured print;
    /// one channel when the page has none.
    Image colour(const BoxMm& box, double px_per_mm, double margin_mm) const;

    /// How far the paper lies from the page's transform around this box, in mm (paper stretch, folds):
    /// what crop() takes up. {0, 0} where the blank has no ink nearby to tell.
    PointPx local_shift_mm(const BoxMm& box) const;

    /// Upright rectangle around the box on the input page as given, local shift included.
    BoxPx on_page(const BoxMm& box) const;

    const FormMatch& match() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace yorozu::ocr
