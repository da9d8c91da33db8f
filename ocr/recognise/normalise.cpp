#include "ocr/recognise/normalise.h"

#include <algorithm>
#include <cmath>

namespace yorozu::ocr {
namespace {

struct Bounds {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

/// The weights of the source pixels first … first + values.size() - 1 for one input pixel.
struct Weights {
    int first = 0;
    std::vector<float> values;
};

std::vector<Weights> weights(double low, double high, double step, int size, int pixels) {
    std::vector<Weights> all(size);
    const double reach = std::max(step, 1.0);
    for (int i = 0; i < size; ++i) {
        const double centre = (low + high) / 2 + (i + 0.5 - size / 2.0) * step;
        const int first = std::max(0, int(std::ceil(centre - reach - 0.5)));
        const int last = std::min(pixels - 1, int(std::floor(centre + reach - 0.5)));
        all[i].first = first;
        for (int j = first; j <= last; ++j)
            all[i].values.push_back(float(std::max(0.0, 1 - std::abs(j + 0.5 - centre) / reach) / reach));
    }
    return all;
}

void resample(const Image& ink, const Bounds& area, double step, int size, double peak, float* out) {
    const std::vector<Weights> across = weights(area.x0, area.x1, step, size, ink.width);
    const std::vector<Weights> down = weights(area.y0, area.y1, step, size, ink.height);
    // Rows that no input pixel looks at are skipped; each row is shrunk across once.
    std::vector<float> rows(std::size_t(ink.height) * size);
    int top = ink.height, bottom = 0;
    for (const Weights& w : down)
        if (!w.values.empty()) top = std::min(top, w.first), bottom = std::max(bottom, w.first + int(w.values.size()));
    for (int y = top; y < bottom; ++y) {
        const std::uint8_t* row = ink.pixels.data() + std::size_t(y) * ink.width;
        for (int i = 0; i < size; ++i) {
            float sum = 0;
            for (std::size_t k = 0; k < across[i].values.size(); ++k) sum += across[i].values[k] * row[across[i].first + k];
            rows[std::size_t(y) * size + i] = sum;
        }
    }
    for (int i = 0; i < size; ++i)
        for (int x = 0; x < size; ++x) {
            float sum = 0;
            for (std::size_t k = 0; k < down[i].values.size(); ++k)
                sum += down[i].values[k] * rows[std::size_t(down[i].first + k) * size + x];
            out[i * size + x] = std::clamp(float(sum / peak), 0.0f, 1.0f);
        }
}

}  // namespace

bool normalise(const Glyph& glyph, const InputShape& shape, float* out) {
    const Image& ink = glyph.ink;
    const int peak = ink.empty() ? 0 : *std::max_element(ink.pixels.begin(), ink.pixels.end());
    if (peak <= no_ink) return false;
    int x0 = ink.width, y0 = ink.height, x1 = 0, y1 = 0;
    for (int y = 0; y < ink.height; ++y)
        for (int x = 0; x < ink.width; ++x)
            if (ink.pixels[std::size_t(y) * ink.width + x] >= 0.4 * peak) {
                x0 = std::min(x0, x), x1 = std::max(x1, x + 1);
                y0 = std::min(y0, y), y1 = std::max(y1, y + 1);
            }
    const Bounds bounds{double(x0), double(y0), double(x1), double(y1)};
    const double step = std::max({x1 - x0, y1 - y0, 1}) / double(shape.inner);
    resample(ink, bounds, step, shape.size, peak, out);
    if (shape.channels < 2) return true;
    float* second = out + std::size_t(shape.size) * shape.size;
    const BoxPx& cell = glyph.cell;
    if (cell.width <= 0 || cell.height <= 0) {
        std::copy(out, second, second);
        return true;
    }
    const Bounds nominal{double(cell.x), double(cell.y), double(cell.x) + cell.width, double(cell.y) + cell.height};
    resample(ink, nominal, std::max(1, std::min(cell.width, cell.height)) / double(shape.inner_cell), shape.size, peak, second);
    return true;
}

}  // namespace yorozu::ocr
