// What must hold of every history, tried on random ones. The seed of a failing one is shown.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <set>

#include "workbench/desk/hours/hours.h"
#include "workbench/desk/hours/hours_book.h"
#include "workbench/desk/hours/hours_output.h"

using namespace yorozu::desk;

namespace {

const Period year_r6{"2024-04-01", "2025-03-31", "R6"};
const std::vector<std::string> scenarios{"koza", "taxi", "hoiku", "none"};
const std::vector<std::string> failures{"unknown", "intent", "business_exception", "system_exception", "already_present", "waiting", "running", "nonsense", ""};

struct Dice {
    std::mt19937 random;
    int operator()(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); }
    std::string day() {
        char text[40];
        const int month = (*this)(30);  // January 2023 … June 2025
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", 2023 + month / 12, 1 + month % 12, 1 + (*this)(28));
        return text;
    }
};

/// Years of work of an office in which everything goes wrong that can.
HoursInput history(Dice& dice) {
    HoursInput input;
    for (const auto& scenario : scenarios) {
        if (scenario == "none") continue;
        for (int version = 1; version <= dice(4); ++version) {
            Baseline sample{scenario, version, {}, "計測係", "ストップウォッチ", dice.day()};
            for (int n = 6 + dice(12); n > 0; --n) sample.minutes.push_back(0.1 + dice(900) / 100.0);
            input.baselines.push_back(std::move(sample));
        }
        if (dice(4) == 0) input.retired_on[scenario] = dice.day();
    }
    for (int at = dice(120); at > 0; --at) {
        KeyedRecord record;
        record.scenario = scenarios[static_cast<std::size_t>(dice(4))];
        record.item = static_cast<std::int64_t>(input.records.size()) + 1;
        record.business_key = dice(6) ? "k" + std::to_string(dice(80)) : "";
        record.outcome = dice(3) ? "done" : failures[static_cast<std::size_t>(dice(9))];
        record.confirmed = dice(6) != 0;
        record.test = dice(8) == 0;
        record.target_number = dice(3) ? "U" : "";
        record.day = dice.day();
        record.robot_ms = dice(90'000);
        if (dice(12) == 0) record.excluded = "理由";
        if (record.business_key.empty()) record.times = 1 + dice(5);  // a group, as the store sums them
        input.records.push_back(std::move(record));
    }
    for (int at = dice(20); at > 0; --at)
        input.people.push_back({static_cast<PeopleTime::Kind>(dice(5)), scenarios[static_cast<std::size_t>(dice(4))], dice(20'000'000) - 2'000'000, dice.day(), "理由", 0});
    std::shuffle(input.records.begin(), input.records.end(), dice.random);
    return input;
}

/// Gross once more, as plainly as it can be said.
std::map<std::string, DurationMs> plain_gross(const HoursInput& input) {
    auto records = input.records;
    std::stable_sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.item < b.item; });
    std::set<std::pair<std::string, std::string>> seen;
    std::map<std::string, DurationMs> gross;
    for (const auto& record : records) {
        const auto retired = input.retired_on.find(record.scenario);
        if (record.test || record.outcome != "done" || !record.confirmed || !record.excluded.empty()) continue;
        if (retired != input.retired_on.end() && record.day >= retired->second) continue;
        if (!record.business_key.empty() && !seen.insert({record.scenario, record.business_key}).second) continue;
        if (record.day < year_r6.first_day || record.day > year_r6.last_day) continue;
        const Baseline* used = nullptr;
        for (const auto& sample : input.baselines)
            if (sample.scenario == record.scenario && sample.minutes.size() >= 10 && sample.valid_from <= record.day && (!used || sample.version > used->version)) used = &sample;
        if (used) gross[record.scenario] += std::llround(std::accumulate(used->minutes.begin(), used->minutes.end(), 0.0) / static_cast<double>(used->minutes.size()) * 60'000) * record.times;
    }
    return gross;
}

template <class Property>
void holds_for_random_histories(int histories, unsigned first_seed, Property property) {
    for (unsigned seed = first_seed; seed < first_seed + static_cast<unsigned>(histories); ++seed) {
        INFO("seed " << seed);
        Dice dice{std::mt19937(seed)};
        const auto input = history(dice);
        property(input, dice);
    }
}

void same_hours(const HoursSaved& a, const HoursSaved& b) {
    REQUIRE(a.counted == b.counted);
    REQUIRE(a.verified_counted == b.verified_counted);
    REQUIRE(a.gross_ms == b.gross_ms);
    REQUIRE(a.net_ms == b.net_ms);
    REQUIRE(a.verified_ms == b.verified_ms);
    REQUIRE(a.robot_ms == b.robot_ms);
}

}  // namespace

TEST_CASE("Every total is the sum of what explain lists, for every scenario, the year and its months, in numbers and in JSON") {
    int counted = 0, verified = 0, groups = 0;
    holds_for_random_histories(600, 1, [&](const HoursInput& input, Dice&) {
        const auto report = hours_saved(input, year_r6);
        HoursSaved sum;
        for (const auto& saved : report.scenarios) {
            DurationMs net = 0, gross = 0, of_verified = 0, costs = 0;
            int records = 0, uncounted = 0, uncounted_said = 0;
            for (const auto& line : saved.lines) {
                REQUIRE((line.counted || line.ms == 0));
                net += line.ms;
                if (line.kind == "入力") {
                    gross += line.ms;
                    if (line.verified) of_verified += line.ms;
                    (line.counted ? records : uncounted) += line.times;
                    groups += line.times > 1;
                    REQUIRE((line.counted || !line.note.empty()));  // it says why
                } else {
                    costs -= line.ms;
                }
            }
            for (const auto& [reason, many] : saved.not_counted) uncounted_said += many;
            REQUIRE(net == saved.net_ms);
            REQUIRE(gross == saved.gross_ms);
            REQUIRE(of_verified - costs == saved.verified_ms);
            REQUIRE(records == saved.counted);
            REQUIRE(uncounted == uncounted_said);
            sum.net_ms += saved.net_ms, sum.gross_ms += saved.gross_ms, sum.verified_ms += saved.verified_ms, sum.counted += saved.counted;
        }
        REQUIRE(sum.net_ms == report.total.net_ms);
        REQUIRE(sum.gross_ms == report.total.gross_ms);
        REQUIRE(sum.verified_ms == report.total.verified_ms);
        REQUIRE(sum.counted == report.total.counted);
        DurationMs months = 0, months_gross = 0, months_verified = 0;
        for (const auto& month : hours_by_month(input, 2024, year_r6.last_day)) {
            months += month.total.net_ms, months_gross += month.total.gross_ms, months_verified += month.total.verified_ms;
            for (const auto& saved : month.scenarios) REQUIRE(std::accumulate(saved.lines.begin(), saved.lines.end(), DurationMs{0}, [](DurationMs all, const auto& line) { return all + line.ms; }) == saved.net_ms);
        }
        REQUIRE(months == report.total.net_ms);
        REQUIRE(months_gross == report.total.gross_ms);
        REQUIRE(months_verified == report.total.verified_ms);
        const auto json = nlohmann::json::parse(hours_json(report, true));
        DurationMs in_json = 0;
        for (const auto& saved : json.at("scenarios"))
            for (const auto& line : saved.at("lines")) in_json += line.at("ms").get<DurationMs>();
        REQUIRE(in_json == json.at("total").at("net_ms").get<DurationMs>());
        counted += report.total.counted;
        verified += report.total.verified_counted;
    });
    // The histories are of the kind that is meant.
    CHECK(counted > 2'000);
    CHECK(verified > 1'000);
    CHECK(groups > 500);
}

TEST_CASE("The gross of every random history is what a second, plainer count makes of it, in any order of the records") {
    holds_for_random_histories(600, 10'001, [](const HoursInput& input, Dice& dice) {
        const auto report = hours_saved(input, year_r6);
        const auto expected = plain_gross(input);
        for (const auto& saved : report.scenarios) {
            const auto gross = expected.find(saved.scenario);
            REQUIRE(saved.gross_ms == (gross == expected.end() ? 0 : gross->second));
        }
        auto shuffled = input;
        std::shuffle(shuffled.records.begin(), shuffled.records.end(), dice.random);
        std::shuffle(shuffled.people.begin(), shuffled.people.end(), dice.random);
        same_hours(hours_saved(shuffled, year_r6).total, report.total);
    });
}

TEST_CASE("A failed, test, unknown, unconfirmed, double or excluded record changes no hours, wherever in a history it stands") {
    std::map<int, int> tried;
    holds_for_random_histories(1'500, 20'001, [&](const HoursInput& input, Dice& dice) {
        const auto before = hours_saved(input, year_r6).total;
        auto after = input;
        for (int many = 1 + dice(4); many > 0; --many) {
            KeyedRecord odd;
            odd.scenario = scenarios[static_cast<std::size_t>(dice(4))];
            // Any place in the order, but for a double after the one that it doubles: the earlier of two counts.
            odd.item = dice(2) ? dice(130) : 1'000 + dice(100);
            odd.business_key = "fresh" + std::to_string(dice.random());
            odd.outcome = "done";
            odd.confirmed = true;
            odd.target_number = "U";
            odd.day = dice.day();
            odd.robot_ms = 1;
            const int kind = dice(6);
            if (kind == 0) odd.outcome = failures[static_cast<std::size_t>(dice(9))];
            if (kind == 1) odd.test = true;
            if (kind == 2) odd.confirmed = false;
            if (kind == 3) odd.excluded = "二重払い";
            if (kind == 4) odd.outcome = "unknown", odd.test = true;
            if (kind == 5) {
                std::vector<const KeyedRecord*> counted;
                for (const auto& one : input.records) {
                    const auto retired = input.retired_on.find(one.scenario);
                    if (one.outcome == "done" && one.confirmed && !one.test && one.excluded.empty() && !one.business_key.empty() && (retired == input.retired_on.end() || one.day < retired->second))
                        counted.push_back(&one);
                }
                if (counted.empty()) continue;
                const auto& first = *counted[static_cast<std::size_t>(dice(static_cast<int>(counted.size())))];
                odd.scenario = first.scenario, odd.business_key = first.business_key, odd.item = 1'000 + dice(100);
            }
            ++tried[kind];
            after.records.insert(after.records.begin() + dice(static_cast<int>(after.records.size()) + 1), odd);
        }
        same_hours(hours_saved(after, year_r6).total, before);
    });
    for (int kind = 0; kind < 6; ++kind) CHECK(tried[kind] > 200);
}

TEST_CASE("The published table of hours comes out of measured runs too, to the hour, by department and tool") {
    struct Row {
        const char *department, *tool;
        int hours;
    };
    const std::vector<Row> published{{"課税課", "RPA", 371},          {"納税課", "RPA", 22},        {"長寿社会推進課", "AI-OCR", 26}, {"介護保険課", "RPA", 52},   {"介護保険課", "RPA", 15},          {"国保年金課", "AI-OCR+RPA", 59},
                                     {"障がいサービス課", "RPA", 25}, {"保育サービス課", "RPA", 585}, {"子育て支援課", "RPA", 83},      {"子育て支援課", "AI-OCR+RPA", 113}};
    HoursBook book;
    book.year = FiscalYear{2024};
    for (const auto& row : published) {
        const std::string scenario = "s" + std::to_string(book.input.departments.size());
        book.input.departments[scenario] = row.department;
        book.input.tools[scenario] = row.tool;
        book.input.baselines.push_back({scenario, 1, std::vector<double>(12, 4.0), "x", "y", "2024-04-01"});
        for (int at = 0; at < row.hours * 15; ++at) {
            KeyedRecord record;
            record.scenario = scenario, record.item = static_cast<std::int64_t>(book.input.records.size()) + 1, record.business_key = "k" + std::to_string(at), record.outcome = "done", record.confirmed = true;
            record.day = "2024-0" + std::to_string(4 + at % 6) + "-10", record.target_number = "U";
            book.input.records.push_back(record);
            if (at % 50 == 0) record.item += 1'000'000, record.outcome = "unknown", record.business_key += "u", book.input.records.push_back(record);
        }
    }
    book.report = hours_saved(book.input, year_r6);
    std::map<std::string, double> by_department, by_tool;
    for (const auto& row : department_hours(book))
        for (std::size_t tool = 0; tool < hour_tools.size(); ++tool) by_department[row.department] += row.by_tool[tool], by_tool[hour_tools[tool]] += row.by_tool[tool];
    std::map<std::string, int> expected;
    for (const auto& row : published) expected[row.department] += row.hours;
    for (const auto& [department, hours] : expected) CHECK(by_department.at(department) == hours);
    CHECK(by_tool.at("RPA") == 1153);
    CHECK(by_tool.at("AI-OCR+RPA") == 172);
    CHECK(by_tool.at("AI-OCR") == 26);
    CHECK(hours_text(book.report.total.net_ms) == "1,351.0");
}
