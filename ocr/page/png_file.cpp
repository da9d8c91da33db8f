// PNG through libpng's own simplified reader: it keeps its messages to itself and makes palettes, 1 and 16 bits and
// transparency plain.
#include <png.h>

#include <cmath>
#include <cstring>

#include "ocr/page/raster_file.h"

namespace yorozu::ocr {
namespace {

std::uint32_t big_endian(const std::vector<std::uint8_t>& bytes, std::size_t at) {
    return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 | static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

/// Pixels per metre of the pHYs chunk, which the simplified reader does not tell, as dpi.
void read_resolution(const std::vector<std::uint8_t>& bytes, Decoded& decoded) {
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::size_t length = big_endian(bytes, at);
        const auto* type = reinterpret_cast<const char*>(bytes.data() + at + 4);
        if (std::memcmp(type, "IDAT", 4) == 0 || length > bytes.size() - at - 12) return;
        if (std::memcmp(type, "pHYs", 4) == 0 && length == 9 && bytes[at + 16] == 1) {
            decoded.dpi = sensible_dpi(big_endian(bytes, at + 8) * 0.0254);
            decoded.dpi_down = sensible_dpi(big_endian(bytes, at + 12) * 0.0254);
            return;
        }
        at += length + 12;
    }
}

/// Frees what libpng holds when reading stops half way.
struct PngImage : png_image {
    PngImage() {
        std::memset(static_cast<png_image*>(this), 0, sizeof(png_image));
        version = PNG_IMAGE_VERSION;
    }
    ~PngImage() { png_image_free(this); }
};

}  // namespace

bool png_size(const std::vector<std::uint8_t>& bytes, PictureSize& size) {
    if (bytes.size() < 33 || std::memcmp(bytes.data() + 12, "IHDR", 4) != 0) return false;
    size.width = big_endian(bytes, 16);
    size.height = big_endian(bytes, 20);
    return true;
}

bool decode_png(const std::vector<std::uint8_t>& bytes, Decoded& decoded) {
    PngImage reader;
    if (!png_image_begin_read_from_memory(&reader, bytes.data(), bytes.size())) return false;
    // Scanners that write 16 bits without a gamma mean the usual one.
    reader.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    const bool colour = reader.format & PNG_FORMAT_FLAG_COLOR;
    reader.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    auto& image = decoded.image;
    image.width = static_cast<int>(reader.width);
    image.height = static_cast<int>(reader.height);
    image.channels = colour ? 3 : 1;
    image.pixels.resize(image.row_bytes() * static_cast<std::size_t>(image.height));
    const png_color paper{255, 255, 255};
    if (!png_image_finish_read(&reader, &paper, image.pixels.data(), 0, nullptr)) return false;
    read_resolution(bytes, decoded);
    return true;
}

}  // namespace yorozu::ocr
