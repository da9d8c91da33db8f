#include <catch2/catch.hpp>

#include "ocr/field/marks.h"
#include "tests/field/drawn_crop.h"

using namespace yorozu::ocr;

namespace {

/// 普通・当座・納税準備 as in a bank's form: words in boxes 8 × 5 mm, 10 mm apart.
struct Words {
    DrawnCrop drawn{28, 5};
    std::vector<cv::Rect> options;
    Words() {
        drawn.margin_mm = 4;
        drawn.blank = cv::Mat(130, 360, CV_8U, cv::Scalar(255));
        for (int o = 0; o < 3; ++o) {
            cv::putText(drawn.blank, "AB", drawn.at(o * 10 + 1, 4.2), cv::FONT_HERSHEY_SIMPLEX, 1.5, cv::Scalar(0), 3, cv::LINE_AA);
            options.emplace_back(drawn.at(o * 10, 0), cv::Size(80, 50));
        }
        drawn.start_page(0.6, 0.4);
    }
    ChoiceReading read(bool many = false) {
        FieldInk ink = remove_print(drawn.crop());
        remove_specks(ink, 0.05);
        return decide_choice(read_circles(ink, options), true, many);
    }
};

struct Boxes {
    DrawnCrop drawn{24, 4};
    std::vector<cv::Rect> options;
    Boxes() {
        drawn.margin_mm = 3;
        drawn.blank = cv::Mat(100, 300, CV_8U, cv::Scalar(255));
        for (int o = 0; o < 2; ++o) {
            const double x = o * 14;
            drawn.print_line(x, 0, x + 4, 0);
            drawn.print_line(x, 4, x + 4, 4);
            drawn.print_line(x, 0, x, 4);
            drawn.print_line(x + 4, 0, x + 4, 4);
            options.emplace_back(drawn.at(x, 0), cv::Size(40, 40));
        }
        drawn.start_page(0.6, 0.4);
    }
    std::vector<MarkReading> marks(bool fill = false) {
        FieldInk ink = remove_print(drawn.crop());
        remove_specks(ink, 0.05);
        return read_checks(ink, options, fill);
    }
};

bool says(const ChoiceReading& choice, const std::string& reason) {
    return std::find(choice.reasons.begin(), choice.reasons.end(), reason) != choice.reasons.end();
}

}  // namespace

TEST_CASE("a ring around a printed word picks it, round or flat, large or off the middle") {
    struct { double x, y, rx, ry; } rings[] = {{4, 2.5, 4.5, 3.2}, {4.8, 2.2, 4, 3.6}, {3.5, 3, 5.2, 3}, {4, 2.5, 3, 2.6}};
    for (auto& ring : rings)
        for (int option = 0; option < 3; ++option) {
            CAPTURE(ring.x, ring.rx, option);
            Words words;
            words.drawn.ring(option * 10 + ring.x, ring.y, ring.rx, ring.ry);
            words.drawn.noise(5);
            const auto choice = words.read();
            REQUIRE(choice.picked == std::vector<std::size_t>{std::size_t(option)});
            CHECK(choice.reasons.empty());
            CHECK(choice.confidence > 0.95);
        }
}

TEST_CASE("a ring with an open end is still a ring") {
    Words words;
    words.drawn.ring(14, 2.5, 4.6, 3.2, 20, 330);
    CHECK(words.read().picked == std::vector<std::size_t>{1});
}

TEST_CASE("no ring is blank") {
    Words words;
    words.drawn.noise(6);
    const auto choice = words.read();
    CHECK(choice.blank);
    CHECK(choice.picked.empty());
}

TEST_CASE("two rings go to a person") {
    Words words;
    words.drawn.ring(4, 2.5, 4.5, 3.2);
    words.drawn.ring(24, 2.5, 4.5, 3.2);
    const auto choice = words.read();
    CHECK(says(choice, "丸が二つあります"));
    CHECK(choice.confidence < 0.5);
    CHECK(words.read(true).picked.size() == 2);
    CHECK(words.read(true).reasons.empty());
}

TEST_CASE("a crossed-out ring is cancelled and the other one is offered") {
    Words words;
    words.drawn.ring(4, 2.5, 4.5, 3.2);
    words.drawn.pen(0.5, 0.5, 7.5, 4.5);
    words.drawn.pen(0.5, 4.5, 7.5, 0.5);
    words.drawn.ring(14, 2.5, 4.5, 3.2);
    const auto choice = words.read();
    CHECK(choice.picked == std::vector<std::size_t>{1});
    CHECK(says(choice, "取り消された丸があります"));
    Words lined;
    lined.drawn.ring(4, 2.5, 4.5, 3.2);
    lined.drawn.pen(-1, 2, 9, 2.2);
    lined.drawn.pen(-1, 3, 9, 3.2);
    CHECK(says(lined.read(), "取り消された丸があります"));
}

TEST_CASE("a cancelling line that runs on into the next ring does not cancel that one") {
    Words words;
    words.drawn.ring(4, 2.5, 4.5, 3.2);
    words.drawn.ring(14, 2.5, 4.5, 3.2);
    words.drawn.pen(8, 2.5, 19.5, 2.3);
    const auto choice = words.read();
    CHECK(choice.picked == std::vector<std::size_t>{0});
    CHECK(says(choice, "取り消された丸があります"));
}

TEST_CASE("a ring in between is not guessed") {
    Words words;
    words.drawn.ring(9, 2.5, 8.5, 3.2);  // around both words
    const auto choice = words.read();
    CHECK_FALSE(choice.reasons.empty());
    CHECK(choice.confidence <= 0.5);
}

TEST_CASE("a check mark, a cross, a full box are marks; an empty box and dust are none") {
    Boxes ticked;
    ticked.drawn.pen(0.8, 2, 1.8, 3.5);
    ticked.drawn.pen(1.8, 3.5, 4.6, -0.5);
    auto marks = ticked.marks();
    CHECK(marks[0].state == MarkState::marked);
    CHECK(marks[1].state == MarkState::empty);
    Boxes crossed;
    crossed.drawn.pen(14.5, 0.5, 17.5, 3.5);
    crossed.drawn.pen(14.5, 3.5, 17.5, 0.5);
    marks = crossed.marks();
    CHECK(marks[0].state == MarkState::empty);
    CHECK(marks[1].state == MarkState::marked);
    CHECK(marks[1].inner < 0.45);
    Boxes full;
    for (double y = 0.4; y < 3.8; y += 0.3) full.drawn.pen(0.3, y, 3.7, y);
    CHECK(full.marks()[0].state == MarkState::marked);
    CHECK(full.marks(true)[0].state == MarkState::marked);
    Boxes dusty;
    dusty.drawn.pen(2, 2, 2.15, 2.1, 0.2);
    dusty.drawn.noise(8);
    CHECK(dusty.marks()[0].state == MarkState::empty);
}

TEST_CASE("a mark that was scribbled over or struck through is cancelled, not picked") {
    Boxes struck;
    struck.drawn.pen(0.8, 2, 1.8, 3.5);
    struck.drawn.pen(1.8, 3.5, 4.2, 0);
    struck.drawn.pen(-2, 1.8, 12, 2.1);
    CHECK(struck.marks()[0].state == MarkState::cancelled);
    Boxes scribbled;
    for (int i = 0; i < 9; ++i) {
        scribbled.drawn.pen(-0.8 + i * 0.6, -0.8 + (i % 2), -0.2 + i * 0.6, 4.8, 0.25);
        scribbled.drawn.pen(-0.2 + i * 0.6, 4.8, 0.2 + i * 0.6, -0.6, 0.25);
    }
    CHECK(scribbled.marks()[0].state != MarkState::marked);
    CHECK(scribbled.marks()[0].state != MarkState::empty);
}
