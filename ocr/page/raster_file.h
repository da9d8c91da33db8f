#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "ocr/page/page.h"

namespace yorozu::ocr {

/// What a file really is, told by its first bytes.
enum class FileKind { png, jpeg, tiff, pdf, unknown };
FileKind file_kind(const std::vector<std::uint8_t>& head);

/// Pixels and resolution of one decoded picture, or why there are none.
struct Decoded {
    Image image;
    double dpi = 0;
    double dpi_down = 0;
};
struct DecodeFailure {
    std::string what;
    std::string mend;
};
using DecodeResult = std::variant<Decoded, DecodeFailure>;

/// PNG, JPEG or one page of a TIFF whose header points at that page. The size is checked before any pixel is decoded.
DecodeResult decode_raster(FileKind kind, const std::vector<std::uint8_t>& bytes, const LoadLimits& limits);

/// The pages of a TIFF: where each image directory starts, found without decoding anything.
/// Classic and BigTIFF. `broken` is set when the chain of directories ends in nonsense or bites its own tail.
struct TiffDirectories {
    std::vector<std::uint64_t> offsets;
    bool broken = false;
    bool too_many = false;
};
TiffDirectories tiff_directories(const std::vector<std::uint8_t>& bytes, int max_pages);

/// Lets the TIFF's header point at the given directory, so that the page can be decoded whatever is wrong with the pages before it.
void point_tiff_at(std::vector<std::uint8_t>& bytes, std::uint64_t directory);

}  // namespace yorozu::ocr
