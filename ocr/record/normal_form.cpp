#include "ocr/record/normal_form.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/japanese_date.h"
#include "ocr/record/record.h"
#include "ocr/record/rules.h"

namespace yorozu::ocr {

namespace {

bool space(char32_t c) { return c == U' ' || c == U'\u3000' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u00a0'; }
bool dash(char32_t c) { return std::u32string_view(U"-‐‑‒–—―−－─ー").find(c) != std::u32string_view::npos; }
bool kana(char32_t c) { return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == U'ー'; }
bool digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Words one `gap` apart, no space at either end; gap 0 takes all spaces out.
std::u32string spaced(std::u32string_view text, char32_t gap) {
    std::u32string result;
    bool pending = false;
    for (const char32_t c : text) {
        if (space(c)) {
            pending = !result.empty();
            continue;
        }
        if (pending && gap) result.push_back(gap);
        pending = false;
        result.push_back(c);
    }
    return result;
}

/// Dashes are long marks after kana and hyphens elsewhere, whatever key or stroke made them.
void settle_dashes(std::u32string& text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (dash(text[i])) {
            const bool after_kana = i > 0 && kana(text[i - 1]);
            if (after_kana) text[i] = U'ー';
            else if (text[i] != U'ー' || (i > 0 && (digit(text[i - 1]) || text[i - 1] < 0x80))) text[i] = U'-';
        }
}

std::string transliterated(const char* id, std::string_view text) {
    thread_local std::map<std::string, std::unique_ptr<icu::Transliterator>> made;
    auto& transliterator = made[id];
    if (!transliterator) {
        UErrorCode error = U_ZERO_ERROR;
        transliterator.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
        if (U_FAILURE(error) || !transliterator) throw std::runtime_error("ICU の仮名変換がありません");
    }
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    transliterator->transliterate(wide);
    std::string result;
    wide.toUTF8String(result);
    return result;
}

/// The long mark stays one: ICU would turn オー into おお.
std::string kana_turned(const char* id, std::string_view text) {
    std::string result, run;
    for (const char32_t c : code_points(text)) {
        const std::string one = utf8_of(std::u32string_view(&c, 1));
        if (c != U'ー') {
            run += one;
            continue;
        }
        result += transliterated(id, run) + one;
        run.clear();
    }
    return result + transliterated(id, run);
}

std::string words(std::string_view text) {
    std::u32string points = spaced(code_points(fold_width(text)), U'\u3000');
    settle_dashes(points);
    return utf8_of(points);
}

/// Kanji numerals: 壱万弐千三百 → 12300. Nothing when another character is in it.
std::optional<long long> kanji_number(std::u32string_view text) {
    long long all = 0, part = 0, number = -1;
    bool any = false;
    for (const char32_t c : text) {
        static constexpr std::u32string_view plain = U"〇一二三四五六七八九", formal = U"零壱弐参四五六七八九";
        auto at = plain.find(c);
        if (at == std::u32string_view::npos) at = formal.find(c);
        if (digit(c)) at = c - U'0';
        long long unit = 0;
        if (c == U'十' || c == U'拾') unit = 10;
        if (c == U'百') unit = 100;
        if (c == U'千' || c == U'阡') unit = 1000;
        if (c == U'万' || c == U'萬') unit = 10000;
        if (c == U'億') unit = 100000000;
        any = true;
        if (at != std::u32string_view::npos) {
            number = (number < 0 ? 0 : number) * 10 + static_cast<long long>(at);
            if (number > 99999999999) return std::nullopt;
        } else if (unit >= 10000) {
            all += (part + (number < 0 ? (part == 0 ? 1 : 0) : number)) * unit;
            part = 0, number = -1;
        } else if (unit > 0) {
            part += (number < 0 ? 1 : number) * unit;
            number = -1;
        } else {
            return std::nullopt;
        }
    }
    if (!any) return std::nullopt;
    return all + part + (number < 0 ? 0 : number);
}

}  // namespace

std::string katakana_form(std::string_view text) { return kana_turned("Hiragana-Katakana", words(text)); }
std::string hiragana_form(std::string_view text) { return kana_turned("Katakana-Hiragana", words(text)); }

std::string amount_form(std::string_view text) {
    const std::u32string points = spaced(code_points(fold_width(text)), 0);
    std::u32string_view rest = points;
    bool minus = false;
    for (bool more = true; more && !rest.empty();) {
        const char32_t c = rest.front();
        more = c == U'¥' || c == U'\\' || c == U'金' || c == U'△' || c == U'▲' || dash(c);
        if (more && c != U'¥' && c != U'\\' && c != U'金') minus = true;
        if (more) rest.remove_prefix(1);
    }
    while (!rest.empty() && (dash(rest.back()) || rest.back() == U'也' || rest.back() == U'円' || rest.back() == U'.'))
        rest.remove_suffix(1);
    std::u32string plain;
    const auto digit = [&](std::size_t at) { return at < rest.size() && rest[at] >= U'0' && rest[at] <= U'9'; };
    for (std::size_t i = 0; i < rest.size(); ++i) {
        // A comma is often read as a point; yen have no decimals.
        const bool point = rest[i] == U'.' && i > 0 && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4);
        if (!point && rest[i] != U',' && rest[i] != U'、' && rest[i] != U'，') plain.push_back(rest[i]);
    }
    const auto number = kanji_number(plain);
    if (!number || plain.size() > 20) return utf8_of(points);
    return (minus && *number != 0 ? "-" : "") + std::to_string(*number);
}

DateHints date_hints(const FieldTemplate& field) {
    DateHints hints;
    for (const FieldRule& rule : field.rules) {
        if (rule.rule != "date") continue;
        hints.printed_era = text_argument(rule, "x-era");
        hints.not_before = from_iso_date(text_argument(rule, "not-before"));
        hints.not_after = from_iso_date(text_argument(rule, "not-after"));
    }
    if (hints.printed_era.empty()) hints.printed_era = era_named_in(field.label);
    return hints;
}

std::string era_field(const FieldTemplate& field) {
    for (const FieldRule& rule : field.rules)
        if (rule.rule == "date")
            if (const std::string id = text_argument(rule, "x-era-field"); !id.empty()) return id;
    return "";
}

FieldTemplate with_era(FieldTemplate field, const std::string& era) {
    for (FieldRule& rule : field.rules)
        if (rule.rule == "date" && !era.empty()) rule.arguments["x-era"] = "\"" + era + "\"";
    return field;
}

std::string normal_value(const FieldTemplate& field, std::string_view value) {
    switch (field.kind) {
        case FieldKind::digits: {
            std::u32string points = spaced(code_points(fold_width(value)), 0);
            std::erase_if(points, [](char32_t c) { return dash(c) || c == U',' || c == U'(' || c == U')'; });
            return utf8_of(points);
        }
        case FieldKind::alnum: {
            std::u32string points = spaced(code_points(fold_width(value)), 0);
            for (char32_t& c : points)
                if (dash(c)) c = U'-';
            return utf8_of(points);
        }
        case FieldKind::katakana: return katakana_form(value);
        case FieldKind::hiragana: return hiragana_form(value);
        case FieldKind::kana:
        case FieldKind::kanji:
        case FieldKind::text: return words(value);
        case FieldKind::date: {
            const auto date = read_date(value, date_hints(field));
            return date ? iso_date(date->date) : words(value);
        }
        case FieldKind::amount: return value.empty() ? std::string() : amount_form(value);
        case FieldKind::choice:
        case FieldKind::code:
        case FieldKind::seal:
        case FieldKind::image: break;
    }
    return std::string(value);
}

}  // namespace yorozu::ocr
