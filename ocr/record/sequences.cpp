#include "ocr/record/sequences.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace yorozu::ocr {

namespace {

/// A sequence this much less likely than the best is counted among the rest.
constexpr double longest_shot = 1e-5;

struct Begun {
    double score = 0;
    double least = 1;
    int before = -1;  ///< in the pool
    int run = -1;
    int guess = -1;         ///< below 0: stepped over as dirt
    int dirt = 0;
};

/// How likely a character stands in block numbers, against a digit.
double block_prior(const std::string& text) {
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return 1;
    for (const char* dash : {"-", "−", "ー", "一", "―", "‐"})
        if (text == dash) return 0.6;
    for (const char* usual : {"丁", "目", "番", "地", "号", "の"})
        if (text == usual) return 0.1;
    return 0.003;
}

}  // namespace

std::vector<Sequence> likeliest(const GlyphLattice& line, std::size_t limit, int from) {
    if (line.empty() || from >= line.pieces) return from == line.pieces && from > 0 ? std::vector<Sequence>{Sequence{}} : std::vector<Sequence>{};
    // Places are independent, so the best k up to a piece go on from the best k up to the pieces before it.
    std::vector<Begun> pool{Begun{}};
    std::vector<std::vector<int>> at(static_cast<std::size_t>(line.pieces) + 1);
    at[static_cast<std::size_t>(from)].push_back(0);
    for (int piece = from; piece <= line.pieces; ++piece) {
        auto& here = at[static_cast<std::size_t>(piece)];
        std::stable_sort(here.begin(), here.end(), [&](int a, int b) { return pool[a].score > pool[b].score; });
        std::size_t keep = 0;
        while (keep < std::min(limit, here.size()) && pool[here[keep]].score >= pool[here[0]].score + std::log(longest_shot)) ++keep;
        here.resize(keep);
        for (std::size_t r = 0; r < line.runs.size() && piece < line.pieces; ++r) {
            const GlyphRun& run = line.runs[r];
            if (run.from != piece) continue;
            const double weight = run.weight();
            for (const int begun : here) {
                if (run.dirt > GlyphRun::never) {
                    at[static_cast<std::size_t>(run.to)].push_back(static_cast<int>(pool.size()));
                    pool.push_back({pool[begun].score + run.dirt, pool[begun].least, begun, static_cast<int>(r), -1, pool[begun].dirt + 1});
                }
                for (std::size_t g = 0; g < run.reading.guesses.size(); ++g) {
                    const double p = run.reading.guesses[g].probability;
                    if (p <= 0) continue;
                    at[static_cast<std::size_t>(run.to)].push_back(static_cast<int>(pool.size()));
                    pool.push_back({pool[begun].score + weight + std::log(p), std::min(pool[begun].least, p), begun, static_cast<int>(r), static_cast<int>(g), pool[begun].dirt});
                }
            }
        }
    }
    const double all = line.log_from()[static_cast<std::size_t>(from)];
    std::vector<Sequence> sequences;
    for (const int end : at.back()) {
        Sequence sequence{std::exp(std::min(0.0, pool[end].score - all)), pool[end].least, {}, {}, pool[end].dirt};
        for (int step = end; pool[step].run >= 0; step = pool[step].before) {
            if (pool[step].guess < 0) continue;
            sequence.runs.insert(sequence.runs.begin(), pool[step].run);
            sequence.characters.insert(sequence.characters.begin(), line.runs[pool[step].run].reading.guesses[pool[step].guess].text);
        }
        sequences.push_back(std::move(sequence));
    }
    return sequences;
}

GlyphLattice as_block_numbers(const GlyphLattice& line) {
    GlyphLattice numbers = line;
    for (GlyphRun& run : numbers.runs) {
        if (run.level) {
            run.reading = {{{"-", 0.97}, {"一", 0.02}}, 0};
            run.dirt = GlyphRun::never;
            continue;
        }
        std::map<std::string, double> evidence;
        double given = 0;
        const double share = run.second.guesses.empty() ? 1 : 0.5;
        for (const CharacterGuess& guess : run.reading.guesses) {
            const double prior = block_prior(guess.text);
            evidence[prior == 0.6 ? "-" : guess.text] += share * prior * guess.probability;
            given += share * guess.probability;
        }
        for (const CharacterGuess& guess : run.second.guesses) {
            evidence[guess.text] += (1 - share) * guess.probability;
            given += (1 - share) * guess.probability;
        }
        double all = 0.003 * std::max(0.0, 1 - given);
        for (const auto& [text, weight] : evidence) all += weight;
        run.reading.guesses.clear();
        if (all <= 0) continue;
        for (const auto& [text, weight] : evidence) run.reading.guesses.push_back({text, weight / all});
        std::stable_sort(run.reading.guesses.begin(), run.reading.guesses.end(),
                         [](const CharacterGuess& a, const CharacterGuess& b) { return a.probability > b.probability; });
        if (run.reading.guesses.size() > 10) run.reading.guesses.resize(10);
        // How well the run suits a block number at all decides between the ways of cutting.
        run.prior += (run.to - run.from) * std::log(std::clamp(all, 1e-4, 1.0));
        run.reading.reject = 0;
    }
    return numbers;
}

}  // namespace yorozu::ocr
