#pragma once
#include "tests/generator/hand.h"

namespace yorozu::generator {

enum class CheckStyle { tick, check, cross, filled };

/// A ring around a printed word: not quite closed or overshooting, not quite round, as a hand makes it.
void draw_circle(cairo_t* pen, const ocr::BoxMm& word, const Hand& hand, Random& random);
/// レ, ✓, × or a filled box.
void draw_check(cairo_t* pen, const ocr::BoxMm& box, CheckStyle style, const Hand& hand, Random& random);
/// Two lines (or one, or a zigzag) through what was written.
void strike_out(cairo_t* pen, const ocr::BoxMm& text, const Hand& hand, Random& random);

}  // namespace yorozu::generator
