// Rules: what keeps them, what breaks them, and that no value stands in a message.
#include <catch2/catch.hpp>

#include "ocr/record/check_digit.h"
#include "tests/record/forms.h"

using namespace yorozu::ocr;
using namespace yorozu::ocr::testing;

TEST_CASE("Check digits hold for right numbers and for no neighbour of them") {
    struct Row {
        CheckDigit kind;
        const char* number;
    };
    // 123456789018: Σ = 1·6+2·5+3·4+4·3+5·2+6·7+7·6+8·5+9·4+0·3+1·2 = 212, 212 mod 11 = 3, 11−3 = 8.
    // 79927398713: the usual example of the Luhn formula. 1234567 → 2·6+3·5+4·4+5·3+6·2+7·1 = 77, 77 mod 11 = 0, so 0.
    const auto row = GENERATE(values<Row>({{CheckDigit::mynumber, "123456789018"}, {CheckDigit::mod10, "79927398713"},
                                           {CheckDigit::mod11, "1234560"}}));
    const std::string number = row.number;
    CHECK(check_digit_holds(row.kind, number));
    for (std::size_t i = 0; i < number.size(); ++i)
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string other = number;
            if (other[i] == digit) continue;
            other[i] = digit;
            INFO(other);
            // A remainder of 0 and of 1 both give the check digit 0, so mod 11 lets few single errors through.
            if (row.kind == CheckDigit::mod10) CHECK_FALSE(check_digit_holds(row.kind, other));
            if (i + 1 == number.size()) CHECK_FALSE(check_digit_holds(row.kind, other));
        }
}

TEST_CASE("What is no number has no right check digit") {
    for (const auto kind : {CheckDigit::mynumber, CheckDigit::mod10, CheckDigit::mod11})
        for (const char* text : {"", "0", "12a", "１２３", "-10"}) CHECK_FALSE(check_digit_holds(kind, text));
    CHECK_FALSE(check_digit_holds(CheckDigit::mynumber, "12345678901"));
    CHECK_FALSE(check_digit_named("mod7"));
}

TEST_CASE("Each rule is kept by one value and broken by another") {
    struct Row {
        FieldKind kind;
        FieldRule rule;
        const char* kept;
        const char* broken;
    };
    const std::vector<Row> rows{
        {FieldKind::digits, rule("length", {{"is", "4"}}), "0001", "001"},
        {FieldKind::kanji, rule("length", {{"max", "3"}}), "板橋区", "板橋区板"},
        {FieldKind::digits, rule("length", {{"min", "10"}}), "0312345678", "031234567"},
        {FieldKind::digits, rule("pattern", {{"matches", "\"^0[0-9]{9,10}$\""}}), "0312345678", "1312345678"},
        {FieldKind::katakana, rule("pattern", {{"matches", "\"[ァ-ヶー　]+\""}}), "ヤマダ　タロー", "ヤマダ7"},
        {FieldKind::digits, rule("range", {{"min", "1"}, {"max", "20"}}), "20", "21"},
        {FieldKind::amount, rule("range", {{"min", "0"}}), "0", "-1"},
        {FieldKind::date, rule("date", {{"not-before", "\"2019-05-01\""}}), "2019-05-01", "2019-04-30"},
        {FieldKind::date, rule("date", {{"not-after", "\"today\""}}), "令和8年11月21日", "令和8年11月22日"},
        {FieldKind::digits, rule("check-digit", {{"kind", "\"mod10\""}}), "79927398713", "79927398714"},
        {FieldKind::digits, rule("in", {{"lexicon", "\"zengin.bank\""}}), "0001", "0002"},
    };
    LexiconSet lists;
    lists.add(Lexicon("zengin.bank", {{"みずほ銀行", "0001", "", ""}}));
    for (const Row& row : rows) {
        auto one = field("x", row.kind);
        one.rules = {row.rule};
        const FormTemplate made = form({one});
        INFO(row.rule.rule << " " << row.kept << " " << row.broken);
        CHECK(check_values({{"x", row.kept}}, made, lists, "2026-11-21").empty());
        const auto findings = check_values({{"x", row.broken}}, made, lists, "2026-11-21");
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].rule == row.rule.rule);
        CHECK(findings[0].message.find(row.broken) == std::string::npos);
    }
}

TEST_CASE("A rule about a list that is not installed says nothing") {
    auto one = field("x", FieldKind::digits);
    one.rules = {rule("in", {{"lexicon", "\"zengin.bank\""}})};
    CHECK(check_values({{"x", "9999"}}, form({one}), {}).empty());
}

TEST_CASE("Kinds have rules of their own") {
    auto choice = field("c", FieldKind::choice);
    choice.options = {{"普通", {}}, {"当座", {}}};
    auto many = choice;
    many.id = "m";
    many.pick_many = true;
    const FormTemplate made = form({choice, many, field("d", FieldKind::digits), field("t", FieldKind::date)});
    CHECK(check_values({{"c", "普通"}, {"m", "普通|当座"}, {"d", "12"}, {"t", "令和6年4月1日"}}, made, {}).empty());
    CHECK(found(check_values({{"c", "定期"}}, made, {}), "c", "choice"));
    CHECK(found(check_values({{"c", "普通|当座"}}, made, {}), "c", "choice"));
    CHECK(found(check_values({{"m", "普通|定期"}}, made, {}), "m", "choice"));
    CHECK(found(check_values({{"d", "1O"}}, made, {}), "d", "digits"));
    CHECK(found(check_values({{"t", "令和6年2月30日"}}, made, {}), "t", "date"));
}

TEST_CASE("Fields are compared with each other") {
    auto copy = field("copy", FieldKind::digits);
    copy.rules = {rule("same-as", {{"field", "\"first\""}})};
    auto total = field("total", FieldKind::amount);
    total.rules = {rule("sum", {{"of", "[\"a\",\"b\"]"}})};
    auto kind = field("kind", FieldKind::kanji);
    kind.rules = {rule("if", {{"field", "\"kind\""}, {"is", "\"その他\""}, {"then-required", "[\"why\"]"}})};
    auto must = field("must", FieldKind::digits);
    must.required = true;
    const FormTemplate made = form({field("first", FieldKind::digits), copy, field("a", FieldKind::amount), field("b", FieldKind::amount), total,
                                    kind, field("why", FieldKind::kanji), must});
    CHECK(check_values({{"first", "1"}, {"copy", "１"}, {"a", "1,000"}, {"b", "200"}, {"total", "¥1,200"}, {"kind", "父"}, {"why", ""}, {"must", "1"}},
                       made, {}).empty());
    const auto findings = check_values(
        {{"first", "1"}, {"copy", "2"}, {"a", "1,000"}, {"b", "200"}, {"total", "1,300"}, {"kind", "その他"}, {"why", ""}, {"must", ""}}, made, {});
    CHECK(found(findings, "copy", "same-as"));
    CHECK(found(findings, "total", "sum"));
    CHECK(found(findings, "why", "if"));
    CHECK(found(findings, "must", "required"));
    CHECK(findings.size() == 4);
}

TEST_CASE("Code and name of a bank, branch and town must belong together") {
    LexiconSet lists;
    lists.add(Lexicon("zengin.bank", {{"みずほ銀行", "0001", "", ""}, {"りそな銀行", "0010", "", ""}}));
    lists.add(Lexicon("zengin.branch", {{"上野支店", "107", "", "0001"}, {"上野支店", "432", "", "0010"}}));
    lists.add(Lexicon("address", {{"板橋区板橋", "1730004", "", ""}, {"板橋区本町", "1730001", "", ""}}));
    const FormTemplate made = form({field("bank", FieldKind::kanji, "", "zengin.bank"), field("branch", FieldKind::kanji, "", "zengin.branch"),
                                    field("bank_code", FieldKind::digits, "", "zengin.bank"),
                                    field("branch_code", FieldKind::digits, "", "zengin.branch"),
                                    field("zip", FieldKind::digits, "郵便番号"), field("town", FieldKind::kanji, "", "address")});
    std::map<std::string, std::string> values{{"bank", "りそな銀行"}, {"bank_code", "0010"}, {"branch", "上野支店"}, {"branch_code", "432"},
                                              {"zip", "173-0004"}, {"town", "板橋区板橋2-66-1"}};
    CHECK(check_values(values, made, lists).empty());
    values["branch_code"] = "107";  // 上野支店 of the other bank
    values["zip"] = "1730001";
    const auto findings = check_values(values, made, lists);
    CHECK(found(findings, "zip", "lexicon"));
    CHECK(found(findings, "town", "lexicon"));
    values["bank_code"] = "0001";
    CHECK(found(check_values(values, made, lists), "bank", "lexicon"));
}

TEST_CASE("No message of a masked field holds its value") {
    auto number = field("my", FieldKind::digits, "個人番号");
    number.mask = true;
    number.rules = {rule("check-digit", {{"kind", "\"mynumber\""}}), rule("length", {{"is", "12"}}), rule("range", {{"max", "5"}}),
                    rule("pattern", {{"matches", "\"0+\""}}), rule("in", {{"lexicon", "\"list\""}}), rule("same-as", {{"field", "\"other\""}})};
    LexiconSet lists;
    lists.add(Lexicon("list", {{"x", "1", "", ""}}));
    const FormTemplate made = form({number, field("other", FieldKind::digits)});
    for (const auto& finding : check_values({{"my", "123456789019"}, {"other", "1"}}, made, lists)) {
        CHECK(finding.message.find("1234") == std::string::npos);
        CHECK(finding.message.find("9019") == std::string::npos);
    }
}
