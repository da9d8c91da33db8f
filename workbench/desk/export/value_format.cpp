#include "workbench/desk/export/value_format.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {
namespace {

struct Era {
    const char* first_day;
    int first_year, code;
    const char *name, *letter;
};
constexpr std::array<Era, 5> eras{{{"2019-05-01", 2019, 5, "令和", "R"},
                                   {"1989-01-08", 1989, 4, "平成", "H"},
                                   {"1926-12-25", 1926, 3, "昭和", "S"},
                                   {"1912-07-30", 1912, 2, "大正", "T"},
                                   {"1868-01-25", 1868, 1, "明治", "M"}}};

/// Nothing when it is no ISO date, or (in 和暦) before 明治.
std::optional<std::string> date_in(const std::string& iso, DateForm form) {
    if (!day_number(iso)) return std::nullopt;
    const std::string y = iso.substr(0, 4), m = iso.substr(5, 2), d = iso.substr(8, 2);
    if (form == DateForm::iso) return iso;
    if (form == DateForm::slash) return y + "/" + m + "/" + d;
    if (form == DateForm::compact) return y + m + d;
    const auto era = std::find_if(eras.begin(), eras.end(), [&](const Era& one) { return iso >= one.first_day; });
    if (era == eras.end()) return std::nullopt;
    const int year = std::stoi(y) - era->first_year + 1;
    const std::string month = std::to_string(std::stoi(m)), day = std::to_string(std::stoi(d));
    if (form == DateForm::wareki) return era->name + (year == 1 ? "元" : std::to_string(year)) + "年" + month + "月" + day + "日";
    if (form == DateForm::wareki_short) return era->letter + std::to_string(year) + "." + month + "." + day;
    char two[8];
    std::snprintf(two, sizeof two, "%02d", year % 100);
    return std::to_string(era->code) + two + m + d;
}

bool only_digits(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_separators(const std::string& value) {
    std::string digits;
    for (const char c : value)
        if (c != '-' && c != ',' && c != ' ') digits += c;
    return digits;
}

std::optional<std::string> digits_in(const std::string& value, const ValueFormat& format) {
    const bool negative = format.digits == DigitForm::commas && value.front() == '-';
    const std::string digits = without_separators(value);
    if (!only_digits(digits)) return std::nullopt;
    if (format.digits == DigitForm::plain) return digits;
    if (format.digits == DigitForm::commas) {
        std::string text;
        for (std::size_t i = 0; i < digits.size(); ++i) text += ((digits.size() - i) % 3 == 0 && i > 0 ? "," : "") + digits.substr(i, 1);
        return (negative ? "-" : "") + text;
    }
    std::string text;
    std::size_t at = 0;
    for (const int group : format.groups) {
        if (at + static_cast<std::size_t>(group) > digits.size()) return std::nullopt;
        text += (at > 0 ? "-" : "") + digits.substr(at, static_cast<std::size_t>(group));
        at += static_cast<std::size_t>(group);
    }
    if (at != digits.size()) return std::nullopt;
    return text;
}

/// ICU's transliterators cost milliseconds to make; they are kept per thread.
std::string rewritten(const char* id, const std::string& value) {
    thread_local std::map<std::string, std::unique_ptr<icu::Transliterator>> made;
    auto& transliterator = made[id];
    if (!transliterator) {
        UErrorCode error = U_ZERO_ERROR;
        transliterator.reset(icu::Transliterator::createInstance(icu::UnicodeString::fromUTF8(id), UTRANS_FORWARD, error));
        if (U_FAILURE(error)) throw std::runtime_error(std::string("ICU の変換表がありません: ") + id);
    }
    auto text = icu::UnicodeString::fromUTF8(value);
    transliterator->transliterate(text);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

const char* rewriting(KanaForm form) {
    switch (form) {
        case KanaForm::full: return "[ｦ-ﾟ･｡-､] Halfwidth-Fullwidth";
        case KanaForm::half: return "[[:Katakana:]ー・。、「」゛゜\\u3000] Fullwidth-Halfwidth";
        case KanaForm::hiragana: return "[ァ-ヶ] Katakana-Hiragana";
    }
    return "";
}

template <class Form, std::size_t count>
using Names = std::array<std::pair<std::string_view, Form>, count>;
constexpr Names<DateForm, 6> date_names{{{"iso", DateForm::iso}, {"slash", DateForm::slash}, {"compact", DateForm::compact}, {"wareki", DateForm::wareki},
                                         {"wareki-short", DateForm::wareki_short}, {"wareki-code", DateForm::wareki_code}}};
constexpr Names<DigitForm, 3> digit_names{{{"plain", DigitForm::plain}, {"hyphens", DigitForm::hyphens}, {"commas", DigitForm::commas}}};
constexpr Names<KanaForm, 3> kana_names{{{"full", KanaForm::full}, {"half", KanaForm::half}, {"hiragana", KanaForm::hiragana}}};
constexpr Names<WidthForm, 2> width_names{{{"half", WidthForm::half}, {"full", WidthForm::full}}};

template <class Form, std::size_t count>
std::optional<Form> named(std::string_view name, const Names<Form, count>& names) {
    for (const auto& [known, form] : names)
        if (known == name) return form;
    return std::nullopt;
}
template <class Form, std::size_t count>
std::string_view name_in(Form form, const Names<Form, count>& names) {
    for (const auto& [name, known] : names)
        if (known == form) return name;
    return {};
}

}  // namespace

std::string formatted(const std::string& value, const ValueFormat& format, std::string& problem) {
    problem.clear();
    if (value.empty()) return format.blank;
    std::string text = value;
    if (!format.values.empty()) {
        const auto found = format.values.find(value);
        if (found == format.values.end()) problem = "values にない選択肢です";
        else text = found->second;
    }
    if (format.date) {
        const auto date = date_in(text, *format.date);
        if (!date) problem = "日付として書けません";
        else text = *date;
    }
    if (format.digits) {
        const auto digits = digits_in(text, format);
        if (!digits) problem = format.digits == DigitForm::hyphens ? "桁数が groups と違うか、数字ではありません" : "数字ではありません";
        else text = *digits;
    }
    if (format.kana) text = rewritten(rewriting(*format.kana), text);
    if (format.width == WidthForm::half) text = rewritten("[！-～\\u3000] Fullwidth-Halfwidth", text);
    if (format.width == WidthForm::full) text = rewritten("[\\u0020-~] Halfwidth-Fullwidth", text);
    if (!problem.empty()) return value;
    if (const auto length = ocr::code_points(text).size(); length < static_cast<std::size_t>(format.pad))
        text = std::string(static_cast<std::size_t>(format.pad) - length, '0') + text;
    return text;
}

std::optional<DateForm> date_form(std::string_view name) { return named(name, date_names); }
std::optional<DigitForm> digit_form(std::string_view name) { return named(name, digit_names); }
std::optional<KanaForm> kana_form(std::string_view name) { return named(name, kana_names); }
std::optional<WidthForm> width_form(std::string_view name) { return named(name, width_names); }
std::string_view name_of(DateForm form) { return name_in(form, date_names); }
std::string_view name_of(DigitForm form) { return name_in(form, digit_names); }
std::string_view name_of(KanaForm form) { return name_in(form, kana_names); }
std::string_view name_of(WidthForm form) { return name_in(form, width_names); }

}  // namespace yorozu::desk
