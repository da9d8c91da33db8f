#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/generator/random.h"

namespace yorozu::generator {

struct Point {
    double x = 0, y = 0;
};
using Polyline = std::vector<Point>;

/// One written character in its em square (0…1, y downwards), as whatever its source has: filled outlines,
/// pen strokes, or a scan of real ink.
struct GlyphShape {
    std::vector<Polyline> outlines;  ///< filled by the non-zero rule
    std::vector<Polyline> strokes;   ///< middle lines of the pen
    int bitmap_width = 0, bitmap_height = 0;
    std::vector<std::uint8_t> bitmap;  ///< ink 0 … 255, over the whole em square

    bool empty() const { return outlines.empty() && strokes.empty() && bitmap.empty(); }
};

/// Where a hand takes its characters from.
class GlyphSource {
public:
    virtual ~GlyphSource() = default;
    /// nullopt when the source has no such character.
    virtual std::optional<GlyphShape> glyph(char32_t character, Random& random) const = 0;
    virtual std::string name() const = 0;
};

/// Smallest upright box around the ink, in em. Empty shapes give 0,0,0,0.
struct Extent {
    double left = 0, top = 0, right = 0, bottom = 0;
    double width() const { return right - left; }
    double height() const { return bottom - top; }
};
Extent extent(const GlyphShape& shape);

/// UTF-8 into code points; broken bytes become U+FFFD.
std::u32string code_points(std::string_view text);

}  // namespace yorozu::generator
