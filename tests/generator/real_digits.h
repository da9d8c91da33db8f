#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "tests/generator/glyph_shape.h"

namespace yorozu::generator {

/// A set of real handwritten digits, and where its test part begins; training takes the images before.
struct RealSet {
    const char *name, *images_file, *labels_file;
    int first_test;
};
const std::vector<RealSet>& real_sets();

/// The folder with real handwriting: $YOROZU_DATA, else ../shared/data beside the checkout. Empty, with a line that says
/// so, when no set is there: a test then has nothing to do.
std::filesystem::path real_digits_folder();

/// One writer of the test parts: places in the image file, by digit.
/// - optdigits was copied form by form, so a window of 64 neighbours is one writer for the most part;
/// - semeion has two of each digit per writer, in fixed order, but its test part holds only the digits 5 to
/// 9: the
///   others come from an optdigits writer;
/// - mnist does not say who wrote what: images of like slant and weight are put together.
struct RealWriter {
    std::string set;
    std::vector<std::vector<int>> images;        ///< ten lists, some empty for semeion
    std::vector<std::vector<int>> other_images;  ///< from optdigits, where `images` has none
};
/// Writers drawn by the seed, `count` from each set that is there.
std::vector<RealWriter> real_writers(const std::filesystem::path& folder, int count, Random random);

/// The digits of one writer of the test parts, drawn by the seed. Throws std::runtime_error when the folder
/// holds none of the sets or a file is broken, naming it.
std::shared_ptr<const GlyphSource> real_digits(const std::filesystem::path& folder, Random random);

}  // namespace yorozu::generator
