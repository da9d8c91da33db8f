#include "workbench/gui/controls/bitmaps.h"

namespace yorozu::gui {

wxBitmap bitmap_of(const ocr::Image& image) {
    if (image.empty()) return {};
    wxImage made(image.width, image.height, false);
    unsigned char* to = made.GetData();
    for (std::size_t at = 0, end = image.pixels.size(); at < end; at += static_cast<std::size_t>(image.channels)) {
        for (int channel = 0; channel < 3; ++channel) *to++ = image.pixels[at + (image.channels == 3 ? static_cast<std::size_t>(channel) : 0)];
    }
    return wxBitmap(made);
}

}  // namespace yorozu::gui
