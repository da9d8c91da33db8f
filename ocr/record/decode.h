#pragma once
#include <string>
#include <vector>

#include "ocr/field/field_reading.h"
#include "ocr/form/form_template.h"
#include "ocr/lexicon/lexicon.h"
#include "ocr/record/rules.h"

/// What a field's characters may mean together: sequences of guesses, weighed by lists and rules (acceptance.h says
/// how). Private to ocr/record.
namespace yorozu::ocr {

struct Candidate {
    std::string raw;      ///< the guesses put together, with what stood between them
    std::string value;    ///< normal form
    double likelihood = 0;
    double weight = 0;    ///< likelihood times what lists and rules say
    double least = 1;     ///< least probability among its characters
    bool listed = false;  ///< in the field's list, or begins with an entry of it (addresses)
    bool whole = false;   ///< every character is covered by list entries
    std::size_t blocks_from = 0;  ///< of an address: the characters from here on are block numbers, read as such
    bool full_name = false;  ///< a surname and a given name of two lists
    bool resized = false; ///< some kana are larger on paper than in the list
    const LexiconEntry* entry = nullptr;
    std::vector<std::string> characters;
    std::vector<int> runs;   ///< of the field's line, one per character
    int dirt = 0;            ///< pieces of the line stepped over
};

struct Decoding {
    std::vector<Candidate> candidates;  ///< heaviest first, one per value
    std::string first_value;            ///< the likeliest reading before lists and rules
    double rest = 0;                    ///< weight of all that was not enumerated
    GlyphLattice blocks;                ///< of an address: the field's line with its characters read as block numbers

    double confidence(std::size_t candidate) const;
};

/// The characters' guesses, best first.
std::vector<GlyphReading> guesses_of(const FieldReading& reading);

/// `parent`: only list entries that belong to it (branches of one bank), "" for all.
Decoding decode(const FieldReading& reading, const FieldTemplate& field, const RuleSurroundings& surroundings,
                std::string_view parent = {});

/// The list of a field: its `lexicon`, else the one of its `in` rule, else for フリガナ and account holders the surnames (with
/// the given names behind them); nullptr when it has none or it is not installed.
const Lexicon* list_of(const FieldTemplate& field, const LexiconSet& lexicons);

}  // namespace yorozu::ocr
