#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yorozu::desk {

/// The day in Japan (UTC+9, no summer time) as 2026-11-21. `ms` since 1970-01-01 UTC.
std::string iso_date(std::int64_t ms);
/// 2026-11-21 19:05, in Japan.
std::string date_and_time(std::int64_t ms);

/// 2025-03-24, 2025-03-24 10:12 or 2025-03-24T10:12, also with / and without leading zeros (2025/3/24): that moment in Japan, ms since
/// 1970-01-01 UTC; a date alone is its midnight. Nothing when it is none.
std::optional<std::int64_t> moment(std::string_view text);
/// Midnight in Japan at which the ISO day begins; the day must be one.
std::int64_t start_of_day(std::string_view iso);

/// Days since 1970-01-01 of an ISO date; nothing when it is none (2026-02-30, 26-1-1).
std::optional<int> day_number(std::string_view iso);

/// The ISO date of a day_number.
std::string iso_of_day(int day);

/// April to March, named by the year in which it begins: R5, 令和5年度, 2023 are 1 April 2023 … 31 March 2024.
struct FiscalYear {
    int begins = 0;  ///< 2023

    std::string first_day() const;  ///< 2023-04-01
    std::string last_day() const;   ///< 2024-03-31
    std::string name() const;       ///< R5 (H30 and before: H30)
};
/// "R5", "r5", "令和5", "令和5年度", "令和元年度", "H30", "平成30年度", "2023", "2023年度"; nothing otherwise.
std::optional<FiscalYear> fiscal_year(std::string_view text);
FiscalYear fiscal_year_of(std::string_view iso_date);

}  // namespace yorozu::desk
