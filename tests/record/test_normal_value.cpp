// One normal form for everything people write.
#include <catch2/catch.hpp>

#include "ocr/record/japanese_date.h"
#include "tests/record/forms.h"

using namespace yorozu::ocr;
using namespace yorozu::ocr::testing;

TEST_CASE("Dates become ISO, whatever the era is written like") {
    struct Row {
        const char* written;
        const char* iso;
    };
    const auto row = GENERATE(values<Row>({
        {"令和6年4月1日", "2024-04-01"},   {"令6.4.1", "2024-04-01"},      {"R6.4.1", "2024-04-01"},
        {"r6/4/1", "2024-04-01"},          {"Ｒ６．４．１", "2024-04-01"}, {"令和元年5月1日", "2019-05-01"},
        {"令和 元 年 5 月 1 日", "2019-05-01"}, {"R060401", "2024-04-01"}, {"平成31年4月30日", "2019-04-30"},
        {"H1.1.8", "1989-01-08"},          {"昭和64年1月7日", "1989-01-07"}, {"S64.1.7", "1989-01-07"},
        {"昭和六十年十二月二十一日", "1985-12-21"}, {"昭和二〇年八月十五日", "1945-08-15"}, {"大正元年7月30日", "1912-07-30"},
        {"明治45年7月29日", "1912-07-29"}, {"2024-04-01", "2024-04-01"},   {"2024年4月1日", "2024-04-01"},
        {"2024/4/1", "2024-04-01"},        {"20240401", "2024-04-01"},     {"西暦2024年4月1日", "2024-04-01"},
        {"令和6年2月29日", "2024-02-29"},  {"令和　６年　４月　１日", "2024-04-01"}, {"60.4.1", "1985-04-01"},
    }));
    INFO(row.written);
    CHECK(normal_value(field("d", FieldKind::date), row.written) == row.iso);
}

TEST_CASE("What is no date, or could be several, stays as it is written") {
    const auto* written = GENERATE("令和6年2月30日", "令和5年2月29日", "6.4.1", "060401", "30.13.1", "令和0年1月1日", "2024-04", "4月1日", "12345",
                                   "りんご", "9999999999999999", "..", "年月日", "令和", "十", "6.4.1.2", "1234.56.78");
    INFO(written);
    CHECK_FALSE(read_date(written).has_value());
    CHECK(found(check_values({{"d", written}}, form({field("d", FieldKind::date)}), {}), "d", "date"));
}

TEST_CASE("An era printed on the form, named in the label or left over by the rule's bounds completes a date") {
    auto by_label = field("d", FieldKind::date, "生年月日（昭和）");
    CHECK(normal_value(by_label, "35.6.17") == "1960-06-17");
    CHECK(normal_value(by_label, "350617") == "1960-06-17");
    auto by_note = field("d", FieldKind::date);
    by_note.rules = {rule("date", {{"x-era", "\"令和\""}})};
    CHECK(normal_value(by_note, "6.4.1") == "2024-04-01");
    CHECK(normal_value(by_note, "060401") == "2024-04-01");
    auto by_bounds = field("d", FieldKind::date);
    by_bounds.rules = {rule("date", {{"not-before", "\"2019-05-01\""}})};
    CHECK(normal_value(by_bounds, "060617") == "2024-06-17");
    auto two_eras = field("d", FieldKind::date, "生年月日（昭和・平成）");
    CHECK(normal_value(two_eras, "10.6.17") == "10.6.17");
}

TEST_CASE("A day after the end of its era is read and said to be so") {
    const auto date = read_date("平成31年5月1日");
    REQUIRE(date);
    CHECK(iso_date(date->date) == "2019-05-01");
    CHECK(date->outside_era);
    CHECK_FALSE(read_date("平成31年4月30日")->outside_era);
    CHECK(read_date("昭和64年1月8日")->outside_era);
    CHECK(read_date("令和1年4月30日")->outside_era);
}

TEST_CASE("Katakana has one width, one long mark and one space") {
    struct Row {
        const char* written;
        const char* normal;
    };
    const auto row = GENERATE(values<Row>({
        {"ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ　タロウ"}, {"やまだ　たろう", "ヤマダ　タロウ"}, {"  ヤマダ  タロウ ", "ヤマダ　タロウ"},
        {"オーノ", "オーノ"},           {"オ−ノ", "オーノ"},                   {"オ-ノ", "オーノ"},
        {"おーの", "オーノ"},           {"ﾊﾟｰﾄ", "パート"},                     {"ヴァン", "ヴァン"},
        {"シャツ", "シャツ"},           {"ガ", "ガ"},                          {"", ""},
    }));
    INFO(row.written);
    CHECK(normal_value(field("k", FieldKind::katakana), row.written) == row.normal);
}

TEST_CASE("Hiragana, digits, letters and kanji have one form too") {
    CHECK(normal_value(field("h", FieldKind::hiragana), "ヤマダ　タロウ") == "やまだ　たろう");
    CHECK(normal_value(field("d", FieldKind::digits), "０３−３９６４-1111") == "0339641111");
    CHECK(normal_value(field("d", FieldKind::digits), " 1 2 3 ") == "123");
    CHECK(normal_value(field("a", FieldKind::alnum), "ＡＢ−１２") == "AB-12");
    CHECK(normal_value(field("j", FieldKind::kanji), "板橋区板橋２−６６−１") == "板橋区板橋2-66-1");
    CHECK(normal_value(field("j", FieldKind::kanji), "ハイツオーク201") == "ハイツオーク201");
    // 神 (U+FA19) and 﨑 are other names in a register than 神 and 崎
    CHECK(normal_value(field("j", FieldKind::kanji), "\uFA19\uFA11ｱ") == "\uFA19\uFA11ア");
}

TEST_CASE("Amounts become plain whole numbers") {
    struct Row {
        const char* written;
        const char* normal;
    };
    const auto row = GENERATE(values<Row>({
        {"¥12,300-", "12300"},   {"￥１２，３００", "12300"}, {"12,300円", "12300"}, {"金12300円也", "12300"}, {"-500", "-500"},
        {"−500", "-500"},        {"△500", "-500"},            {"▲1,000", "-1000"},   {"0012", "12"},           {"0", "0"},
        {"金壱万弐千円也", "12000"}, {"三百五十", "350"},     {"1万2千円", "12000"}, {"千", "1000"},           {"二億", "200000000"},
        {"487.959", "487959"},   {"\\38.825円", "38825"},    {"1.234.567", "1234567"},
        {"", ""},
    }));
    INFO(row.written);
    CHECK(normal_value(field("m", FieldKind::amount), row.written) == row.normal);
}

TEST_CASE("What is no amount is not made into one") {
    const auto* written = GENERATE("約千円", "12.5", "12.3456", "無し", "---", "¥", "99999999999999999999999999");
    INFO(written);
    FormTemplate one = form({field("m", FieldKind::amount)});
    CHECK(found(check_values({{"m", written}}, one, {}), "m", "amount"));
}

TEST_CASE("A normal value is its own normal value") {
    const std::vector<std::pair<FieldKind, const char*>> written{
        {FieldKind::katakana, "ﾔﾏﾀﾞ　-ﾀﾛｰ"}, {FieldKind::kanji, "板橋区−1ー2 ア-"}, {FieldKind::amount, "△1,200"},
        {FieldKind::date, "令6.4.1"},         {FieldKind::digits, "03(1234)"},       {FieldKind::text, "Ａ −　ー"}};
    for (const auto& [kind, text] : written) {
        const std::string once = normal_value(field("x", kind), text);
        CHECK(normal_value(field("x", kind), once) == once);
    }
}
