#pragma once
#include <vector>

#include "ocr/field/ink.h"
#include "ocr/recognise/recogniser.h"

/// Private to ocr/field: connected ink and long lines.
namespace yorozu::ocr {

/// One connected piece of ink (8-connected, pixels at or above `written`).
struct Stroke {
    int label = 0;     ///< its value in StrokeMap::labels
    cv::Rect bounds;   ///< in the crop
    int area = 0;      ///< pixels
    cv::Point2d centre;
    bool own = true;   ///< centre in the field's box (a tenth of its height over is still its own)
};

struct StrokeMap {
    cv::Mat labels;  ///< 32 bit, 0 = no ink
    std::vector<Stroke> strokes;
};

/// Specks must be gone. `own` is decided against the box: a stroke of the row above that hangs into the crop is not.
StrokeMap find_strokes(const FieldInk& field);

/// Cuts the soft ink of the wanted labels (index = label) out of the field; other ink is left out. `bounds` holds
/// all wanted ink. `cell` is the nominal cell in the crop; the glyph covers the cell and what sticks out of it.
Glyph cut_glyph(const FieldInk& field, const cv::Mat& labels, const std::vector<char>& wanted, const cv::Rect& bounds,
                const cv::Rect& cell);

/// Length in mm of the longest nearly straight, nearly level line of ink (slope up to 0.35, wobble up to 0.35 mm,
/// gaps up to 0.7 mm, seven tenths of it connected) in `area`: a 訂正線 through several characters. Lines shorter than `least_mm` count as 0 and
/// cost nothing where no connected ink is half as wide.
double longest_line_mm(const FieldInk& field, const cv::Rect& area, double least_mm);

}  // namespace yorozu::ocr
