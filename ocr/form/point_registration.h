#pragma once
#include <vector>

#include "ocr/form/form_match.h"

namespace yorozu::ocr {

/// A place on the form, in mm from the top left of the blank, and where it lies on the scan, in px of the page as given.
struct PointPair {
    double form_x_mm = 0, form_y_mm = 0;
    double page_x_px = 0, page_y_px = 0;
};

/// How far a hand may be off when it points.
inline constexpr double hand_mm = 3;

/// A person says where three places of a form's page lie on the scan: registers from there. The print near it refines what
/// a hand cannot point at, within `hand_mm`; where there is too little print in common, the points alone count.
/// Refuses points that lie almost in one line or too close together, or that would bend the paper (axes that are not
/// square, one stretched to twice the other). Throws std::invalid_argument unless there are three pairs. Thread-safe.
FormMatch register_by_points(const Page& page, const FormTemplate& form, int template_page, const std::vector<PointPair>& pairs);

}  // namespace yorozu::ocr
