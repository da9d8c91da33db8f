#include "flows/simulation/chance.h"

#include <cmath>

namespace yorozu::flows {
namespace {

constexpr double ln2 = 0.6931471805599453094;

std::uint64_t turned(std::uint64_t x, int by) { return x << by | x >> (64 - by); }

}  // namespace

double exact_log(double x) {
    int exponent = 0;
    double m = std::frexp(x, &exponent);  // exact: 0.5 ≤ m < 1
    if (m < 0.70710678118654752) m *= 2, --exponent;
    // ln m = 2 artanh((m − 1) ÷ (m + 1)), whose argument is at most 0.172.
    const double t = (m - 1) / (m + 1), square = t * t;
    double sum = 0;
    for (int n = 21; n >= 1; n -= 2) sum = sum * square + 1.0 / n;
    return 2 * t * sum + exponent * ln2;
}

double exact_exp(double x) {
    if (x > 700) x = 700;
    if (x < -700) return 0;
    const double whole = std::floor(x / ln2 + 0.5), rest = x - whole * ln2;
    double sum = 1;
    for (int n = 18; n >= 1; --n) sum = 1 + sum * rest / n;
    return std::ldexp(sum, static_cast<int>(whole));
}

Chance::Chance(std::uint64_t seed) {
    for (auto& part : state_) {
        std::uint64_t z = seed += 0x9E3779B97F4A7C15ull;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ z >> 27) * 0x94D049BB133111EBull;
        part = z ^ z >> 31;
    }
}

std::uint64_t Chance::next() {
    const std::uint64_t result = turned(state_[1] * 5, 7) * 9, t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = turned(state_[3], 45);
    return result;
}

double Chance::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double Chance::exponential(double mean) { return -mean * exact_log(1 - uniform()); }

double Chance::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_;
    }
    for (;;) {
        const double x = 2 * uniform() - 1, y = 2 * uniform() - 1, r = x * x + y * y;
        if (r >= 1 || r == 0) continue;
        const double factor = std::sqrt(-2 * exact_log(r) / r);
        spare_ = y * factor;
        has_spare_ = true;
        return x * factor;
    }
}

double Chance::minutes(const Minutes& d) {
    double value = d.mean;
    switch (d.kind) {
        case Minutes::Kind::fixed: break;
        case Minutes::Kind::exponential: value = exponential(d.mean); break;
        case Minutes::Kind::normal: value = d.mean + d.deviation * normal(); break;
        case Minutes::Kind::lognormal: {
            if (!(d.mean > 0)) return 0;
            const double ratio = d.deviation / d.mean, variance = exact_log(1 + ratio * ratio);
            value = exact_exp(exact_log(d.mean) - variance / 2 + std::sqrt(variance) * normal());
            break;
        }
        case Minutes::Kind::uniform: value = d.low + (d.high - d.low) * uniform(); break;
        case Minutes::Kind::triangular: {
            const double width = d.high - d.low;
            if (!(width > 0)) return d.low > 0 ? d.low : 0;
            const double u = uniform(), rise = (d.mode - d.low) / width;
            value = u < rise ? d.low + std::sqrt(u * width * (d.mode - d.low)) : d.high - std::sqrt((1 - u) * width * (d.high - d.mode));
            break;
        }
    }
    return value > 0 ? value : 0;
}

}  // namespace yorozu::flows
