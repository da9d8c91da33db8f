#include "workbench/desk/hours/hours.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>

#include "workbench/desk/hours/hours_formula.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {
namespace {

struct Statistics {
    double mean = 0, deviation = 0;
};

Statistics statistics_of(const std::vector<double>& minutes) {
    Statistics s;
    const double n = static_cast<double>(minutes.size());
    s.mean = std::accumulate(minutes.begin(), minutes.end(), 0.0) / n;
    double squares = 0;
    for (const double m : minutes) squares += (m - s.mean) * (m - s.mean);
    s.deviation = minutes.size() > 1 ? std::sqrt(squares / (n - 1)) : 0;
    return s;
}

bool inside(const Period& period, const std::string& day) { return day >= period.first_day && day <= period.last_day; }

/// What is known about one scenario.
struct Part {
    std::vector<const KeyedRecord*> records;
    std::vector<const Baseline*> baselines;  ///< with timings enough
    std::vector<const PeopleTime*> people;
    std::string retired_on;                  ///< "" : not
};

std::map<std::string, Part> parts_of(const HoursInput& input) {
    std::map<std::string, Part> parts;
    Part* last = nullptr;
    const std::string* last_name = nullptr;
    for (const auto& record : input.records) {  // neighbours are mostly of one scenario
        if (!last || *last_name != record.scenario) last = &parts[record.scenario], last_name = &record.scenario;
        last->records.push_back(&record);
    }
    for (const auto& baseline : input.baselines) {
        auto& part = parts[baseline.scenario];
        if (baseline.minutes.size() >= least_timings) part.baselines.push_back(&baseline);
    }
    for (const auto& time : input.people) parts[time.scenario].people.push_back(&time);
    for (auto& [scenario, part] : parts) {
        if (const auto retired = input.retired_on.find(scenario); retired != input.retired_on.end()) part.retired_on = retired->second;
        std::stable_sort(part.records.begin(), part.records.end(), [](const auto* a, const auto* b) { return a->item < b->item; });
    }
    return parts;
}

/// The newest version that was valid on that day.
const Baseline* baseline_for(const Part& part, const std::string& day) {
    const Baseline* best = nullptr;
    for (const auto* baseline : part.baselines)
        if (baseline->valid_from <= day && (!best || baseline->version > best->version)) best = baseline;
    return best;
}

/// Why a record counts nothing, "" if it does.
std::string reason_against(const KeyedRecord& record, const Part& part, bool seen_before) {
    if (record.test) return "試行";
    if (record.outcome == "already_present") return "登録済み（入力していない）";
    if (record.outcome == "unknown" || record.outcome == "intent") return "未確定";
    if (record.outcome == "business_exception") return "業務例外";
    if (record.outcome == "system_exception") return "システム例外";
    if (record.outcome != "done") return "未処理";
    if (!record.confirmed) return "業務システムの確認がない";
    if (seen_before) return "重複";
    if (!part.retired_on.empty() && record.day >= part.retired_on) return "廃止後";
    if (!record.excluded.empty()) return "除外";
    return "";
}

BaselineUse& use_of(HoursSaved& saved, const Baseline& baseline) {
    for (auto& use : saved.baselines)
        if (use.version == baseline.version) return use;
    const auto statistics = statistics_of(baseline.minutes);
    BaselineUse use;
    use.version = baseline.version;
    use.n = baseline.minutes.size();
    use.mean_minutes = statistics.mean;
    use.deviation_minutes = statistics.deviation;
    use.per_record_ms = std::llround(statistics.mean * 60'000);
    use.who = baseline.who;
    use.method = baseline.method;
    use.valid_from = baseline.valid_from;
    saved.baselines.push_back(use);
    return saved.baselines.back();
}

void add_record(HoursSaved& saved, const KeyedRecord& record, const Part& part, bool seen_before) {
    HoursLine line;
    line.kind = "入力";
    line.item = record.item;
    line.run = record.run;
    line.day = record.day;
    line.target_number = record.target_number;
    line.evidence = record.evidence;
    line.source = record.source;
    line.times = record.times;
    line.note = reason_against(record, part, seen_before);
    const auto* baseline = line.note.empty() ? baseline_for(part, record.day) : nullptr;
    if (line.note.empty() && !baseline) line.note = "基準なし";
    if (!baseline) {
        saved.not_counted[line.note] += record.times;
        if (line.note == "除外") line.note += "（" + record.excluded + "）";
        saved.lines.push_back(std::move(line));
        return;
    }
    auto& use = use_of(saved, *baseline);
    line.counted = true;
    line.verified = !record.target_number.empty();
    line.baseline_version = baseline->version;
    line.ms = use.per_record_ms * record.times;
    use.records += record.times;
    saved.counted += record.times;
    saved.gross_ms += line.ms;
    saved.robot_ms += record.robot_ms;
    if (line.verified) {
        use.verified_records += record.times;
        saved.verified_counted += record.times;
        saved.verified_ms += line.ms;  // costs are taken off at the end
    }
    saved.lines.push_back(std::move(line));
}

int month_number(const std::string& day) { return std::stoi(day.substr(0, 4)) * 12 + std::stoi(day.substr(5, 2)) - 1; }

/// The share of build time that falls into the period: one 36th for each month from the one it was finished in.
DurationMs build_share(const PeopleTime& time, const Period& period) {
    const int begins = month_number(time.day);
    const int from = std::max(begins, month_number(period.first_day));
    const int to = std::min(begins + build_months - 1, month_number(period.last_day));
    if (to < from) return 0;
    // Cumulated shares, so that the 36 months together are the whole to the millisecond.
    const auto until = [&](int months) { return time.ms * months / build_months; };
    return until(to - begins + 1) - until(from - begins);
}

void add_cost(HoursSaved& saved, const PeopleTime& time, const Period& period, bool counts) {
    DurationMs ms = time.ms;
    if (time.kind == PeopleTime::Kind::build)
        ms = build_share(time, period);
    else if (!inside(period, time.day))
        return;
    if (ms == 0) return;
    HoursLine line;
    line.kind = std::string(name_of(time.kind));
    line.item = time.item;
    line.day = time.day;
    line.counted = counts;
    line.ms = counts ? -ms : 0;
    line.note = counts ? time.reason : "基準なし（" + hours_text(ms) + " 時間は引いていません）";
    saved.lines.push_back(std::move(line));
    if (!counts) return;
    switch (time.kind) {
        case PeopleTime::Kind::checking: saved.checking_ms += ms; break;
        case PeopleTime::Kind::set_up: saved.set_up_ms += ms; break;
        case PeopleTime::Kind::exception: saved.exception_ms += ms; break;
        case PeopleTime::Kind::maintenance: saved.maintenance_ms += ms; break;
        case PeopleTime::Kind::build: saved.build_ms += ms; break;
    }
}

/// `known_by`: costs count when a baseline is valid by that day; the same for a year and its months.
HoursSaved scenario_hours(const Part& part, const std::string& scenario, const Period& period, const std::string& known_by) {
    HoursSaved saved;
    saved.scenario = scenario;
    saved.no_baseline = baseline_for(part, known_by) == nullptr;
    std::set<std::string_view> counted_keys;  // over all years: a record keyed last year is a double this year
    for (const auto* record : part.records) {
        const bool has_key = !record->business_key.empty();  // groups have none: the queue takes a key only once
        const bool seen = has_key && counted_keys.count(record->business_key) > 0;
        if (has_key && reason_against(*record, part, seen).empty()) counted_keys.insert(record->business_key);
        if (inside(period, record->day)) add_record(saved, *record, part, seen);
    }
    for (const auto* time : part.people) add_cost(saved, *time, period, !saved.no_baseline);
    double squares = 0;
    for (auto& use : saved.baselines) {
        use.half_width_hours = t_975(static_cast<int>(use.n) - 1) * use.deviation_minutes /
                               std::sqrt(static_cast<double>(use.n)) * use.records / 60;
        squares += use.half_width_hours * use.half_width_hours;
    }
    saved.half_width_hours = std::sqrt(squares);
    const DurationMs costs =
        saved.checking_ms + saved.set_up_ms + saved.exception_ms + saved.maintenance_ms + saved.build_ms;
    saved.net_ms = saved.gross_ms - costs;
    saved.verified_ms -= costs;
    saved.formula = formula_of(saved);
    return saved;
}

void add_to_total(HoursSaved& total, const HoursSaved& saved) {
    total.counted += saved.counted;
    total.verified_counted += saved.verified_counted;
    for (const auto& [reason, records] : saved.not_counted) total.not_counted[reason] += records;
    total.gross_ms += saved.gross_ms;
    total.checking_ms += saved.checking_ms;
    total.set_up_ms += saved.set_up_ms;
    total.exception_ms += saved.exception_ms;
    total.maintenance_ms += saved.maintenance_ms;
    total.build_ms += saved.build_ms;
    total.net_ms += saved.net_ms;
    total.verified_ms += saved.verified_ms;
    total.robot_ms += saved.robot_ms;
    total.half_width_hours = std::hypot(total.half_width_hours, saved.half_width_hours);
}

}  // namespace

std::string_view name_of(PeopleTime::Kind kind) {
    switch (kind) {
        case PeopleTime::Kind::checking: return "確認";
        case PeopleTime::Kind::set_up: return "準備";
        case PeopleTime::Kind::exception: return "例外";
        case PeopleTime::Kind::maintenance: return "保守";
        case PeopleTime::Kind::build: return "作成";
    }
    return "";
}

double t_975(int degrees_of_freedom) {
    const double z = 1.959963984540054;
    const double v = std::max(degrees_of_freedom, 1);
    const double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
    return z + (z3 + z) / (4 * v) + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v) +
           (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * v * v * v * v);
}

HoursReport hours_saved(const HoursInput& input, const Period& period) {
    HoursReport report;
    report.period = period;
    for (const auto& [scenario, part] : parts_of(input)) {
        report.scenarios.push_back(scenario_hours(part, scenario, period, period.last_day));
        add_to_total(report.total, report.scenarios.back());
    }
    report.total.formula = formula_of(report.total);
    return report;
}

std::vector<HoursReport> hours_by_month(const HoursInput& input, int year_begins, const std::string& today) {
    std::vector<HoursReport> months;
    const auto parts = parts_of(input);
    const std::string known_by = std::min(std::to_string(year_begins + 1) + "-03-31", today);
    for (int at = 0; at < 12; ++at) {
        const int month = (at + 3) % 12 + 1;
        char first[16], last[16];
        std::snprintf(first, sizeof first, "%04d-%02d-01", year_begins + (at >= 9), month);
        std::snprintf(last, sizeof last, "%04d-%02d-31", year_begins + (at >= 9), month);  // no day of the month is after it
        if (first > today) break;
        HoursReport report;
        report.period = {first, std::min<std::string>(last, today), std::to_string(month) + "月"};
        for (const auto& [scenario, part] : parts) {
            report.scenarios.push_back(scenario_hours(part, scenario, report.period, known_by));
            add_to_total(report.total, report.scenarios.back());
        }
        months.push_back(std::move(report));
    }
    return months;
}

}  // namespace yorozu::desk
