#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "workbench/desk/hours/hours.h"
#include "workbench/desk/hours/hours_targets.h"
#include "workbench/desk/workspace/calendar.h"

using namespace yorozu::desk;

namespace {

const Period r8{"2026-04-01", "2027-03-31", "R8"};

KeyedRecord done(std::int64_t item, const std::string& day = "2026-05-01") {
    KeyedRecord record;
    record.scenario = "koza";
    record.item = item;
    record.run = 1;
    record.business_key = "key" + std::to_string(item);
    record.outcome = "done";
    record.confirmed = true;
    record.target_number = "U" + std::to_string(item);
    record.day = day;
    return record;
}

Baseline sample(int version, double mean, std::size_t n = 12, const std::string& valid_from = "2026-04-01") {
    Baseline baseline{"koza", version, {}, "計測係", "ストップウォッチ", valid_from};
    for (std::size_t i = 0; i < n; ++i) baseline.minutes.push_back(mean + (i % 2 == 0 ? 0.5 : -0.5));
    return baseline;
}

HoursInput input_of(int records) {
    HoursInput input;
    for (int i = 1; i <= records; ++i) input.records.push_back(done(i));
    input.baselines.push_back(sample(1, 4.2));
    return input;
}

HoursSaved koza(const HoursInput& input, const Period& period = r8) {
    for (const auto& saved : hours_saved(input, period).scenarios)
        if (saved.scenario == "koza") return saved;
    return {};
}

DurationMs sum_of_lines(const HoursSaved& saved) {
    return std::accumulate(saved.lines.begin(), saved.lines.end(), DurationMs{0},
                           [](DurationMs sum, const HoursLine& line) { return sum + line.ms; });
}

constexpr DurationMs minutes(double m) { return static_cast<DurationMs>(m * 60'000); }

}  // namespace

TEST_CASE("Gross is records times the sample's mean; people's time, upkeep and build come off") {
    auto input = input_of(100);
    input.people.push_back({PeopleTime::Kind::checking, "koza", minutes(30), "2026-05-01", "", 1});
    input.people.push_back({PeopleTime::Kind::set_up, "koza", minutes(10), "2026-05-01", "", 0});
    input.people.push_back({PeopleTime::Kind::exception, "koza", minutes(5), "2026-05-02", "", 0});
    input.people.push_back({PeopleTime::Kind::maintenance, "koza", minutes(20), "2026-06-01", "", 0});
    input.people.push_back({PeopleTime::Kind::build, "koza", minutes(360), "2026-04-15", "", 0});
    const auto saved = koza(input);
    CHECK(saved.counted == 100);
    CHECK(saved.gross_ms == minutes(420));
    CHECK(saved.build_ms == minutes(120));  // 12 of 36 months
    CHECK(saved.net_ms == minutes(420 - 30 - 10 - 5 - 20 - 120));
    CHECK(saved.verified_ms == saved.net_ms);
    CHECK(sum_of_lines(saved) == saved.net_ms);
}

TEST_CASE("The worked example of the design comes out: 104.2 ± 6.7 hours, 102.5 verified") {
    HoursInput input;
    for (int i = 1; i <= 1904; ++i) {
        input.records.push_back(done(i));
        if (i > 1880) input.records.back().target_number.clear();
    }
    Baseline baseline{"koza", 1, {}, "x", "y", "2026-04-01"};
    const double spread = 0.5 * std::sqrt(23.0 / 24.0);  // 24 values at mean ± spread have s = 0.5
    for (int i = 0; i < 24; ++i) baseline.minutes.push_back(4.2 + (i % 2 == 0 ? spread : -spread));
    input.baselines.push_back(baseline);
    input.people.push_back({PeopleTime::Kind::checking, "koza", minutes(24.9 * 60), "2026-05-01", "", 0});
    input.people.push_back({PeopleTime::Kind::maintenance, "koza", minutes(4.2 * 60), "2026-05-01", "", 0});
    const auto saved = koza(input);
    CHECK(hours_text(saved.gross_ms) == "133.3");
    CHECK(hours_text(saved.net_ms) == "104.2");
    CHECK(hours_text(saved.verified_ms) == "102.5");
    CHECK(saved.half_width_hours == Approx(6.7).margin(0.05));
}

TEST_CASE("Without a baseline of ten timings nothing is counted, and it says so") {
    auto input = input_of(50);
    input.people.push_back({PeopleTime::Kind::checking, "koza", minutes(30), "2026-05-01", "", 1});
    SECTION("none") { input.baselines.clear(); }
    SECTION("nine timings") { input.baselines = {sample(1, 4.2, 9)}; }
    SECTION("valid only later") { input.baselines = {sample(1, 4.2, 12, "2027-06-01")}; }
    const auto saved = koza(input);
    CHECK(saved.no_baseline);
    CHECK(saved.counted == 0);
    CHECK(saved.gross_ms == 0);
    CHECK(saved.net_ms == 0);
    CHECK(saved.not_counted.at("基準なし") == 50);
    CHECK(saved.formula.front().find("基準なし：0") == 0);
    CHECK(sum_of_lines(saved) == saved.net_ms);
}

TEST_CASE("A baseline counts from its day on, and a newer one takes over from its own") {
    HoursInput input;
    input.records = {done(1, "2026-04-10"), done(2, "2026-06-10"), done(3, "2026-08-10")};
    input.baselines = {sample(1, 4.0, 12, "2026-05-01"), sample(2, 3.0, 12, "2026-07-01")};
    const auto saved = koza(input);
    CHECK(saved.counted == 2);
    CHECK(saved.gross_ms == minutes(7));
    CHECK(saved.not_counted.at("基準なし") == 1);
    SECTION("a newer sample that is too thin does not push out the old one") {
        input.baselines.push_back(sample(3, 9.0, 5, "2026-07-02"));
        CHECK(koza(input).gross_ms == minutes(7));
    }
}

TEST_CASE("What is not a confirmed, real, first keying counts nothing and is listed with its reason") {
    auto input = input_of(10);
    const auto base = koza(input).gross_ms;
    auto odd = done(11);
    std::string reason;
    SECTION("test run") { odd.test = true, reason = "試行"; }
    SECTION("unknown") { odd.outcome = "unknown", reason = "未確定"; }
    SECTION("intent only") { odd.outcome = "intent", reason = "未確定"; }
    SECTION("business exception") { odd.outcome = "business_exception", reason = "業務例外"; }
    SECTION("system exception") { odd.outcome = "system_exception", reason = "システム例外"; }
    SECTION("already present") { odd.outcome = "already_present", reason = "登録済み（入力していない）"; }
    SECTION("waiting") { odd.outcome = "waiting", reason = "未処理"; }
    SECTION("not confirmed") { odd.confirmed = false, reason = "業務システムの確認がない"; }
    SECTION("duplicate") { odd.business_key = "key3", reason = "重複"; }
    SECTION("duplicate of last year's") {
        odd.business_key = "key0", reason = "重複";
        input.records.push_back(done(0, "2026-03-31"));
    }
    SECTION("after retirement") {
        input.retired_on["koza"] = "2026-06-01";
        odd.day = "2026-06-01", reason = "廃止後";
    }
    input.records.push_back(odd);
    const auto saved = koza(input);
    CHECK(saved.gross_ms == base);
    CHECK(saved.not_counted.at(reason) == 1);
    CHECK(saved.lines.size() == 11);
    CHECK(sum_of_lines(saved) == saved.net_ms);
}

TEST_CASE("Hours never rise from failed, test, unknown or duplicate records, whatever else is there") {
    std::mt19937 random(20261121);
    const std::vector<std::string> bad{"unknown",          "intent",           "business_exception", "system_exception",
                                       "already_present", "waiting",          "running",            "nonsense"};
    const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
    for (int round = 0; round < 500; ++round) {
        HoursInput input;
        const int records = pick(40);
        for (int i = 1; i <= records; ++i) {
            input.records.push_back(done(i, pick(4) == 0 ? "2026-03-30" : "2026-09-09"));
            if (pick(3) == 0) input.records.back().target_number.clear();
            if (pick(6) == 0) input.records.back().outcome = bad[static_cast<std::size_t>(pick(8))];
        }
        if (pick(5)) input.baselines.push_back(sample(1, 1 + pick(9), static_cast<std::size_t>(8 + pick(10))));
        if (pick(3) == 0) input.baselines.push_back(sample(2, 1 + pick(9), 15, "2026-10-01"));
        for (int i = pick(6); i > 0; --i)
            input.people.push_back({static_cast<PeopleTime::Kind>(pick(5)), "koza", minutes(pick(100)), "2026-07-01", "", 0});
        const auto before = koza(input);
        REQUIRE(sum_of_lines(before) == before.net_ms);
        auto odd = done(1000 + round, "2026-09-10");
        const int kind = pick(4);
        if (kind == 0) odd.outcome = bad[static_cast<std::size_t>(pick(8))];
        if (kind == 1) odd.test = true;
        if (kind == 2) odd.confirmed = false;
        if (kind == 3) {
            const auto first = std::find_if(input.records.begin(), input.records.end(),
                                            [](const KeyedRecord& record) { return record.outcome == "done"; });
            if (first == input.records.end()) continue;
            odd.business_key = first->business_key;
        }
        input.records.push_back(odd);
        const auto after = koza(input);
        REQUIRE(after.gross_ms == before.gross_ms);
        REQUIRE(after.net_ms == before.net_ms);
        REQUIRE(after.verified_ms == before.verified_ms);
        REQUIRE(after.counted == before.counted);
        REQUIRE(sum_of_lines(after) == after.net_ms);
    }
}

TEST_CASE("Totals are the sums of the scenarios, in any order of the records") {
    auto input = input_of(20);
    for (int i = 0; i < 7; ++i) {
        input.records.push_back(done(100 + i));
        input.records.back().scenario = "hoiku";
    }
    input.baselines.push_back(sample(1, 11.7));
    input.baselines.back().scenario = "hoiku";
    const auto report = hours_saved(input, r8);
    REQUIRE(report.scenarios.size() == 2);
    CHECK(report.total.net_ms == report.scenarios[0].net_ms + report.scenarios[1].net_ms);
    CHECK(report.total.half_width_hours == Approx(std::hypot(report.scenarios[0].half_width_hours, report.scenarios[1].half_width_hours)));
    std::shuffle(input.records.begin(), input.records.end(), std::mt19937(1));
    CHECK(hours_saved(input, r8).total.net_ms == report.total.net_ms);
}

TEST_CASE("Build time is spread over 36 months and is whole again at the end") {
    HoursInput input;
    input.people.push_back({PeopleTime::Kind::build, "koza", 1'000'003, "2026-06-20", "", 0});
    input.baselines.push_back(sample(1, 4));
    DurationMs sum = 0;
    for (const char* year : {"2025", "2026", "2027", "2028", "2029", "2030"}) {
        const auto fiscal = *fiscal_year(year);
        sum += koza(input, {fiscal.first_day(), fiscal.last_day(), fiscal.name()}).build_ms;
    }
    CHECK(sum == 1'000'003);
    CHECK(koza(input, {"2025-04-01", "2026-03-31", "R7"}).build_ms == 0);
    CHECK(koza(input).build_ms == 1'000'003 * 10 / 36);
}

TEST_CASE("Only the fiscal year asked for is counted") {
    HoursInput input;
    input.records = {done(1, "2026-03-31"), done(2, "2026-04-01"), done(3, "2027-03-31"), done(4, "2027-04-01")};
    input.baselines = {sample(1, 6, 12, "2025-01-01")};
    CHECK(koza(input).gross_ms == minutes(12));
}

TEST_CASE("The t quantile agrees with the tables") {
    CHECK(t_975(9) == Approx(2.2622).margin(0.001));
    CHECK(t_975(11) == Approx(2.2010).margin(0.001));
    CHECK(t_975(23) == Approx(2.0687).margin(0.001));
    CHECK(t_975(29) == Approx(2.0452).margin(0.001));
    CHECK(t_975(120) == Approx(1.9799).margin(0.001));
}

TEST_CASE("Fiscal years are understood as people write them") {
    for (const char* text : {"R5", "r5", "令和5", "令和5年度", "2023", "2023年度"}) {
        INFO(text);
        REQUIRE(fiscal_year(text));
        CHECK(fiscal_year(text)->begins == 2023);
    }
    CHECK(fiscal_year("令和元年度")->begins == 2019);
    CHECK(fiscal_year("H30")->begins == 2018);
    CHECK(fiscal_year("平成元")->begins == 1989);
    for (const char* text : {"", "R0", "R", "R-1", "H31", "5", "二〇二三", "2023-24", "R5x", "S60", "99999"}) {
        INFO(text);
        CHECK_FALSE(fiscal_year(text));
    }
    CHECK(fiscal_year("R8")->first_day() == "2026-04-01");
    CHECK(fiscal_year("R8")->last_day() == "2027-03-31");
    CHECK(fiscal_year_of("2027-03-31").begins == 2026);
    CHECK(fiscal_year_of("2027-04-01").name() == "R9");
}

TEST_CASE("Days are days in Japan") {
    CHECK(iso_date(1775055600000) == "2026-04-02");  // 2026-04-01 15:00 UTC is midnight in Japan
    CHECK(iso_date(1775055599999) == "2026-04-01");
    CHECK(date_and_time(1775055600000) == "2026-04-02 00:00");
    CHECK(iso_date(0) == "1970-01-01");
    CHECK(day_number("2026-02-28"));
    CHECK_FALSE(day_number("2026-02-29"));
    CHECK_FALSE(day_number("2026-13-01"));
    CHECK_FALSE(day_number("26-1-1"));
}

TEST_CASE("Hours are written with one decimal and grouped") {
    CHECK(hours_text(0) == "0.0");
    CHECK(hours_text(3'600'000) == "1.0");
    CHECK(hours_text(-180'000) == "-0.1");
    CHECK(hours_text(-100'000) == "0.0");
    CHECK(hours_text(DurationMs{12'345} * 3'600'000 + 1'620'000) == "12,345.5");
}

TEST_CASE("A target stands against the net, is graded by what was planned, and is open until the year has ended") {
    HoursReport report;
    HoursSaved koza_saved;
    koza_saved.scenario = "koza";
    koza_saved.gross_ms = minutes(60 * 99);  // never looked at
    koza_saved.net_ms = minutes(60 * 10);
    koza_saved.verified_ms = minutes(60 * 8);
    report.scenarios.push_back(koza_saved);
    report.total = koza_saved;
    const FiscalYear year{2026};
    const auto graded = [&](double hours, const std::string& scenario, const std::string& today) {
        return target_progress({{scenario, hours}}, report, year, today).at(0);
    };
    CHECK(graded(9.9, "", "2026-05-01").grade == "達成+");
    CHECK(graded(10, "koza", "2026-05-01").grade == "達成");
    CHECK(graded(10.1, "koza", "2027-03-31").grade == "途中");
    CHECK(graded(10.1, "koza", "2027-04-01").grade == "未達成");
    CHECK(graded(40, "koza", "2026-05-01").share == Approx(0.25));
    CHECK(graded(40, "koza", "2026-05-01").verified_ms == minutes(60 * 8));
    CHECK(graded(40, "koza", "2026-03-31").expected == 0);
    CHECK(graded(40, "koza", "2026-04-30").expected == Approx(30.0 / 365));
    CHECK(graded(40, "koza", "2028-01-01").expected == 1);
    CHECK(graded(5, "other", "2027-04-01").grade == "未達成");
    CHECK(graded(5, "other", "2027-04-01").net_ms == 0);
}
