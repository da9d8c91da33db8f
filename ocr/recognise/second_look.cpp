#include "ocr/recognise/second_look.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace yorozu::ocr {
namespace {

/// Where a view's pixel at (x, y), −1 … 1 across the picture, is found on the picture as given: (a·x + b·y, c·x + d·y).
struct View {
    double a, b, c, d;
};

constexpr std::array<View, 6> views{{
    {0.996, 0.090, -0.090, 0.996},  // turned
    {0.996, -0.090, 0.090, 0.996},
    {1, 0.18, 0, 1},  // slanted
    {1, -0.18, 0, 1},
    {1.12, 0, 0, 1},  // narrower, wider
    {0.9, 0, 0, 1},
}};

/// One channel seen so, between its pixels linearly, paper around it.
void see(const float* from, int size, const View& view, float* to) {
    const auto ink = [&](int x, int y) { return x >= 0 && y >= 0 && x < size && y < size ? from[y * size + x] : 0.0F; };
    for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column) {
            const double x = (2 * column + 1.0) / size - 1, y = (2 * row + 1.0) / size - 1;
            const double u = ((view.a * x + view.b * y + 1) * size - 1) / 2, v = ((view.c * x + view.d * y + 1) * size - 1) / 2;
            const int left = static_cast<int>(std::floor(u)), top = static_cast<int>(std::floor(v));
            const auto right = static_cast<float>(u - left), down = static_cast<float>(v - top);
            *to++ = (ink(left, top) * (1 - right) + ink(left + 1, top) * right) * (1 - down) +
                    (ink(left, top + 1) * (1 - right) + ink(left + 1, top + 1) * right) * down;
        }
}

double log_of(double probability) { return std::log(std::max(probability, 1e-12)); }

}  // namespace

void look_again(Network& network, const std::vector<float>& input, std::vector<std::vector<double>>& rows) {
    const RecogniserFile& file = network.file();
    if (file.second_look <= 0) return;
    std::vector<std::size_t> doubtful;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double best = *std::max_element(rows[i].begin(), rows[i].end() - 1);
        if (best < file.second_look && best > rows[i].back()) doubtful.push_back(i);
    }
    if (doubtful.empty()) return;
    const int size = file.shape.size;
    const std::size_t channel = static_cast<std::size_t>(size) * static_cast<std::size_t>(size), one = channel * static_cast<std::size_t>(file.shape.channels);
    std::vector<float> seen(doubtful.size() * views.size() * one);
    float* to = seen.data();
    for (const std::size_t glyph : doubtful)
        for (const View& view : views)
            for (std::size_t from = 0; from < one; from += channel, to += channel) see(input.data() + glyph * one + from, size, view, to);
    const auto again = network.probabilities(seen, static_cast<int>(doubtful.size() * views.size()));
    const double share = file.temperature / file.second_temperature / (views.size() + 1);
    for (std::size_t k = 0; k < doubtful.size(); ++k) {
        std::vector<double>& row = rows[doubtful[k]];
        double all = 0;
        for (std::size_t c = 0; c < row.size(); ++c) {
            double sum = log_of(row[c]);
            for (std::size_t view = 0; view < views.size(); ++view) sum += log_of(again[k * views.size() + view][c]);
            all += row[c] = std::exp(share * sum);
        }
        for (double& probability : row) probability /= all;
    }
}

}  // namespace yorozu::ocr
