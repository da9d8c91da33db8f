#include "workbench/desk/cases/case_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workbench/desk/export/sheets.h"

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;
constexpr double day_ms = 86'400'000, hour_ms = 3'600'000;

void count(CaseCount& row, const Case& one) {
    const bool resolved = resolves(one.field("outcome")), counter = one.field("counter") == "1";
    ++row.all;
    row.resolved += resolved;
    row.counter += counter;
    row.counter_resolved += counter && resolved;
}

CaseCount& row_named(std::vector<CaseCount>& rows, const std::string& name) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const CaseCount& one) { return one.name == name; });
    if (row != rows.end()) return *row;
    rows.push_back({name});
    return rows.back();
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::string with_places(double value, int places) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

Json count_json(const CaseCount& row) {
    return {{"name", row.name}, {"ward_total", row.all}, {"ward_resolved", row.resolved}, {"counter_total", row.counter}, {"counter_resolved", row.counter_resolved}};
}

Sheet count_sheet(const std::string& name, const std::string& first, std::vector<CaseCount> rows, const CaseCount& total) {
    Sheet sheet{name, {{first, "全庁 相談", "全庁 解決", "窓口 相談", "窓口 解決"}}};
    rows.push_back(total);
    for (const auto& row : rows)
        sheet.rows.push_back({row.name, std::to_string(row.all), std::to_string(row.resolved), std::to_string(row.counter), std::to_string(row.counter_resolved)});
    return sheet;
}

std::vector<Sheet> sheets_of(const CaseReport& report, const std::string& produced) {
    std::vector<Sheet> sheets{count_sheet("区分別", "区分", report.by_category, report.total), count_sheet("課別", "所管課", report.by_department, report.total),
                              count_sheet("月別", "月", report.by_month, report.total)};
    Sheet state{"状況", {{"項目", "値"}}};
    const auto add = [&](const std::string& name, const std::string& value) { state.rows.push_back({name, value}); };
    add("解決率(%)", with_places(100 * report.resolution_rate(), 1));
    add("事業化", std::to_string(report.projects));
    add("初回回答があるもの", std::to_string(report.answered));
    add("うち 24 時間以内", std::to_string(report.answered_in_a_day));
    add("初回回答までの時間(中央値)", with_places(report.first_answer_hours, 1));
    add("終了までの日数(中央値)", with_places(report.days_to_close, 1));
    add("使った時間(時間)", with_places(report.minutes / 60, 1));
    for (const auto& age : report.ages) add("進行中 " + age.name, std::to_string(age.open));
    for (const auto& [stage, number] : report.stages) add("段階 " + std::string(words_of(stage)), std::to_string(number));
    for (const auto& [reason, number] : report.declined) add("見送り " + reason, std::to_string(number));
    sheets.push_back(state);
    Sheet rules{"数え方", {{"数え方"}}};
    for (const auto& line : case_report_rules(report)) rules.rows.push_back({line});
    rules.rows.push_back({"作成 " + produced});
    sheets.push_back(rules);
    return sheets;
}

}  // namespace

CaseReport case_report(std::span<const Case> cases, const FiscalYear& year, const std::string& today) {
    CaseReport report;
    report.year = year;
    report.today = today;
    report.total.name = "合計";
    for (const auto& category : case_categories()) report.by_category.push_back({category});
    for (int month = 4; month <= 15; ++month) report.by_month.push_back({std::to_string(month > 12 ? month - 12 : month) + "月"});
    report.ages = {{"7 日まで", 0}, {"30 日まで", 0}, {"90 日まで", 0}, {"90 日超", 0}};
    std::vector<double> answers, durations;
    for (const auto& one : cases) {
        const std::string day = iso_date(one.received);
        if (day < year.first_day() || day > year.last_day()) continue;
        count(report.total, one);
        count(row_named(report.by_category, one.field("category")), one);
        count(row_named(report.by_department, one.field("department")), one);
        count(report.by_month[static_cast<std::size_t>((std::stoi(day.substr(5, 2)) + 8) % 12)], one);
        ++report.stages[stage_of(one)];
        report.minutes += one.minutes;
        report.projects += one.field("outcome") == "事業化";
        if (one.open()) {
            const int days = *day_number(today) - *day_number(day);
            ++report.ages[days <= 7 ? 0 : days <= 30 ? 1 : days <= 90 ? 2 : 3].open;
        } else {
            ++report.outcomes[one.field("outcome")];
            if (stage_of(one) == CaseStage::declined) ++report.declined[one.field("reason")];
            durations.push_back(static_cast<double>(one.closed - one.received) / day_ms);
        }
        if (one.first_answer) {
            ++report.answered;
            report.answered_in_a_day += one.first_answer - one.received <= static_cast<store::TimeMs>(day_ms);
            answers.push_back(static_cast<double>(one.first_answer - one.received) / hour_ms);
        }
    }
    std::stable_sort(report.by_department.begin(), report.by_department.end(), [](const auto& a, const auto& b) { return a.all > b.all; });
    report.first_answer_hours = median(std::move(answers));
    report.days_to_close = median(std::move(durations));
    return report;
}

CaseReport case_report(Workspace& workspace, const FiscalYear& year, const std::string& today) {
    require(workspace, {Right::help_desk, Right::manager});
    return case_report(stored_cases(workspace).all({.from = start_of_day(year.first_day()), .before = start_of_day(FiscalYear{year.begins + 1}.first_day())}), year, today);
}

std::vector<std::string> case_report_rules(const CaseReport& report) {
    return {report.year.name() + " 年度（" + report.year.first_day() + " から " + report.year.last_day() + " まで）に受け付けた相談を、" + report.today + " 現在の姿で数えています。",
            "解決は、結果が「解決」か「事業化」のもの。終わった日の年度を問いません。",
            "窓口は、相談ごとに「窓口の課」と記録されたもの。",
            "公表値（別に保管）は足していません。"};
}

std::string case_report_json(const CaseReport& report) {
    Json json{{"fiscal_year", report.year.name()}, {"today", report.today}};
    for (const auto& [name, rows] : {std::pair("by_category", &report.by_category), {"by_department", &report.by_department}, {"by_month", &report.by_month}}) {
        json[name] = Json::array();
        for (const auto& row : *rows) json[name].push_back(count_json(row));
    }
    json["total"] = count_json(report.total);
    json["outcomes"] = report.outcomes;
    json["declined"] = report.declined;
    for (const auto& [stage, number] : report.stages) json["stages"][std::string(name_of(stage))] = number;
    for (const auto& age : report.ages) json["open_by_age"][age.name] = age.open;
    json["answered"] = report.answered;
    json["answered_in_a_day"] = report.answered_in_a_day;
    json["first_answer_hours_median"] = report.first_answer_hours;
    json["days_to_close_median"] = report.days_to_close;
    json["resolution_rate"] = report.resolution_rate();
    json["projects"] = report.projects;
    json["minutes"] = report.minutes;
    json["rules"] = case_report_rules(report);
    return json.dump(2);
}

void write_case_report(const CaseReport& report, const std::filesystem::path& file, const std::string& produced) {
    write_sheets(sheets_of(report, produced), case_report_json(report), file);
}

}  // namespace yorozu::desk
