#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Dates as people write them. Private to ocr/record.
namespace yorozu::ocr {

struct WrittenDate {
    std::chrono::year_month_day date;
    std::string era;            ///< "令和" …, "" for a western year
    bool outside_era = false;   ///< e.g. 平成31年5月1日: a real day, but the era had ended
    bool era_guessed = false;   ///< no era was written; only one era has such a day within the bounds
};

/// What is known beside the writing.
struct DateHints {
    std::string printed_era;  ///< the form prints it: "令和"
    std::optional<std::chrono::year_month_day> not_before, not_after;  ///< the field's date rule
};

/// Reads 令和6年4月1日, 令6.4.1, R6.4.1, 令和元年5月1日, 平成三十年十二月一日, 2024-04-01, 2024年4月1日, 20240401, R060401 and, where the
/// form prints the era or only one era has such a day within the bounds, 6.4.1 and 060401. Nothing when it is no
/// date or could be several.
/// Eras: first days by the calendar laws (明治 1868-01-25 in registers, 大正 1912-07-30, 昭和 1926-12-25,
/// 平成 1989-01-08, 令和 2019-05-01).
std::optional<WrittenDate> read_date(std::string_view text, const DateHints& hints = {});

/// The one era that a text names in full ("生年月日（昭和）"), "" when none or several.
std::string era_named_in(std::string_view text);

std::string iso_date(const std::chrono::year_month_day& date);
std::optional<std::chrono::year_month_day> from_iso_date(std::string_view text);

}  // namespace yorozu::ocr
