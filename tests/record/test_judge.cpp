// The judgement: what is accepted without a person, what is not, and what lists and rules may change.
#include <catch2/catch.hpp>
#include <random>

#include "tests/record/forms.h"

using namespace yorozu::ocr;
using namespace yorozu::ocr::testing;

namespace {

LexiconSet bank_lists() {
    LexiconSet lists;
    lists.add(Lexicon("zengin.bank", {{"みずほ銀行", "0001", "", ""}, {"りそな銀行", "0010", "", ""}, {"朝日信用金庫", "1303", "", ""}}));
    lists.add(Lexicon("zengin.branch", {{"上野支店", "107", "", "0001"}, {"上野支店", "432", "", "0010"}}));
    return lists;
}

FieldReading judged(FieldReading one, const FieldTemplate& what, const LexiconSet& lists = {}, const AcceptRule& accept = {}) {
    std::vector<FieldReading> fields{std::move(one)};
    judge(fields, form({what}), lists, accept);
    return fields[0];
}

}  // namespace

TEST_CASE("A clear reading is accepted, a doubtful one is shown to a person with the reason") {
    const auto clear = judged(sure("n", "29141777"), field("n", FieldKind::digits));
    CHECK(clear.status == FieldStatus::accepted);
    CHECK(clear.value == "29141777");
    CHECK(clear.reasons.empty());
    auto characters = sure("n", "29141777").characters;
    characters[3] = character("4", 0.9, {{"9", 0.08}});
    const auto unsure = judged(reading("n", characters), field("n", FieldKind::digits));
    CHECK(unsure.status == FieldStatus::review);
    CHECK_FALSE(unsure.reasons.empty());
    CHECK(unsure.confidence < 0.95);
}

TEST_CASE("A doubt seen while cutting is never accepted, however sure the characters are") {
    auto struck = sure("n", "123");
    struck.doubt = true;
    CHECK(judged(struck, field("n", FieldKind::digits)).status == FieldStatus::review);
    CHECK_FALSE(judged(struck, field("n", FieldKind::digits)).reasons.empty());
}

TEST_CASE("A field in which a character was not read is never accepted") {
    const auto gap = judged(reading("n", {character("1", 0.99999), character("?", 0), character("3", 0.99999)}), field("n", FieldKind::digits));
    CHECK(gap.status == FieldStatus::review);
    CHECK(gap.confidence == 0);
    FieldReading nothing;
    nothing.id = "n";
    nothing.confidence = 1;
    CHECK(judged(nothing, field("n", FieldKind::digits)).status == FieldStatus::review);
}

TEST_CASE("An empty field is blank, a required one is 不備") {
    auto must = field("n", FieldKind::digits);
    must.required = true;
    CHECK(judged(blank("n"), field("n", FieldKind::digits)).status == FieldStatus::blank);
    const auto missing = judged(blank("n"), must);
    CHECK(missing.status == FieldStatus::review);
    CHECK(says(missing, "必須の項目が空です"));
    auto seal = field("s", FieldKind::seal);
    seal.required = true;
    CHECK(says(judged(blank("s"), seal), "押印がありません"));
    CHECK(judged(blank("n", 0.6), field("n", FieldKind::digits)).status == FieldStatus::review);
}

TEST_CASE("A page on which nothing that is required was written has no blank that nobody looks at") {
    FormTemplate page = form({field("a", FieldKind::digits), field("b", FieldKind::kanji), field("c", FieldKind::katakana), field("d", FieldKind::digits)});
    for (std::size_t i = 0; i < 3; ++i) page.fields[i].required = true;
    std::vector<FieldReading> faint{blank("a"), blank("b"), blank("c"), blank("d")};
    judge(faint, page, {});
    CHECK(faint[3].status == FieldStatus::review);
    CHECK_FALSE(faint[3].reasons.empty());
    std::vector<FieldReading> written{blank("a"), blank("b"), sure("c", "アベ"), blank("d")};
    judge(written, page, {});
    CHECK(written[3].status == FieldStatus::blank);
}

TEST_CASE("A list settles a doubtful character within the recogniser's guesses and says so") {
    const auto what = field("n", FieldKind::digits, "", "zengin.bank");
    const auto one = judged(reading("n", {character("0", 0.999), character("0", 0.999), character("7", 0.6, {{"1", 0.38}}), character("0", 0.999)}),
                            what, bank_lists());
    CHECK(one.value == "0010");
    CHECK(says(one, "一覧で 0010 に直しました"));
    CHECK(one.raw == "0070");
    const auto foreign = judged(sure("n", "0070"), what, bank_lists());
    CHECK(foreign.value == "0070");
}

TEST_CASE("A list does not overrule a character that the recogniser is sure of") {
    const auto what = field("n", FieldKind::kanji, "", "surname");
    LexiconSet lists;
    lists.add(Lexicon("surname", {{"高橋", "", "", ""}, {"高楠", "", "", ""}}));
    const auto one = judged(reading("n", {character("高", 0.999), character("槁", 0.995, {{"橋", 0.0005}})}), what, lists);
    CHECK(one.value == "高槁");
    CHECK(one.status == FieldStatus::review);
}

TEST_CASE("A town from the list does not make the street behind it surer") {
    LexiconSet lists;
    lists.add(Lexicon("address", {{"板橋区本町", "1730001", "", ""}}));
    auto characters = sure("a", "板橋区本町", 0.999).characters;
    characters.push_back(character("1", 0.5, {{"7", 0.45}}));
    const auto one = judged(reading("a", characters), field("a", FieldKind::kanji, "", "address"), lists);
    CHECK(one.value == "板橋区本町1");
    CHECK(one.confidence < 0.6);
    CHECK(one.status == FieldStatus::review);
}

TEST_CASE("The フリガナ of a name in the lists is settled by them, of another name it stays") {
    LexiconSet lists;
    lists.add(Lexicon("surname", {{"山田", "", "ヤマダ", ""}, {"佐藤", "", "サトウ", ""}}));
    lists.add(Lexicon("given-name", {{"太郎", "", "タロウ", ""}}));
    const auto what = field("k", FieldKind::katakana, "フリガナ");
    auto characters = sure("k", "ヤマダタロワ", 0.999).characters;
    characters[5] = character("ワ", 0.6, {{"ウ", 0.39}});
    const auto one = judged(reading("k", characters), what, lists);
    CHECK(one.value == "ヤマダタロウ");
    CHECK(says(one, "一覧で"));
    CHECK(judged(sure("k", "ナカザトユイ"), what, lists).value == "ナカザトユイ");
    const auto address = judged(reading("k", characters), field("k", FieldKind::katakana, "建物名"), lists);
    CHECK(address.value == "ヤマダタロワ");
}

TEST_CASE("A name that the list spells with small kana is not accepted with large ones") {
    LexiconSet lists;
    lists.add(Lexicon("surname", {{"山田", "", "ヤマダ", ""}}));
    lists.add(Lexicon("given-name", {{"良太", "", "リョウタ", ""}}));
    const auto what = field("k", FieldKind::katakana, "フリガナ");
    CHECK(judged(sure("k", "ヤマダリョウタ"), what, lists).status == FieldStatus::accepted);
    const auto large = judged(sure("k", "ヤマダリヨウタ"), what, lists);
    CHECK(large.status == FieldStatus::review);
    CHECK(says(large, "一覧と違います"));
    // Where the recogniser is in two minds, the list decides.
    auto characters = sure("k", "ヤマダリヨウタ").characters;
    characters[4] = character("ヨ", 0.7, {{"ョ", 0.2999}});
    CHECK(judged(reading("k", characters), what, lists).value == "ヤマダリョウタ");
}

TEST_CASE("A masked field's value stands in no reason and no finding") {
    auto what = field("n", FieldKind::digits, "", "zengin.bank");
    what.mask = true;
    what.rules = {rule("length", {{"is", "5"}}), rule("check-digit", {{"kind", "\"mod10\""}})};
    std::vector<FieldReading> fields{
        reading("n", {character("0", 0.999), character("0", 0.999), character("7", 0.6, {{"1", 0.38}}), character("0", 0.999)})};
    const auto findings = judge(fields, form({what}), bank_lists());
    REQUIRE(fields[0].value == "0010");
    REQUIRE_FALSE(findings.empty());
    for (const auto& reason : fields[0].reasons) CHECK(reason.find("001") == std::string::npos);
    for (const auto& finding : findings) CHECK(finding.message.find("001") == std::string::npos);
}

TEST_CASE("A right check digit picks among guesses, a wrong one is never accepted") {
    auto what = field("n", FieldKind::digits);
    what.rules = {rule("check-digit", {{"kind", "\"mod10\""}})};
    auto characters = sure("n", "79927398718").characters;
    characters[10] = character("8", 0.5, {{"3", 0.48}});
    const auto one = judged(reading("n", characters), what);
    CHECK(one.value == "79927398713");
    CHECK(says(one, "規則に合う読み"));
    const auto wrong = judged(sure("n", "79927398718"), what);
    CHECK(wrong.status == FieldStatus::review);
    CHECK(says(wrong, "検査数字"));
}

TEST_CASE("Bank code and bank name confirm each other, and a contradiction is shown") {
    const FormTemplate made = form({field("name", FieldKind::kanji, "", "zengin.bank"), field("code", FieldKind::digits, "", "zengin.bank")});
    std::vector<FieldReading> agree{sure("name", "りそな銀行", 0.9), reading("code", {character("0", 0.99), character("0", 0.99), character("1", 0.9, {{"7", 0.05}}), character("0", 0.99)})};
    const auto alone = judged(agree[1], made.fields[1], bank_lists());
    CHECK(judge(agree, made, bank_lists()).empty());
    CHECK(agree[1].confidence > alone.confidence);
    std::vector<FieldReading> differ{sure("name", "りそな銀行"), sure("code", "0001")};
    const auto findings = judge(differ, made, bank_lists());
    CHECK(found(findings, "name", "lexicon"));
    CHECK(found(findings, "code", "lexicon"));
    CHECK(differ[0].status == FieldStatus::review);
    CHECK(differ[1].status == FieldStatus::review);
}

TEST_CASE("Handwritten free text is accepted only when every character is as sure as the limit asks") {
    const auto what = field("n", FieldKind::kanji);
    CHECK(judged(sure("n", "健康です", 0.9985), what).status == FieldStatus::review);
    CHECK(judged(sure("n", "健康です", 0.99999), what).status == FieldStatus::accepted);
}

TEST_CASE("A clear stroke in a box for names is no name unless a list knows it") {
    LexiconSet lists;
    lists.add(Lexicon("surname", {{"山田", "", "ヤマダ", ""}}));
    const auto what = field("n", FieldKind::kanji, "氏名", "surname");
    CHECK(judged(sure("n", "ノ"), what, lists).status == FieldStatus::review);
    CHECK(judged(sure("n", "山田"), what, lists).status == FieldStatus::accepted);
}

TEST_CASE("A stain among a bank's name is passed over where its code says the same bank") {
    const FormTemplate made = form({field("name", FieldKind::kanji, "", "zengin.bank"), field("code", FieldKind::digits, "", "zengin.bank")});
    const auto stained = [&] {
        FieldReading name = sure("name", "りそな銀行");
        for (const CharacterReading& one : name.characters) {
            const int at = name.line.pieces++;
            name.line.runs.push_back({at, at + 1, {{{one.value, 0.9999}}, 0}, {}, 0, {}, GlyphRun::never, false});
        }
        const int at = name.line.pieces++;
        name.line.runs.push_back({at, at + 1, {{{"ヽ", 0.01}}, 0.98}, {}, 0, {}, -1.0, false});
        name.line.space_before.assign(static_cast<std::size_t>(name.line.pieces), 0);
        return name;
    };
    std::vector<FieldReading> fields{stained(), sure("code", "0010")};
    judge(fields, made, bank_lists());
    CHECK(fields[0].value == "りそな銀行");
    CHECK(fields[0].status == FieldStatus::accepted);
    CHECK(judged(stained(), made.fields[0], bank_lists()).status == FieldStatus::review);
}

TEST_CASE("A date takes its era from the choice beside it and is no surer than that") {
    auto era = field("era", FieldKind::choice, "元号");
    era.options = {{"昭和", {}}, {"平成", {}}};
    auto birth = field("birth", FieldKind::date, "生年月日");
    birth.rules = {rule("date", {{"x-era-field", "\"era\""}})};
    const FormTemplate made = form({era, birth});
    FieldReading chosen;
    chosen.id = "era";
    chosen.raw = chosen.value = "平成";
    chosen.confidence = 0.9999;
    std::vector<FieldReading> fields{chosen, sure("birth", "100617")};
    judge(fields, made, {});
    CHECK(fields[1].value == "1998-06-17");
    CHECK(fields[1].status == FieldStatus::accepted);
    fields = {chosen, sure("birth", "100617")};
    fields[0].confidence = 0.8;
    judge(fields, made, {});
    CHECK(fields[1].status == FieldStatus::review);
    fields = {blank("era"), sure("birth", "100617")};
    judge(fields, made, {});
    CHECK(fields[1].status == FieldStatus::review);
}

TEST_CASE("Judging twice gives what judging once gave") {
    auto what = field("n", FieldKind::digits, "", "zengin.bank");
    what.rules = {rule("length", {{"is", "4"}})};
    std::vector<FieldReading> fields{reading("n", {character("0", 0.99), character("0", 0.99), character("7", 0.6, {{"1", 0.38}}), character("0", 0.99)})};
    fields[0].confidence *= 0.97;  // what the rejects left
    const FormTemplate made = form({what});
    const auto first = judge(fields, made, bank_lists());
    const FieldReading once = fields[0];
    const auto second = judge(fields, made, bank_lists());
    CHECK(fields[0].value == once.value);
    CHECK(fields[0].confidence == once.confidence);
    CHECK(fields[0].reasons == once.reasons);
    CHECK(fields[0].status == once.status);
    CHECK(first.size() == second.size());
}

TEST_CASE("A lower limit accepts less") {
    const auto one = sure("n", "12345678", 0.9998);
    CHECK(judged(one, field("n", FieldKind::digits), {}, {0.001, ""}).status == FieldStatus::accepted);
    CHECK(judged(one, field("n", FieldKind::digits), {}, {0.0001, ""}).status == FieldStatus::review);
}

TEST_CASE("A recogniser that answers at random gets nothing accepted, lists or not") {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> digit(0, 9);
    std::uniform_real_distribution<double> part(0.01, 1);
    const auto lists = bank_lists();
    int accepted = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<CharacterReading> characters;
        for (int place = 0; place < 4; ++place) {
            std::vector<CharacterGuess> guesses;
            double all = 0;
            for (int value = 0; value < 10; ++value) guesses.push_back({std::to_string((value + digit(random)) % 10), part(random)}), all += guesses.back().probability;
            for (auto& guess : guesses) guess.probability /= all;
            std::stable_sort(guesses.begin(), guesses.end(), [](const auto& a, const auto& b) { return a.probability > b.probability; });
            CharacterReading one = character(guesses[0].text, guesses[0].probability);
            one.others.assign(guesses.begin() + 1, guesses.end());
            characters.push_back(one);
        }
        for (const char* list : {"", "zengin.bank"})
            accepted += judged(reading("n", characters), field("n", FieldKind::digits, "", list), lists).status == FieldStatus::accepted;
    }
    CHECK(accepted == 0);
}
