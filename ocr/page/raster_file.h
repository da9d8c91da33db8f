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

/// Resolution as the file gives it; 0 when it is nonsense.
inline double sensible_dpi(double dpi) { return dpi >= 50 && dpi <= 2400 ? dpi : 0; }

struct PictureSize {
    long long width = 0;
    long long height = 0;
};
/// Size from the header alone; false when there is none.
bool png_size(const std::vector<std::uint8_t>& bytes, PictureSize& size);
bool jpeg_size(const std::vector<std::uint8_t>& bytes, PictureSize& size);
/// Whole pictures; false when anything of them is missing or wrong. Nothing is written to stderr.
bool decode_png(const std::vector<std::uint8_t>& bytes, Decoded& decoded);
bool decode_jpeg(const std::vector<std::uint8_t>& bytes, Decoded& decoded);

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
