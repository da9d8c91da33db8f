#pragma once
#include <cairo.h>

#include <memory>
#include <string>

#include "ocr/page/image.h"
#include "tests/generator/glyph_shape.h"

namespace yorozu::generator {

/// One person's handwriting: where the characters come from and how this person bends them. All lengths in
/// mm.
struct Hand {
    std::string name;  ///< for the truth file ("strokes-81", "klee", "mnist+yomogi")
    std::shared_ptr<const GlyphSource> letters;
    std::shared_ptr<const GlyphSource> kanji;   ///< asked when `letters` lacks a character
    std::shared_ptr<const GlyphSource> digits;  ///< asked first for 0–9; may be null

    double slant = 0;        ///< shear: how far the top leans right, per height
    double turn = 0;         ///< degrees, whole hand
    double turn_change = 2;  ///< degrees, from character to character (standard deviation)
    double size = 0.8;       ///< of the cell
    double size_change = 0.05;
    double aspect = 1;              ///< width over height
    double baseline_change = 0.03;  ///< of the character's size
    double spacing = 1;
    double drift = 0;       ///< how far a free line climbs, mm per mm
    double wobble = 0.012;  ///< of the em
    double wobble_waves = 1.3;
    double pen = 0.4;                            ///< width of the pen
    double pressure = 0.2;                       ///< how much the width changes along a stroke
    double bold = 0;                             ///< widens filled outlines
    double red = 0.1, green = 0.1, blue = 0.12;  ///< ink
    double opacity = 0.95;
    double grain = 0;  ///< 0 ink … 1 pencil on rough paper
};

/// Writes one character whose em square is `em` (page mm; the context's unit is 1 mm) with the hand's bends.
void write_glyph(cairo_t* ink, const GlyphShape& shape, const ocr::BoxMm& em, const Hand& hand,
                 Random& random);

/// One character per cell, from the left (or ending at the right edge).
void write_cells(cairo_t* ink, std::string_view text, const ocr::BoxMm& box, int cells, const Hand& hand,
                 Random& random, bool right_aligned = false);

/// Free writing inside a box; long text is written smaller and closer, as people do. Returns the box it took.
ocr::BoxMm write_line(cairo_t* ink, std::string_view text, const ocr::BoxMm& box, const Hand& hand,
                      Random& random);

}  // namespace yorozu::generator
