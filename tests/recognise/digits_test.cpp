#include <catch2/catch.hpp>
#include <ctime>
#include <iostream>

#include "tests/recognise/glyph_sheet.h"

using namespace yorozu;
using namespace yorozu::test;

namespace {

ocr::Recogniser shipped() { return ocr::Recogniser(std::filesystem::path(YOROZU_SOURCE_DIR) / "ocr/models"); }

struct Count {
    int glyphs = 0, right = 0, sure = 0, sure_right = 0;
};

/// The held-back half of one digit set, as the model card tells it.
Count read_held_back(const char* folder, const char* images, const char* labels, int from) {
    const Idx pictures = read_idx(data_folder() / folder / images), names = read_idx(data_folder() / folder / labels);
    const int height = pictures.sizes.at(1), width = pictures.sizes.at(2);
    std::vector<ocr::Glyph> glyphs;
    for (int i = from; i < pictures.sizes[0]; ++i) {
        const auto at = pictures.values.begin() + std::ptrdiff_t(i) * width * height;
        glyphs.push_back(glyph(width, height, {at, at + std::ptrdiff_t(width) * height}));
    }
    ocr::Recogniser recogniser = shipped();
    const std::clock_t begin = std::clock();
    const auto readings = recogniser.read(ocr::CharacterSet::digits, glyphs);
    const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
    Count count;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        REQUIRE(!readings[i].guesses.empty());
        const ocr::CharacterGuess& best = readings[i].guesses.front();
        const bool right = best.text == std::to_string(names.values[from + i]);
        ++count.glyphs;
        count.right += right;
        if (best.probability >= 0.99) ++count.sure, count.sure_right += right;
    }
    std::cout << folder << ": " << count.right << " of " << count.glyphs << " right, given with 0.99 or more: " << count.sure
              << ", of these right: " << count.sure_right << "; " << int(count.glyphs / seconds) << " glyphs a second of one core\n";
    return count;
}

}  // namespace

TEST_CASE("digits of hands never trained on are read, and 0.99 means it", "[data]") {
    if (!std::filesystem::exists(data_folder() / "mnist-train")) {
        WARN("SKIPPED: no folder of real handwriting (set YOROZU_DATA)");
        return;
    }
    const Count mnist = read_held_back("mnist-train", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", 50'000);
    CHECK(mnist.glyphs == 10'000);
    CHECK(mnist.right >= 9'945);
    CHECK(mnist.sure_right >= 0.998 * mnist.sure);
    CHECK(mnist.sure >= 0.965 * mnist.glyphs);
    const Count forms = read_held_back("optdigits-train", "optdigits-32x32-images.idx3.gz", "optdigits-32x32-labels.idx1.gz", 1'600);
    CHECK(forms.right >= 0.97 * forms.glyphs);
    const Count many = read_held_back("semeion-train", "semeion-16x16-images.idx3.gz", "semeion-16x16-labels.idx1.gz", 1'000);
    CHECK(many.right >= 0.92 * many.glyphs);
}

TEST_CASE("our own drawn digits with Japanese habits are read, scribbles are not") {
    const std::vector<ocr::Glyph> glyphs = sheet(own_folder() / "own-digits.pbm", 48);
    REQUIRE(glyphs.size() == 11 * 24);
    const auto readings = shipped().read(ocr::CharacterSet::digits, glyphs);
    int wrong = 0, passed = 0;
    for (std::size_t i = 0; i < 240; ++i)
        if (readings[i].guesses.empty() || readings[i].guesses.front().text != std::to_string(i / 24)) ++wrong;
    for (std::size_t i = 240; i < 264; ++i)
        if (!readings[i].guesses.empty() && readings[i].guesses.front().probability > 0.9) ++passed;
    CHECK(wrong <= 4);
    CHECK(passed <= 5);
}

TEST_CASE("the same glyphs give the same numbers, alone or in a batch, in this order or another") {
    std::vector<ocr::Glyph> glyphs = sheet(own_folder() / "own-digits.pbm", 48);
    glyphs.resize(75);
    ocr::Recogniser first = shipped(), second = shipped();
    const auto once = first.read(ocr::CharacterSet::digits, glyphs);
    const auto again = second.read(ocr::CharacterSet::digits, glyphs);
    const std::vector<ocr::Glyph> turned(glyphs.rbegin(), glyphs.rend());
    const auto backwards = first.read(ocr::CharacterSet::digits, turned);
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const auto alone = first.read(ocr::CharacterSet::digits, std::span(&glyphs[i], 1));
        REQUIRE(once[i].guesses.size() == again[i].guesses.size());
        for (std::size_t k = 0; k < once[i].guesses.size(); ++k) {
            CHECK(once[i].guesses[k].text == again[i].guesses[k].text);
            CHECK(once[i].guesses[k].probability == again[i].guesses[k].probability);
        }
        CHECK(once[i].reject == again[i].reject);
        CHECK(alone[0].guesses[0].text == once[i].guesses[0].text);
        CHECK(alone[0].guesses[0].probability == Approx(once[i].guesses[0].probability).margin(1e-5));
        CHECK(backwards[glyphs.size() - 1 - i].guesses[0].text == once[i].guesses[0].text);
    }
}

TEST_CASE("probabilities and reject sum to at most one, best first, at most ten guesses") {
    for (const auto& reading : shipped().read(ocr::CharacterSet::digits, sheet(own_folder() / "own-digits.pbm", 48))) {
        double sum = reading.reject, last = 1;
        CHECK(reading.guesses.size() <= 10);
        for (const auto& guess : reading.guesses) {
            CHECK(guess.probability <= last);
            last = guess.probability;
            sum += guess.probability;
        }
        CHECK(sum <= 1 + 1e-9);
    }
}

TEST_CASE("a glyph without ink gives no guess and is rejected; others in the batch keep their place") {
    const std::vector<ocr::Glyph> digits = sheet(own_folder() / "own-digits.pbm", 48);
    const std::vector<ocr::Glyph> glyphs = {ocr::Glyph{}, digits[24 * 3], glyph(40, 50, std::vector<std::uint8_t>(2000, 5)), digits[24 * 8]};
    const auto readings = shipped().read(ocr::CharacterSet::digits, glyphs);
    REQUIRE(readings.size() == 4);
    for (int empty : {0, 2}) {
        CHECK(readings[empty].guesses.empty());
        CHECK(readings[empty].reject == 1);
    }
    CHECK(readings[1].guesses.at(0).text == "3");
    CHECK(readings[3].guesses.at(0).text == "8");
    CHECK(shipped().read(ocr::CharacterSet::digits, {}).empty());
}

TEST_CASE("ink that does not fit its size is refused in words") {
    const std::vector<ocr::Glyph> broken = {{{10, 10, 1, std::vector<std::uint8_t>(7)}, {}}};
    CHECK_THROWS_WITH(shipped().read(ocr::CharacterSet::digits, broken), Catch::Contains("1 番目"));
}
