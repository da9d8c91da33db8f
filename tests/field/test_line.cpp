#include <catch2/catch.hpp>

#include "ocr/field/line.h"
#include "tests/field/drawn_crop.h"

using namespace yorozu::ocr;

namespace {

GlyphReading says(const std::string& text, double probability, double reject = 0) {
    GlyphReading reading;
    reading.guesses = {{text, probability}};
    reading.reject = reject;
    return reading;
}

/// A lattice of `pieces` equal pieces, all runs of up to three offered.
LineLattice lattice_of(int pieces) {
    LineLattice lattice;
    lattice.pieces = pieces;
    lattice.gap_before.assign(pieces, 0.1);
    lattice.group.assign(pieces, 0);
    for (int from = 0; from < pieces; ++from)
        for (int to = from + 1; to <= std::min(pieces, from + 3); ++to) {
            LineCandidate candidate;
            candidate.from = from;
            candidate.to = to;
            lattice.candidates.push_back(std::move(candidate));
        }
    return lattice;
}

std::string text_of(const LineLattice& lattice, const LineSpelling& spelling, const std::vector<const GlyphReading*>& readings) {
    std::string text;
    for (const auto& part : spelling.parts) {
        const auto& candidate = lattice.candidates[part.candidate];
        text += candidate.symbol ? std::string(1, candidate.symbol) : readings[part.candidate]->guesses.front().text;
    }
    return text;
}

}  // namespace

TEST_CASE("two loose halves are one character when the recogniser knows it, and two when it does not") {
    const LineLattice lattice = lattice_of(3);
    for (const bool joined : {true, false}) {
        std::vector<GlyphReading> readings;
        for (const auto& candidate : lattice.candidates) {
            if (candidate.from == 0 && candidate.to == 2) readings.push_back(joined ? says("ハ", 0.97) : says("ハ", 0.3, 0.6));
            else if (candidate.to - candidate.from == 1) readings.push_back(says(candidate.from == 2 ? "ナ" : "ノ", candidate.from < 2 && joined ? 0.5 : 0.95));
            else readings.push_back(says("ー", 0.1, 0.9));
        }
        std::vector<const GlyphReading*> pointers;
        for (const auto& reading : readings) pointers.push_back(&reading);
        const LineSpelling spelling = decode_line(lattice, pointers);
        CHECK(text_of(lattice, spelling, pointers) == (joined ? "ハナ" : "ノノナ"));
        CHECK(spelling.certainty > 0.6);
    }
}

TEST_CASE("two ways to cut that are equally likely are not certain") {
    LineLattice lattice = lattice_of(2);
    std::vector<GlyphReading> readings;
    for (const auto& candidate : lattice.candidates) readings.push_back(says(candidate.to - candidate.from == 2 ? "ル" : "ノ", 0.9));
    std::vector<const GlyphReading*> pointers;
    for (const auto& reading : readings) pointers.push_back(&reading);
    CHECK(decode_line(lattice, pointers).certainty < 0.6);
}

TEST_CASE("nothing written gives no lines and an empty lattice no characters") {
    DrawnCrop drawn(60, 8);
    drawn.print_comb(1);
    drawn.start_page(1, 0.5);
    drawn.noise(6);
    CHECK(cut_lines(remove_print(drawn.crop()), 1, habit_of(CharacterSet::digits)).empty());
    CHECK(decode_line({}, {}).parts.empty());
}

TEST_CASE("a telephone number is cut into its digits, dashes known by their shape") {
    DrawnCrop drawn(70, 8);
    drawn.print_comb(1);
    drawn.start_page();
    drawn.text("03", 3, 6.5, 4.5);
    drawn.pen(12.5, 4.2, 15, 4.2);
    drawn.text("3579", 17, 6.5, 4.5);
    const auto lines = cut_lines(remove_print(drawn.crop()), 1, habit_of(CharacterSet::digits));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].pieces == 7);
    int dashes = 0;
    for (const auto& candidate : lines[0].candidates) dashes += candidate.symbol == '-';
    CHECK(dashes == 1);
}

TEST_CASE("dust far from the writing is no character of a name, a dot in a number stays") {
    DrawnCrop drawn(70, 8);
    drawn.start_page();
    drawn.text("AB", 3, 6.5, 4.5);
    for (const double x : {25.0, 40.0, 55.0}) drawn.pen(x, 4.5, x + 0.05, 4.5, 0.35);
    const auto ink = remove_print(drawn.crop());
    const auto words = cut_lines(ink, 1, habit_of(CharacterSet::kanji));
    REQUIRE(words.size() == 1);
    CHECK(words[0].pieces == 2);
    const auto numbers = cut_lines(ink, 1, habit_of(CharacterSet::digits));
    REQUIRE(numbers.size() == 1);
    CHECK(numbers[0].pieces == 5);
}

TEST_CASE("a dash that is broken in two is offered as one") {
    DrawnCrop drawn(40, 8);
    drawn.start_page();
    drawn.text("7", 3, 6.5, 4.5);
    drawn.pen(8.0, 4.2, 8.9, 4.2);
    drawn.pen(9.6, 4.2, 10.5, 4.2);
    drawn.text("2", 13, 6.5, 4.5);
    const auto lines = cut_lines(remove_print(drawn.crop()), 1, habit_of(CharacterSet::kanji));
    REQUIRE(lines.size() == 1);
    bool whole = false;
    for (const auto& candidate : lines[0].candidates) whole = whole || (candidate.level && candidate.to - candidate.from == 2);
    CHECK(whole);
}

TEST_CASE("a comma two fifths as tall as the digits is no digit") {
    DrawnCrop drawn(50, 8);
    drawn.start_page();
    drawn.text("13", 3, 6.5, 4.5);
    drawn.pen(12.2, 5.4, 11.7, 7.0);
    drawn.text("500", 15, 6.5, 4.5);
    const auto lines = cut_lines(remove_print(drawn.crop()), 1, habit_of(CharacterSet::digits));
    REQUIRE(lines.size() == 1);
    int commas = 0;
    for (const auto& candidate : lines[0].candidates) commas += candidate.symbol == '.';
    CHECK(commas == 1);
}

TEST_CASE("digits that touch are offered as one and as two") {
    DrawnCrop drawn(40, 8);
    drawn.start_page();
    drawn.ring(8, 4, 1.6, 2.4);
    drawn.pen(9.5, 4, 11.6, 4);
    drawn.ring(13, 4, 1.6, 2.4);
    drawn.text("5", 20, 6.3, 4.5);
    const auto lines = cut_lines(remove_print(drawn.crop()), 1, habit_of(CharacterSet::digits));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].pieces >= 3);
}

TEST_CASE("two lines of an address come out one after the other") {
    DrawnCrop drawn(60, 16);
    drawn.start_page();
    drawn.text("123", 3, 6.5, 4.5);
    drawn.text("45", 3, 14.5, 4.5);
    const auto lines = cut_lines(remove_print(drawn.crop()), 2, habit_of(CharacterSet::digits));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].pieces == 3);
    CHECK(lines[1].pieces == 2);
}

TEST_CASE("the printed words of a date part its numbers") {
    DrawnCrop drawn(50, 8);
    drawn.print_comb(1);
    for (double x : {13.0, 28.0, 43.0}) {  // stand for 年 月 日
        drawn.print_line(x, 2.5, x + 3, 2.5);
        drawn.print_line(x + 1.5, 1.5, x + 1.5, 6.5);
        drawn.print_line(x, 4.5, x + 3, 4.5);
    }
    drawn.start_page(0.5, 0.5);
    drawn.text("6", 7, 6.3, 4.5);
    drawn.text("4", 20, 6.3, 4.5);
    drawn.text("15", 33, 6.3, 4.5);
    const FieldInk ink = remove_print(drawn.crop());
    const auto borders = printed_borders(ink);
    REQUIRE(borders.size() == 3);
    const auto lines = cut_lines(ink, 1, habit_of(CharacterSet::digits), borders);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].group == std::vector<int>{0, 1, 2, 2});
}

TEST_CASE("a red stamp over the writing fades, red writing alone does not") {
    DrawnCrop drawn(40, 8);
    drawn.start_page();
    for (const bool with_pen : {true, false}) {
        DrawnCrop own = drawn;
        if (with_pen) own.text("58", 8, 6.5, 4.5);
        DrawnCrop stamped = own;
        stamped.ring(14, 4, 6, 3.4, 0, 360, 0.5, 110);
        Crop crop = stamped.crop();
        const Crop clean = own.crop();
        Image colour{crop.page.width, crop.page.height, 3, {}};
        for (std::size_t i = 0; i < crop.page.pixels.size(); ++i) {
            const bool stamp = crop.page.pixels[i] != clean.page.pixels[i];
            const auto grey = crop.page.pixels[i];
            colour.pixels.insert(colour.pixels.end(), {stamp ? std::uint8_t(230) : grey, grey, grey});
        }
        fade_red(crop, colour);
        const auto strokes = find_strokes(remove_print(crop)).strokes.size();
        CHECK(strokes == (with_pen ? 2 : 1));
    }
}
