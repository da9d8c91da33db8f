#pragma once
#include "ocr/field/ink.h"

/// Private to ocr/field: is there an 印影 in the box?
namespace yorozu::ocr {

struct SealReading {
    enum class State { none, present, unclear };
    State state = State::none;
    double ink_mm2 = 0;   ///< ink in and near the box, print taken away
    double red_mm2 = 0;   ///< of it red, where the scan has colour
    double ring = 0;      ///< share of 72 directions in which ink stands at the edge of the ink's own ellipse
};

/// A seal is red (at least 3 mm² of it), or, where the scan has no colour, a round spot 5–25 mm across with an edge
/// all around (`ring` ≥ 0.6) or dense ink. Writing in the box is neither and stays unclear.
/// `colour` has the same pixels as the ink (red, green, blue) or is empty or grey.
SealReading read_seal(const FieldInk& field, const cv::Mat& colour);

}  // namespace yorozu::ocr
