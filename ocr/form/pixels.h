#pragma once
#include <opencv2/core.hpp>

#include "ocr/page/image.h"

namespace yorozu::ocr {

/// The image's own pixels as a matrix, without copying; not to be written to.
inline cv::Mat as_mat(const Image& image) {
    return cv::Mat(image.height, image.width, image.channels == 3 ? CV_8UC3 : CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data()));
}

inline Image as_image(const cv::Mat& pixels) {
    Image image;
    image.width = pixels.cols;
    image.height = pixels.rows;
    image.channels = pixels.channels();
    image.pixels.resize(image.row_bytes() * static_cast<std::size_t>(image.height));
    for (int y = 0; y < pixels.rows; ++y)
        std::copy_n(pixels.ptr<std::uint8_t>(y), image.row_bytes(), image.pixels.data() + image.row_bytes() * static_cast<std::size_t>(y));
    return image;
}

/// How much a picture is reduced for the coarse search: its longer side becomes about 900 px, whatever its resolution.
inline double coarse_factor(cv::Size size) { return 900.0 / std::max({size.width, size.height, 1}); }

}  // namespace yorozu::ocr
