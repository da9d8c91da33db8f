#include "ocr/record/people.h"

#include <algorithm>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/acceptance.h"
#include "ocr/record/sequences.h"

namespace yorozu::ocr {

namespace {

bool is_given_name(std::u32string_view key, const LexiconSet& lexicons) {
    const Lexicon* given = lexicons.find("given-name");
    return given && !key.empty() && !given->by_text(utf8_of(key)).empty();
}

/// The known surname that the name begins with, "" if with none.
std::u32string_view family_of(std::u32string_view name, const std::vector<KnownName>& known) {
    for (const KnownName& one : known)
        if (!one.surname.empty() && name.size() > one.surname.size() && name.starts_with(one.surname)) return one.surname;
    return {};
}

}  // namespace

KnownName known_name(std::string_view value, const LexiconSet& lexicons) {
    KnownName name{text_key(value), {}};
    const Lexicon* surnames = lexicons.find("surname");
    for (std::size_t cut = name.full.size(); surnames && cut-- > 1;) {
        const std::u32string surname = name.full.substr(0, cut);
        if (surnames->by_text(utf8_of(surname)).empty() || !is_given_name(std::u32string_view(name.full).substr(cut), lexicons)) continue;
        name.surname = surname;
        break;
    }
    return name;
}

bool names_a_person(const FieldTemplate& field) { return field.kind == FieldKind::kanji && field.lexicon == "surname"; }

void weigh_with_known_names(Decoding& decoding, const GlyphLattice& line, const std::vector<KnownName>& known, const LexiconSet& lexicons) {
    using namespace acceptance;
    if (known.empty() || decoding.candidates.empty()) return;
    const double others = 1 - same_person_prior.held - same_family_prior.held;
    const double family = same_family_prior.held / others;
    const double listed_name = family / same_family_prior.least_density, unlisted_name = given_name_alone_unlisted * family / surname_density;
    const double unlisted = (1 - full_name_prior.held) / (1 - full_name_prior.least_density);
    std::vector<std::pair<std::u32string, double>> behind;  // likelihood behind each surname that was not enumerated
    for (Candidate& candidate : decoding.candidates) {
        const std::u32string key = text_key(candidate.value);
        const bool same = std::any_of(known.begin(), known.end(), [&](const KnownName& one) { return one.full == key; });
        const std::u32string surname(family_of(key, known));
        if (!surname.empty()) {
            auto mass = std::find_if(behind.begin(), behind.end(), [&](const auto& one) { return one.first == surname; });
            if (mass == behind.end()) {
                const double all = likelihood_of_beginning(line, candidate.runs, candidate.characters, std::min(surname.size(), candidate.runs.size()));
                mass = behind.insert(behind.end(), {surname, all});
            }
            mass->second -= candidate.likelihood;
            const bool listed = is_given_name(std::u32string_view(key).substr(surname.size()), lexicons);
            candidate.weight *= listed ? listed_name : unlisted_name;
        }
        if (same) candidate.weight = std::max(candidate.weight, candidate.likelihood * same_person_prior.held / others / same_person_prior.least_density);
    }
    for (const auto& [surname, likelihood] : behind) decoding.rest += std::max(0.0, likelihood) * unlisted * unlisted_name;
    std::stable_sort(decoding.candidates.begin(), decoding.candidates.end(), [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
}

}  // namespace yorozu::ocr
