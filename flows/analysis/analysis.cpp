#include "flows/analysis/analysis.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace yorozu::flows {
namespace {

std::string trimmed(double value) { return figure_text(value, 3, true); }

std::string hours_formula(std::optional<double> cases, double minutes, double hours) {
    if (!cases) return "件数がないので、年の時間は出ません（1 件 " + trimmed(minutes) + " 分）";
    return trimmed(*cases) + " 件 × " + trimmed(minutes) + " 分 ÷ 60 = " + figure_text(hours, 1) + " 時間";
}

GroupFigure& group_of(std::vector<GroupFigure>& groups, const std::string& id, const std::string& name) {
    for (auto& group : groups)
        if (group.id == id && group.name == name) return group;
    groups.push_back({id, name, 0, 0, 0, 0, ""});
    return groups.back();
}

void add(GroupFigure& group, const StepFigure& step) {
    group.minutes_per_case += step.minutes_per_case;
    group.waiting_per_case += step.waiting_per_case;
    group.hours += step.hours;
    group.yen += step.yen;
}

/// The called processes' steps belong to the caller's figures; they have visits above 0 then.
bool belongs(const Node& node, int process, double visits) { return node.is_activity() && (node.process == process || visits > 0); }

double wage_of(const Flow& flow, int lane) {
    for (int depth = 0; lane >= 0 && depth < 100; lane = flow.lanes[at(lane)].parent, ++depth)
        if (flow.lanes[at(lane)].staff.yen_per_hour) return *flow.lanes[at(lane)].staff.yen_per_hour;
    return 0;
}

/// The innermost lane of a step, or of the sub-process around it.
int lane_of(const Flow& flow, int number) {
    for (int depth = 0; number >= 0 && depth < 300; number = flow.nodes[at(number)].parent, ++depth)
        if (flow.nodes[at(number)].lane >= 0) return flow.nodes[at(number)].lane;
    return -1;
}

}  // namespace

std::string figure_text(double value, int decimals, bool trim) {
    char digits[64];
    // Halves are rounded away from zero, as on a pocket calculator.
    const double unit = std::pow(10.0, decimals), rounded = std::round(value * unit + (value < 0 ? -1e-7 : 1e-7)) / unit;
    std::snprintf(digits, sizeof digits, "%.*f", decimals, rounded);
    std::string text = digits;
    if (trim && text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    if (text == "-0") text = "0";
    std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t first = text[0] == '-' ? 1 : 0;
    for (; point > first + 3; point -= 3) text.insert(point - 3, ",");
    return text;
}

Analysis analyse(const Flow& flow, int process, const Inputs& inputs) {
    Analysis result;
    result.process = process;
    if (process < 0 || at(process) >= flow.processes.size()) {
        result.fault = "業務フローがありません";
        return result;
    }
    const Process& of = flow.processes[at(process)];
    result.id = of.id;
    result.name = of.name.empty() && of.pool >= 0 ? flow.pools[at(of.pool)].name : of.name;
    result.department = of.department;
    result.variant = of.variant;
    if (of.volume && of.volume->cases_per_year > 0) result.cases = of.volume->cases_per_year, result.cases_note = of.volume->source_note;
    if (inputs.cases) result.cases = *inputs.cases, result.cases_note = "指定した件数";

    const Visits visits = expected_visits(flow, process, inputs.probability);
    result.assumptions = visits.assumptions;
    result.fault = visits.fault;
    if (!result.fault.empty()) return result;
    const double cases = result.cases.value_or(0);
    std::size_t silent = 0, shared = 0;
    for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
        const Node& node = flow.nodes[n];
        if (!belongs(node, process, visits.of_node[n])) continue;
        StepFigure step;
        step.node = static_cast<int>(n);
        step.id = node.id, step.name = node.name, step.stage = node.quantities.stage;
        step.lane = lane_of(flow, step.node);
        step.visits = visits.of_node[n];
        const auto other = inputs.minutes.find(node.id);
        step.said = node.quantities.minutes.has_value() || other != inputs.minutes.end();
        if (node.quantities.minutes) step.minutes = node.quantities.minutes->expected();
        if (other != inputs.minutes.end()) step.minutes = other->second;
        step.people = std::max(1, node.quantities.people.value_or(1));
        step.source = other != inputs.minutes.end() ? Source::estimated : node.quantities.source;
        step.source_note = node.quantities.source_note;
        step.minutes_per_case = step.visits * step.minutes * step.people;
        if (node.quantities.waiting) step.waiting_per_case = step.visits * node.quantities.waiting->expected();
        step.hours = cases * step.minutes_per_case / 60;
        step.yen = step.hours * wage_of(flow, step.lane) + cases * step.visits * node.quantities.yen.value_or(0);
        // The inside of a sub-process is counted there; the shell without minutes of its own is no gap.
        const bool shell = node.is_sub_process() || node.kind == NodeKind::call_activity;
        if (!step.said && !node.quantities.waiting && !shell) ++silent;
        if (step.source == Source::shared) ++shared;
        const std::string people = step.people > 1 ? " × " + std::to_string(step.people) + " 人" : "";
        step.formula = result.cases ? trimmed(cases) + " 件 × " + trimmed(step.visits) + " 回 × " + trimmed(step.minutes) + " 分" + people + " ÷ 60 = " + figure_text(step.hours, 1) + " 時間"
                                    : trimmed(step.visits) + " 回 × " + trimmed(step.minutes) + " 分" + people + " = 1 件 " + trimmed(step.minutes_per_case) + " 分";
        result.minutes_per_case += step.minutes_per_case;
        result.waiting_per_case += step.waiting_per_case;
        result.yen += step.yen;
        if (step.lane >= 0) add(group_of(result.lanes, flow.lanes[at(step.lane)].id, flow.lanes[at(step.lane)].name), step);
        if (!step.stage.empty()) add(group_of(result.stages, "", step.stage), step);
        result.steps.push_back(std::move(step));
    }
    result.hours = cases * result.minutes_per_case / 60;
    for (auto* groups : {&result.lanes, &result.stages})
        for (auto& group : *groups) group.formula = hours_formula(result.cases, group.minutes_per_case, group.hours);
    result.formula = hours_formula(result.cases, result.minutes_per_case, result.hours);
    if (silent > 0) result.assumptions.push_back("分数のない " + std::to_string(silent) + " 工程は 0 分としました");
    if (shared > 0) result.assumptions.push_back(std::to_string(shared) + " 工程の分数は、公表値を按分した仮の値です（未計測）");
    return result;
}

Comparison compare(const Analysis& older, const Analysis& newer) {
    Comparison result;
    const auto row_of = [&](const std::string& name) -> Comparison::Row& {
        for (auto& row : result.stages)
            if (row.name == name) return row;
        result.stages.push_back({name, 0, 0, 0});
        return result.stages.back();
    };
    for (const auto& stage : older.stages) row_of(stage.name).older = stage.minutes_per_case;
    for (const auto& stage : newer.stages) row_of(stage.name).newer = stage.minutes_per_case;
    for (auto& row : result.stages) row.difference = row.newer - row.older;
    result.total = {"計", older.minutes_per_case, newer.minutes_per_case, newer.minutes_per_case - older.minutes_per_case};
    result.cases = older.cases.value_or(newer.cases.value_or(0));
    result.older_hours = result.cases * older.minutes_per_case / 60;
    result.newer_hours = newer.cases.value_or(result.cases) * newer.minutes_per_case / 60;
    result.hours_difference = result.newer_hours - result.older_hours;
    const std::optional<double> cases = result.cases > 0 ? std::optional(result.cases) : std::nullopt;
    result.older_formula = hours_formula(cases, older.minutes_per_case, result.older_hours);
    result.newer_formula = hours_formula(newer.cases ? newer.cases : cases, newer.minutes_per_case, result.newer_hours);
    result.difference_formula = figure_text(result.newer_hours, 1) + " − " + figure_text(result.older_hours, 1) + " = " + figure_text(result.hours_difference, 1) + " 時間";
    result.rule = "式: 件数 × 通る回数 × 分 ÷ 60。工程の分数の合計で、待ちは足していません。業務フローからの見込みで、職員の削減時間の実績ではなく、実績には足しません。";
    return result;
}

std::vector<WhatIfRow> what_if(const Flow& flow, int process, const std::vector<WhatIf>& table) {
    const Analysis base = analyse(flow, process);
    std::vector<WhatIfRow> rows;
    rows.push_back({"今のまま", base.cases.value_or(0), base.minutes_per_case, base.hours, 0, base.formula, base.fault});
    for (const WhatIf& line : table) {
        const Analysis other = analyse(flow, process, line.inputs);
        rows.push_back({line.name, other.cases.value_or(0), other.minutes_per_case, other.hours, other.hours - base.hours, other.formula, other.fault});
    }
    return rows;
}

}  // namespace yorozu::flows
