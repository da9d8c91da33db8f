#include "ocr/record/block_numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace yorozu::ocr {

namespace {

bool is_dash(const std::string& text) {
    for (const char* dash : {"-", "−", "ー", "一", "―", "‐"})
        if (text == dash) return true;
    return false;
}

bool is_numeral(const std::string& text) {
    for (const char* numeral : {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"})
        if (text == numeral) return true;
    return is_digit(text);
}

bool is_word(const std::string& text) {
    for (const char* word : {"丁", "目", "番", "地", "号", "の"})
        if (text == word) return true;
    return false;
}

/// How likely a character that is no digit stands in block numbers, against a digit.
double block_prior(const std::string& text) { return is_dash(text) ? 0.6 : is_word(text) ? 0.1 : 0.003; }

/// A digit's network that is sure leaves the other network this much of a say: it takes 7 for フ or 丁 time and again.
constexpr double least_say = 0.05;

GlyphReading as_block_number(const GlyphRun& run) {
    std::map<std::string, double> evidence;
    double digits = 0;
    for (const CharacterGuess& guess : run.second.guesses) {
        evidence[guess.text] += guess.probability;
        digits += guess.probability;
    }
    const bool read_twice = !run.second.guesses.empty() || run.second.reject > 0;
    const double say = read_twice ? std::max(least_say, 1 - digits) : 1;
    double given = 0;
    for (const CharacterGuess& guess : run.reading.guesses) {
        given += guess.probability;
        if (is_digit(guess.text) && read_twice) continue;
        const double prior = is_digit(guess.text) ? 1 : block_prior(guess.text);
        evidence[is_dash(guess.text) ? "-" : guess.text] += say * prior * guess.probability;
    }
    double all = say * 0.003 * std::max(0.0, 1 - given);
    for (const auto& [text, weight] : evidence) all += weight;
    GlyphReading reading;
    if (all <= 0) return reading;
    for (const auto& [text, weight] : evidence) reading.guesses.push_back({text, weight / all});
    std::stable_sort(reading.guesses.begin(), reading.guesses.end(),
                     [](const CharacterGuess& a, const CharacterGuess& b) { return a.probability > b.probability; });
    if (reading.guesses.size() > 10) reading.guesses.resize(10);
    // What speaks for a block number at all is kept as "none of them", so that the run's weight has it.
    reading.reject = std::clamp(1 - all, 0.0, 1 - 1e-4);
    return reading;
}

/// Pieces that are clear block characters each, or a hyphen and what is beside it, are no one character: together they look
/// like one often enough (14 like 4), and kanji may be as wide.
void keep_apart(GlyphLattice& numbers) {
    constexpr double hardly_ever = 1e-4, clear = 0.9;
    const auto pieces = static_cast<std::size_t>(numbers.pieces);
    std::vector<char> is_clear(pieces, 0), is_level(pieces, 0);
    for (const GlyphRun& run : numbers.runs) {
        if (run.to != run.from + 1) continue;
        is_level[static_cast<std::size_t>(run.from)] = run.level;
        is_clear[static_cast<std::size_t>(run.from)] = run.weight() > std::log(clear);
    }
    for (GlyphRun& run : numbers.runs) {
        if (run.to == run.from + 1 || run.level) continue;
        const auto from = static_cast<std::ptrdiff_t>(run.from), to = static_cast<std::ptrdiff_t>(run.to);
        const auto set = [](char flag) { return flag != 0; };
        if (std::any_of(is_level.begin() + from, is_level.begin() + to, set) || std::all_of(is_clear.begin() + from, is_clear.begin() + to, set))
            run.prior += std::log(hardly_ever);
    }
}

}  // namespace

bool too_wide_for_a_digit(std::span<const BoxPx> digits, const BoxPx& from, const BoxPx& to) {
    constexpr double widest = 1.1;  // of the digits' usual height
    const bool level = std::abs(to.x - from.x) >= std::abs(to.y - from.y);
    std::vector<int> heights;
    int width = 0;
    for (const BoxPx& box : digits) {
        heights.push_back(level ? box.height : box.width);
        width = std::max(width, level ? box.width : box.height);
    }
    if (heights.empty()) return false;
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return *middle > 0 && width > widest * *middle;
}

bool is_digit(const std::string& character) { return character.size() == 1 && character[0] >= '0' && character[0] <= '9'; }

bool is_block_character(const std::string& character) { return is_numeral(character) || is_dash(character) || is_word(character); }

GlyphLattice as_block_numbers(const GlyphLattice& line) {
    GlyphLattice numbers = line;
    for (GlyphRun& run : numbers.runs) {
        if (run.level) {
            run.reading = {{{"-", 0.9995}, {"一", 0.0004}}, 0};
            run.dirt = std::log(0.0002);  // the end of another line, a stain
            continue;
        }
        run.reading = as_block_number(run);
        // A clear digit is no dirt, whatever the other network takes it for.
        if (run.dirt > GlyphRun::never && !run.second.guesses.empty())
            run.dirt = run.second.reject > 0.3 ? std::log(0.2 * run.second.reject) : GlyphRun::never;
    }
    keep_apart(numbers);
    return numbers;
}

double block_order(std::span<const std::string> characters) {
    constexpr double never_seen = 1e-3, rare = 0.03;
    double order = 1;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const std::string& here = characters[i];
        const std::string before = i > 0 ? characters[i - 1] : "", after = i + 1 < characters.size() ? characters[i + 1] : "";
        if (is_dash(here) && here != "一" && !((is_numeral(before) || before == "号") && is_numeral(after))) order *= never_seen;
        if (here == "一" && (after.empty() || is_digit(after) || is_dash(after))) order *= never_seen;
        if (here == "丁" && !(is_numeral(before) && after == "目")) order *= never_seen;
        if (here == "目" && before != "丁") order *= never_seen;
        if (here == "番" && !is_numeral(before)) order *= never_seen;
        if (here == "地" && before != "番") order *= never_seen;
        if (here == "号" && !is_numeral(before)) order *= never_seen;
        if (here == "の" && !(i > 0 && is_numeral(after))) order *= never_seen;
        if (here == "0" && !is_digit(before)) order *= rare;
    }
    return order;
}

}  // namespace yorozu::ocr
