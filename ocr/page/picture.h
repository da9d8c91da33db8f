#pragma once
#include "ocr/page/image.h"

namespace yorozu::ocr {

/// The part of an image inside the box, cut to the image; empty when they don't meet.
Image cropped(const Image& image, const BoxPx& box);

/// The image shrunk to `width` px (area averaged, so that thin strokes stay visible); never enlarged.
Image shrunk(const Image& image, int width);

/// The image turned clockwise by 0, 90, 180 or 270 degrees.
Image turned(const Image& image, int degrees);

/// A box of an image of this size, after turned().
BoxPx turned(const BoxPx& box, int image_width, int image_height, int degrees);

}  // namespace yorozu::ocr
