#pragma once
#include <cstdint>

#include "flows/layout/diagram.h"

namespace yorozu::test {

/// A generator of numbers of our own, so that a seed means the same diagram everywhere (SplitMix64).
class Seeded {
public:
    explicit Seeded(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 1) {}
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ z >> 27) * 0x94D049BB133111EBull;
        return z ^ z >> 31;
    }
    int below(int limit) { return static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }
    bool one_in(int n) { return below(n) == 0; }

private:
    std::uint64_t state_;
};

struct Wanted {
    int steps = 40;
    int lanes = 3;
    bool data = true, pools = true, inside = true, stages = true;
};

/// A flow like those of offices, by seed: steps that change lanes, branches that join again, loops back, boundary events, data, expanded
/// sub-processes, messages between two pools, names outside, conditions on edges, shapes of several sizes.
flows::layout::Diagram generated_diagram(std::uint64_t seed, const Wanted& wanted);
/// With everything left to the seed, from one step to 120 in up to eight lanes.
flows::layout::Diagram generated_diagram(std::uint64_t seed);

}  // namespace yorozu::test
