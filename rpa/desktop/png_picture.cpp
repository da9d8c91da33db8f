#include "rpa/desktop/png_picture.h"

#include <png.h>

#include "rpa/driver.h"

namespace yorozu::rpa {

std::string png_of(const Pixels& pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.width);
    image.height = static_cast<png_uint_32>(pixels.height);
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string bytes(size, '\0');
    if (!png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.rgb.data(), 0, nullptr)) throw StepFailure{StepFailure::Kind::environment, "画面の画像を作れません: メモリーを確かめてください"};
    bytes.resize(size);
    return bytes;
}

std::optional<Pixels> read_png(const std::filesystem::path& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&image, file.c_str())) return std::nullopt;
    image.format = PNG_FORMAT_RGB;
    if (image.width > 10'000 || image.height > 10'000) {
        png_image_free(&image);
        return std::nullopt;
    }
    Pixels pixels{static_cast<int>(image.width), static_cast<int>(image.height), std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
    if (!png_image_finish_read(&image, nullptr, pixels.rgb.data(), 0, nullptr)) return std::nullopt;
    return pixels;
}

}  // namespace yorozu::rpa
