#pragma once
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace yorozu::generator {

/// Numbers that depend on the seed alone, the same on every machine and compiler (the standard library's
/// distributions are not). SplitMix64 by Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * (1.0 / 9007199254740992.0); }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// In [0, count).
    int below(int count) { return static_cast<int>(uniform() * count); }
    /// Both ends included.
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(double probability) { return uniform() < probability; }
    double normal(double mean, double deviation) {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        return mean + deviation * radius * std::cos(6.283185307179586 * uniform());
    }
    template <class T>
    const T& pick(const std::vector<T>& choices) {
        return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
    }
    /// A stream of its own for one purpose: what one part draws does not move the others.
    Random fork(std::string_view purpose) const {
        std::uint64_t hash = 0xcbf29ce484222325ULL;
        for (const char c : purpose) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        Random child(state_ ^ hash);
        child.next();
        return child;
    }

private:
    std::uint64_t state_;
};

}  // namespace yorozu::generator
