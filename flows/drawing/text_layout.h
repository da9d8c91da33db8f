#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace yorozu::flows {

/// Width of a line of text in the drawing's font, diagram units. Letters are measured once per thread and summed up, as there is
/// no kerning between Japanese letters.
double text_width(std::string_view text, double size, bool bold = false);

/// Breaks text into lines no wider than `width`, at most `most` lines. Japanese may break between any two letters but by 禁則 (no 、。ー）ょ …
/// at the beginning of a line, no （「 … at its end); Latin words and numbers stay whole while they fit. Among the legal
/// breaks those after a particle or comma win, so that 記載台にて届出書の記入 becomes 記載台にて / 届出書の / 記入. Line feeds in the text are kept. What
/// is too long ends in …
std::vector<std::string> broken_lines(std::string_view text, double width, std::size_t most, double size, bool bold = false);

}  // namespace yorozu::flows
