// Word lists: found whatever the writing and whichever way the line is cut, saying which characters were not read.
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

GlyphLattice line(const std::string& text, double probability = 0.9) { return lattice_of(sure(text, probability)); }

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
    const auto list = banks();
    const auto found = list.spell(lattice_of(glyphs), Spelling::code);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].characters == std::vector<std::string>{"0", "0", "1", "0"});
    CHECK(found[0].entry->text == "りそな銀行");
    CHECK(found[0].likelihood == Approx(0.9 * 0.9 * 0.35 * 0.9));
    CHECK(found[0].missing == 0);
}

TEST_CASE("A character that the recogniser did not offer is said to be missing, and costs far more than any guess") {
    const auto list = banks();
    const auto found = list.spell(line("みずは銀行"), Spelling::text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].missing == 1);
    CHECK(found[0].likelihood < 0.001);
    CHECK(banks().spell(line("あいう銀行"), Spelling::text).empty());
    CHECK(banks().spell({}, Spelling::text).empty());
    CHECK(banks().spell(lattice_of(std::vector<GlyphReading>(4)), Spelling::code).empty());
}

TEST_CASE("The list finds its word whichever way the strokes are grouped") {
    // 銀 is written so wide that 金 and 艮 look likelier; 行 comes in two pieces, too.
    GlyphLattice wide;
    wide.pieces = 7;
    wide.space_before.assign(7, 0);
    const auto run = [&](int from, int to, std::vector<CharacterGuess> guesses) { wide.runs.push_back({from, to, glyph(std::move(guesses)), {}, 0, {}, GlyphRun::never, false}); };
    run(0, 1, {{"リ", 0.99}});
    run(1, 2, {{"そ", 0.99}});
    run(2, 3, {{"な", 0.99}});
    run(3, 4, {{"金", 0.95}});
    run(3, 5, {{"録", 0.5}, {"銀", 0.4}});
    run(4, 5, {{"艮", 0.95}});
    run(5, 6, {{"イ", 0.9}});
    run(5, 7, {{"行", 0.8}});
    run(6, 7, {{"示", 0.9}});
    const auto list = banks();
    const auto found = list.spell(wide, Spelling::text);
    REQUIRE_FALSE(found.empty());
    std::string text;
    for (const auto& one : found[0].characters) text += one;
    CHECK(text == "りそな銀行");
    CHECK(found[0].runs == std::vector<int>{0, 1, 2, 4, 7});
    CHECK(found[0].missing == 0);
    CHECK(found[0].likelihood > 0.01);
}

TEST_CASE("A full name is a surname and then a given name, parted where both are likeliest") {
    const Lexicon surnames("surname", {{"林", "", "ハヤシ", ""}, {"小林", "", "コバヤシ", ""}, {"小", "", "コ", ""}});
    const Lexicon given("given-name", {{"三郎", "", "サブロウ", ""}, {"林", "", "リン", ""}});
    const auto found = surnames.spell_with(given, line("小林三郎"), Spelling::text);
    REQUIRE_FALSE(found.empty());
    REQUIRE(found[0].first);
    CHECK(found[0].first->text == "小林");
    CHECK(found[0].entry->text == "三郎");
    CHECK(surnames.spell_with(given, line("小林"), Spelling::text)[0].first->text == "小");
    CHECK(surnames.spell_with(given, line("コバヤシサブロウ"), Spelling::reading)[0].first->text == "小林");
}

TEST_CASE("Two entries that can be spelled share the probability") {
    const Lexicon list("surname", {{"高橋", "", "タカハシ", ""}, {"髙橋", "", "タカハシ", ""}, {"高楠", "", "タカクス", ""}});
    const std::vector<GlyphReading> glyphs{glyph({{"高", 0.9}}), glyph({{"橋", 0.6}, {"楠", 0.2}})};
    const auto found = list.spell(lattice_of(glyphs), Spelling::text);
    REQUIRE(found.size() >= 2);
    CHECK(found[0].entry->text == "高橋");
    CHECK(found[0].likelihood == Approx(3 * found[1].likelihood));
}

TEST_CASE("Branches of another bank are left out when the bank is known") {
    const Lexicon list("zengin.branch", {{"上野支店", "107", "ウエノ", "0001"}, {"上野支店", "432", "ウエノ", "0010"}});
    CHECK(list.spell(line("107"), Spelling::code, 5, "0010").empty());
    REQUIRE(list.spell(line("432"), Spelling::code, 5, "0010").size() == 1);
    CHECK(list.spell(line("上野支店"), Spelling::text, 5, "0001")[0].entry->code == "107");
}

TEST_CASE("Kana are sized as in the list, unless the writer clearly made another size") {
    const Lexicon list("surname", {{"長", "", "チョウ", ""}});
    const auto text = [&](const GlyphLattice& written) {
        const auto found = list.spell(written, Spelling::reading);
        std::string all;
        for (const auto& one : found.at(0).characters) all += one;
        return all;
    };
    CHECK(text(line("チョウ")) == "チョウ");
    CHECK(text(line("チヨウ")) == "チヨウ");
    // Either a habit or another word: who takes it so must know.
    CHECK(list.spell(line("チヨウ"), Spelling::reading).at(0).resized);
    CHECK_FALSE(list.spell(line("チョウ"), Spelling::reading).at(0).resized);
    CHECK(text(lattice_of(std::vector<GlyphReading>{glyph({{"チ", 0.9}}), glyph({{"ヨ", 0.8}, {"ョ", 0.1}}), glyph({{"ウ", 0.9}})})) == "チョウ");
}

TEST_CASE("The town at the beginning of an address is found, the longest that fits") {
    const Lexicon list("address", {{"東京都板橋区", "1730000", "", ""}, {"東京都板橋区板橋", "1730004", "", ""}, {"東京都北区", "1140000", "", ""}});
    const auto found = list.spell_beginning(line("板橋区板橋2-66-1"), Spelling::text);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].entry->code == "1730004");
    CHECK(found[0].to == 5);
    for (const auto& other : list.spell_beginning(line("豊島区池袋1"), Spelling::text)) CHECK(other.missing > 0);
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
