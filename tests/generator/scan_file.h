#pragma once
#include <filesystem>
#include <vector>

#include "tests/generator/generator.h"

namespace yorozu::generator {

enum class ScanKind { png, jpeg, tiff, pdf };

/// Writes pages as one scan file: PNG and JPEG hold one page, TIFF (G4 for one-bit pages, LZW else) and PDF
/// any number. The bytes depend on the pages alone (no dates). Throws std::runtime_error naming the file.
void write_scan(const std::filesystem::path& file, ScanKind kind, const std::vector<FilledPage>& pages,
                int jpeg_quality = 60);

/// What a JPEG of this quality leaves of the picture.
ocr::Image through_jpeg(const ocr::Image& image, int quality);

}  // namespace yorozu::generator
