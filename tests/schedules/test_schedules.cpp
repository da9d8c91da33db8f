#include "workbench/desk/rpa/schedules.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "tests/schedules/published_holidays.h"
#include "tests/store/temporary_folder.h"
#include "workbench/desk/rpa/holidays.h"
#include "workbench/desk/workspace/calendar.h"

using namespace yorozu;
using namespace yorozu::desk;
using State = ScheduledRun::State;

namespace {

store::TimeMs at(const char* time) { return *moment(time); }
int day(const std::string& iso) { return *day_number(iso); }

std::vector<std::string> times(const Schedule& schedule, const char* from, const char* to) {
    std::vector<std::string> all;
    for (const auto due : due_times(schedule, at(from), at(to))) all.push_back(date_and_time(due));
    return all;
}

struct Office {
    TemporaryFolder folder;
    store::TimeMs now = at("2026-11-24 08:00");
    Workspace workspace{folder / "ws", store::Access::write, now};
    ScheduleBook book{workspace};
    std::vector<std::string> ran;

    Office() { workspace.begin({"root", false, clock()}); }
    Clock clock() {
        return [this] { return now; };
    }
    Schedule schedule(const std::string& name, int minutes) {
        Schedule made;
        made.name = name;
        made.scenario = "/s.json";
        made.at = minutes;
        made.since = now;
        book.add(made);
        return made;
    }
    /// Works until the time; each run takes so many minutes.
    void work(const char* until, int takes = 1, State ends = State::done) {
        std::stop_source source;
        ScheduleWork how;
        how.run = [&](const Schedule& one) {
            ran.push_back(one.name + " " + date_and_time(now));
            now += takes * 60'000;
            ScheduledRun outcome;
            outcome.state = ends;
            return outcome;
        };
        how.rest = [&](std::chrono::milliseconds) {
            now += 60'000;
            if (now >= at(until)) source.request_stop();
        };
        work_schedules(workspace, clock(), how, source.get_token());
    }
    std::vector<std::string> states() {
        std::vector<std::string> all;
        for (const auto& run : book.runs()) all.push_back(run.schedule + " " + date_and_time(run.due) + " " + words_of(run.state));
        return all;
    }
};

}  // namespace

TEST_CASE("Holidays of 25 years are those that were published, day by day") {
    std::istringstream lines(published_holidays);
    int years = 0;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        int year = 0;
        if (!(words >> year)) continue;
        ++years;
        std::set<int> published;
        for (std::string date; words >> date;) published.insert(day(std::to_string(year) + "-" + date.substr(0, 2) + "-" + date.substr(2)));
        for (int one = day(std::to_string(year) + "-01-01"), last = day(std::to_string(year) + "-12-31"); one <= last; ++one) {
            INFO(iso_of_day(one));
            CHECK(holiday_on(one).has_value() == (published.count(one) > 0));
        }
    }
    CHECK(years == 25);
}

TEST_CASE("In any year a holiday on a Sunday gives a free weekday, and no working day stands between two holidays") {
    for (int one = day("2007-01-02"); one < day("2099-12-30"); ++one) {
        if (!holiday_on(one)) continue;
        if (weekday_of(one) == 0) {
            int next = one + 1;
            while (holiday_on(next)) ++next;
            CHECK(next - one >= 2);
        }
        if (holiday_on(one + 2) && *holiday_on(one) != "休日" && *holiday_on(one + 2) != "休日") CHECK((holiday_on(one + 1) || weekday_of(one + 1) == 0));
    }
    CHECK(*holiday_on(day("2026-09-22")) == "休日");
    CHECK(*holiday_on(day("2026-05-06")) == "休日");
    CHECK_FALSE(holiday_on(day("2100-01-01")));
    CHECK_FALSE(is_office_day(day("2026-12-29")));
    CHECK(is_office_day(day("2026-12-28")));
}

TEST_CASE("Due times keep to office days, weekdays and days of the month") {
    Schedule office;
    office.at = 510;
    CHECK(times(office, "2026-05-01", "2026-05-08 12:00") == std::vector<std::string>{"2026-05-01 08:30", "2026-05-07 08:30", "2026-05-08 08:30"});
    Schedule weekly = office;
    weekly.days = Schedule::Days::weekdays;
    weekly.weekdays = {1};
    CHECK(times(weekly, "2026-11-15", "2026-12-01") == std::vector<std::string>{"2026-11-16 08:30", "2026-11-30 08:30"});  // the 23rd is a holiday
    Schedule monthly = office;
    monthly.days = Schedule::Days::month;
    monthly.month_days = {0};
    CHECK(times(monthly, "2026-10-01", "2027-01-31") == std::vector<std::string>{"2026-11-30 08:30"});  // 31 Oct is a Saturday, 31 Dec closed, 31 Jan a Sunday
    monthly.closed = Schedule::Closed::before;
    CHECK(times(monthly, "2026-10-01", "2027-02-01") == std::vector<std::string>{"2026-10-30 08:30", "2026-11-30 08:30", "2026-12-28 08:30", "2027-01-29 08:30"});
    monthly.closed = Schedule::Closed::after;
    CHECK(times(monthly, "2026-10-01", "2027-02-02") == std::vector<std::string>{"2026-11-02 08:30", "2026-11-30 08:30", "2027-01-04 08:30", "2027-02-01 08:30"});
    monthly.month_days = {30};
    monthly.closed = Schedule::Closed::skip;
    CHECK(times(monthly, "2027-02-01", "2027-03-01").empty());
}

TEST_CASE("Whatever the schedule, cutting a span of time in two neither loses nor doubles a due time") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        Schedule schedule;
        schedule.days = static_cast<Schedule::Days>(random() % 3);
        schedule.closed = static_cast<Schedule::Closed>(random() % 3);
        schedule.at = static_cast<int>(random() % 1440);
        schedule.weekdays = {static_cast<int>(random() % 7), static_cast<int>(random() % 7)};
        schedule.month_days = {static_cast<int>(random() % 32)};
        const store::TimeMs from = at("2026-01-01") + static_cast<store::TimeMs>(random() % 1000) * 86'400'000, to = from + 90LL * 86'400'000, cut = from + static_cast<store::TimeMs>(random() % (90u * 1440)) * 60'000;
        auto parts = due_times(schedule, from, cut);
        for (const auto due : due_times(schedule, cut + 1, to)) parts.push_back(due);
        CHECK(parts == due_times(schedule, from, to));
        for (const auto due : parts) CHECK(is_office_day(day(iso_date(due))));
    }
}

TEST_CASE("What comes due is run once, in its order, and noted") {
    Office office;
    office.schedule("朝", 510);
    office.schedule("昼", 720);
    office.work("2026-11-25 13:00");
    CHECK(office.ran == std::vector<std::string>{"朝 2026-11-24 08:30", "昼 2026-11-24 12:00", "朝 2026-11-25 08:30", "昼 2026-11-25 12:00"});
    office.work("2026-11-25 14:00");
    CHECK(office.ran.size() == 4);
    CHECK(office.book.unnoted(office.now).empty());
}

TEST_CASE("A run that was due while nobody ran schedules is shown, noted as missed, and never made up") {
    Office office;
    office.schedule("朝", 510);
    office.now = at("2026-11-26 10:00");
    REQUIRE(office.book.unnoted(office.now).size() == 3);
    office.work("2026-11-26 12:00");
    CHECK(office.ran.empty());
    CHECK(office.states() == std::vector<std::string>{"朝 2026-11-24 08:30 行わなかった", "朝 2026-11-25 08:30 行わなかった", "朝 2026-11-26 08:30 行わなかった"});
}

TEST_CASE("A run whose turn comes after the latest start is missed, and a runner that starts a little late still runs") {
    Office office;
    office.schedule("長い", 510);
    auto made = office.schedule("締切", 540);
    office.book.remove("締切");
    made.until = 600;
    office.book.add(made);
    office.work("2026-11-24 13:00", 120);
    CHECK(office.ran == std::vector<std::string>{"長い 2026-11-24 08:30"});
    CHECK(office.states().back() == "締切 2026-11-24 09:00 行わなかった");
    office.now = at("2026-11-25 08:33");
    office.work("2026-11-25 08:40");
    CHECK(office.ran.back() == "長い 2026-11-25 08:33");
}

TEST_CASE("A runner that died leaves its run as unfinished, and no other one repeats it") {
    Office office;
    const auto made = office.schedule("朝", 510);
    office.now = at("2026-11-24 08:31");
    REQUIRE(office.book.begin({"朝", at("2026-11-24 08:30"), office.now, 0, State::running, ""}));
    CHECK_FALSE(office.book.begin({"朝", at("2026-11-24 08:30"), office.now, 0, State::running, ""}));
    office.work("2026-11-24 09:00");
    CHECK(office.ran.empty());
    CHECK(office.states() == std::vector<std::string>{"朝 2026-11-24 08:30 途中（終わりの記録がありません）"});
}

TEST_CASE("Times, days, names and files that cannot be used are refused in words") {
    Office office;
    CHECK(minutes_of("08:30") == 510);
    for (const char* wrong : {"", "8", "25:00", "08:60", "08:30x", "-1:00"}) CHECK_FALSE(minutes_of(wrong));
    auto made = office.schedule("朝", 510);
    CHECK_THROWS_WITH(office.book.add(made), Catch::Contains("同じ名前の予定があります"));
    made.name = "別";
    made.until = 500;
    CHECK_THROWS_AS(office.book.add(made), RequestFault);
    made.until = 600;
    made.days = Schedule::Days::weekdays;
    CHECK_THROWS_AS(office.book.add(made), RequestFault);
    CHECK_THROWS_AS(office.book.remove("ない"), RequestFault);
    std::ofstream(office.workspace.folder() / "schedules.json") << "{\"formatVersion\":1}";
    CHECK_THROWS_WITH(office.book.schedules(), Catch::Contains("予定のファイルを読めません"));
}

TEST_CASE("A paused schedule is never due, and taken up again it is due from then on") {
    Office office;
    auto made = office.schedule("朝", 510);
    made.paused = true;
    office.book.change("朝", made, office.now);
    office.now = at("2026-11-26 10:00");
    CHECK(office.book.unnoted(office.now).empty());
    CHECK_FALSE(next_due(office.book.schedules().at(0), office.now));
    office.work("2026-11-26 12:00");
    CHECK(office.ran.empty());
    made.paused = false;
    office.book.change("朝", made, office.now);
    CHECK(office.book.unnoted(office.now).empty());
    office.work("2026-11-27 09:00");
    CHECK(office.ran == std::vector<std::string>{"朝 2026-11-27 08:30"});
}

TEST_CASE("A changed time is not due in the past, and what was missed before the change stays known") {
    Office office;
    auto made = office.schedule("朝", 510);
    office.now = at("2026-11-25 15:00");
    made.name = "昼";
    made.at = 720;
    office.book.change("朝", made, office.now);
    CHECK(office.book.unnoted(office.now).empty());
    CHECK(office.states() == std::vector<std::string>{"朝 2026-11-24 08:30 行わなかった", "朝 2026-11-25 08:30 行わなかった"});
    CHECK(next_due(office.book.schedules().at(0), office.now) == at("2026-11-26 12:00"));
    CHECK_THROWS_WITH(office.book.change("朝", made, office.now), Catch::Contains("その名前の予定はありません"));
    office.schedule("夕", 1000);
    made.name = "夕";
    CHECK_THROWS_WITH(office.book.change("昼", made, office.now), Catch::Contains("同じ名前の予定があります"));
    CHECK(office.book.schedules().size() == 2);
}

TEST_CASE("What is ahead is shown with the closed days and where their turn falls") {
    Schedule made;
    made.name = "朝";
    made.at = 510;
    const auto lines = [&](const char* from, int times) {
        std::vector<std::string> all;
        for (const auto& one : coming_days(made, at(from), times)) all.push_back(iso_of_day(one.day) + (one.due ? " " + date_and_time(one.due).substr(11) : "") + (one.words.empty() ? "" : " " + one.words));
        return all;
    };
    CHECK(lines("2026-11-20 09:00", 2) == std::vector<std::string>{"2026-11-23 勤労感謝の日なので行わない", "2026-11-24 08:30", "2026-11-25 08:30"});
    CHECK(lines("2026-12-28 09:00", 1) == std::vector<std::string>{"2026-12-29 年末年始なので行わない", "2026-12-30 年末年始なので行わない", "2026-12-31 年末年始なので行わない", "2027-01-01 元日なので行わない", "2027-01-04 08:30"});
    made.days = Schedule::Days::month;
    made.month_days = {23};
    made.closed = Schedule::Closed::after;
    CHECK(lines("2026-11-20 09:00", 1) == std::vector<std::string>{"2026-11-23 勤労感謝の日なので次の開庁日に行う", "2026-11-24 08:30 11月23日（勤労感謝の日）の分"});
    made.closed = Schedule::Closed::before;
    CHECK(lines("2026-11-20 08:00", 1) == std::vector<std::string>{"2026-11-20 08:30 11月23日（勤労感謝の日）の分"});
}

TEST_CASE("Days of a month are read as people write them") {
    CHECK(month_days_of("1、15、末日") == std::vector<int>{1, 15, 0});
    CHECK(month_days_of(" 1日・15日,last") == std::vector<int>{1, 15, 0});
    for (const char* wrong : {"", "0", "32", "1-5", "月末まで", "一日"}) CHECK_FALSE(month_days_of(wrong));
}
