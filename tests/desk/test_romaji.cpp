#include <catch2/catch.hpp>

#include "workbench/desk/checking/romaji.h"

using namespace yorozu::desk;

namespace {

std::string typed(const std::string& keys) {
    Romaji romaji;
    std::string text;
    for (const char key : keys) text += romaji.type(key);
    return text + romaji.finish();
}

}  // namespace

TEST_CASE("Romaji becomes katakana as input methods spell it") {
    CHECK(typed("itabashi hanako") == "イタバシハナコ");
    CHECK(typed("sinnjuku") == "シンジュク");
    CHECK(typed("shinjuku") == "シンジュク");
    CHECK(typed("kanno") == "カンオ");      // as input methods have it: nn is ン
    CHECK(typed("kannno") == "カンノ");
    CHECK(typed("kan'ichi") == "カンイチ");
    CHECK(typed("hattori") == "ハットリ");
    CHECK(typed("matcha") == "マッチャ");
    CHECK(typed("xtulya") == "ッャ");
    CHECK(typed("fo-ra") == "フォーラ");
    CHECK(typed("ken") == "ケン");
    CHECK(typed("TAKEUCHI") == "タケウチ");
}

TEST_CASE("Keys that spell nothing leave no kana, and a pending letter can be taken back") {
    CHECK(typed("q1?k").empty());
    Romaji romaji;
    CHECK(romaji.type('k').empty());
    CHECK(romaji.type('y').empty());
    CHECK(romaji.erase());
    CHECK(romaji.type('o') == "コ");
    CHECK_FALSE(romaji.erase());
    CHECK(hiragana_of("イタバシーA") == "いたばしーA");
}
