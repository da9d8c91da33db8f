#pragma once
#include <cstdint>

#include "flows/bpmn/quantities.h"

namespace yorozu::flows {

/// Random numbers that are the same everywhere for one seed: xoshiro256** seeded by SplitMix64, and distributions of our own whose logarithm and
/// exponential use + − × ÷ √ only (the standard library's differ from one machine to the next).
class Chance {
public:
    explicit Chance(std::uint64_t seed);
    std::uint64_t next();
    double uniform();                    ///< 0 ≤ u < 1
    double exponential(double mean);
    double normal();                     ///< mean 0, deviation 1 (Marsaglia's polar method)
    double minutes(const Minutes& distribution);   ///< never below 0

private:
    std::uint64_t state_[4];
    double spare_ = 0;
    bool has_spare_ = false;
};

double exact_log(double x);   ///< natural logarithm, x > 0, to about 1e-15
double exact_exp(double x);

}  // namespace yorozu::flows
