#include "workbench/desk/workspace/calendar.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace yorozu::desk {
namespace {

using namespace std::chrono;

constexpr milliseconds japan = hours(9);

std::string written(const year_month_day& day) {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                  static_cast<unsigned>(day.day()));
    return text;
}

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

void drop_suffix(std::string_view& text, std::string_view suffix) {
    if (text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix)
        text.remove_suffix(suffix.size());
}

}  // namespace

std::string iso_date(std::int64_t ms) {
    return written(year_month_day(floor<days>(sys_time<milliseconds>(milliseconds(ms) + japan))));
}

std::string date_and_time(std::int64_t ms) {
    const sys_time<milliseconds> there(milliseconds(ms) + japan);
    const auto midnight = floor<days>(there);
    const auto minute = duration_cast<minutes>(there - midnight).count();
    char text[16];
    std::snprintf(text, sizeof text, " %02d:%02d", static_cast<int>(minute / 60), static_cast<int>(minute % 60));
    return written(year_month_day(midnight)) + text;
}

std::optional<std::int64_t> moment(std::string_view text) {
    const auto space = text.find_first_of(" T");
    std::string day(text.substr(0, space));
    for (char& c : day)
        if (c == '/') c = '-';
    const auto first = day.find('-'), second = first == std::string::npos ? first : day.find('-', first + 1);
    if (second == std::string::npos) return std::nullopt;
    if (second == first + 2) day.insert(first + 1, "0");
    if (day.size() == 9) day.insert(8, "0");
    if (!day_number(day)) return std::nullopt;
    std::int64_t ms = start_of_day(day);
    if (space == std::string_view::npos) return ms;
    const std::string_view time = text.substr(space + 1);
    const auto colon = time.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto hour = whole_number(time.substr(0, colon)), minute = whole_number(time.substr(colon + 1, 2));
    const auto rest = time.size() > colon + 3 ? time.substr(colon + 3) : std::string_view();
    const bool seconds = rest.empty() || (rest.size() == 3 && rest[0] == ':' && whole_number(rest.substr(1)));
    if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || !seconds) return std::nullopt;
    return ms + (*hour * 60 + *minute) * std::int64_t{60'000};
}

std::string iso_of_day(int day) { return written(year_month_day(sys_days(days(day)))); }

std::int64_t start_of_day(std::string_view iso) { return (static_cast<std::int64_t>(day_number(iso).value_or(0)) * 24 - 9) * 3'600'000; }

std::optional<int> day_number(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto y = whole_number(iso.substr(0, 4)), m = whole_number(iso.substr(5, 2)), d = whole_number(iso.substr(8, 2));
    if (!y || !m || !d || *m < 1 || *d < 1) return std::nullopt;
    const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
    if (!date.ok()) return std::nullopt;
    return sys_days(date).time_since_epoch().count();
}

std::string FiscalYear::first_day() const { return std::to_string(begins) + "-04-01"; }
std::string FiscalYear::last_day() const { return std::to_string(begins + 1) + "-03-31"; }

std::string FiscalYear::name() const {
    if (begins >= 2019) return "R" + std::to_string(begins - 2018);
    return "H" + std::to_string(begins - 1988);
}

std::optional<FiscalYear> fiscal_year(std::string_view text) {
    drop_suffix(text, "年度");
    drop_suffix(text, "年");
    int offset = 0;
    int newest = 9999;
    if (take_prefix(text, "R") || take_prefix(text, "r") || take_prefix(text, "令和")) {
        offset = 2018;
    } else if (take_prefix(text, "H") || take_prefix(text, "h") || take_prefix(text, "平成")) {
        offset = 1988;
        newest = 2018;  // the fiscal year from April 2019 is 令和元年度
    }
    if (offset && text == "元") text = "1";
    const auto number = whole_number(text);
    if (!number || *number < 1) return std::nullopt;
    const int begins = *number + offset;
    if (begins < 1989 || begins > 2100 || begins > newest) return std::nullopt;
    return FiscalYear{begins};
}

FiscalYear fiscal_year_of(std::string_view date) {
    const int y = whole_number(date.substr(0, 4)).value_or(1989);
    const int m = whole_number(date.size() >= 7 ? date.substr(5, 2) : std::string_view("4")).value_or(4);
    return {m >= 4 ? y : y - 1};
}

}  // namespace yorozu::desk
