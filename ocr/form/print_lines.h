#pragma once
#include <string>
#include <vector>

#include "ocr/page/image.h"

namespace yorozu::ocr {

/// A stretch of print on a blank: one line, or the part of a line up to a wide gap.
struct PrintLine {
    BoxMm box_mm;
    std::string text;                     ///< "" until it was read (ocr/field/page_print.h)
    std::vector<BoxMm> parts;             ///< what stands between middle dots (普通・当座): two or more, else empty
    std::vector<std::string> part_texts;  ///< as many as parts once read
};

/// Finds where print stands on an upright, straight blank. Top to bottom, left to right.
/// Method: ink that is no ruled line, closed to characters, joined along the line over gaps up to a character's height.
std::vector<PrintLine> find_print(const Image& blank, double px_per_mm);

}  // namespace yorozu::ocr
