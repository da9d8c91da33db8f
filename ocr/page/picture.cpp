#include "ocr/page/picture.h"

#include <algorithm>
#include <cstring>

namespace yorozu::ocr {

Image cropped(const Image& image, const BoxPx& box) {
    const int left = std::clamp(box.x, 0, image.width), right = std::clamp(box.x + box.width, left, image.width);
    const int top = std::clamp(box.y, 0, image.height), bottom = std::clamp(box.y + box.height, top, image.height);
    if (left == right || top == bottom) return {};
    Image out{right - left, bottom - top, image.channels, {}};
    out.pixels.resize(out.row_bytes() * out.height);
    for (int y = 0; y < out.height; ++y)
        std::memcpy(&out.pixels[y * out.row_bytes()],
                    &image.pixels[(top + y) * image.row_bytes() + static_cast<std::size_t>(left) * image.channels],
                    out.row_bytes());
    return out;
}

Image shrunk(const Image& image, int width) {
    if (width <= 0 || width >= image.width) return image;
    const int height = std::max(1, static_cast<int>(static_cast<long long>(image.height) * width / image.width));
    Image out{width, height, image.channels, {}};
    out.pixels.resize(out.row_bytes() * height);
    for (int y = 0; y < height; ++y) {
        const int top = static_cast<int>(static_cast<long long>(y) * image.height / height);
        const int bottom = std::max(top + 1, static_cast<int>((y + 1LL) * image.height / height));
        for (int x = 0; x < width; ++x) {
            const int left = static_cast<int>(static_cast<long long>(x) * image.width / width);
            const int right = std::max(left + 1, static_cast<int>((x + 1LL) * image.width / width));
            for (int channel = 0; channel < image.channels; ++channel) {
                unsigned sum = 0;
                for (int v = top; v < bottom; ++v)
                    for (int u = left; u < right; ++u)
                        sum += image.pixels[v * image.row_bytes() + static_cast<std::size_t>(u) * image.channels + channel];
                out.pixels[y * out.row_bytes() + static_cast<std::size_t>(x) * image.channels + channel] =
                    static_cast<std::uint8_t>(sum / static_cast<unsigned>((bottom - top) * (right - left)));
            }
        }
    }
    return out;
}

Image turned(const Image& image, int degrees) {
    if (degrees % 360 == 0) return image;
    const bool swap = degrees % 180 != 0;
    Image out{swap ? image.height : image.width, swap ? image.width : image.height, image.channels, {}};
    out.pixels.resize(image.pixels.size());
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const BoxPx to = turned(BoxPx{x, y, 1, 1}, image.width, image.height, degrees);
            std::memcpy(&out.pixels[to.y * out.row_bytes() + static_cast<std::size_t>(to.x) * image.channels],
                        &image.pixels[y * image.row_bytes() + static_cast<std::size_t>(x) * image.channels], image.channels);
        }
    return out;
}

BoxPx turned(const BoxPx& box, int image_width, int image_height, int degrees) {
    switch (((degrees % 360) + 360) % 360) {
        case 90: return {image_height - box.y - box.height, box.x, box.height, box.width};
        case 180: return {image_width - box.x - box.width, image_height - box.y - box.height, box.width, box.height};
        case 270: return {box.y, image_width - box.x - box.width, box.height, box.width};
        default: return box;
    }
}

}  // namespace yorozu::ocr
