#include "workbench/desk/hours_data.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "workbench/desk/calendar.h"
#include "workbench/desk/reading_setup.h"
#include "workbench/store/baselines.h"
#include "workbench/store/documents.h"
#include "workbench/store/records.h"
#include "workbench/store/targets.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {
namespace {

PeopleTime::Kind kind_named(const std::string& name) {
    if (name == "set-up") return PeopleTime::Kind::set_up;
    if (name == "exception") return PeopleTime::Kind::exception;
    if (name == "build") return PeopleTime::Kind::build;
    return PeopleTime::Kind::maintenance;
}

/// The record's id in "batch:NAME/RECORD"; nothing for other sources.
std::optional<std::int64_t> record_of(const std::string& source) {
    const auto slash = source.rfind('/');
    if (source.rfind("batch:", 0) != 0 || slash == std::string::npos) return std::nullopt;
    std::int64_t id = 0;
    const char* end = source.data() + source.size();
    const auto [stop, error] = std::from_chars(source.data() + slash + 1, end, id);
    if (error != std::errc() || stop != end) return std::nullopt;
    return id;
}

/// What the journal says about an item: who ended it, whether the target confirmed after an intent.
KeyedRecord keyed_record(const store::StoredItem& item, const std::vector<store::StoredRunEntry>& journal,
                         const std::set<std::int64_t>& test_runs) {
    KeyedRecord record;
    record.scenario = item.scenario;
    record.item = item.id;
    record.business_key = item.business_key;
    record.outcome = item.state;
    record.target_number = item.target_number;
    record.source = item.source;
    record.day = iso_date(item.added);
    bool intent = false;
    for (const auto& entry : journal) {
        const bool test = test_runs.count(entry.run) > 0;
        record.day = iso_date(entry.end);
        record.run = entry.run;
        record.test = test;
        record.robot_ms += std::max<std::int64_t>(0, entry.end - entry.start);
        if (!entry.evidence.empty()) record.evidence = entry.evidence;
        if (entry.outcome == "intent" && !test) intent = true;
        if (entry.outcome == "done") {
            record.confirmed = intent && !test;
            break;  // later entries belong to steps behind the commit
        }
    }
    return record;
}

void add_checking(HoursInput& input, Workspace& workspace, const store::StoredItem& item, std::set<std::int64_t>& seen) {
    const auto id = record_of(item.source);
    if (!id || !seen.insert(*id).second) return;  // a record keyed by two scenarios was checked once
    const auto record = store::Records(workspace.database()).find(*id);
    if (!record) return;
    const store::Documents documents(workspace.database());
    std::map<std::string, double> seconds_by_day;
    for (const auto& page : nlohmann::json::parse(record->documents))
        for (const auto& decision : documents.decisions(page.get<std::int64_t>()))
            seconds_by_day[iso_date(decision.at)] += decision.seconds;
    for (const auto& [day, seconds] : seconds_by_day)
        input.people.push_back({PeopleTime::Kind::checking, item.scenario, std::llround(seconds * 1000), day,
                                "項目の確認（計測）", item.id});
}

}  // namespace

HoursInput hours_input(Workspace& workspace) {
    HoursInput input;
    const store::WorkItems queue(workspace.database());
    std::set<std::int64_t> test_runs;
    for (const auto& run : queue.runs(""))
        if (run.test) test_runs.insert(run.id);
    std::set<std::int64_t> checked;
    for (const auto& item : queue.of_scenario("")) {
        input.records.push_back(keyed_record(item, queue.journal_of(item.id), test_runs));
        add_checking(input, workspace, item, checked);
    }
    const store::Baselines baselines(workspace.database());
    for (const auto& kept : baselines.all())
        input.baselines.push_back({kept.scenario, kept.version, kept.minutes, kept.who, kept.method, kept.valid_from});
    for (const auto& cost : baselines.costs())
        input.people.push_back({kind_named(cost.kind), cost.scenario, std::llround(cost.minutes * 60'000), cost.date, cost.reason, 0});
    for (const auto& scenario : baselines.scenarios())
        if (scenario.retired_on) input.retired_on[scenario.id] = *scenario.retired_on;
    return input;
}

Period period_of(const std::string& text, const std::string& today) {
    auto year = fiscal_year_of(today);
    if (!text.empty()) {
        const auto named = fiscal_year(text);
        if (!named)
            throw RequestFault("年度が分かりません: " + text + ": R5、令和5年度、2023 のように書いてください");
        year = *named;
    }
    if (year.first_day() > today)
        throw RequestFault("まだ始まっていない年度です: " + text + ": 今日（" + today + "）までの年度を指定してください");
    return {year.first_day(), std::min(year.last_day(), today), year.name()};
}

void set_target(Workspace& workspace, const FiscalYear& year, const Target& target, const std::string& who, store::TimeMs now) {
    store::Targets(workspace.database()).set({year.begins, target.scenario, target.hours, who}, now);
}

std::vector<TargetProgress> standing_of_targets(Workspace& workspace, const FiscalYear& year, const std::string& today) {
    std::vector<Target> targets;
    for (const auto& kept : store::Targets(workspace.database()).of_year(year.begins)) targets.push_back({kept.scenario, kept.hours});
    HoursReport report;
    if (year.first_day() <= today) report = hours_saved(hours_input(workspace), period_of(std::to_string(year.begins), today));
    return target_progress(targets, report, year, today);
}

}  // namespace yorozu::desk
