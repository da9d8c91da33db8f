#pragma once
#include <string>

#include "ocr/page/image.h"

/// Private to ocr/field: bar and QR codes, by zxing-cpp.
namespace yorozu::ocr {

/// Text of the code in a grey picture, "" when there is none that can be read with its checks fulfilled.
std::string read_code(const Image& grey);

}  // namespace yorozu::ocr
