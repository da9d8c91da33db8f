// Word lists: found whatever the writing, never inventing a character.
#include <catch2/catch.hpp>

#include "ocr/lexicon/lexicon.h"
#include "ocr/lexicon/text_key.h"

using namespace yorozu::ocr;

namespace {

GlyphReading glyph(std::vector<CharacterGuess> guesses) { return {std::move(guesses), 0}; }

std::vector<GlyphReading> sure(const std::string& text, double probability = 0.9) {
    std::vector<GlyphReading> glyphs;
    for (const char32_t c : code_points(text)) glyphs.push_back(glyph({{utf8_of(std::u32string_view(&c, 1)), probability}}));
    return glyphs;
}

Lexicon banks() {
    return Lexicon("zengin.bank", {{"みずほ銀行", "0001", "ミズホギンコウ", ""}, {"りそな銀行", "0010", "リソナギンコウ", ""},
                                   {"朝日信用金庫", "1303", "アサヒシンヨウキンコ", ""}});
}

}  // namespace

TEST_CASE("An entry is found by text, code and reading, whatever width and kana size it is written in") {
    const Lexicon list("zengin.branch", {{"上野支店", "107", "ウエノシテン", "0001"}, {"上野支店", "432", "ウエノ", "0010"},
                                         {"東京営業部", "001", "トウキヨウ", "0001"}});
    CHECK(list.by_text("上野支店").size() == 2);
    CHECK(list.by_text("上野 支店").size() == 2);
    CHECK(list.by_text("上野").size() == 2);
    REQUIRE(list.by_code("４３２").size() == 1);
    CHECK(list.by_code("432")[0]->parent == "0010");
    REQUIRE(list.by_reading("トウキョウ").size() == 1);
    CHECK(list.by_reading("とうきょう").size() == 1);
    CHECK(list.by_reading("ﾄｳｷﾖｳ").size() == 1);
    CHECK(list.by_text("上野支").empty());
    CHECK(list.by_code("").empty());
}

TEST_CASE("A doubtful character is settled by the list, out of the recogniser's own guesses") {
    const std::vector<GlyphReading> glyphs{glyph({{"0", 0.9}}), glyph({{"0", 0.9}}), glyph({{"7", 0.6}, {"1", 0.35}}), glyph({{"0", 0.9}})};
    const auto found = banks().spell(glyphs);
    REQUIRE(found.size() == 1);
    CHECK(found[0].spelled == "0010");
    CHECK(found[0].entry->text == "りそな銀行");
    CHECK(found[0].likelihood == Approx(0.9 * 0.9 * 0.35 * 0.9));
    CHECK(found[0].probability == Approx(1));
}

TEST_CASE("A list never invents a character that the recogniser did not offer") {
    CHECK(banks().spell(sure("0070")).empty());
    CHECK(banks().spell(sure("みずは銀行")).empty());
    CHECK(banks().spell({}).empty());
    CHECK(banks().spell(std::vector<GlyphReading>(4)).empty());
}

TEST_CASE("Two entries that can be spelled share the probability") {
    const Lexicon list("surname", {{"高橋", "", "タカハシ", ""}, {"髙橋", "", "タカハシ", ""}, {"高楠", "", "タカクス", ""}});
    const std::vector<GlyphReading> glyphs{glyph({{"高", 0.9}}), glyph({{"橋", 0.6}, {"楠", 0.2}})};
    const auto found = list.spell(glyphs);
    REQUIRE(found.size() == 2);
    CHECK(found[0].spelled == "高橋");
    CHECK(found[0].probability == Approx(0.75));
    CHECK(found[1].probability == Approx(0.25));
}

TEST_CASE("Branches of another bank are left out when the bank is known") {
    const Lexicon list("zengin.branch", {{"上野支店", "107", "ウエノ", "0001"}, {"上野支店", "432", "ウエノ", "0010"}});
    CHECK(list.spell(sure("107"), 5, "0010").empty());
    REQUIRE(list.spell(sure("432"), 5, "0010").size() == 1);
    CHECK(list.spell(sure("上野支店"), 5, "0001")[0].entry->code == "107");
}

TEST_CASE("The writer's own characters come back, not the list's") {
    const Lexicon list("zengin.bank", {{"シテイ", "0401", "シテイ", ""}});
    const auto found = list.spell(sure("シティ"));
    REQUIRE(found.size() >= 1);
    CHECK(found[0].spelled == "シティ");
}

TEST_CASE("The town at the beginning of an address is found, the longest that fits") {
    const Lexicon list("address", {{"東京都板橋区", "1730000", "", ""}, {"東京都板橋区板橋", "1730004", "", ""}, {"東京都北区", "1140000", "", ""}});
    const auto found = list.spell_beginning(sure("板橋区板橋2-66-1"));
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].entry->code == "1730004");
    CHECK(found[0].length == 5);
    CHECK(list.spell_beginning(sure("豊島区池袋1")).empty());
}

TEST_CASE("A later list of the same name takes the earlier one's place") {
    LexiconSet set;
    set.add(Lexicon("surname", {{"佐藤", "", "", ""}}));
    set.add(Lexicon("surname", {{"鈴木", "", "", ""}, {"田中", "", "", ""}}));
    REQUIRE(set.find("surname"));
    CHECK(set.find("surname")->size() == 2);
    CHECK(set.find("given-name") == nullptr);
    CHECK(set.names() == std::vector<std::string>{"surname"});
}
