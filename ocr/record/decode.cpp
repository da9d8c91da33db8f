#include "ocr/record/decode.h"

#include <algorithm>
#include <cmath>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/acceptance.h"

namespace yorozu::ocr {

namespace {

/// A sequence this much less likely than the best is counted among the rest.
constexpr double longest_shot = 1e-5;

struct Sequence {
    double likelihood = 1;
    double least = 1;
    std::vector<std::string> characters;
};

/// The likeliest sequences. Places are independent, so the best k of n+1 places begin with the best k of n.
std::vector<Sequence> likeliest(const std::vector<GlyphReading>& glyphs, std::size_t limit) {
    std::vector<Sequence> best{Sequence{}};
    for (const GlyphReading& glyph : glyphs) {
        std::vector<Sequence> longer;
        // Looked at by number first: only the few that stay are copied.
        struct Step {
            double likelihood;
            std::size_t from, guess;
        };
        std::vector<Step> steps;
        for (std::size_t i = 0; i < best.size(); ++i)
            for (std::size_t k = 0; k < glyph.guesses.size(); ++k)
                if (const double next = best[i].likelihood * glyph.guesses[k].probability; next > 0) steps.push_back({next, i, k});
        std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.likelihood > b.likelihood; });
        for (const Step& step : steps) {
            if (longer.size() == limit || step.likelihood < longest_shot * steps.front().likelihood) break;
            Sequence next = best[step.from];
            next.likelihood = step.likelihood;
            next.least = std::min(next.least, glyph.guesses[step.guess].probability);
            next.characters.push_back(glyph.guesses[step.guess].text);
            longer.push_back(std::move(next));
        }
        best = std::move(longer);
    }
    return best;
}

/// Puts chosen characters back among what was read between them (the 年 月 日 of a date, hyphens).
std::string reassembled(const FieldReading& reading, const std::vector<std::string>& characters) {
    std::string text;
    std::size_t at = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const std::string& was = reading.characters[i].value;
        const auto found = was.empty() ? at : reading.raw.find(was, at);
        if (found != std::string::npos) {
            text += reading.raw.substr(at, found - at);
            at = found + was.size();
        }
        text += characters[i];
    }
    return at <= reading.raw.size() ? text + reading.raw.substr(at) : text;
}

/// The probabilities of a spelled text's characters at their places.
double least_of(const std::vector<GlyphReading>& glyphs, const std::vector<std::string>& characters) {
    double least = 1;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        double own = 0;
        for (const CharacterGuess& guess : glyphs[i].guesses)
            if (guess.text == characters[i]) own = guess.probability;
        least = std::min(least, own);
    }
    return least;
}

struct Spelling {
    std::vector<std::string> characters;
    double likelihood = 0;
    const LexiconEntry* entry = nullptr;
    bool whole = true;
    bool full_name = false;
    std::string beginning{};  ///< the part that is in the list, when it is not the whole
};

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> characters;
    for (const char32_t point : code_points(text)) characters.push_back(utf8_of(std::u32string_view(&point, 1)));
    return characters;
}

/// Lays a spelled word over the places from `from`; places that a spelling skips (spaces) take their best guess.
bool lay(const std::vector<GlyphReading>& glyphs, const std::string& spelled, std::size_t from, std::size_t to,
         Spelling& spelling) {
    const auto word = split(spelled);
    std::size_t next = 0;
    for (std::size_t i = from; i < to; ++i) {
        const bool guessed = next < word.size() &&
                             std::any_of(glyphs[i].guesses.begin(), glyphs[i].guesses.end(),
                                         [&](const CharacterGuess& g) { return g.text == word[next]; });
        if (guessed) spelling.characters.push_back(word[next++]);
        else if (glyphs[i].guesses.empty()) return false;
        else spelling.characters.push_back(glyphs[i].guesses.front().text);
    }
    return next == word.size();
}

/// The likeliest reading of the places from `from` on; false when one of them has no guess.
bool best_rest(const std::vector<GlyphReading>& glyphs, std::size_t from, Spelling& spelling) {
    for (std::size_t i = from; i < glyphs.size(); ++i) {
        if (glyphs[i].guesses.empty()) return false;
        spelling.characters.push_back(glyphs[i].guesses.front().text);
        spelling.likelihood *= glyphs[i].guesses.front().probability;
    }
    return true;
}

std::vector<Spelling> spellings(const std::vector<GlyphReading>& glyphs, const Lexicon& list, const LexiconSet& lexicons,
                                std::string_view parent) {
    constexpr std::size_t limit = 24;
    std::vector<Spelling> found;
    for (const auto& match : list.spell(glyphs, limit, parent)) {
        Spelling spelling{{}, match.likelihood, match.entry, true, false, {}};
        if (lay(glyphs, match.spelled, 0, glyphs.size(), spelling)) found.push_back(std::move(spelling));
    }
    if (!found.empty()) return found;
    const Lexicon* given = list.name() == "surname" ? lexicons.find("given-name") : nullptr;
    if (list.name() != "address" && !given) return found;
    for (const auto& match : list.spell_beginning(glyphs, 8, parent)) {
        Spelling beginning{{}, match.likelihood, match.entry, false, false, {}};
        if (!lay(glyphs, match.spelled, 0, match.length, beginning)) continue;
        for (const std::string& one : beginning.characters) beginning.beginning += one;
        if (given) {
            // A full name in one field: a surname and then a given name.
            const auto rest = std::span(glyphs).subspan(match.length);
            for (const auto& second : given->spell(rest, 4)) {
                Spelling both = beginning;
                both.whole = both.full_name = true;
                both.likelihood *= second.likelihood;
                if (lay(glyphs, second.spelled, match.length, glyphs.size(), both)) found.push_back(std::move(both));
            }
        } else if (code_points(match.spelled).size() >= 3 && best_rest(glyphs, match.length, beginning)) {
            found.push_back(std::move(beginning));
        }
    }
    return found;
}

double plausible_strings(FieldKind kind, std::size_t length) {
    const bool digits = kind == FieldKind::digits || kind == FieldKind::amount || kind == FieldKind::date;
    return std::pow(digits ? acceptance::plausible_digits : acceptance::plausible_others, static_cast<double>(length));
}

double factor(bool holds, double held, double density) { return holds ? held / density : (1 - held) / (1 - density); }

double rules_factor(const FieldTemplate& field, const std::string& value, const RuleSurroundings& surroundings) {
    double product = factor(!broken_kind(field, value), acceptance::rule_prior.held, acceptance::rule_prior.least_density);
    for (const FieldRule& rule : field.rules) {
        if (rule.rule == "in" || rule.rule == "same-as" || rule.rule == "sum" || rule.rule == "if") continue;
        const auto& prior = rule.rule == "check-digit" ? acceptance::check_digit_prior : acceptance::rule_prior;
        product *= factor(!broken_rule(rule, field, value, surroundings), prior.held, prior.least_density);
    }
    return product;
}

/// What lists and rules would say of the readings that were not enumerated: as of the alternatives that were. A rule
/// that every alternative keeps (8 digits in a comb of 8) tells nothing and must not make the best look surer.
double factor_of_rest(const std::vector<Candidate>& all) {
    const auto best = std::max_element(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.weight < b.weight; });
    double likelihood = 0, weight = 0;
    for (auto it = all.begin(); it != all.end(); ++it) {
        if (it == best) continue;
        likelihood += it->likelihood;
        weight += it->weight;
    }
    if (likelihood > 0) return std::max(1.0, weight / likelihood);
    return best != all.end() && best->likelihood > 0 ? std::max(1.0, best->weight / best->likelihood) : 1.0;
}

}  // namespace

double Decoding::confidence(std::size_t candidate) const {
    double all = rest;
    for (const Candidate& c : candidates) all += c.weight;
    return candidate < candidates.size() && all > 0 ? candidates[candidate].weight / all : 0;
}

std::vector<GlyphReading> guesses_of(const FieldReading& reading) {
    std::vector<GlyphReading> glyphs;
    for (const CharacterReading& character : reading.characters) {
        GlyphReading glyph;
        double all = 0;
        if (character.confidence > 0) glyph.guesses.push_back({character.value, character.confidence});
        for (const CharacterGuess& other : character.others) glyph.guesses.push_back(other);
        std::stable_sort(glyph.guesses.begin(), glyph.guesses.end(),
                         [](const CharacterGuess& a, const CharacterGuess& b) { return a.probability > b.probability; });
        for (const CharacterGuess& guess : glyph.guesses) all += guess.probability;
        // A recogniser that gives more than there is (a foreign model) must not look surer than sure.
        if (all > 1)
            for (CharacterGuess& guess : glyph.guesses) guess.probability /= all;
        glyph.reject = std::max(0.0, 1 - all);
        glyphs.push_back(std::move(glyph));
    }
    return glyphs;
}

/// フリガナ and the holder of an account are people's names for the most part.
static bool spells_names(const FieldTemplate& field) {
    if (!field.lexicon.empty() || (field.kind != FieldKind::katakana && field.kind != FieldKind::hiragana)) return false;
    for (const char* word : {"フリガナ", "ふりがな", "カナ", "名義"})
        if (field.label.find(word) != std::string::npos) return true;
    return false;
}

const Lexicon* list_of(const FieldTemplate& field, const LexiconSet& lexicons) {
    if (!field.lexicon.empty())
        if (const Lexicon* list = lexicons.find(field.lexicon)) return list;
    for (const FieldRule& rule : field.rules)
        if (rule.rule == "in")
            if (const Lexicon* list = lexicons.find(text_argument(rule, "lexicon"))) return list;
    return spells_names(field) ? lexicons.find("surname") : nullptr;
}

Decoding decode(const FieldReading& reading, const FieldTemplate& field, const RuleSurroundings& surroundings,
                std::string_view parent) {
    const auto glyphs = guesses_of(reading);
    const Lexicon* list = list_of(field, surroundings.lexicons);
    Decoding decoding;
    std::vector<Candidate> all;
    double enumerated = 0;
    const auto add = [&](const std::vector<std::string>& characters, double likelihood, double least) {
        const std::string raw = reassembled(reading, characters);
        for (Candidate& known : all)
            if (known.raw == raw) return;
        Candidate candidate;
        candidate.raw = raw;
        candidate.value = normal_value(field, raw);
        candidate.likelihood = likelihood;
        candidate.least = least;
        enumerated += likelihood;
        all.push_back(std::move(candidate));
    };
    for (const Sequence& sequence : likeliest(glyphs, acceptance::sequences))
        add(sequence.characters, sequence.likelihood, sequence.least);
    if (!all.empty()) decoding.first_value = all.front().value;

    if (list) {
        for (const Spelling& spelling : spellings(glyphs, *list, surroundings.lexicons, parent)) {
            add(spelling.characters, spelling.likelihood, least_of(glyphs, spelling.characters));
            // Whatever follows the town, an address that begins with it is in the list: doubts about the street stay.
            const std::string raw = reassembled(reading, spelling.characters);
            for (Candidate& candidate : all) {
                const bool same = spelling.whole ? candidate.raw == raw : candidate.raw.starts_with(spelling.beginning);
                if (!same || candidate.listed) continue;
                candidate.listed = true;
                candidate.whole = spelling.whole;
                candidate.entry = spelling.entry;
                candidate.full_name = spelling.full_name;
            }
        }
        // One list of surnames tells more of a surname than two lists tell of a full name.
        const bool full_names = std::any_of(all.begin(), all.end(), [](const Candidate& c) { return c.full_name; }) || spells_names(field);
        const auto prior = full_names ? acceptance::full_name_prior : acceptance::list_prior(list->name());
        const double strings = plausible_strings(field.kind, glyphs.size());
        const double entries = static_cast<double>(std::max<std::size_t>(1, list->size_of_length(glyphs.size())));
        const double density = full_names ? prior.least_density : std::clamp(entries / strings, prior.least_density, 0.95);
        for (Candidate& candidate : all) candidate.weight = factor(candidate.listed, prior.held, density);
    } else {
        for (Candidate& candidate : all) candidate.weight = 1;
    }
    for (Candidate& candidate : all) candidate.weight *= candidate.likelihood * rules_factor(field, candidate.value, surroundings);
    decoding.rest = std::max(0.0, 1 - enumerated) * factor_of_rest(all);

    // Two ways of writing one value (ー or −) are one answer.
    for (Candidate& candidate : all) {
        const auto same = std::find_if(decoding.candidates.begin(), decoding.candidates.end(),
                                       [&](const Candidate& known) { return known.value == candidate.value; });
        if (same == decoding.candidates.end()) {
            decoding.candidates.push_back(std::move(candidate));
            continue;
        }
        same->weight += candidate.weight;
        if (candidate.listed && !same->listed) {
            same->listed = true;
            same->whole = candidate.whole;
            same->entry = candidate.entry;
        }
    }
    std::stable_sort(decoding.candidates.begin(), decoding.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    return decoding;
}

}  // namespace yorozu::ocr
