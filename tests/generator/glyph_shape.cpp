#include "tests/generator/glyph_shape.h"

#include <algorithm>

namespace yorozu::generator {

Extent extent(const GlyphShape& shape) {
    Extent e{1e9, 1e9, -1e9, -1e9};
    const auto add = [&](double x, double y) {
        e = {std::min(e.left, x), std::min(e.top, y), std::max(e.right, x), std::max(e.bottom, y)};
    };
    for (const auto* lines : {&shape.outlines, &shape.strokes})
        for (const auto& line : *lines)
            for (const Point& p : line) add(p.x, p.y);
    for (int y = 0; y < shape.bitmap_height; ++y)
        for (int x = 0; x < shape.bitmap_width; ++x)
            if (shape.bitmap[static_cast<std::size_t>(y) * shape.bitmap_width + x] > 96) {
                add(static_cast<double>(x) / shape.bitmap_width,
                    static_cast<double>(y) / shape.bitmap_height);
                add((x + 1.0) / shape.bitmap_width, (y + 1.0) / shape.bitmap_height);
            }
    return e.left > e.right ? Extent{} : e;
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
        if (length == 0 || i + static_cast<std::size_t>(length) > text.size()) {
            out += U'\uFFFD';
            ++i;
            continue;
        }
        char32_t c = length == 1 ? lead : lead & (0xFF >> (length + 1));
        for (int k = 1; k < length; ++k)
            c = (c << 6) | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3F);
        out += c;
        i += static_cast<std::size_t>(length);
    }
    return out;
}

}  // namespace yorozu::generator
