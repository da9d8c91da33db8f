#pragma once
#include <string>
#include <vector>

#include "ocr/form/form_match.h"
#include "ocr/page/page.h"
#include "ocr/recognise/glyph_lattice.h"

namespace yorozu::ocr {

enum class FieldStatus { accepted, review, blank };

/// One character (or one alternative spelling of it) as it was read.
struct CharacterReading {
    std::string value;
    double confidence = 0;
    BoxPx box_px;                      ///< on the input page as given
    std::vector<CharacterGuess> others;  ///< further guesses, best first, `value` not among them
};

/// What OCR saw in one field. First filled by read_fields (raw reading), then by ocr/record (lists, rules,
/// normal form, status).
struct FieldReading {
    std::string id;
    std::string value;        ///< normalised: half-width digits, full-width kana, ISO dates …
    std::string raw;          ///< as written
    bool blank = false;
    double confidence = 0;    ///< probability that `value` is right as a whole
    FieldStatus status = FieldStatus::review;
    std::vector<std::string> reasons;  ///< why a person must look, in words; empty when accepted or blank
    BoxPx box_px;             ///< on the input page as given
    std::vector<CharacterReading> characters;
    GlyphLattice line;        ///< free lines of words: every way of cutting them, for ocr/record; else empty. Not kept
    double ink = 0;           ///< share of the box that is ink, printed lines taken away
    bool doubt = false;       ///< seen while cutting: struck out, overflow, cancelled mark, two circles …

    /// Kept by ocr/record, so that it can judge again: what read_fields had said. Below 0: not judged yet.
    double read_confidence = -1;
    std::vector<std::string> read_reasons;
};

/// Reads the fields of one matched page: dropout, cells or segments, blank test, recognisers, marks, seals,
/// codes, print. `recogniser` belongs to the calling thread.
std::vector<FieldReading> read_fields(const Page& page, const FormMatch& match, Recogniser& recogniser);

}  // namespace yorozu::ocr
