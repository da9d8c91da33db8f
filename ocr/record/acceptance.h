#pragma once
#include <cstddef>
#include <string_view>

/// Every number that decides between "accepted" and "review", in one place. Private to ocr/record.
///
/// The way a field's confidence comes about: each sequence of the recogniser's guesses has a likelihood (the product of
/// its calibrated probabilities). A statement S about what people write ("it is in the list", "the check digit is
/// right") holds with probability `held` (people err), and a sequence picked at random would satisfy it with probability
/// `density`. By Bayes a sequence that satisfies S is weighed held/density, one that does not (1−held)/(1−density), and
/// what was not enumerated (further guesses, rejects) keeps weight 1, or least_rest where a list was searched. The confidence is the best sequence's share of all.
/// The density is kept from becoming tiny by `least_density`: the words near a word are themselves mostly words, so
/// that "random" must mean "a plausible misreading", not "any string".
namespace yorozu::ocr::acceptance {

struct Prior {
    double held = 0.995;
    double least_density = 0.02;
};

/// How surely what people write in such a field is in the list, and how much a hit may tell.
inline Prior list_prior(std::string_view lexicon) {
    if (lexicon == "zengin.bank") return {0.998, 0.01};
    if (lexicon == "zengin.branch") return {0.995, 0.01};
    // Japan Post's list has every town. Five characters and more are not come upon by chance: of 148 made addresses none
    // was taken for another town while one half of its ward's towns, then the other, was out of the list of 150,000.
    if (lexicon == "address") return {0.99, 0.0003};
    if (lexicon == "surname") return {0.95, 0.02};
    if (lexicon == "given-name") return {0.85, 0.02};
    return {0.98, 0.02};
}

/// Municipalities are a closed set, towns nearly so: how surely an address begins with a municipality of the list, and how much it tells that the
/// writing can be read as one. What is left of list_prior's "not in the list" is a town that the list lacks, in a municipality that it knows:
/// there a character of the municipality that was hardly made out says nothing against the town, and one of the town much.
inline constexpr Prior municipality_prior{0.999, 0.02};

/// A full name, surname and given name from two lists: many people's is not in them, and many a misreading is. With each quarter of both lists
/// taken out in turn (n = 4 × 291), a density of 0.02 lets one more name pass under another's, 0.03 none more than 0.1 does.
inline constexpr Prior full_name_prior{0.9, 0.03};
/// A further name on a form where others were accepted: how often it is one of them again, and by chance a misreading of another name is one …
inline constexpr Prior same_person_prior{0.25, 0.0001};
/// … or has one's surname, against another listed surname …
inline constexpr Prior same_family_prior{0.45, 0.11};
/// … and against any characters, where only the given name is in no list, as of half the names that the lists do not have.
inline constexpr double surname_density = 0.02;
inline constexpr double given_name_alone_unlisted = 0.5;
/// Of the numbers people write, this share has the right check digit, and a misread one has it by chance.
inline constexpr Prior check_digit_prior{0.998, 1.0 / 11};
/// Patterns, ranges, dates: weak, since a misread value often fits them too.
inline constexpr Prior rule_prior{0.995, 0.5};
/// Two fields that say the same (code and name of a bank): how often both name the same entry, and by chance.
inline constexpr Prior pair_prior{0.99, 0.02};
/// A name in the lists and its フリガナ: lists do not have all readings of a name.
inline constexpr Prior reading_prior{0.8, 0.02};
/// Who signs and whose account it is: mostly one person. The same hand wrote both alike, so agreeing tells less.
inline constexpr Prior holder_prior{0.8, 0.05};

/// What was not enumerated is in no list, since all of a list's entries are looked for. It keeps this weight at least, so that a
/// list alone does not settle a writing that the recogniser hardly made out.
inline constexpr double least_rest = 0.02;

/// How many characters of a set are plausible in place of one another, for a list's density.
inline constexpr double plausible_digits = 10;
inline constexpr double plausible_others = 12;

/// AcceptRule::error_limit bounds the share of wrong ones among *all* accepted fields. Most accepted fields are far
/// surer than the least sure one, so the least sure may have this many times the limit. Measured on 300 postcards with
/// real writers' digits: with 3, 2 of 2,990 accepted fields are wrong (0.07 %), with 5, 5 of 3,064 (0.16 %).
inline constexpr double marginal_error_factor = 3;

/// A list or rule that overrules the likeliest reading must leave each changed character this likely.
inline constexpr double least_changed_character = 0.02;
/// A blank field less sure than this is shown to a person.
inline constexpr double least_blank_confidence = 0.9;
/// Sequences of guesses that are weighed against each other.
inline constexpr std::size_t sequences = 64;

}  // namespace yorozu::ocr::acceptance
