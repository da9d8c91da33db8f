#pragma once
#include <vector>

#include "ocr/form/print_lines.h"

namespace yorozu::ocr {

/// Reads the print of an upright blank with Tesseract: the text of every line, and of every part between middle dots.
/// Returns false, with all texts empty, when the program or its Japanese data is missing. Some 40 ms a line;
/// thread-safe, one Tesseract a thread.
bool read_page_print(const Image& blank, double px_per_mm, std::vector<PrintLine>& lines);

/// How far the page must be turned clockwise (0, 90, 180, 270) for its print to stand upright: the turn in which a few of its
/// longest lines read surest. 0 when there is too little print to tell.
int upright_turn(const Image& page, double px_per_mm);

}  // namespace yorozu::ocr
