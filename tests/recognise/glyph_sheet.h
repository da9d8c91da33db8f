#pragma once
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "ocr/recognise/recogniser.h"

/// Glyphs for these tests: sheets in the repository, and real handwriting where the data folder is there.
namespace yorozu::test {

inline std::filesystem::path own_folder() { return std::filesystem::path(YOROZU_SOURCE_DIR) / "tests/recognise"; }

inline std::filesystem::path data_folder() {
    if (const char* named = std::getenv("YOROZU_DATA")) return named;
    return std::filesystem::path(YOROZU_SOURCE_DIR).parent_path() / "shared/data";
}

/// A picture that is its own cell.
inline ocr::Glyph glyph(int width, int height, std::vector<std::uint8_t> ink) {
    return {{width, height, 1, std::move(ink)}, {0, 0, width, height}};
}

/// Reads a PBM sheet (P4, black is ink) and cuts it into squares of `side` pixels, row by row.
inline std::vector<ocr::Glyph> sheet(const std::filesystem::path& file, int side) {
    std::ifstream stream(file, std::ios::binary);
    std::string magic;
    int width = 0, height = 0;
    stream >> magic >> width >> height;
    stream.get();
    if (!stream || magic != "P4") throw std::runtime_error("no PBM sheet: " + file.string());
    const int row_bytes = (width + 7) / 8;
    std::vector<char> bits(std::size_t(row_bytes) * height);
    stream.read(bits.data(), std::streamsize(bits.size()));
    std::vector<ocr::Glyph> out;
    for (int top = 0; top + side <= height; top += side)
        for (int left = 0; left + side <= width; left += side) {
            std::vector<std::uint8_t> ink(std::size_t(side) * side);
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x) {
                    const int bit = bits[std::size_t(top + y) * row_bytes + (left + x) / 8] >> (7 - (left + x) % 8) & 1;
                    ink[std::size_t(y) * side + x] = bit ? 255 : 0;
                }
            out.push_back(glyph(side, side, std::move(ink)));
        }
    return out;
}

/// An IDX file packed with gzip: its bytes after the header, and the sizes.
struct Idx {
    std::vector<int> sizes;
    std::vector<std::uint8_t> values;
};

inline Idx read_idx(const std::filesystem::path& file) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("gzip -dc '" + file.string() + "'").c_str(), "r"), pclose);
    std::vector<std::uint8_t> all;
    std::array<std::uint8_t, 65536> block{};
    while (const std::size_t got = fread(block.data(), 1, block.size(), pipe.get())) all.insert(all.end(), block.begin(), block.begin() + std::ptrdiff_t(got));
    if (all.size() < 4) throw std::runtime_error("no IDX file: " + file.string());
    Idx out;
    const int dimensions = all[3];
    for (int d = 0; d < dimensions; ++d)
        out.sizes.push_back(all[4 + 4 * d] << 24 | all[5 + 4 * d] << 16 | all[6 + 4 * d] << 8 | all[7 + 4 * d]);
    out.values.assign(all.begin() + 4 + 4 * dimensions, all.end());
    return out;
}

}  // namespace yorozu::test
