#pragma once
#include <string>
#include <vector>

#include "flows/drawing/display_list.h"

namespace yorozu::flows {

enum class PaperSize { drawing, a4, a3 };

/// How a drawing is laid on paper.
struct Paper {
    PaperSize size = PaperSize::drawing;   ///< drawing: one sheet as large as the drawing
    bool upright = false;
    double margin_mm = 10;
    double scale = 0;      ///< of the natural size (1 unit = 1/96 inch); 0: as large as fits on one sheet, but not below `least_scale`, else over several sheets
    double least_scale = 0.6;
    double overlap_mm = 8; ///< repeated on the neighbouring sheet, for gluing
    std::string title;     ///< at the foot of each sheet, with its number
};

/// One sheet: what part of the drawing it shows.
struct Sheet {
    Box part;
    int row = 0, column = 0;
};
struct SheetPlan {
    double width_mm = 0, height_mm = 0, scale = 1;   ///< of a sheet
    int rows = 1, columns = 1;
    std::vector<Sheet> sheets;   ///< from left to right, from top to bottom
};
SheetPlan plan_sheets(const DisplayList& list, const Paper& paper);

// Bytes of a picture, the same for the same list on the same machine (no dates). Vector, with the letters' shapes in the file. They throw
// std::runtime_error in Japanese when the picture can't be made (too large for memory).
std::string svg_picture(const DisplayList& list);
std::string png_picture(const DisplayList& list, double scale = 1);
std::string pdf_picture(const std::vector<DisplayList>& lists, const Paper& paper = {});

}  // namespace yorozu::flows
