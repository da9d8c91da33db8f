#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

namespace yorozu::generator {

/// An IDX file (gzip or plain): `count` items of height × width bytes; labels are 1 × 1.
struct IdxFile {
    int count = 0, height = 1, width = 1;
    std::vector<std::uint8_t> bytes;

    const std::uint8_t* item(int index) const {
        return bytes.data() + static_cast<std::size_t>(index) * static_cast<std::size_t>(height) *
                                  static_cast<std::size_t>(width);
    }
};
/// Throws std::runtime_error naming the file when it is absent, cut short or no IDX file.
IdxFile read_idx(const std::filesystem::path& file);

}  // namespace yorozu::generator
