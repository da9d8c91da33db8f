#include "workbench/desk/rpa/holidays.h"

#include <cstdio>

#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {

namespace {

struct Date {
    int year = 0, month = 0, day = 0;
};

Date date_of(int day) {
    Date date;
    std::sscanf(iso_of_day(day).c_str(), "%d-%d-%d", &date.year, &date.month, &date.day);
    return date;
}

/// Which Monday of its month it is; 0 on other days.
int monday(int day, const Date& date) { return weekday_of(day) == 1 ? (date.day + 6) / 7 : 0; }

int equinox(double at_1980, int year) { return static_cast<int>(at_1980 + 0.242194 * (year - 1980) - (year - 1980) / 4); }

/// Article 2: what the law itself names.
const char* named(int day) {
    const Date date = date_of(day);
    const int y = date.year, d = date.day;
    const auto is = [&](int month, int wanted) { return date.month == month && d == wanted; };
    const auto is_monday = [&](int month, int number) { return date.month == month && monday(day, date) == number; };
    if (is(1, 1)) return "元日";
    if (y < 2000 ? is(1, 15) : is_monday(1, 2)) return "成人の日";
    if (is(2, 11)) return "建国記念の日";
    if (y < 1989 ? is(4, 29) : y < 2019 ? is(12, 23) : y > 2019 && is(2, 23)) return "天皇誕生日";
    if (is(3, equinox(20.8431, y))) return "春分の日";
    if (y >= 1989 && is(4, 29)) return y < 2007 ? "みどりの日" : "昭和の日";
    if (is(5, 3)) return "憲法記念日";
    if (y >= 2007 && is(5, 4)) return "みどりの日";
    if (is(5, 5)) return "こどもの日";
    if (y == 2020 ? is(7, 23) : y == 2021 ? is(7, 22) : y < 2003 ? y >= 1996 && is(7, 20) : is_monday(7, 3)) return "海の日";
    if (y == 2020 ? is(8, 10) : y == 2021 ? is(8, 8) : y >= 2016 && is(8, 11)) return "山の日";
    if (y < 2003 ? is(9, 15) : is_monday(9, 3)) return "敬老の日";
    if (is(9, equinox(23.2488, y))) return "秋分の日";
    if (y == 2020 ? is(7, 24) : y == 2021 ? is(7, 23) : y < 2000 ? is(10, 10) : is_monday(10, 2)) return y < 2020 ? "体育の日" : "スポーツの日";
    if (is(11, 3)) return "文化の日";
    if (is(11, 23)) return "勤労感謝の日";
    if (y == 1989 && is(2, 24)) return "大喪の礼";
    if (y == 1990 && is(11, 12)) return "即位礼正殿の儀";
    if (y == 1993 && is(6, 9)) return "結婚の儀";
    if (y == 2019 && (is(5, 1) || is(10, 22))) return "休日（祝日扱い）";
    return nullptr;
}

/// Article 3, paragraph 2.
bool moved_from_sunday(int day) {
    if (date_of(day).year < 2007) return weekday_of(day) == 1 && named(day - 1);
    for (int before = day - 1; named(before); --before)
        if (weekday_of(before) == 0) return true;
    return false;
}

}  // namespace

int weekday_of(int day) { return ((day + 4) % 7 + 7) % 7; }

std::optional<std::string> holiday_on(int day) {
    const int year = date_of(day).year;
    if (year < 1980 || year > 2099) return std::nullopt;
    if (const char* name = named(day)) return name;
    if (moved_from_sunday(day)) return "休日";
    // Article 3, paragraph 3, in force since 27 December 1985.
    if (year >= 1986 && weekday_of(day) != 0 && named(day - 1) && named(day + 1)) return "休日";
    return std::nullopt;
}

bool is_office_day(int day) {
    const int weekday = weekday_of(day);
    const Date date = date_of(day);
    const bool turn_of_year = (date.month == 12 && date.day >= 29) || (date.month == 1 && date.day <= 3);
    return weekday != 0 && weekday != 6 && !turn_of_year && !holiday_on(day);
}

}  // namespace yorozu::desk
