#pragma once
#include <string_view>
#include <vector>

#include "ocr/lexicon/key_index.h"
#include "ocr/lexicon/lexicon.h"

/// Private to ocr/lexicon: the words of one list, or of two behind one another, that a lattice may hold.
namespace yorozu::ocr {

struct WordSource {
    const KeyIndex* keys;
    const std::vector<LexiconEntry>* entries;
    std::string_view parent;  ///< only entries of this parent, "" for all
};

/// Walks the lattice piece by piece with the likeliest words begun so far (a beam of 48 a list). Best first, at most
/// `limit` spellings. `beginning`: the last word may end before the line does.
std::vector<LineMatch> search_line(const GlyphLattice& lattice, const std::vector<WordSource>& words, bool beginning, std::size_t limit);

}  // namespace yorozu::ocr
