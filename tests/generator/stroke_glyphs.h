#pragma once
#include <memory>

#include "tests/generator/glyph_shape.h"

namespace yorozu::generator {

/// Digits and katakana as one person's pen strokes, from samples/hands/strokes.txt. The seed makes the
/// person: which habit for each character, how the joints are moved, how often the pen stays down between
/// strokes, how far strokes run over. Throws std::runtime_error when the stroke file is missing or broken,
/// naming its line.
std::shared_ptr<const GlyphSource> stroke_glyphs(std::uint64_t person);

}  // namespace yorozu::generator
