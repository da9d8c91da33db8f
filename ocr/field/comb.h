#pragma once
#include <vector>

#include "ocr/field/strokes.h"

/// Private to ocr/field: combs, one character in each box.
namespace yorozu::ocr {

/// What stands in one cell of a comb.
struct CombCell {
    Glyph glyph;               ///< empty ink when blank
    bool blank = true;         ///< less ink than any character has: judged on mm² and mm, never relative
    bool faint = false;        ///< hardly more than blank: a dot, dirt, the start of a stroke
    bool cut = false;          ///< a stroke that ran into the next cell was cut at the border
    bool overflow = false;     ///< its ink leaves the cell by more than a third of the cell's width, or runs out of the crop above or below
    double ink_mm2 = 0;
    double extent_mm = 0;      ///< diagonal of the largest connected stroke
    cv::Rect place;            ///< the ink's bounds in the crop; the cell when blank
};

/// Least ink of a character: a thin short 1 (0.18 mm pen, 1.5 mm) is above it, dust and fold specks below.
inline constexpr double blank_mm2 = 0.18;
inline constexpr double blank_extent_mm = 0.9;

/// Cuts the ink of a comb of `cells` equal boxes in one row. A stroke belongs to the cell of its centre of mass and
/// may overflow; a small stroke near a border (a loose bar of 5) goes to the cell whose ink it is nearest to; only a
/// stroke with a fifth of its mass on both sides of a border, a fifth of a cell deep, is cut, where it is thinnest.
std::vector<CombCell> cut_comb(const FieldInk& field, int cells);

}  // namespace yorozu::ocr
