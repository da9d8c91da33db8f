// Charts: what is written at the axes can be told apart.
#include <catch2/catch.hpp>
#include <set>

#include "workbench/desk/export/drawing.h"

namespace {

using namespace yorozu::desk;

/// The words that end at the axis on the left.
std::vector<std::string> heights_of(const Chart& chart) {
    std::vector<std::string> words;
    for (const auto& text : chart.drawing.texts)
        if (text.anchor == Drawing::Text::Anchor::end && text.ink == Drawing::Ink::faint) words.push_back(text.words);
    return words;
}

}  // namespace

TEST_CASE("No two lines of the months' chart bear the same number, from minutes to years of hours") {
    for (const double hours : {0.004, 0.03, 0.2, 1.0, 1.6, 2.4, 7.0, 18.0, 110.0, 999.0, 14'317.3, 250'000.0}) {
        const auto words = heights_of(burn_up_chart({{0, hours}, {0, hours}, {0, hours}, 0}, 560, 240));
        INFO(hours);
        REQUIRE(words.size() >= 3);
        CHECK(std::set<std::string>(words.begin(), words.end()).size() == words.size());
    }
}

TEST_CASE("Between 0 and 2 hours the months' chart goes by halves") {
    const auto words = heights_of(burn_up_chart({{1.6}, {1.6}, {1.6}, 0}, 560, 240));
    CHECK(words == std::vector<std::string>{"0.0", "0.5", "1.0", "1.5", "2.0"});
}

TEST_CASE("Losses go below a zero that is written without a sign") {
    const auto words = heights_of(burn_up_chart({{-1.3, 2.2}, {-1.3, 2.2}, {-1.3, 2.2}, 0}, 560, 240));
    CHECK(std::count(words.begin(), words.end(), "0.0") == 1);
    CHECK(std::count_if(words.begin(), words.end(), [](const auto& word) { return word.rfind("-0", 0) == 0 && word.find_first_of("123456789") == std::string::npos; }) == 0);
}

TEST_CASE("A chart without anything to show has an axis from 0 to 1") {
    std::vector<std::string> words;
    for (const auto& text : bar_chart({}, 400, 240).drawing.texts) words.push_back(text.words);
    REQUIRE(!words.empty());
    CHECK(words.front() == "0.00");
    CHECK(words.back() == "1.00");
}
