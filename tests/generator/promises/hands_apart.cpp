#include <catch2/catch.hpp>
#include <set>

#include "tests/generator/generator.h"
#include "tests/generator/hands.h"
#include "tests/generator/idx_file.h"
#include "tests/generator/real_digits.h"
#include "tests/generator/stroke_glyphs.h"

using namespace yorozu::generator;
namespace fs = std::filesystem;

namespace {

int first_test(const std::string& name) {
    for (const RealSet& set : real_sets())
        if (set.name == name) return set.first_test;
    return -1;
}

}  // namespace

TEST_CASE("Real digits come from the test parts only: training and test glyphs are disjoint") {
    CHECK(first_test("mnist") == 50000);
    CHECK(first_test("optdigits") == 1600);
    CHECK(first_test("semeion") == 1000);
    const fs::path folder = real_digits_folder();
    if (folder.empty()) return;
    const auto writers = real_writers(folder, 40, Random(5));
    REQUIRE(writers.size() >= 40);
    for (const auto& writer : writers) {
        const int limit = first_test(writer.set);
        for (std::size_t digit = 0; digit < 10; ++digit) {
            INFO(writer.set << " digit " << digit);
            for (const int index : writer.images[digit]) CHECK(index >= limit);
            if (!writer.other_images.empty())
                for (const int index : writer.other_images[digit]) CHECK(index >= first_test("optdigits"));
            CHECK((!writer.images[digit].empty() ||
                   (!writer.other_images.empty() && !writer.other_images[digit].empty())));
        }
    }
}

TEST_CASE("A writer's images show the digit that the label says") {
    const fs::path folder = real_digits_folder();
    if (folder.empty()) return;
    for (const RealSet& set : real_sets()) {
        if (!fs::exists(folder / set.images_file)) continue;
        const IdxFile labels = read_idx(folder / set.labels_file);
        for (const auto& writer : real_writers(folder, 3, Random(9)))
            if (writer.set == set.name)
                for (std::size_t digit = 0; digit < 10; ++digit)
                    for (const int index : writer.images[digit]) CHECK(*labels.item(index) == digit);
    }
}

TEST_CASE("A form filled with real handwriting says so in its hand and keeps to one writer's seed") {
    const fs::path folder = real_digits_folder();
    if (folder.empty()) return;
    const FillRequest request{"koza-furikae-hagaki", 77, {Damage::dpi_200}, {"any", folder}};
    const FilledForm filled = make_filled_form(request);
    CHECK(filled.hand.find('+') != std::string::npos);
    CHECK(filled.pages[0].image.pixels == make_filled_form(request).pages[0].image.pixels);
}

TEST_CASE("A folder without real digits is an error that names it") {
    const fs::path nowhere = fs::path(YOROZU_SOURCE_DIR) / "docs";
    CHECK_THROWS_WITH(make_filled_form({"koza-furikae-hagaki", 1, {}, {"any", nowhere}}),
                      Catch::Contains("docs"));
}

TEST_CASE("Samples are written in fonts that no recogniser is trained on, or in our own strokes") {
    const std::set<std::string> kept = {"klee",     "klee-semibold", "yusei-magic",  "kiloji",
                                        "kiloji-p", "yomogi",        "zen-kurenaido"};
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Hand hand = make_hand({}, Random(seed).fork("hand"));
        INFO(hand.name);
        CHECK(kept.count(hand.kanji->name()) == 1);
        CHECK((kept.count(hand.letters->name()) == 1 || hand.letters->name().rfind("strokes-", 0) == 0));
    }
}

TEST_CASE("A stroke hand has every digit and every katakana that a name may hold") {
    const auto hand = stroke_glyphs(12);
    Random random(1);
    for (const char32_t c :
         U"0123456789"
         U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
         U"ガギグゲゴザジズゼゾダヂヅデドバビブベボヴパピプペポァィゥェォッャュョー") {
        if (c == 0) continue;
        INFO(static_cast<unsigned>(c));
        const auto glyph = hand->glyph(c, random);
        REQUIRE(glyph);
        const Extent e = extent(*glyph);
        CHECK((e.left > -0.25 && e.right < 1.25 && e.top > -0.25 && e.bottom < 1.25));
    }
    CHECK_FALSE(hand->glyph(U'漢', random));
}

TEST_CASE("One person writes a character alike, two people differ more") {
    const auto middle = [](const GlyphSource& hand, std::uint64_t seed) {
        Random random(seed);
        return hand.glyph(U'マ', random)->strokes.front().front();
    };
    double own = 0, others = 0;
    for (std::uint64_t n = 0; n < 40; ++n) {
        const auto one = stroke_glyphs(100 + n), two = stroke_glyphs(900 + n);
        const Point a = middle(*one, 1), b = middle(*one, 2), c = middle(*two, 3);
        own += std::hypot(a.x - b.x, a.y - b.y);
        others += std::hypot(a.x - c.x, a.y - c.y);
    }
    CHECK(own * 1.5 < others);
}
