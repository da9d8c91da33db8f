#pragma once
#include <limits>
#include <span>
#include <vector>

#include "ocr/recognise/recogniser.h"

namespace yorozu::ocr {

/// Pieces [from, to) of a line, taken for one character.
struct GlyphRun {
    int from = 0, to = 0;
    GlyphReading reading;
    GlyphReading second;  ///< the same read with another set: digits where block numbers may follow, letters for banks; else empty
    double prior = 0;       ///< log of how well its width and inner gaps suit one character, ≤ 0
    BoxPx box_px;           ///< on the input page as given

    double dirt = never;    ///< log of how likely it is no character at all: specks, stains, other fields' writing

    bool level = false;     ///< a level dash by its shape: 一, ー or the hyphen of block numbers

    static constexpr double never = -std::numeric_limits<double>::infinity();

    /// Log-weight of this run in a way of cutting: every piece weighs what the run's best guess is worth, so that few wide
    /// characters do not win over many narrow ones.
    double weight() const;
};

/// Writing whose characters are not parted yet: pieces from left to right, and the runs of them that may be one character.
/// A way of cutting is a sequence of runs from the first piece to the last. Its probability is e^(sum of its runs' weights)
/// over the same of all ways, in which dirt is stepped over; that of a text is this times its characters' probabilities. A comb is the lattice with one
/// way.
struct GlyphLattice {
    int pieces = 0;
    std::vector<GlyphRun> runs;      ///< ascending by `from`
    std::vector<char> space_before;  ///< of each piece: a gap as between two words

    bool empty() const { return pieces == 0; }
    /// For each piece (and the end): log of the summed weights of all ways of cutting from there to the end; [0] is of all.
    std::vector<double> log_from() const;
};

/// One character after the other, as in a comb.
GlyphLattice lattice_of(std::span<const GlyphReading> characters);

}  // namespace yorozu::ocr
