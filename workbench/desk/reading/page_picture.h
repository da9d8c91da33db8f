#pragma once
#include <cstdint>
#include <vector>

#include "ocr/page/image.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A page of a batch to look at.
struct PagePicture {
    ocr::Image image;    ///< upright, at most as wide as wished; empty when the page cannot be shown
    std::string why_not; ///< then: the scan cannot be loaded, or the form has fields that are never shown
    int page_width = 0;  ///< px of the page as given, before turning and shrinking
    int page_height = 0;
    int turned_deg = 0;  ///< clockwise, how far the page as given was turned: 0, 90, 180, 270
};

/// Loads one page (decoding a 300-dpi A4 page takes some 50 ms: not for the UI thread). A page of a form with masked
/// fields is not shown whole: the numbers would be readable. Wants the right clerk or checker for the
/// document's batch; who shows it has called view_pages before. Throws StoreError for an unknown document.
PagePicture page_picture(Workspace& workspace, const std::string& batch, std::int64_t document, int width_px);

}  // namespace yorozu::desk
