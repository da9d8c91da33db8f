#include "workbench/desk/hours/plans.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/cases/case_report.h"
#include "workbench/store/keyed.h"

namespace yorozu::desk {
namespace {

using Cells = std::vector<std::string>;

double net_hours(const HoursInput& input, const HoursReport& report, bool ocr) {
    DurationMs net = 0;
    for (const auto& saved : report.scenarios) {
        const auto tool = input.tools.find(saved.scenario);
        const bool with_ocr = tool != input.tools.end() && tool->second.rfind("AI-OCR", 0) == 0;
        if (with_ocr == ocr) net += saved.net_ms;
    }
    return static_cast<double>(net) / 3'600'000;
}

int new_scenarios(const HoursInput& input, const HoursReport& report, const FiscalYear& year) {
    int made = 0;
    for (const auto& saved : report.scenarios) {
        const auto tool = input.tools.find(saved.scenario);
        if (saved.counted == 0 || (tool != input.tools.end() && tool->second == "AI-OCR")) continue;
        const bool before = std::any_of(input.records.begin(), input.records.end(), [&](const KeyedRecord& record) {
            return record.scenario == saved.scenario && record.outcome == "done" && record.confirmed && !record.test && record.day < year.first_day();
        });
        made += !before;
    }
    return made;
}

ocr::CsvTable table_in(const std::filesystem::path& file) {
    try {
        auto table = ocr::read_csv(file);
        if (table.rows.size() < 2) throw RequestFault("表が空です: " + file.string() + ": 見出しと行のある CSV を指定してください");
        return table;
    } catch (const ocr::CsvFault& fault) {
        throw RequestFault(fault.what());
    }
}

[[noreturn]] void fail(const std::filesystem::path& file, int line, const std::string& what, const std::string& mend) {
    throw RequestFault(what + ": " + file.string() + " の " + std::to_string(line) + " 行目: " + mend);
}

/// Where each column stands; all must be there.
std::vector<std::size_t> columns_of(const Cells& head, const std::vector<std::string>& names, const std::filesystem::path& file) {
    std::vector<std::size_t> places;
    for (const auto& name : names) {
        const auto column = std::find(head.begin(), head.end(), name);
        if (column == head.end()) fail(file, 1, "列「" + name + "」がありません", "見出しをその名前にしてください");
        places.push_back(static_cast<std::size_t>(column - head.begin()));
    }
    return places;
}

std::string cell(const Cells& row, std::size_t at) { return at < row.size() ? row[at] : ""; }

std::optional<double> amount(const std::string& text) {
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || stop != text.data() + text.size() || value < 0 || !std::isfinite(value)) return std::nullopt;
    return value;
}

PublishedHours hours_in(const store::PublishedTable& table) {
    PublishedHours hours{{table.fiscal_year}, table.source, {}};
    for (std::size_t at = 1; at < table.rows.size(); ++at) {
        const auto& row = table.rows[at];
        hours.rows.push_back({row[0], row[2], row[3], row[1] == "yes", amount(row[4]).value_or(0)});
    }
    return hours;
}

PublishedCases cases_in(const store::PublishedTable& table) {
    PublishedCases cases{{table.fiscal_year}, table.source, {}};
    for (std::size_t at = 1; at < table.rows.size(); ++at) {
        const auto& row = table.rows[at];
        const auto number = [&](std::size_t column) { return static_cast<int>(amount(row[column]).value_or(0)); };
        cases.rows.push_back({row[0], number(1), number(2), number(3), number(4)});
    }
    return cases;
}

/// Keeps the named columns of the file, each row checked.
store::PublishedTable publish(Workspace& workspace, const char* kind, const std::filesystem::path& file, const FiscalYear& year, const std::string& source, const std::string& who,
                              const std::vector<std::string>& names, const std::vector<std::size_t>& amounts) {
    permit(workspace, {Right::help_desk, Right::manager}, {"import", "published", std::string(kind) + " " + year.name() + " " + source});
    const auto table = table_in(file);
    const auto places = columns_of(table.rows.front(), names, file);
    store::PublishedTable kept{kind, year.begins, source, {names}, who, 0};
    for (std::size_t at = 1; at < table.rows.size(); ++at) {
        Cells row;
        for (const auto place : places) row.push_back(cell(table.rows[at], place));
        for (const auto column : amounts)
            if (!row[column].empty() && !amount(row[column])) fail(file, table.lines[at], "「" + row[column] + "」は数ではありません", "0 以上の数にしてください");
        kept.rows.push_back(std::move(row));
    }
    store::Plans(workspace.database()).publish(kept, workspace.session().clock());
    return kept;
}

}  // namespace

std::string grade_of(const std::vector<Measure>& measures, const FiscalYear& year, const std::string& today) {
    if (today <= year.last_day() || measures.empty()) return "";
    const auto all = [&](auto reached) { return std::all_of(measures.begin(), measures.end(), [&](const Measure& one) { return one.known && reached(one); }); };
    if (all([](const Measure& one) { return one.planned > 0 && one.achieved > one.planned; })) return "達成+";
    if (all([](const Measure& one) { return one.achieved >= one.planned * most_of_a_plan; })) return "達成";
    return "未達成";
}

std::vector<std::string> grade_rules() {
    return {"達成+　計画の事業量を上回る実績。数値の事業量の全てが達成であることが条件。",
            "達成　事業量の全部か大部分を達成。大部分＝80 % 以上（設定値）。",
            "未達成　全部か大部分が達成されていない。締め前は判定を出さない。"};
}

std::vector<Policy> standing_of_plan(Workspace& workspace, const FiscalYear& year, const std::string& today, const HoursInput& input, const HoursReport& report) {
    const store::Plans plans(workspace.database());
    const auto by_hand = plans.achieved(year.begins);
    std::optional<CaseReport> cases;
    std::vector<Policy> policies;
    for (const auto& plan : plans.planned(year.begins)) {
        const auto space = plan.measure.find(' ');
        Measure measure{plan.measure.substr(0, space), space == std::string::npos ? plan.measure : plan.measure.substr(space + 1), plan.unit, plan.amount};
        const auto counted = [&](double value, const std::string& how) { measure.achieved = value, measure.known = true, measure.source = how; };
        if (measure.name == "削減時間" && measure.policy == "RPA") counted(net_hours(input, report, false), "純（AI-OCR を使うシナリオを除く）");
        else if (measure.name == "削減時間" && measure.policy == "AI-OCR") counted(net_hours(input, report, true), "純（AI-OCR を使うシナリオ）");
        else if (measure.name == "作成シナリオ数" && measure.policy == "RPA") counted(new_scenarios(input, report, year), "この年度に初めて数えたシナリオ");
        else if (measure.policy == "よろず相談DX" && (measure.name == "相談件数" || measure.name == "事業化")) {
            if (!cases) cases = case_report(stored_cases(workspace).all({.from = start_of_day(year.first_day()), .before = start_of_day(FiscalYear{year.begins + 1}.first_day())}), year, today);
            counted(measure.name == "事業化" ? cases->projects : cases->total.all, "この年度に受け付けた相談");
        }
        if (const auto hand = by_hand.find(plan.measure); hand != by_hand.end() && !measure.known) {
            counted(hand->second.amount, "手入力：" + hand->second.reason);
            measure.by_hand = true;
        }
        auto policy = std::find_if(policies.begin(), policies.end(), [&](const Policy& one) { return one.name == measure.policy; });
        if (policy == policies.end()) policy = policies.insert(policies.end(), {measure.policy, {}, ""});
        policy->measures.push_back(std::move(measure));
    }
    for (auto& policy : policies) policy.grade = grade_of(policy.measures, year, today);
    return policies;
}

std::vector<std::pair<std::string, double>> planned_amounts(Workspace& workspace, const FiscalYear& year) {
    std::vector<std::pair<std::string, double>> amounts;
    for (const auto& one : store::Plans(workspace.database()).planned(year.begins)) amounts.emplace_back(one.measure, one.amount);
    return amounts;
}

int import_plan(Workspace& workspace, const std::filesystem::path& file, const std::string& who) {
    permit(workspace, {Right::manager}, {"import", "plan", file.filename().string()});
    const auto table = table_in(file);
    const auto& head = table.rows.front();
    const auto places = columns_of(head, {"measure", "unit"}, file);
    std::vector<store::PlannedAmount> amounts;
    for (std::size_t column = 0; column < head.size(); ++column) {
        const auto& name = head[column];
        const auto ending = name.rfind("_target");
        if (ending == std::string::npos || ending + 7 != name.size()) continue;
        const auto year = fiscal_year(name.substr(0, ending));
        if (!year) fail(file, 1, "年度が分からない列「" + name + "」があります", "r6_target のように書いてください");
        for (std::size_t at = 1; at < table.rows.size(); ++at) {
            const auto value = amount(cell(table.rows[at], column));
            if (!value) fail(file, table.lines[at], "「" + cell(table.rows[at], column) + "」は数ではありません", "0 以上の数にしてください");
            if (cell(table.rows[at], places[0]).empty()) fail(file, table.lines[at], "measure が空です", "「RPA 削減時間」のように書いてください");
            amounts.push_back({year->begins, cell(table.rows[at], places[0]), cell(table.rows[at], places[1]), *value, who});
        }
    }
    if (amounts.empty()) fail(file, 1, "年度の列がありません", "r6_target のような列を作ってください");
    store::Plans(workspace.database()).plan(amounts, workspace.session().clock());
    return static_cast<int>(amounts.size());
}

void achieve_by_hand(Workspace& workspace, const FiscalYear& year, const std::string& measure, double amount, const std::string& reason, const std::string& who) {
    permit(workspace, {Right::manager}, {"correct", "plan", year.name() + " " + measure});
    const auto planned = store::Plans(workspace.database()).planned(year.begins);
    if (std::none_of(planned.begin(), planned.end(), [&](const auto& one) { return one.measure == measure; }))
        throw RequestFault("その事業量の計画はありません: " + year.name() + " 年度の「" + measure + "」: yorozu hours plan show で名前を確かめてください");
    store::Plans(workspace.database()).achieve({year.begins, measure, amount, reason, who}, workspace.session().clock());
}

double PublishedHours::total() const { return of("", ""); }

double PublishedHours::of(const std::string& department, const std::string& tool) const {
    double sum = 0;
    for (const auto& row : rows)
        if ((department.empty() || row.department == department) && (tool.empty() || row.tool == tool)) sum += row.hours;
    return sum;
}

std::vector<std::pair<std::string, double>> PublishedHours::by_tool() const {
    std::vector<std::pair<std::string, double>> sums;
    for (const char* tool : {"RPA", "AI-OCR+RPA", "AI-OCR"}) sums.emplace_back(tool, of("", tool));
    return sums;
}

std::vector<std::string> PublishedHours::departments() const {
    std::vector<std::string> names;
    for (const auto& row : rows)
        if (std::find(names.begin(), names.end(), row.department) == names.end()) names.push_back(row.department);
    std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return of(a) > of(b); });
    return names;
}

std::vector<PublishedHours> published_hours(Workspace& workspace) {
    std::vector<PublishedHours> all;
    for (const auto& table : store::Plans(workspace.database()).published("hours")) all.push_back(hours_in(table));
    return all;
}

std::vector<PublishedCases> published_cases(Workspace& workspace) {
    std::vector<PublishedCases> all;
    for (const auto& table : store::Plans(workspace.database()).published("cases")) all.push_back(cases_in(table));
    return all;
}

PublishedHours import_published_hours(Workspace& workspace, const std::filesystem::path& file, const FiscalYear& year, const std::string& source, const std::string& who) {
    return hours_in(publish(workspace, "hours", file, year, source, who, {"department", "uses_tools", "tool", "work", "hours"}, {4}));
}

PublishedCases import_published_cases(Workspace& workspace, const std::filesystem::path& file, const FiscalYear& year, const std::string& source, const std::string& who) {
    return cases_in(publish(workspace, "cases", file, year, source, who, {"category", "ward_total", "ward_resolved", "counter_total", "counter_resolved"}, {1, 2, 3, 4}));
}

}  // namespace yorozu::desk
