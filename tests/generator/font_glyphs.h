#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "tests/generator/glyph_shape.h"

namespace yorozu::generator {

/// Outlines of a pen-like font, flattened. A font may be split over many files (web fonts are); the first
/// file that has the character gives it. FreeType stays in the .cpp. Throws std::runtime_error when no file
/// can be opened.
std::shared_ptr<const GlyphSource> font_glyphs(std::string name,
                                               const std::vector<std::filesystem::path>& files);

/// A pen-like font as installed here: Debian packages, or node_modules beside the generator.
struct PenFont {
    std::string name;
    std::vector<std::filesystem::path> files;
    bool kept_from_training = false;  ///< recognisers are never trained on it
};
/// Fonts that are installed, in a fixed order.
std::vector<PenFont> installed_pen_fonts();

}  // namespace yorozu::generator
