#include <algorithm>
#include <set>

#include "ocr/page/raster_file.h"

namespace yorozu::ocr {
namespace {

/// Numbers of a TIFF in the file's own byte order; outside the file they read as absent.
class TiffBytes {
public:
    explicit TiffBytes(const std::vector<std::uint8_t>& bytes)
        : bytes_(bytes), big_endian_(bytes.size() > 1 && bytes[0] == 'M'), big_tiff_(false) {
        std::uint64_t version = 0;
        big_tiff_ = number(2, 2, version) && version == 43;
    }
    bool big_tiff() const { return big_tiff_; }
    bool big_endian() const { return big_endian_; }
    bool number(std::uint64_t at, int width, std::uint64_t& value) const {
        if (at > bytes_.size() || bytes_.size() - at < static_cast<std::uint64_t>(width)) return false;
        value = 0;
        for (int i = 0; i < width; ++i) value = value << 8 | bytes_[at + (big_endian_ ? i : width - 1 - i)];
        return true;
    }

private:
    const std::vector<std::uint8_t>& bytes_;
    bool big_endian_;
    bool big_tiff_;
};

}  // namespace

TiffDirectories tiff_directories(const std::vector<std::uint8_t>& bytes, int max_pages) {
    TiffDirectories found;
    const TiffBytes tiff(bytes);
    const int offset_width = tiff.big_tiff() ? 8 : 4;
    const int count_width = tiff.big_tiff() ? 8 : 2;
    const int entry_width = tiff.big_tiff() ? 20 : 12;
    std::uint64_t directory = 0;
    if (!tiff.number(tiff.big_tiff() ? 8 : 4, offset_width, directory)) {
        found.broken = true;
        return found;
    }
    std::set<std::uint64_t> seen;
    while (directory != 0) {
        if (!seen.insert(directory).second) {
            found.broken = true;
            break;
        }
        if (static_cast<int>(found.offsets.size()) == max_pages) {
            found.too_many = true;
            break;
        }
        std::uint64_t entries = 0;
        if (!tiff.number(directory, count_width, entries) || entries == 0 || entries > 4096) {
            found.broken = true;
            break;
        }
        std::uint64_t next = 0;
        if (!tiff.number(directory + count_width + entries * entry_width, offset_width, next)) {
            found.broken = true;
            break;
        }
        found.offsets.push_back(directory);
        directory = next;
    }
    return found;
}

void point_tiff_at(std::vector<std::uint8_t>& bytes, std::uint64_t directory) {
    const TiffBytes tiff(bytes);
    const int width = tiff.big_tiff() ? 8 : 4;
    const std::size_t at = tiff.big_tiff() ? 8 : 4;
    if (bytes.size() < at + width) return;
    for (int i = 0; i < width; ++i) {
        const int shift = 8 * (tiff.big_endian() ? width - 1 - i : i);
        bytes[at + i] = static_cast<std::uint8_t>(directory >> shift);
    }
}

}  // namespace yorozu::ocr
