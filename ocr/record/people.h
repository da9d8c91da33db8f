#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/record/decode.h"

/// People named on one form: who signs is mostly named elsewhere on it, and families share a surname. A name that was accepted speaks for the
/// same name, and for the same surname, in fields that have no フリガナ to confirm them. Private to ocr/record.
namespace yorozu::ocr {

/// An accepted name; both as keys (text_key.h).
struct KnownName {
    std::u32string full;
    std::u32string surname;  ///< "" when the lists cannot part it from the given name
};

KnownName known_name(std::string_view value, const LexiconSet& lexicons);

/// A written name whose list is the surnames'.
bool names_a_person(const FieldTemplate& field);

/// Weighs the candidates of a field that the other fields of its page have not confirmed, in place. `line`: what was decoded.
/// Candidates that begin with a known surname gain, be their given names in the list or not; so does what was not enumerated behind such a
/// surname. acceptance.h has the priors.
void weigh_with_known_names(Decoding& decoding, const GlyphLattice& line, const std::vector<KnownName>& known, const LexiconSet& lexicons);

}  // namespace yorozu::ocr
