#include "rpa/japanese.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace yorozu::rpa {

namespace {

bool is_valid_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 c;
        U8_NEXT(bytes, at, length, c);
        if (c < 0) return false;
    }
    return true;
}

icu::UnicodeString unicode(std::string_view text) {
    if (!is_valid_utf8(text)) throw std::invalid_argument("UTF-8 として正しくない文字があります");
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

/// Transliterators are slow to make (milliseconds) and not safe to share between threads.
void transliterate(const char* id, icu::UnicodeString& text) {
    thread_local std::map<std::string, std::unique_ptr<icu::Transliterator>> made;
    auto& one = made[id];
    if (!one) {
        UErrorCode status = U_ZERO_ERROR;
        one.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
        if (U_FAILURE(status) || !one) throw std::runtime_error(std::string("ICU の変換がありません: ") + id);
    }
    one->transliterate(text);
}

std::string by(const char* id, std::string_view text) {
    auto characters = unicode(text);
    transliterate(id, characters);
    return utf8(characters);
}

struct Era {
    const char* name;
    char letter;
    int year, month, day;  ///< first day
};
constexpr std::array<Era, 5> eras = {{{"令和", 'R', 2019, 5, 1},
                                      {"平成", 'H', 1989, 1, 8},
                                      {"昭和", 'S', 1926, 12, 25},
                                      {"大正", 'T', 1912, 7, 30},
                                      {"明治", 'M', 1868, 10, 23}}};

bool is_day(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1) return false;
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool not_before(int year, int month, int day, const Era& era) {
    if (year != era.year) return year > era.year;
    if (month != era.month) return month > era.month;
    return day >= era.day;
}

const Era* era_of(int year, int month, int day) {
    for (const auto& era : eras)
        if (not_before(year, month, day, era)) return &era;
    return nullptr;
}

}  // namespace

std::string to_full_width(std::string_view text) { return by("Halfwidth-Fullwidth", text); }
std::string to_half_width(std::string_view text) { return by("Fullwidth-Halfwidth", text); }

std::string to_half_ascii(std::string_view text) {
    auto characters = unicode(text);
    for (int i = 0; i < characters.length(); ++i) {
        const char16_t c = characters[i];
        if (c >= 0xFF01 && c <= 0xFF5E) characters.setCharAt(i, static_cast<char16_t>(c - 0xFEE0));
        if (c == 0x3000) characters.setCharAt(i, u' ');
    }
    return utf8(characters);
}

std::string to_full_katakana(std::string_view text) {
    auto characters = unicode(text);
    transliterate("Halfwidth-Fullwidth", characters);
    transliterate("Hiragana-Katakana", characters);
    return utf8(characters);
}

std::string to_hiragana(std::string_view text) { return by("Katakana-Hiragana", to_full_katakana(text)); }

std::optional<std::string> to_wareki(std::string_view iso_date) {
    int year = 0, month = 0, day = 0;
    char rest = 0;
    if (iso_date.size() != 10 ||
        std::sscanf(std::string(iso_date).c_str(), "%4d-%2d-%2d%c", &year, &month, &day, &rest) != 3 ||
        !is_day(year, month, day))
        return std::nullopt;
    const Era* era = era_of(year, month, day);
    if (!era) return std::nullopt;
    const int count = year - era->year + 1;
    return std::string(era->name) + (count == 1 ? "元" : std::to_string(count)) + "年" + std::to_string(month) + "月" +
           std::to_string(day) + "日";
}

std::optional<std::string> from_wareki(std::string_view text) {
    std::string plain = to_half_ascii(text);
    for (const auto& era : eras) {
        std::string rest;
        if (plain.rfind(era.name, 0) == 0) rest = plain.substr(std::string_view(era.name).size());
        else if (!plain.empty() && (plain[0] == era.letter || plain[0] == era.letter + ('a' - 'A'))) rest = plain.substr(1);
        else continue;
        if (const auto first = rest.find("元"); first == 0) rest.replace(0, std::string_view("元").size(), "1");
        int count = 0, month = 0, day = 0, used = 0;
        const bool read = (std::sscanf(rest.c_str(), "%3d年%2d月%2d日%n", &count, &month, &day, &used) == 3 ||
                           std::sscanf(rest.c_str(), "%3d.%2d.%2d%n", &count, &month, &day, &used) == 3 ||
                           std::sscanf(rest.c_str(), "%3d/%2d/%2d%n", &count, &month, &day, &used) == 3);
        if (!read || used != static_cast<int>(rest.size()) || count < 1) return std::nullopt;
        const int year = era.year + count - 1;
        if (!is_day(year, month, day) || era_of(year, month, day) != &era) return std::nullopt;
        char iso[32];
        std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
        return iso;
    }
    return std::nullopt;
}

std::optional<UnkeyableAt> first_unkeyable(std::string_view text) {
    return keyable(text, OnUnkeyable::refuse, OnUnkeyable::refuse).refused;
}

KeyableText keyable(std::string_view text, OnUnkeyable control, OnUnkeyable private_use) {
    KeyableText result;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    int index = 0;
    for (std::int32_t at = 0; at < length; ++index) {
        const std::int32_t start = at;
        UChar32 c;
        U8_NEXT(bytes, at, length, c);
        const bool noncharacter = c >= 0 && ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF));
        if (c < 0 || noncharacter) {
            result.refused = UnkeyableAt{Unkeyable::not_text, index, c < 0 ? 0 : static_cast<char32_t>(c)};
            return result;
        }
        const bool is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
        const bool is_private = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
        if (!is_control && !is_private) {
            result.text.append(text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
            continue;
        }
        switch (is_control ? control : private_use) {
            case OnUnkeyable::refuse:
                result.refused = UnkeyableAt{is_control ? Unkeyable::control : Unkeyable::private_use, index,
                                             static_cast<char32_t>(c)};
                return result;
            case OnUnkeyable::remove: break;
            case OnUnkeyable::space:  // CRLF is one line end
                if (c != '\r' || at >= length || bytes[at] != '\n') result.text += ' ';
                break;
            case OnUnkeyable::geta: result.text += "〓"; break;
        }
    }
    return result;
}

std::string words_of(const UnkeyableAt& found) {
    char text[96];
    const char* what = found.why == Unkeyable::control       ? "制御文字"
                       : found.why == Unkeyable::private_use ? "外字"
                                                             : "文字として正しくない値";
    std::snprintf(text, sizeof text, "%s U+%04X（%d文字目）", what, static_cast<unsigned>(found.character), found.index + 1);
    return text;
}

}  // namespace yorozu::rpa
