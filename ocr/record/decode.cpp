#include "ocr/record/decode.h"

#include <algorithm>
#include <cmath>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/acceptance.h"
#include "ocr/record/block_numbers.h"
#include "ocr/record/sequences.h"

namespace yorozu::ocr {

namespace {

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

/// The same for a line: its words one space apart.
std::string line_text(const GlyphLattice& line, const Sequence& sequence) {
    std::string text;
    for (std::size_t i = 0; i < sequence.characters.size(); ++i) {
        if (i > 0 && line.space_before[static_cast<std::size_t>(line.runs[static_cast<std::size_t>(sequence.runs[i])].from)]) text += " ";
        text += sequence.characters[i];
    }
    return text;
}

struct Listed {
    Sequence sequence;
    const LexiconEntry* entry = nullptr;
    bool whole = true;
    bool full_name = false;
    std::size_t blocks_from = 0;
    bool resized = false;
};

/// What a kind of field spells of an entry.
Spelling spelling_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::digits:
        case FieldKind::alnum:
        case FieldKind::amount: return Spelling::code;
        case FieldKind::katakana:
        case FieldKind::hiragana:
        case FieldKind::kana: return Spelling::reading;
        default: return Spelling::text;
    }
}

double probability_of(const GlyphRun& run, const std::string& text) {
    for (const CharacterGuess& guess : run.reading.guesses)
        if (guess.text == text) return guess.probability;
    return 0;
}

/// `surely_listed`: so many characters from the first on are of a closed set, however they were read.
Listed listed_of(const GlyphLattice& line, const LineMatch& match, std::size_t surely_listed = 0) {
    Listed listed{{match.likelihood, 1, match.characters, match.runs, match.dirt}, match.entry, true, match.first != nullptr, 0, match.resized};
    for (std::size_t i = surely_listed; i < match.runs.size(); ++i)
        listed.sequence.least = std::min(listed.sequence.least, probability_of(line.runs[static_cast<std::size_t>(match.runs[i])], match.characters[i]));
    return listed;
}

/// What a line may say as an address.
struct Addresses {
    std::vector<Listed> found;  ///< towns with the likeliest block numbers behind them
    double listed_rest = 0;     ///< likelihood of listed towns with further numbers
    double unlisted = 0;        ///< weight of other towns with any numbers
};

/// Characters of an address up to its municipality: 板橋区, 横浜市青葉区, 西多摩郡; 0 when there is none before the town.
std::size_t municipality_of(const std::vector<std::string>& address) {
    constexpr std::size_t longest_ward = 5;
    std::size_t end = 0;
    for (std::size_t i = 1; i + 1 < address.size() && (end == 0 || i < end + longest_ward); ++i)
        if (address[i] == "区" || (end == 0 && (address[i] == "市" || address[i] == "郡"))) end = i + 1;
    return end;
}

/// Weight of the towns that the list lacks, in the match's municipality and anywhere else.
double unlisted_towns(const GlyphLattice& line, const LineMatch& match) {
    const auto& municipality = acceptance::municipality_prior;
    const double town_held = acceptance::list_prior("address").held;
    const std::size_t characters = municipality_of(match.characters);
    if (characters == 0) return (1 - town_held) * std::max(0.0, 1 - match.likelihood);
    const double within = std::max(0.0, likelihood_of_beginning(line, match.runs, match.characters, characters) - match.likelihood);
    return (municipality.held - town_held) / municipality.least_density * within + (1 - municipality.held) * std::max(0.0, 1 - match.likelihood);
}

/// How much better the rest of the line suits block numbers than any text decides between a town and a longer one (大谷口 57…,
/// 大谷口上町 …); it speaks for towns that no list knows as well.
Addresses addresses_in(const GlyphLattice& line, const GlyphLattice& blocks, const Lexicon& list, std::string_view parent) {
    constexpr std::size_t towns = 16, numbers = 24;
    Addresses addresses;
    const std::vector<double> as_text = line.log_from(), as_blocks = blocks.log_from();
    for (const LineMatch& match : list.spell_beginning(line, Spelling::text, towns, parent)) {
        const auto to = static_cast<std::size_t>(match.to);
        if (match.to == line.pieces || match.characters.size() < 3 || as_blocks[to] == GlyphRun::never || as_text[to] == GlyphRun::never) continue;
        const double fit = std::exp(std::min(40.0, as_blocks[to] - as_text[to]));
        addresses.unlisted = std::max(addresses.unlisted, fit * unlisted_towns(line, match));
        Listed town = listed_of(line, match, municipality_of(match.characters));
        town.whole = false;
        town.blocks_from = town.sequence.characters.size();
        town.sequence.likelihood *= fit;
        double given = 0;
        for (const Sequence& rest : likeliest(blocks, numbers, match.to)) {
            Listed both = town;
            both.sequence.dirt += rest.dirt;
            both.sequence.likelihood *= rest.likelihood * block_order(rest.characters);
            both.sequence.least = std::min(both.sequence.least, rest.least);
            both.sequence.characters.insert(both.sequence.characters.end(), rest.characters.begin(), rest.characters.end());
            both.sequence.runs.insert(both.sequence.runs.end(), rest.runs.begin(), rest.runs.end());
            given += rest.likelihood;
            addresses.found.push_back(std::move(both));
        }
        addresses.listed_rest += town.sequence.likelihood * std::max(0.0, 1 - given);
    }
    return addresses;
}

/// Whole entries; else surname and given name.
std::vector<Listed> listed_in(const GlyphLattice& line, const Lexicon& list, const LexiconSet& lexicons, Spelling by,
                              std::string_view parent) {
    constexpr std::size_t limit = 24;
    std::vector<Listed> found;
    for (const LineMatch& match : list.spell(line, by, limit, parent)) found.push_back(listed_of(line, match));
    if (list.name() == "surname")
        if (const Lexicon* given = lexicons.find("given-name"))
            for (const LineMatch& match : list.spell_with(*given, line, by, limit)) found.push_back(listed_of(line, match));
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
    const bool free_line = !reading.line.empty();
    const GlyphLattice line = free_line ? reading.line : lattice_of(guesses_of(reading));
    const Lexicon* list = list_of(field, surroundings.lexicons);
    Decoding decoding;
    std::vector<Candidate> all;
    double enumerated = 0;
    const auto add = [&](const Sequence& sequence) -> Candidate& {
        const std::string raw = free_line ? line_text(line, sequence) : reassembled(reading, sequence.characters);
        for (Candidate& known : all)
            if (known.raw == raw) {
                // Another way of cutting to the same text.
                if (known.runs != sequence.runs) known.likelihood += sequence.likelihood, enumerated += sequence.likelihood;
                return known;
            }
        Candidate candidate;
        candidate.raw = raw;
        candidate.value = normal_value(field, raw);
        candidate.likelihood = sequence.likelihood;
        candidate.least = sequence.least;
        candidate.characters = sequence.characters;
        candidate.runs = sequence.runs;
        candidate.dirt = sequence.dirt;
        enumerated += sequence.likelihood;
        all.push_back(std::move(candidate));
        return all.back();
    };
    for (const Sequence& sequence : likeliest(line, acceptance::sequences)) add(sequence);
    if (!all.empty()) decoding.first_value = all.front().value;

    Addresses addresses;
    double rest_factor = 1;
    if (list) {
        const std::size_t length = all.empty() ? 0 : all.front().characters.size();
        std::vector<Listed> found = listed_in(line, *list, surroundings.lexicons, spelling_of(field.kind), parent);
        if (list->name() == "address" && spelling_of(field.kind) == Spelling::text) {
            decoding.blocks = as_block_numbers(line);
            addresses = addresses_in(line, decoding.blocks, *list, parent);
            for (Listed& address : addresses.found) found.push_back(std::move(address));
        }
        for (const Listed& listed : found) {
            // The same word in another size of kana, or a letter that two scripts share, is the listed one.
            const std::u32string key = text_key(free_line ? line_text(line, listed.sequence) : reassembled(reading, listed.sequence.characters));
            std::erase_if(all, [&](const Candidate& other) {
                const bool same = !other.listed && listed.whole && text_key(other.raw) == key;
                if (same) enumerated -= other.likelihood;
                return same;
            });
            const double enumerated_before = enumerated;
            if (listed.blocks_from > 0) {
                // Read as block numbers it is another reading than the same text was before.
                const std::string raw = line_text(line, listed.sequence);
                std::erase_if(all, [&](const Candidate& other) { return !other.listed && other.raw == raw; });
            }
            Candidate& candidate = add(listed.sequence);
            // Block numbers are weighed against text, beyond what text has to give: they take nothing from its rest.
            if (listed.blocks_from > 0) enumerated = enumerated_before;
            if (candidate.listed) continue;
            candidate.listed = true;
            candidate.whole = listed.whole;
            candidate.entry = listed.entry;
            candidate.full_name = listed.full_name;
            candidate.blocks_from = listed.blocks_from;
            candidate.resized = listed.resized;
        }
        // One list of surnames tells more of a surname than two lists tell of a full name.
        const bool full_names = std::any_of(all.begin(), all.end(), [](const Candidate& c) { return c.full_name; }) || spells_names(field);
        const auto prior = full_names ? acceptance::full_name_prior : acceptance::list_prior(list->name());
        const double strings = plausible_strings(field.kind, length);
        const double entries = static_cast<double>(std::max<std::size_t>(1, list->size_of_length(length)));
        const double density = full_names ? prior.least_density : std::clamp(entries / strings, prior.least_density, 0.95);
        for (Candidate& candidate : all) candidate.weight = factor(candidate.listed, prior.held, density);
        addresses.listed_rest *= factor(true, prior.held, density);
        rest_factor = std::max(acceptance::least_rest, factor(false, prior.held, density));
    } else {
        for (Candidate& candidate : all) candidate.weight = 1;
    }
    for (Candidate& candidate : all) candidate.weight *= candidate.likelihood * rules_factor(field, candidate.value, surroundings);
    // All entries were looked for, with characters that were not guessed, too: what is left is in no list.
    decoding.rest = std::max(0.0, 1 - enumerated) * (list ? rest_factor : factor_of_rest(all)) + addresses.listed_rest + addresses.unlisted;

    // Two ways of writing one value (ー or −) are one answer.
    for (Candidate& candidate : all) {
        const auto same = std::find_if(decoding.candidates.begin(), decoding.candidates.end(),
                                       [&](const Candidate& known) { return known.value == candidate.value; });
        if (same == decoding.candidates.end()) {
            decoding.candidates.push_back(std::move(candidate));
            continue;
        }
        const double together = same->weight + candidate.weight;
        // The listed one knows which characters were read in what way.
        if (candidate.listed && !same->listed) *same = std::move(candidate);
        same->weight = together;
    }
    std::stable_sort(decoding.candidates.begin(), decoding.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    return decoding;
}

}  // namespace yorozu::ocr
