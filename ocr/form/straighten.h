#pragma once
#include "ocr/page/image.h"

namespace yorozu::ocr {

/// How far print and rules of a page lie turned from level, clockwise positive, within ±10°, to 0.02°. 0 for a page without
/// either. Method: the turn in which the sums of ink along the rows differ most (Postl's projection), coarse to fine.
double skew_deg(const Image& page, double px_per_mm);

/// The page turned back by `degrees` about its middle, same size; corners that come in from outside are white.
Image levelled(const Image& page, double degrees);

}  // namespace yorozu::ocr
