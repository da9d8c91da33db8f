#pragma once
#include <cairo.h>

#include <filesystem>

#include "tests/generator/form_design.h"

namespace yorozu::generator {

/// Draws a page's print with cairo, 1 user unit = 1 mm (scale the context first). Text: pango, IPAex fonts.
void draw_print(cairo_t* cr, const PageDesign& page);

/// The empty page as pixels: grey, white paper.
ocr::Image blank_image(const PageDesign& page, double dpi);

/// Writes the form's blanks (8-bit grey PNG) and template.json into the folder.
void write_form(const FormDesign& form, const std::filesystem::path& folder, double dpi);

}  // namespace yorozu::generator
