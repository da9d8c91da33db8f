#pragma once
#include <opencv2/core.hpp>

#include "ocr/page/image.h"

namespace yorozu::ocr {

/// A blank at the resolution at which boxes and print are looked for, told apart into rules and print.
struct RuledPage {
    static constexpr double px_per_mm = 8;
    cv::Mat ink;     ///< 0 or 255: all that is dark
    cv::Mat rules;   ///< 0 or 255: straight level and upright lines from 2.2 mm, a pixel wider than they are
};
RuledPage ruled_page(const Image& blank, double px_per_mm);

}  // namespace yorozu::ocr
