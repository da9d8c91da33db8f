#pragma once
#include <optional>
#include <string>

namespace yorozu::desk {

/// The name of the holiday in Japan on a day_number (calendar.h); "休日" for those between and after others; nothing on other days.
///
/// Computed from 国民の祝日に関する法律 (昭和23年法律第178号) article 2 with its changes up to 2020, and article 3: paragraph 2, a holiday
/// on a Sunday moves to the next day that is none (until 2006: to the Monday); paragraph 3, a day between two holidays. Also the days
/// that single laws made: 1989-02-24, 1990-11-12, 1993-06-09, 2019-05-01, 2019-10-22, and the moves of 2020 and 2021.
/// 春分の日 and 秋分の日 by the usual approximation to the equinoxes at 135° E (20.8431 and 23.2488 + 0.242194 a year since 1980), good
/// for 1980–2099; the official days are published each February for the year after (官報, 暦要項). Nothing outside these years.
std::optional<std::string> holiday_on(int day);

/// 0 Sunday … 6 Saturday.
int weekday_of(int day);

/// Neither Saturday, Sunday, a holiday nor 29 December – 3 January, when offices are closed (地方自治法 article 4-2: each town's
/// ordinance; these are the usual days).
bool is_office_day(int day);

}  // namespace yorozu::desk
