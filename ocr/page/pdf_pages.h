#pragma once
#include <filesystem>
#include <vector>

#include "ocr/page/raster_file.h"

namespace yorozu::ocr {

/// A PDF's pages, rendered by the poppler tools outside our process.
struct PdfOutline {
    struct Size {
        double width_pt = 0;
        double height_pt = 0;
    };
    std::vector<Size> pages;
    DecodeFailure failure;  ///< `what` is empty when the PDF can be read
};
PdfOutline pdf_outline(const std::filesystem::path& file, const LoadLimits& limits);
DecodeResult pdf_page(const std::filesystem::path& file, int number, const PdfOutline::Size& size, const LoadLimits& limits);

}  // namespace yorozu::ocr
