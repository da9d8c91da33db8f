#pragma once
#include <cstdint>
#include <vector>

namespace yorozu::ocr {

/// A rectangle in pixels: top-left corner and size.
struct BoxPx {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    friend bool operator==(const BoxPx&, const BoxPx&) = default;
};

/// A rectangle in millimetres from the top left of a form's blank.
struct BoxMm {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    friend bool operator==(const BoxMm&, const BoxMm&) = default;
};

/// A point in pixels, with fractions; pixel (0,0) has its centre at (0,0).
struct PointPx {
    double x = 0;
    double y = 0;
};

/// Pixels that we own: 8 bits a channel, rows top to bottom without padding,
/// 1 channel (grey, 0 black … 255 white) or 3 (red, green, blue).
struct Image {
    int width = 0;
    int height = 0;
    int channels = 1;
    std::vector<std::uint8_t> pixels;

    bool empty() const { return pixels.empty(); }
    std::size_t row_bytes() const { return static_cast<std::size_t>(width) * channels; }
};

}  // namespace yorozu::ocr
