#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>

#include "tests/recognise/glyph_sheet.h"

using namespace yorozu;
using namespace yorozu::test;

namespace {

ocr::Recogniser shipped() { return ocr::Recogniser(std::filesystem::path(YOROZU_SOURCE_DIR) / "ocr/models"); }

/// The columns of unseen-kana.pbm; its rows are seven fonts that are never trained on.
std::vector<std::string> columns() {
    const std::string all =
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポッャュョー";
    std::vector<std::string> out;
    for (std::size_t i = 0; i < all.size(); i += 3) out.push_back(all.substr(i, 3));
    return out;
}

/// Hand-drawn in sheets of 48 px: the em box has 0.74 of the side; the cell is a little larger than the em box.
std::vector<ocr::Glyph> unseen() {
    std::vector<ocr::Glyph> glyphs = sheet(own_folder() / "unseen-kana.pbm", 48);
    for (ocr::Glyph& one : glyphs) one.cell = {4, 4, 40, 40};
    return glyphs;
}

}  // namespace

TEST_CASE("katakana of hands never trained on are read, and 0.99 means it") {
    const auto names = columns();
    const auto glyphs = unseen();
    REQUIRE(glyphs.size() == 7 * names.size());
    const auto readings = shipped().read(ocr::CharacterSet::katakana, glyphs);
    int right = 0, sure = 0, sure_right = 0, among = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const std::string& name = names[i % names.size()];
        REQUIRE(!readings[i].guesses.empty());
        const bool hit = readings[i].guesses[0].text == name;
        right += hit;
        if (readings[i].guesses[0].probability >= 0.99) ++sure, sure_right += hit;
        among += std::any_of(readings[i].guesses.begin(), readings[i].guesses.end(), [&](const auto& g) { return g.text == name; });
    }
    std::cout << "unseen katakana: " << right << " of " << readings.size() << " right, among ten guesses " << among
              << ", given with 0.99 or more: " << sure << ", of these right: " << sure_right << "\n";
    CHECK(right >= 0.985 * double(readings.size()));
    CHECK(among >= 0.995 * double(readings.size()));
    CHECK(sure >= 0.85 * double(readings.size()));
    CHECK(sure_right >= 0.995 * sure);
}

TEST_CASE("the character set decides between scripts that look alike") {
    ocr::Recogniser recogniser = shipped();
    const auto glyphs = unseen();
    const auto names = columns();
    for (const char* alike : {"ヘ", "リ"}) {
        const auto column = std::size_t(std::find(names.begin(), names.end(), alike) - names.begin());
        for (std::size_t row : {0, 3, 5}) {
            const std::span one(&glyphs[row * names.size() + column], 1);
            const auto katakana = recogniser.read(ocr::CharacterSet::katakana, one);
            const auto hiragana = recogniser.read(ocr::CharacterSet::hiragana, one);
            REQUIRE_FALSE(katakana[0].guesses.empty());
            REQUIRE_FALSE(hiragana[0].guesses.empty());
            CHECK(katakana[0].guesses[0].text == alike);
            CHECK(hiragana[0].guesses[0].text == (std::string(alike) == "ヘ" ? "へ" : "り"));
        }
    }
}

TEST_CASE("a small ッ is told from ツ by its cell") {
    ocr::Recogniser recogniser = shipped();
    const auto names = columns();
    const auto glyphs = unseen();
    int right = 0;
    for (const char* pair : {"ツ", "ッ", "ヤ", "ャ", "ヨ", "ョ", "ユ", "ュ"}) {
        const auto column = std::size_t(std::find(names.begin(), names.end(), pair) - names.begin());
        for (std::size_t row = 0; row < 7; ++row) {
            const auto reading = recogniser.read(ocr::CharacterSet::katakana, std::span(&glyphs[row * names.size() + column], 1));
            right += !reading[0].guesses.empty() && reading[0].guesses[0].text == pair;
        }
    }
    CHECK(right >= 50);  // of 56
}

TEST_CASE("scribbles are no kana") {
    const auto drawn = sheet(own_folder() / "own-digits.pbm", 48);
    const auto readings = shipped().read(ocr::CharacterSet::katakana, std::span(drawn).subspan(240));
    int passed = 0;
    for (const auto& reading : readings) passed += !reading.guesses.empty() && reading.guesses[0].probability > 0.9;
    CHECK(passed <= 3);
}
