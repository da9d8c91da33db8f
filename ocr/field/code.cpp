#include "ocr/field/code.h"

#define ZX_USE_UTF8  // text() as std::string
#include <ZXing/ReadBarcode.h>

namespace yorozu::ocr {

std::string read_code(const Image& grey) {
    if (grey.empty() || grey.channels != 1) return {};
    const ZXing::ImageView view(grey.pixels.data(), grey.width, grey.height, ZXing::ImageFormat::Lum);
    ZXing::DecodeHints hints;
    hints.setTryHarder(true).setTryRotate(true);
    const ZXing::Result result = ZXing::ReadBarcode(view, hints);
    return result.isValid() ? result.text() : std::string();
}

}  // namespace yorozu::ocr
