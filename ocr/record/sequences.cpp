#include "ocr/record/sequences.h"

#include <algorithm>
#include <cmath>

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

double likelihood_of_beginning(const GlyphLattice& line, const std::vector<int>& runs, const std::vector<std::string>& characters, std::size_t count) {
    constexpr double not_offered = 2e-5;
    if (count == 0) return 1;
    const std::vector<double> log_from = line.log_from();
    double sum = log_from[static_cast<std::size_t>(line.runs[static_cast<std::size_t>(runs[count - 1])].to)] - log_from[0];
    for (std::size_t i = 0; i < count; ++i) {
        const GlyphRun& run = line.runs[static_cast<std::size_t>(runs[i])];
        const auto guess = std::find_if(run.reading.guesses.begin(), run.reading.guesses.end(), [&](const CharacterGuess& g) { return g.text == characters[i]; });
        sum += run.weight() + std::log(guess == run.reading.guesses.end() ? not_offered : std::max(not_offered, guess->probability));
    }
    return std::exp(std::min(0.0, sum));
}

}  // namespace yorozu::ocr
