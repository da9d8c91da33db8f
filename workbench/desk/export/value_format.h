#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yorozu::desk {

enum class DateForm {
    iso,           ///< 2026-11-21
    slash,         ///< 2026/11/21
    compact,       ///< 20261121
    wareki,        ///< 令和8年11月21日, 令和元年5月1日
    wareki_short,  ///< R8.11.21
    wareki_code,   ///< 5081121: 元号コード (1 明治 … 5 令和), 年2桁, 月日4桁
};
enum class DigitForm {
    plain,    ///< no hyphens, commas or spaces
    hyphens,  ///< in the column's groups: 123-4567
    commas,   ///< in threes: 12,300
};
enum class KanaForm { full, half, hiragana };
enum class WidthForm { half, full };  ///< of letters, digits and signs; kana stay

/// How a column writes a field's value. What is not set leaves the value as it is kept (half-width digits, full-width
/// kana, ISO dates).
struct ValueFormat {
    std::optional<DateForm> date;
    std::optional<DigitForm> digits;
    std::vector<int> groups;                   ///< for hyphens: digits per group, from the left
    int pad = 0;                               ///< zeros in front up to so many characters
    std::optional<KanaForm> kana;
    std::optional<WidthForm> width;
    std::map<std::string, std::string> values; ///< a choice's value → what the target wants
    std::string blank;                         ///< what stands for an empty field
};

/// The value as the column wants it. When it cannot be (a date that is none, another number of digits, a choice that is
/// not in `values`), it comes back unchanged and `problem` says why, without the value; else `problem` is "".
/// Eras by the calendar laws: 明治 1868-01-25, 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01.
std::string formatted(const std::string& value, const ValueFormat& format, std::string& problem);

/// By their names in a profile file; nothing for others.
std::optional<DateForm> date_form(std::string_view name);
std::optional<DigitForm> digit_form(std::string_view name);
std::optional<KanaForm> kana_form(std::string_view name);
std::optional<WidthForm> width_form(std::string_view name);
std::string_view name_of(DateForm form);
std::string_view name_of(DigitForm form);
std::string_view name_of(KanaForm form);
std::string_view name_of(WidthForm form);

}  // namespace yorozu::desk
