// Every character that Japanese registers hold arrives exactly or is refused before a key is pressed.
#include <iconv.h>

#include <catch2/catch.hpp>

#include "rpa/japanese.h"
#include "tests/rpa-web/page_desk.h"

using namespace yorozu::rpa;

namespace {

std::string utf8(char32_t c) {
    std::string out;
    if (c < 0x80) out += static_cast<char>(c);
    else if (c < 0x800) (out += static_cast<char>(0xC0 | c >> 6)) += static_cast<char>(0x80 | (c & 63));
    else if (c < 0x10000) ((out += static_cast<char>(0xE0 | c >> 12)) += static_cast<char>(0x80 | (c >> 6 & 63))) += static_cast<char>(0x80 | (c & 63));
    else (((out += static_cast<char>(0xF0 | c >> 18)) += static_cast<char>(0x80 | (c >> 12 & 63))) += static_cast<char>(0x80 | (c >> 6 & 63))) += static_cast<char>(0x80 | (c & 63));
    return out;
}

/// Both planes of JIS X 0213:2004, from the C library's own table: 11,233 characters, 人名用漢字 among them.
std::vector<std::string> jis_x_0213() {
    std::vector<std::string> characters;
    const iconv_t table = iconv_open("UTF-8", "EUC-JISX0213");
    REQUIRE(table != reinterpret_cast<iconv_t>(-1));
    for (int plane = 1; plane <= 2; ++plane)
        for (int row = 0xA1; row <= 0xFE; ++row)
            for (int cell = 0xA1; cell <= 0xFE; ++cell) {
                std::string code = plane == 2 ? "\x8f" : "";
                (code += static_cast<char>(row)) += static_cast<char>(cell);
                char out[16] = {};
                char *from = code.data(), *to = out;
                std::size_t left = code.size(), room = sizeof out;
                iconv(table, nullptr, nullptr, nullptr, nullptr);
                if (iconv(table, &from, &left, &to, &room) == static_cast<std::size_t>(-1) || left) continue;
                iconv(table, nullptr, nullptr, &to, &room);  // what waits for a combining mark
                characters.emplace_back(out, sizeof out - room);
            }
    iconv_close(table);
    return characters;
}

/// Values of up to 40 characters: what fits a field.
std::vector<std::string> packed(const std::vector<std::string>& characters) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (i % 40 == 0) values.emplace_back();
        values.back() += characters[i];
    }
    return values;
}

struct Corpus : PageDesk {
    Corpus() : PageDesk("<form method=post action=/submit><input id=a name=a oninput='window.keyed=(window.keyed||0)+1'><input id=b name=b><button>送る</button></form>") {}
    int refused = 0, changed = 0, exact = 0;

    void key(const std::string& value, const char* extra = "") {
        try {
            run(std::string(R"j({"type":"web.set","selectors":["#a"],"value":{"field":"v"})j") + extra + "}", {{"v", value}});
            value_is(value) ? ++exact : ++changed;
        } catch (const StepFailure& failure) {
            if (failure.kind == StepFailure::Kind::business && failure.message.find("入力できない文字") != std::string::npos) ++refused;
            else if (failure.message.find("違います") == std::string::npos) throw;
            else ++mismatched;
        }
    }
    int mismatched = 0;  ///< read back and said: not silent, but not refused before keying either
    bool value_is(const std::string& expected) { return value("#a") == expected; }
};

}  // namespace

TEST_CASE("All of JIS X 0213 arrives exactly, inserted; nothing is submitted and no other field touched") {
    Corpus corpus;
    const auto characters = jis_x_0213();
    CHECK(characters.size() == 11'233);
    const auto values = packed(characters);
    for (const auto& value : values) corpus.key(value);
    CHECK(corpus.exact == static_cast<int>(values.size()));
    CHECK(corpus.changed + corpus.refused + corpus.mismatched == 0);
    CHECK(corpus.value("#b") == "");
    CHECK(corpus.submitted() == 0);
    WARN(characters.size() << " characters of JIS X 0213 in " << values.size() << " values: " << corpus.exact << " exact");
}

TEST_CASE("Variation sequences, half and full width, combining marks and look-alikes arrive exactly, by insertion and by real keys") {
    Corpus corpus;
    std::vector<std::string> characters;
    for (const char* base : {"葛", "辻", "邉", "邊", "祇", "榊", "飴", "鯖", "薩", "蓮", "樋", "逢", "芦", "鰯", "噌", "煎", "荻", "卿", "叟", "牙"})
        for (char32_t selector = 0xE0100; selector <= 0xE0110; ++selector) characters.push_back(base + utf8(selector));
    for (char32_t c = 0xFF61; c <= 0xFF9F; ++c) characters.push_back(utf8(c));
    for (char32_t c = 0xFF01; c <= 0xFF5E; ++c) characters.push_back(utf8(c));
    for (char32_t c = 0x3041; c <= 0x3096; ++c) characters.push_back(utf8(c) + "\u3099"), characters.push_back(utf8(c) + "\u309a");
    for (char32_t c : {0x2015, 0x2014, 0x2500, 0x30FC, 0xFF0D, 0x2212, 0x301C, 0xFF5E, 0x2225, 0x2016, 0xFFE5, 0xA5, 0x203E, 0x2026, 0x22EF, 0x3000, 0xA0, 0x2003}) characters.push_back("あ" + utf8(c) + "い");
    for (char32_t c : {0x1F600, 0x20BB7, 0x2A6DF, 0x2F81A, 0x30EDE}) characters.push_back(utf8(c));
    const auto values = packed(characters);
    for (const auto& value : values) corpus.key(value), corpus.key(value, R"(,"entry":"keys")");
    CHECK(corpus.exact == static_cast<int>(values.size() * 2));
    CHECK(corpus.changed + corpus.mismatched + corpus.refused == 0);
    CHECK(corpus.submitted() == 0);
}

TEST_CASE("Every private-use and control character is refused before a key is pressed, wherever it stands in the value") {
    Corpus corpus;
    int values = 0;
    const auto refuse = [&](char32_t c) {
        for (const auto& value : {utf8(c), "渡" + utf8(c) + "辺", "ab" + utf8(c)}) ++values, corpus.key(value);
    };
    for (char32_t c = 0xE000; c <= 0xF8FF; ++c) refuse(c);
    for (char32_t c : {0xF0000, 0xF1234, 0xFFFFD, 0x100000, 0x10FFFD}) refuse(c);
    for (char32_t c = 0; c < 0x20; ++c) refuse(c);
    for (char32_t c = 0x7F; c <= 0x9F; ++c) refuse(c);
    CHECK(corpus.refused == values);
    CHECK(corpus.exact + corpus.changed + corpus.mismatched == 0);
    CHECK(corpus.holds("!window.keyed"));
    CHECK(corpus.value("#a") == "");
    CHECK(corpus.submitted() == 0);
    WARN(values << " values with private-use or control characters: " << corpus.refused << " refused before keying");
}

TEST_CASE("Invisible and direction characters arrive exactly or are refused; none is lost in silence") {
    Corpus corpus;
    int values = 0;
    for (char32_t c : {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xAD, 0x34F, 0x115F, 0x3164, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE, 0xFDD0}) {
        ++values;
        corpus.key("渡" + utf8(c) + "辺");
    }
    CHECK(corpus.changed == 0);
    CHECK(corpus.exact + corpus.refused + corpus.mismatched == values);
    CHECK(corpus.submitted() == 0);
    WARN("invisible characters: " << corpus.exact << " exact, " << corpus.refused << " refused, " << corpus.mismatched << " read back different and said");
}
