// Names on one form: who signs was named before, families share a surname.
#include <catch2/catch.hpp>

#include "ocr/record/earlier_pages.h"
#include "tests/record/forms.h"

using namespace yorozu::ocr;
using namespace yorozu::ocr::testing;

namespace {

/// A name on a free line, as read_fields leaves it: each character with what it may be.
FieldReading written(const std::vector<std::vector<CharacterGuess>>& characters) {
    FieldReading made;
    made.id = "shomei";
    made.confidence = 0.5;
    for (const auto& guesses : characters) {
        made.line.runs.push_back({made.line.pieces, made.line.pieces + 1, {guesses, 0}, {}, 0, {}, GlyphRun::never, false});
        made.line.space_before.push_back(0);
        ++made.line.pieces;
        made.characters.push_back(character(guesses.front().text, guesses.front().probability, {guesses.begin() + 1, guesses.end()}));
        made.raw += guesses.front().text;
    }
    made.value = made.raw;
    return made;
}

FormTemplate two_pages() {
    return form({field("hogosha", FieldKind::kanji, "保護者氏名", "surname"), field("shomei", FieldKind::kanji, "保護者署名", "surname")});
}

FieldReading signature_of(const FieldReading& signature, const EarlierValues& earlier) {
    LexiconSet lists;
    lists.add(Lexicon("surname", {{"小沢", "", "オザワ", ""}, {"小西", "", "コニシ", ""}, {"森", "", "モリ", ""}, {"森本", "", "モリモト", ""}}));
    lists.add(Lexicon("given-name", {{"和子", "", "カズコ", ""}, {"陽子", "", "ヨウコ", ""}, {"知子", "", "トモコ", ""}}));
    std::vector<FieldReading> fields{signature};
    judge_with_earlier(fields, two_pages(), lists, {}, earlier);
    return fields[0];
}

/// 小沢和子, a little unclear.
const std::vector<std::vector<CharacterGuess>> kazuko = {{{"小", 0.97}, {"水", 0.02}}, {{"沢", 0.6}, {"択", 0.38}}, {{"和", 0.7}, {"利", 0.28}}, {{"子", 0.97}, {"千", 0.02}}};

}  // namespace

TEST_CASE("Who was named on an earlier page is believed to have signed; alone the same writing waits for a person") {
    const auto alone = signature_of(written(kazuko), {});
    CHECK(alone.value == "小沢和子");
    CHECK(alone.status == FieldStatus::review);
    const auto again = signature_of(written(kazuko), {{"hogosha", "小沢　和子"}});
    CHECK(again.value == "小沢和子");
    CHECK(again.status == FieldStatus::accepted);
    CHECK(again.confidence > alone.confidence);
}

TEST_CASE("Another surname on an earlier page speaks for nobody") {
    const auto alone = signature_of(written(kazuko), {}), other = signature_of(written(kazuko), {{"hogosha", "小西　陽子"}});
    CHECK(other.confidence <= alone.confidence + 1e-9);
    CHECK(other.status == FieldStatus::review);
}

TEST_CASE("A family's surname makes the surname sure, and not the given name") {
    // 択 for 沢 is nothing against 小沢; 知子 and 和子 are both names.
    auto clear_name = kazuko;
    clear_name[2] = {{"和", 0.9995}, {"知", 0.0002}};
    clear_name[3] = {{"子", 0.9995}, {"千", 0.0002}};
    CHECK(signature_of(written(clear_name), {{"hogosha", "小沢　陽子"}}).confidence > signature_of(written(clear_name), {}).confidence);
    auto doubtful_name = kazuko;
    doubtful_name[2] = {{"和", 0.55}, {"知", 0.44}};
    const auto doubtful = signature_of(written(doubtful_name), {{"hogosha", "小沢　陽子"}});
    CHECK(doubtful.status == FieldStatus::review);
    CHECK(doubtful.confidence < 0.7);
}

TEST_CASE("A person of a similar name is not taken for the one named before") {
    // 知子 signs, written clearly enough; 和子 was named.
    const std::vector<std::vector<CharacterGuess>> tomoko = {{{"小", 0.999}}, {{"沢", 0.999}}, {{"知", 0.97}, {"和", 0.02}}, {{"子", 0.999}}};
    const auto one = signature_of(written(tomoko), {{"hogosha", "小沢和子"}});
    CHECK((one.value == "小沢知子" || one.status == FieldStatus::review));
    CHECK_FALSE((one.value == "小沢和子" && one.status == FieldStatus::accepted));
    // Nor is a given name that no list has.
    const std::vector<std::vector<CharacterGuess>> unlisted = {{{"小", 0.999}}, {{"沢", 0.999}}, {{"利", 0.9}, {"和", 0.05}}, {{"子", 0.999}}};
    CHECK(signature_of(written(unlisted), {{"hogosha", "小沢和子"}}).status == FieldStatus::review);
}

TEST_CASE("What was not a name on an earlier page, or no name field, tells nothing") {
    const auto alone = signature_of(written(kazuko), {});
    CHECK(signature_of(written(kazuko), {{"gone", "小沢和子"}, {"hogosha", ""}}).confidence == Approx(alone.confidence));
}

TEST_CASE("A surname that begins another one does not stand for it") {
    const std::vector<std::vector<CharacterGuess>> morimoto = {{{"森", 0.99}}, {{"本", 0.9}, {"木", 0.08}}, {{"和", 0.98}}, {{"子", 0.98}}};
    const auto alone = signature_of(written(morimoto), {}), known = signature_of(written(morimoto), {{"hogosha", "森陽子"}});
    CHECK(known.value == alone.value);
    CHECK((known.value == "森本和子" || known.status == FieldStatus::review));
}

TEST_CASE("フリガナ and account holder that differ in a voicing mark alone are both shown; another holder is no fault") {
    const FormTemplate account = form({field("furigana", FieldKind::katakana, "フリガナ"), field("meigi", FieldKind::katakana, "口座名義")});
    const auto statuses = [&](const std::string& signs, const std::string& holds) {
        std::vector<FieldReading> fields{sure("furigana", signs), sure("meigi", holds)};
        judge(fields, account, {});
        return std::pair(fields[0].status, fields[1].status);
    };
    const auto accepted = std::pair(FieldStatus::accepted, FieldStatus::accepted), shown = std::pair(FieldStatus::review, FieldStatus::review);
    CHECK(statuses("キタガワマキ", "キタガワマキ") == accepted);
    CHECK(statuses("キタガワマキ", "キタカワマキ") == shown);
    CHECK(statuses("ハマダタロウ", "バマダタロウ") == shown);
    CHECK(statuses("キタガワマキ", "ヤマダタロウ") == accepted);
    CHECK(statuses("オオカワチヨ", "オオカワチョ") == accepted);  // banks write small kana large
}
