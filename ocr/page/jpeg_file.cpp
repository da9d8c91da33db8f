// JPEG through libjpeg with an error manager of our own: nothing is printed, and a warning (a file cut short is
// filled up with grey and only warned about) counts as a failure, else its fields would read as empty.
#include <cstdio>

#include <jpeglib.h>

#include <csetjmp>

#include "ocr/page/raster_file.h"

namespace yorozu::ocr {
namespace {

struct Errors {
    jpeg_error_mgr base;
    std::jmp_buf back;
};

void give_up(j_common_ptr codec) { std::longjmp(reinterpret_cast<Errors*>(codec->err)->back, 1); }
void count_warning(j_common_ptr codec, int level) {
    if (level < 0) ++codec->err->num_warnings;
}
void say_nothing(j_common_ptr) {}

/// A small file can ask for thousands of passes over a large picture.
void watch_passes(j_common_ptr codec) {
    constexpr int most_passes = 200;
    if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number > most_passes) give_up(codec);
}

/// Everything that libjpeg's way of failing (longjmp) would skip is owned by the caller.
struct Reading {
    jpeg_decompress_struct codec{};
    Errors errors{};
    jpeg_progress_mgr progress{};
    std::vector<std::uint8_t> inks;   ///< one row of cyan, magenta, yellow, black

    Reading(const std::vector<std::uint8_t>& bytes) {
        codec.err = jpeg_std_error(&errors.base);
        errors.base.error_exit = give_up;
        errors.base.emit_message = count_warning;
        errors.base.output_message = say_nothing;
        progress.progress_monitor = watch_passes;
        if (setjmp(errors.back)) return;
        jpeg_create_decompress(&codec);
        codec.progress = &progress;
        jpeg_mem_src(&codec, bytes.data(), static_cast<unsigned long>(bytes.size()));
        created = true;
    }
    ~Reading() {
        if (!setjmp(errors.back)) jpeg_destroy_decompress(&codec);
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    bool created = false;
};

bool read_header(Reading& reading) {
    if (!reading.created || setjmp(reading.errors.back)) return false;
    return jpeg_read_header(&reading.codec, TRUE) == JPEG_HEADER_OK;
}

/// Adobe writes inks inverted: 255 is no ink.
void inks_to_colour(const std::vector<std::uint8_t>& inks, std::uint8_t* row, int width, bool inverted) {
    for (int x = 0; x < width; ++x) {
        const auto* ink = inks.data() + 4 * x;
        const int black = inverted ? ink[3] : 255 - ink[3];
        for (int c = 0; c < 3; ++c) row[3 * x + c] = static_cast<std::uint8_t>((inverted ? ink[c] : 255 - ink[c]) * black / 255);
    }
}

bool read_rows(Reading& reading, Image& image) {
    auto& codec = reading.codec;
    if (setjmp(reading.errors.back)) return false;
    const bool inks = codec.out_color_space == JCS_CMYK;
    jpeg_start_decompress(&codec);
    while (codec.output_scanline < codec.output_height) {
        auto* row = image.pixels.data() + image.row_bytes() * codec.output_scanline;
        JSAMPROW target = inks ? reading.inks.data() : row;
        jpeg_read_scanlines(&codec, &target, 1);
        if (inks) inks_to_colour(reading.inks, row, image.width, codec.saw_Adobe_marker);
    }
    jpeg_finish_decompress(&codec);
    return codec.err->num_warnings == 0;
}

}  // namespace

bool jpeg_size(const std::vector<std::uint8_t>& bytes, PictureSize& size) {
    Reading reading(bytes);
    if (!read_header(reading)) return false;
    size.width = reading.codec.image_width;
    size.height = reading.codec.image_height;
    return true;
}

bool decode_jpeg(const std::vector<std::uint8_t>& bytes, Decoded& decoded) {
    Reading reading(bytes);
    if (!read_header(reading)) return false;
    auto& codec = reading.codec;
    const bool inks = codec.jpeg_color_space == JCS_CMYK || codec.jpeg_color_space == JCS_YCCK;
    const bool grey = codec.jpeg_color_space == JCS_GRAYSCALE;
    codec.out_color_space = inks ? JCS_CMYK : grey ? JCS_GRAYSCALE : JCS_RGB;
    auto& image = decoded.image;
    image.width = static_cast<int>(codec.image_width);
    image.height = static_cast<int>(codec.image_height);
    image.channels = grey ? 1 : 3;
    image.pixels.resize(image.row_bytes() * static_cast<std::size_t>(image.height));
    reading.inks.resize(inks ? 4 * static_cast<std::size_t>(image.width) : 0);
    const double unit = codec.density_unit == 1 ? 1 : codec.density_unit == 2 ? 2.54 : 0;
    decoded.dpi = sensible_dpi(codec.X_density * unit);
    decoded.dpi_down = sensible_dpi(codec.Y_density * unit);
    return read_rows(reading, image);
}

}  // namespace yorozu::ocr
