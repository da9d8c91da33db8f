#include "ocr/recognise/normalise.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/recognise/glyph_sheet.h"

using namespace yorozu;
using namespace yorozu::test;

TEST_CASE("the normalisation gives the numbers that the networks were trained on") {
    nlohmann::json cases;
    std::ifstream(own_folder() / "normalise-cases.json") >> cases;
    REQUIRE(cases.size() >= 5);
    for (const auto& one : cases) {
        ocr::Glyph glyph;
        glyph.ink = {one["width"], one["height"], 1, one["ink"].get<std::vector<std::uint8_t>>()};
        glyph.cell = {one["cell"][0], one["cell"][1], one["cell"][2], one["cell"][3]};
        const ocr::InputShape shape{one["size"], one["inner"], one["innerCell"], 2};
        std::vector<float> out(std::size_t(2) * shape.size * shape.size);
        REQUIRE(ocr::normalise(glyph, shape, out.data()));
        const auto expected = one["expected"].get<std::vector<double>>();
        REQUIRE(expected.size() == out.size());
        double worst = 0;
        for (std::size_t i = 0; i < out.size(); ++i) worst = std::max(worst, std::abs(out[i] - expected[i]));
        CHECK(worst < 2e-3);
    }
}

TEST_CASE("the size of a scan hardly changes what the network sees") {
    // A ring of 200 and of 100 pixels: the same character at 600 and 300 dpi.
    auto ring = [](int side) {
        std::vector<std::uint8_t> ink(std::size_t(side) * side);
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                const double r = std::hypot(x + 0.5 - side / 2.0, y + 0.5 - side / 2.0) / side;
                ink[std::size_t(y) * side + x] = r > 0.3 && r < 0.42 ? 255 : 0;
            }
        return glyph(side, side, std::move(ink));
    };
    const ocr::InputShape shape;
    std::vector<float> large(2 * 32 * 32), small(2 * 32 * 32);
    REQUIRE(ocr::normalise(ring(200), shape, large.data()));
    REQUIRE(ocr::normalise(ring(100), shape, small.data()));
    double mean = 0;
    for (std::size_t i = 0; i < large.size(); ++i) mean += std::abs(large[i] - small[i]) / double(large.size());
    CHECK(mean < 0.01);
}

TEST_CASE("a huge or sliver glyph is normalised without harm") {
    const ocr::InputShape shape;
    std::vector<float> out(2 * 32 * 32);
    CHECK(ocr::normalise(glyph(4000, 3, std::vector<std::uint8_t>(12000, 255)), shape, out.data()));
    CHECK(ocr::normalise(glyph(1, 1, {255}), shape, out.data()));
    ocr::Glyph odd = glyph(20, 20, std::vector<std::uint8_t>(400, 200));
    odd.cell = {-1000, 5000, 3, 100000};
    CHECK(ocr::normalise(odd, shape, out.data()));
    for (float v : out) CHECK((v >= 0 && v <= 1));
    CHECK_FALSE(ocr::normalise(ocr::Glyph{}, shape, out.data()));
}
