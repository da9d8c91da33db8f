#include <catch2/catch.hpp>

#include "ocr/field/comb.h"
#include "tests/field/drawn_crop.h"

using namespace yorozu::ocr;

namespace {

std::string filled(const std::vector<CombCell>& comb) {
    std::string picture;
    for (const CombCell& cell : comb) picture += cell.blank ? '.' : 'x';
    return picture;
}

std::vector<CombCell> read(const DrawnCrop& drawn, int cells) { return cut_comb(remove_print(drawn.crop()), cells); }

double ink_of(const Glyph& glyph) {
    double sum = 0;
    for (auto pixel : glyph.ink.pixels) sum += pixel >= written;
    return sum;
}

DrawnCrop comb8() {
    DrawnCrop drawn(48, 7.6);
    drawn.print_comb(8);
    return drawn;
}

}  // namespace

TEST_CASE("an empty comb is blank in every cell, wherever its lines lie") {
    for (double shift : {0.0, 0.5, 1.0, 1.5, 2.0}) {
        CAPTURE(shift);
        DrawnCrop drawn = comb8();
        drawn.start_page(shift, -shift);
        CHECK(filled(read(drawn, 8)) == "........");
        drawn.noise(8);
        CHECK(filled(read(drawn, 8)) == "........");
        drawn.one_bit();
        CHECK(filled(read(drawn, 8)) == "........");
    }
}

TEST_CASE("digits come out one to a cell, gaps kept") {
    DrawnCrop drawn = comb8();
    drawn.start_page(0.7, 0.7);
    for (int c : {0, 1, 2, 4, 5, 7}) drawn.text(std::to_string(c + 1), c * 6 + 1.5, 6.2, 4.5);
    drawn.noise(5);
    CHECK(filled(read(drawn, 8)) == "xxx.xx.x");
}

TEST_CASE("faint pencil and one-bit scans are read like ink") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    for (int c = 0; c < 8; ++c) drawn.text(std::to_string(c + 1), c * 6 + 1.5, 6.2, 4.5, 0.3, 185);
    drawn.noise(4);
    const auto faint = read(drawn, 8);
    CHECK(filled(faint) == "xxxxxxxx");

    DrawnCrop sharp = comb8();
    sharp.start_page();
    for (int c = 0; c < 8; ++c) sharp.text(std::to_string(c + 1), c * 6 + 1.5, 6.2, 4.5, 0.3);
    const auto dark = read(sharp, 8);
    for (int c = 0; c < 8; ++c) CHECK(ink_of(faint[c].glyph) == Approx(ink_of(dark[c].glyph)).epsilon(0.35));
    sharp.one_bit();
    CHECK(filled(read(sharp, 8)) == "xxxxxxxx");
}

TEST_CASE("a stroke that overflows stays with the cell of its centre") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    drawn.pen(7, 1, 12.8, 1.2);  // the bar of a 7 that runs over the border at 12
    drawn.pen(12.6, 1.2, 9, 6.8);
    const auto comb = read(drawn, 8);
    CHECK(filled(comb) == ".x......");
    CHECK(comb[1].place.br().x > drawn.at(12, 0).x);
    CHECK_FALSE(comb[1].cut);
}

TEST_CASE("a voicing mark at the border belongs to the character before it, though the next one's ink is nearer") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    drawn.pen(0.9, 3.0, 3.8, 3.0), drawn.pen(3.8, 3.0, 3.6, 6.4), drawn.pen(2.8, 1.2, 1.0, 6.4);  // カ
    drawn.pen(5.1, 0.9, 5.2, 1.6), drawn.pen(5.2, 0.9, 5.4, 1.6);                                // its mark, one piece
    drawn.pen(6.4, 2.0, 10.4, 1.2), drawn.pen(6.6, 3.5, 11.0, 3.4), drawn.pen(8.6, 1.5, 8.0, 6.4);  // チ
    const auto comb = read(drawn, 8);
    CHECK(filled(comb) == "xx......");
    CHECK(comb[0].place.br().x > drawn.at(5.3, 0).x);
    CHECK(comb[1].place.x > drawn.at(5.6, 0).x);
}

TEST_CASE("two digits that touch across a border are cut there") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    drawn.ring(9, 3.8, 2.6, 2.6);
    drawn.pen(11, 3.8, 14, 3.8);
    drawn.ring(15, 3.8, 2.4, 2.6);
    const auto comb = read(drawn, 8);
    CHECK(filled(comb) == ".xx.....");
    CHECK((comb[1].cut && comb[2].cut));
    CHECK(ink_of(comb[1].glyph) == Approx(ink_of(comb[2].glyph)).epsilon(0.4));
}

TEST_CASE("a stroke across a printed line is bridged, not cut in two") {
    DrawnCrop drawn(12, 7.6);
    drawn.print_line(0, 3.8, 12, 3.8, 0.3);  // a line right through the digit
    drawn.start_page(0.5, 0.5);
    drawn.pen(3, 0.8, 3.6, 6.8, 0.4);
    drawn.pen(8, 1, 10.5, 6.5, 0.4);
    FieldInk ink = remove_print(drawn.crop());
    remove_specks(ink, 0.03);
    CHECK(find_strokes(ink).strokes.size() == 2);
}

TEST_CASE("dark ink over pale print stays whole") {
    DrawnCrop drawn(12, 7.6);
    drawn.print_line(0, 3.8, 12, 3.8, 3.0, 170);  // a broad grey bar
    drawn.start_page();
    drawn.pen(5, 0.8, 5.4, 6.8, 0.4);
    FieldInk ink = remove_print(drawn.crop());
    remove_specks(ink, 0.03);
    REQUIRE(find_strokes(ink).strokes.size() == 1);
    CHECK(find_strokes(ink).strokes[0].bounds.height > 55);
}

TEST_CASE("dust and the start of a stroke are blank, a thin short 1 is not") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    drawn.pen(3, 3, 3.2, 3.1, 0.2);
    drawn.pen(9, 3, 9, 4.9, 0.2);
    CHECK(filled(read(drawn, 8)) == ".x......");
}

TEST_CASE("writing of the row above does not become a digit") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    drawn.pen(9, -2, 9.5, -0.4);  // hangs into the crop, centre outside the box
    drawn.text("5", 13.5, 6.2, 4.5);
    CHECK(filled(read(drawn, 8)) == "..x.....");
}

TEST_CASE("a line through several digits is seen, digits alone are none") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    for (int c = 0; c < 8; ++c) drawn.text(std::to_string(c), c * 6 + 1.5, 6.2, 4.5);
    const FieldInk plain = remove_print(drawn.crop());
    CHECK(longest_line_mm(plain, plain.box, 10) == 0);
    drawn.pen(1, 3.4, 40, 4.4);
    const FieldInk struck = remove_print(drawn.crop());
    CHECK(longest_line_mm(struck, struck.box, 10) > 30);
}

TEST_CASE("a separator that a one-bit scan drew wide or off its place does not become a 1") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    for (int c = 1; c < 8; ++c) drawn.pen(c * 6 + 0.35, 0.3, c * 6 + 0.35, 7.3, 0.2);  // beside every separator
    drawn.text("5", 13.5, 6.2, 4.5);
    drawn.one_bit();
    CHECK(filled(read(drawn, 8)) == "..x.....");
}

TEST_CASE("a 1 written in the middle of its cell stays, however thin") {
    DrawnCrop drawn = comb8();
    drawn.start_page();
    for (int c = 0; c < 8; ++c) drawn.pen(c * 6 + 3, 1.2, c * 6 + 3, 6.4, 0.2);
    CHECK(filled(read(drawn, 8)) == "xxxxxxxx");
}
