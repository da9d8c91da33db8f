#include "workbench/desk/hours/hours_data.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/store/baselines.h"
#include "workbench/store/keyed.h"
#include "workbench/store/targets.h"

namespace yorozu::desk {
namespace {

PeopleTime::Kind kind_named(const std::string& name) {
    if (name == "set-up") return PeopleTime::Kind::set_up;
    if (name == "exception") return PeopleTime::Kind::exception;
    if (name == "build") return PeopleTime::Kind::build;
    return PeopleTime::Kind::maintenance;
}

void add_rest(HoursInput& input, Workspace& workspace, const std::string& only) {
    const auto wanted = [&](const std::string& scenario) { return only.empty() || scenario == only; };
    const store::Baselines baselines(workspace.database());
    for (const auto& kept : baselines.all())
        if (wanted(kept.scenario)) input.baselines.push_back({kept.scenario, kept.version, kept.minutes, kept.who, kept.method, kept.valid_from});
    for (const auto& cost : baselines.costs())
        if (wanted(cost.scenario)) input.people.push_back({kind_named(cost.kind), cost.scenario, std::llround(cost.minutes * 60'000), cost.date, cost.reason, 0});
    for (const auto& scenario : baselines.scenarios()) {
        if (scenario.retired_on) input.retired_on[scenario.id] = *scenario.retired_on;
        if (!scenario.department.empty()) input.departments[scenario.id] = scenario.department;
    }
    input.tools = store::Keyed(workspace.database()).tools();
}

KeyedRecord record_of(const store::KeyedGroup& group) {
    KeyedRecord record;
    record.scenario = group.scenario;
    record.outcome = group.state;
    record.test = group.test;
    record.confirmed = group.confirmed;
    if (group.numbered) record.target_number = "*";
    record.day = iso_of_day(group.day);
    record.robot_ms = group.robot_ms;
    record.times = static_cast<int>(group.count);
    if (group.excluded) record.excluded = "人が除いた";
    return record;
}

PeopleTime checking_of(const store::CheckedTime& time) {
    return {PeopleTime::Kind::checking, time.scenario, std::llround(time.seconds * 1000), iso_of_day(time.day), "項目の確認（計測）", time.item};
}

}  // namespace

HoursInput hours_input(Workspace& workspace) {
    HoursInput input;
    const store::Keyed keyed(workspace.database());
    const auto groups = keyed.groups();
    input.records.reserve(groups.size());
    for (const auto& group : groups) input.records.push_back(record_of(group));
    for (const auto& time : keyed.checked()) input.people.push_back(checking_of(time));
    add_rest(input, workspace, "");
    return input;
}

HoursInput hours_details(Workspace& workspace, const std::string& scenario) {
    HoursInput input;
    const store::Keyed keyed(workspace.database());
    for (const auto& item : keyed.items(scenario)) {
        auto record = record_of(item);
        record.item = item.item;
        record.run = item.run;
        record.business_key = item.business_key;
        record.target_number = item.target_number;
        record.evidence = item.evidence;
        record.source = item.source;
        if (item.excluded) record.excluded = item.exclusion;
        input.records.push_back(std::move(record));
    }
    for (const auto& time : keyed.checked_items(scenario)) input.people.push_back(checking_of(time));
    add_rest(input, workspace, scenario);
    return input;
}

int add_baseline(Workspace& workspace, const std::string& scenario, const std::string& text, const std::string& who, const std::string& method) {
    require(workspace, {Right::manager, Right::it});
    store::StoredBaseline baseline{scenario, 0, {}, who, method, iso_date(workspace.session().clock()), 0};
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(" ,\n\t", at), text.size());
        const std::string one = text.substr(at, end - at);
        at = end + 1;
        if (one.empty()) continue;
        double value = 0;
        const auto [stop, error] = std::from_chars(one.data(), one.data() + one.size(), value);
        if (error != std::errc() || stop != one.data() + one.size() || !(value > 0) || value > 24 * 60)
            throw RequestFault("計った時間が正しくありません: 「" + one + "」: 分で、0 より大きい数を並べてください（例: 4.1 4.3 3.9）");
        baseline.minutes.push_back(value);
    }
    if (baseline.minutes.empty() || scenario.empty()) throw RequestFault("計った時間がありません: シナリオ " + scenario + ": 分で、0 より大きい数を並べてください（例: 4.1 4.3 3.9）");
    return store::Baselines(workspace.database()).add(baseline, workspace.session().clock());
}

void exclude_record(Workspace& workspace, std::int64_t item, bool excluded, const std::string& reason, const std::string& who) {
    if (reason.empty()) throw RequestFault("理由が要ります: 処理対象 " + std::to_string(item) + ": なぜ除くか（戻すか）を書いてください");
    permit(workspace, {Right::manager, Right::it}, {"correct", "item/" + std::to_string(item), excluded ? "数から除く" : "数に戻す"});
    store::Keyed(workspace.database()).exclude({item, excluded, reason, who}, workspace.session().clock());
}

void set_scenario_tool(Workspace& workspace, const std::string& scenario, const std::string& tool) {
    require(workspace, {Right::manager, Right::it});
    store::Keyed(workspace.database()).set_tool(scenario, tool, workspace.session().clock());
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
