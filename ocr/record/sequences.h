#pragma once
#include <string>
#include <vector>

#include "ocr/recognise/glyph_lattice.h"

/// The likeliest texts of a lattice, before lists and rules. Private to ocr/record.
namespace yorozu::ocr {

struct Sequence {
    double likelihood = 1;  ///< of this way of cutting and these characters
    double least = 1;       ///< least probability among its characters
    std::vector<std::string> characters;
    std::vector<int> runs;  ///< in the lattice, one per character
    int dirt = 0;           ///< pieces stepped over
};

/// The likeliest sequences from piece `from` on, best first.
std::vector<Sequence> likeliest(const GlyphLattice& line, std::size_t limit, int from = 0);

/// Likelihood that the line begins with the first `count` of these characters, read in these runs, whatever follows; 1 for none. A character
/// that the recogniser did not offer costs what it costs in a list's search.
double likelihood_of_beginning(const GlyphLattice& line, const std::vector<int>& runs, const std::vector<std::string>& characters, std::size_t count);

}  // namespace yorozu::ocr
