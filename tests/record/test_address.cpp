// Addresses: a town from the list, block numbers by the digits' own network, and what of both is sure enough.
#include <catch2/catch.hpp>
#include <utility>

#include "tests/record/forms.h"

using namespace yorozu::ocr;
using namespace yorozu::ocr::testing;

namespace {

/// A line written character by character, as read_fields leaves it: each piece read as any text and again as a digit.
class Line {
public:
    /// Kanji are no digits: the digits' network says so.
    Line& text(const std::string& characters, double probability = 0.97) {
        for (const char32_t c : code_points(characters)) put({{{utf8_of(std::u32string_view(&c, 1)), probability}}, 1 - probability}, {{{"4", 0.005}}, 0.995});
        return *this;
    }
    /// A character that is taken for another one.
    Line& misread(const std::string& written, double probability, const std::string& as) {
        put({{{as, 0.999 - probability}, {written, probability}}, 0.001}, {{{"4", 0.005}}, 0.995});
        return *this;
    }
    /// The network for any text knows digits badly.
    Line& digit(const std::string& value, double probability = 0.9998, const std::string& other = "1") {
        put({{{"フ", 0.7}, {value, 0.1}}, 0.2}, {{{value, probability}, {other, 1 - probability - 0.0001}}, 0.0001});
        return *this;
    }
    Line& digits(const std::string& values) {
        for (const char c : values) digit(std::string(1, c));
        return *this;
    }
    Line& dash() {
        put({{{"一", 0.6}, {"ー", 0.3}}, 0.1}, {{{"1", 0.01}}, 0.99});
        field_.line.runs.back().level = true;
        return *this;
    }
    /// A gap as between two words.
    Line& space() {
        space_ = true;
        return *this;
    }
    /// Places for all characters so far: one behind the other, each so wide for its height of 50; turned by a quarter with the page.
    Line& placed(int width, bool turned = false) {
        int at = 100;
        for (GlyphRun& run : field_.line.runs) {
            run.box_px = turned ? BoxPx{300, at, 50, 40} : BoxPx{at, 300, 40, 50};
            at += 60;
        }
        BoxPx& last = field_.line.runs.back().box_px;
        (turned ? last.height : last.width) = width;
        return *this;
    }
    FieldReading judged(const std::vector<LexiconEntry>& towns) {
        field_.id = "a";
        field_.confidence = 0.5;
        field_.value = field_.raw = "?";
        for (const GlyphRun& run : field_.line.runs) field_.characters.push_back(character(run.reading.guesses[0].text, run.reading.guesses[0].probability));
        LexiconSet lists;
        lists.add(Lexicon("address", towns));
        std::vector<FieldReading> fields{field_};
        judge(fields, form({field("a", FieldKind::kanji, "住所", "address")}), lists);
        return fields[0];
    }

private:
    void put(GlyphReading reading, GlyphReading second) {
        GlyphLattice& line = field_.line;
        line.runs.push_back({line.pieces, line.pieces + 1, std::move(reading), std::move(second), 0, {}, GlyphRun::never, false});
        line.space_before.push_back(std::exchange(space_, false));
        ++line.pieces;
    }
    FieldReading field_;
    bool space_ = false;
};

const std::vector<LexiconEntry> towns{{"板橋区本町", "1730001", "", ""}, {"板橋区大谷口", "1730035", "", ""},
                                      {"板橋区大谷口上町", "1730031", "", ""}, {"板橋区板橋", "1730004", "", ""}};

}  // namespace

TEST_CASE("A listed town with clear block numbers is accepted, though the network for any text knows no digits") {
    const auto one = Line().text("板橋区本町").digits("17").dash().digits("12").judged(towns);
    CHECK(one.value == "板橋区本町17-12");
    CHECK(one.status == FieldStatus::accepted);
    // What a person sees of the digits is what the digits' network says.
    REQUIRE(one.characters.size() == 10);
    CHECK(one.characters[6].value == "7");
    CHECK(one.characters[6].confidence > 0.99);
}

TEST_CASE("One doubtful block digit keeps the whole address from being accepted") {
    const auto one = Line().text("板橋区本町").digits("1").digit("7", 0.97).dash().digits("12").judged(towns);
    CHECK(one.value == "板橋区本町17-12");
    CHECK(one.status == FieldStatus::review);
    CHECK(one.confidence < 0.98);
}

TEST_CASE("丁目, 番 and 号 are read among the numbers") {
    const auto one = Line().text("板橋区板橋").digits("2").text("丁目", 0.999).digits("66").text("番", 0.999).digits("1").text("号", 0.999).judged(towns);
    CHECK(one.value == "板橋区板橋2丁目66番1号");
}

TEST_CASE("A longer town is not taken for a shorter one with numbers, nor numbers for a longer town") {
    CHECK(Line().text("板橋区大谷口上町").digits("3").dash().digits("23").judged(towns).value == "板橋区大谷口上町3-23");
    CHECK(Line().text("板橋区大谷口").digits("3").dash().digits("23").judged(towns).value == "板橋区大谷口3-23");
}

TEST_CASE("A hyphen at either end of the numbers, or two together, is not accepted") {
    CHECK(Line().text("板橋区本町").dash().digits("17").judged(towns).status == FieldStatus::review);
    CHECK(Line().text("板橋区本町").digits("17").dash().judged(towns).status == FieldStatus::review);
    CHECK(Line().text("板橋区本町").digits("1").dash().dash().digits("7").judged(towns).status == FieldStatus::review);
}

TEST_CASE("A town that no list knows, and a building's name behind the numbers, go to a person") {
    CHECK(Line().text("板橋区本街").digits("17").dash().digits("12").judged(towns).status == FieldStatus::review);
    CHECK(Line().text("板橋区本町").digits("17").dash().digits("12").text("山荘").judged(towns).status == FieldStatus::review);
}

TEST_CASE("A digit far behind another one goes to a person: a number of its own, or no part of the address") {
    CHECK(Line().text("板橋区本町").digits("17").dash().digits("9").space().digits("1").judged(towns).status == FieldStatus::review);
    CHECK(Line().text("板橋区本町").space().digits("17").dash().digits("9").judged(towns).status == FieldStatus::accepted);
}

TEST_CASE("A scribble between the numbers is not accepted") {
    Line line;
    line.text("板橋区本町").digits("17").dash();
    line.digit("3", 0.2).digits("2");
    CHECK(line.judged(towns).status == FieldStatus::review);
}

TEST_CASE("A character of the municipality that was hardly made out does not hold a listed town back, one of the town does") {
    const auto municipality = Line().misread("板", 0.004, "版").text("橋区本町", 0.999).digits("17").dash().digits("12").judged(towns);
    CHECK(municipality.value == "板橋区本町17-12");
    CHECK(municipality.status == FieldStatus::accepted);
    // 板橋区木町 may be a town that the list lacks.
    const auto town = Line().text("板橋区", 0.999).misread("本", 0.004, "木").text("町", 0.999).digits("17").dash().digits("12").judged(towns);
    CHECK(town.status == FieldStatus::review);
}

TEST_CASE("An address whose municipality and town were both hardly made out goes to a person") {
    const auto one = Line().misread("板", 0.004, "版").text("橋区", 0.999).misread("本", 0.05, "木").text("町", 0.999).digits("17").dash().digits("12").judged(towns);
    CHECK(one.status == FieldStatus::review);
}

TEST_CASE("A digit as wide as a hyphen and a digit goes to a person, on an upright and on a turned page") {
    for (const bool turned : {false, true}) {
        CHECK(Line().text("板橋区本町").digits("15").dash().digits("284").placed(76, turned).judged(towns).status == FieldStatus::review);
        CHECK(Line().text("板橋区本町").digits("15").dash().digits("284").placed(45, turned).judged(towns).status == FieldStatus::accepted);
    }
}
