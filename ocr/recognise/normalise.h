#pragma once
#include "ocr/recognise/recogniser.h"

/// Private to ocr/recognise: a glyph of any size becomes the network's input. ocr/training/normalise.py computes
/// the same numbers; a test holds the two together.
namespace yorozu::ocr {

/// How a network wants its glyphs.
struct InputShape {
    int size = 32;        ///< pixels a side
    int inner = 26;       ///< the longer side of the ink's bounds becomes this, channel 0
    int inner_cell = 21;  ///< the shorter side of the nominal cell becomes this, channel 1
    int channels = 2;     ///< 1 leaves the cell out
};

/// Writes channels × size × size values 0 (paper) … 1 (the glyph's darkest ink) to `out`; false if there is no ink
/// (nothing darker than `no_ink`), and then nothing is written.
///
/// peak  = the darkest pixel; the ink's bounds [x0,x1) × [y0,y1) hold all pixels ≥ 0.4 · peak.
/// step  = max(x1−x0, y1−y0, 1) / inner source pixels per input pixel, the same in x and y.
/// Input pixel i looks at  c(i) = (x0+x1)/2 + (i + ½ − size/2) · step;  source pixel j has its centre at j + ½.
/// It is the sum over j of ink(j) · max(0, 1 − |j+½−c| / r) / r with r = max(step, 1): linear interpolation when
/// enlarging, a triangle that covers all pixels when shrinking; paper outside the picture; divided by the peak.
/// Channel 1 does the same with the nominal cell for the bounds and its shorter side for the longer one: people write
/// as large as the narrower way lets them, so small kana stay small in tall and in wide boxes. Where the cell is empty,
/// channel 1 is channel 0.
bool normalise(const Glyph& glyph, const InputShape& shape, float* out);

/// Darkest pixel up to which a glyph counts as empty, of 255.
inline constexpr int no_ink = 24;

}  // namespace yorozu::ocr
