#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/export/sheets.h"
#include "workbench/desk/flows/flow_figures.h"
#include "workbench/desk/flows/flow_index.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;
using flows::figure_text;

std::string variant_of(const desk::IndexedFlow& flow) { return std::string(flows::japanese(flow.variant)); }
std::string figure(const std::optional<double>& value, int decimals) { return value ? figure_text(*value, decimals) : "－"; }
/// For a sheet: no commas, so that it becomes a number.
std::string plain(const std::optional<double>& value) {
    if (!value) return "";
    std::string text = figure_text(*value, 3, true);
    std::erase(text, ',');
    return text;
}
std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : "。") + part;
    return all;
}

struct Found {
    std::vector<desk::IndexedFlow> flows;
    std::vector<desk::DepartmentTotal> totals;
    std::vector<desk::YearTotal> years;
    std::vector<desk::Candidate> candidates;
};

Json json_of(const Found& found) {
    Json json{{"flows", Json::array()}, {"departments", Json::array()}, {"years", Json::array()}, {"candidate_rule", desk::candidate_rule}, {"candidates", Json::array()}};
    const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    for (const auto& flow : found.flows)
        json["flows"].push_back({{"file", flow.file.string()}, {"name", flow.name}, {"process", flow.process}, {"variant", variant_of(flow)}, {"department", flow.department}, {"steps", flow.steps},
                                 {"cases_per_year", number(flow.cases)}, {"minutes_per_case", flow.minutes}, {"hours", flow.hours}, {"templates", flow.templates}, {"scenarios", flow.scenarios}, {"fault", flow.fault}});
    for (const auto& total : found.totals)
        json["departments"].push_back({{"department", total.department}, {"procedures", total.procedures}, {"steps", total.steps}, {"uncounted", total.uncounted}, {"cases_per_year", total.cases}, {"hours", total.hours}});
    for (const auto& total : found.years)
        json["years"].push_back({{"year", total.year ? Json(total.year) : Json()}, {"department", total.department}, {"procedures", total.procedures}, {"cases", total.cases}, {"hours", total.hours},
                                 {"listed", total.listed}, {"listed_cases", total.listed_cases}, {"listed_hours", total.listed_hours}});
    for (const auto& one : found.candidates)
        json["candidates"].push_back({{"department", one.department}, {"work", one.work}, {"file", one.file.string()}, {"hours", number(one.hours)}, {"cases_per_year", number(one.cases)},
                                      {"regular", number(one.regular)}, {"paper", number(one.paper)}, {"points", number(one.points)}, {"reasons", one.reasons}});
    return json;
}

std::vector<desk::Sheet> sheets_of(const Found& found) {
    desk::Sheet flows{"業務フロー", {{"所管課", "業務フロー", "版", "工程", "件/年", "分/件", "時間/年", "ファイル"}}};
    for (const auto& flow : found.flows)
        flows.rows.push_back({flow.department, flow.name, variant_of(flow), std::to_string(flow.steps), plain(flow.cases), plain(flow.minutes), plain(flow.hours), flow.file.filename().string()});
    desk::Sheet totals{"所管課ごと", {{"所管課", "業務", "工程", "件/年", "時間/年", "数えられない業務"}}};
    for (const auto& total : found.totals) totals.rows.push_back({total.department, std::to_string(total.procedures), std::to_string(total.steps), plain(total.cases), plain(total.hours), std::to_string(total.uncounted)});
    desk::Sheet years{"年度ごと", {{"年度", "所管課", "業務（図）", "件", "時間", "業務（一覧）", "一覧の件", "一覧の時間"}}};
    for (const auto& total : found.years)
        years.rows.push_back({total.year_name(), total.department, std::to_string(total.procedures), plain(total.cases), plain(total.hours), std::to_string(total.listed), plain(total.listed_cases), plain(total.listed_hours)});
    desk::Sheet candidates{"候補", {{"所管課", "業務", "点", "時間/年", "件/年", "毎件同じ手順", "紙", "理由"}}};
    for (const auto& one : found.candidates) candidates.rows.push_back({one.department, one.work, plain(one.points), plain(one.hours), plain(one.cases), plain(one.regular), plain(one.paper), joined(one.reasons)});
    candidates.rows.push_back({desk::candidate_rule});
    return {flows, totals, years, candidates};
}

void print(const Found& found, bool only_candidates) {
    if (!only_candidates) {
        for (const auto& flow : found.flows) {
            std::cout << (flow.department.empty() ? "（所管課なし）" : flow.department) << "\t" << flow.name << " " << variant_of(flow) << "\t工程 " << flow.steps << "\t" << figure(flow.cases, 0) << " 件\t"
                      << figure_text(flow.minutes, 2, true) << " 分\t" << figure_text(flow.hours, 1) << " 時間/年";
            if (!flow.fault.empty()) std::cout << "\t数えられません: " << flow.fault;
            std::cout << '\n';
        }
        std::cout << "\n所管課ごと（いまの流れだけ。To-Be は足さない）\n";
        for (const auto& total : found.totals)
            std::cout << (total.department.empty() ? "（所管課なし）" : total.department) << "\t業務 " << total.procedures << "\t工程 " << total.steps << "\t" << figure_text(total.cases, 0) << " 件\t" << figure_text(total.hours, 1) << " 時間/年\n";
        std::cout << "\n年度ごと（図の件数 × 分。一覧の業務は別の数で、足さない）\n";
        for (const auto& total : found.years)
            std::cout << total.year_name() << "\t" << (total.department.empty() ? "（所管課なし）" : total.department) << "\t業務 " << total.procedures << "\t" << figure_text(total.cases, 0) << " 件\t" << figure_text(total.hours, 1)
                      << " 時間\t一覧の業務 " << total.listed << "\t" << figure_text(total.listed_cases, 0) << " 件\t" << figure_text(total.listed_hours, 1) << " 時間\n";
        std::cout << '\n';
    }
    std::cout << "RPA・OCR の候補。" << desk::candidate_rule << '\n';
    int rank = 0;
    for (const auto& one : found.candidates)
        std::cout << ++rank << "\t" << figure(one.points, 1) << " 点\t" << figure(one.hours, 1) << " 時間\t" << figure(one.cases, 0) << " 件\t" << one.department << "\t" << one.work << "\t" << joined(one.reasons) << '\n';
}

}  // namespace

void add_flow_index(Commands& commands, CLI::App& group) {
    struct Options {
        std::string words;
        std::vector<std::filesystem::path> lists;
        std::filesystem::path out;
        bool candidates = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("index", "ワークスペースの業務フローをすべて見渡す: 検索、所管課と年度ごとの計、RPA・OCR の候補");
    command->add_option("--search", options->words, "名前・工程・レーン・システム・説明に、この言葉をすべて含むものだけ");
    command->add_flag("--candidates", options->candidates, "候補だけを表示する");
    command->add_option("--add-list", options->lists, "業務の一覧（CSV: 所管課,業務,時間,件数）をワークスペースに加える（何度でも）");
    command->add_option("--out", options->out, "書き出すファイル（.csv .xlsx .json）");
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        const auto now = system_clock()();
        desk::Workspace workspace(context.workspace, options->lists.empty() ? store::Access::read : store::Access::write, now);
        for (const auto& list : options->lists) {
            const int works = desk::keep_work_list(workspace, list);
            if (!context.json) std::cout << list.string() << " の " << works << " 業務を加えました\n";
        }
        auto index = desk::flow_index(workspace);
        for (const auto& fault : index.faults) std::cerr << "yorozu: " << fault << '\n';
        const Found found{options->words.empty() ? index.flows : desk::flows_with(index, options->words), desk::totals_by_department(index.flows), desk::totals_by_year(index), desk::candidates(index)};
        const auto json = json_of(found).dump(2, ' ', false, Json::error_handler_t::replace);
        if (!options->out.empty()) desk::write_sheets(sheets_of(found), json, options->out);
        if (context.json) std::cout << json << '\n';
        else print(found, options->candidates);
        return index.faults.empty() ? exit_done : exit_some_wait;
    });
}

}  // namespace yorozu::cli
