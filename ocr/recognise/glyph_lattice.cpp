#include "ocr/recognise/glyph_lattice.h"

#include <algorithm>
#include <cmath>

namespace yorozu::ocr {

double GlyphRun::weight() const {
    const double best = reading.guesses.empty() ? 0 : reading.guesses.front().probability * (1 - reading.reject);
    return (to - from) * std::log(std::clamp(best, 1e-5, 1.0)) + prior;
}

std::vector<double> GlyphLattice::log_from() const {
    constexpr double never = GlyphRun::never;
    std::vector<double> sums(static_cast<std::size_t>(pieces) + 1, never);
    sums.back() = 0;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        const double rest = sums[static_cast<std::size_t>(run->to)];
        if (rest == never) continue;
        double& from = sums[static_cast<std::size_t>(run->from)];
        for (const double weight : {run->weight(), run->dirt}) {
            if (weight == never) continue;
            const double next = rest + weight, more = std::max(from, next);
            from = more + std::log(std::exp(from - more) + std::exp(next - more));
        }
    }
    return sums;
}

GlyphLattice lattice_of(std::span<const GlyphReading> characters) {
    GlyphLattice lattice;
    lattice.pieces = static_cast<int>(characters.size());
    lattice.space_before.assign(characters.size(), 0);
    for (const GlyphReading& character : characters) {
        const int at = static_cast<int>(lattice.runs.size());
        lattice.runs.push_back({at, at + 1, character, {}, 0, {}, GlyphRun::never, false});
    }
    return lattice;
}

}  // namespace yorozu::ocr
