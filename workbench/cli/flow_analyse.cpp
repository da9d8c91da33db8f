#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/flows/flow_figures.h"
#include "workbench/desk/flows/flow_measured.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;
using flows::figure_text;

const char* word_of(flows::Source source) {
    switch (source) {
        case flows::Source::published: return "published";
        case flows::Source::timed: return "timed";
        case flows::Source::shared: return "shared";
        case flows::Source::estimated: return "estimated";
        case flows::Source::unsaid: break;
    }
    return "";
}

const char* word_of(flows::Variant variant) {
    switch (variant) {
        case flows::Variant::as_is: return "as-is";
        case flows::Variant::can_be: return "can-be";
        case flows::Variant::to_be: return "to-be";
        case flows::Variant::unsaid: break;
    }
    return "";
}

Json json_of(const std::vector<flows::GroupFigure>& groups) {
    Json all = Json::array();
    for (const auto& group : groups)
        all.push_back({{"id", group.id}, {"name", group.name}, {"minutes_per_case", group.minutes_per_case}, {"waiting_per_case", group.waiting_per_case},
                       {"hours", group.hours}, {"yen", group.yen}, {"formula", group.formula}});
    return all;
}

Json json_of(const desk::FlowFigures::One& one) {
    const auto& analysis = one.analysis;
    Json json{{"file", one.file.string()}, {"process", analysis.id}, {"name", analysis.name}, {"variant", word_of(analysis.variant)}, {"department", analysis.department},
              {"cases_per_year", analysis.cases ? Json(*analysis.cases) : Json()}, {"cases_source", analysis.cases_note}, {"minutes_per_case", analysis.minutes_per_case},
              {"waiting_per_case", analysis.waiting_per_case}, {"hours", analysis.hours}, {"yen", analysis.yen}, {"formula", analysis.formula},
              {"fault", analysis.fault}, {"assumptions", analysis.assumptions}, {"lanes", json_of(analysis.lanes)}, {"stages", json_of(analysis.stages)}, {"steps", Json::array()}};
    for (const auto& step : analysis.steps)
        json["steps"].push_back({{"id", step.id}, {"name", step.name}, {"lane", step.lane >= 0 ? Json(one.flow.lanes[static_cast<std::size_t>(step.lane)].name) : Json()},
                                 {"stage", step.stage}, {"visits", step.visits}, {"minutes", step.said ? Json(step.minutes) : Json()}, {"people", step.people}, {"source", word_of(step.source)},
                                 {"source_note", step.source_note}, {"minutes_per_case", step.minutes_per_case}, {"waiting_per_case", step.waiting_per_case},
                                 {"hours", step.hours}, {"yen", step.yen}, {"formula", step.formula}});
    if (!one.what_if.empty()) {
        json["what_if"] = Json::array();
        for (const auto& row : one.what_if)
            json["what_if"].push_back({{"name", row.name}, {"cases_per_year", row.cases}, {"minutes_per_case", row.minutes_per_case}, {"hours", row.hours},
                                       {"difference", row.difference}, {"formula", row.formula}, {"fault", row.fault}});
    }
    return json;
}

Json json_of(const desk::FlowFigures& figures) {
    Json json{{"processes", Json::array()}};
    for (const auto& one : figures.processes) json["processes"].push_back(json_of(one));
    if (!figures.comparison) return json;
    const auto& both = *figures.comparison;
    Json rows = Json::array();
    for (const auto& row : both.stages) rows.push_back({{"stage", row.name}, {"older", row.older}, {"newer", row.newer}, {"difference", row.difference}});
    json["comparison"] = {{"older", figures.older}, {"newer", figures.newer}, {"stages", rows}, {"older_minutes", both.total.older}, {"newer_minutes", both.total.newer},
                          {"older_hours", both.older_hours}, {"newer_hours", both.newer_hours}, {"hours_difference", both.hours_difference}, {"older_formula", both.older_formula},
                          {"newer_formula", both.newer_formula}, {"difference_formula", both.difference_formula}, {"rule", both.rule}};
    return json;
}

Json json_of(const desk::MeasuredStep& one) {
    const auto pair = [](const desk::MeasuredStep::Pair& both) {
        return Json{{"predicted", both.predicted ? Json(*both.predicted) : Json()}, {"measured", both.measured ? Json(*both.measured) : Json()}};
    };
    return {{"step", one.step}, {"name", one.name}, {"scenario", one.scenario}, {"template", one.template_id}, {"first_day", one.period.first_day}, {"last_day", one.period.last_day}, {"minutes_by_hand", pair(one.by_hand)}, {"minutes_of_people", pair(one.people)},
            {"minutes_of_robot", pair(one.robot)}, {"cases", pair(one.cases)}, {"hours", pair(one.hours)}, {"half_width_hours", one.half_width_hours}, {"timings", one.timings}, {"formula", one.formula}};
}

void print(const std::vector<desk::MeasuredStep>& steps) {
    std::cout << "\n見込みと計測（足し合わせません）\n";
    if (steps.empty()) std::cout << "  実行記録のあるシナリオも、読み取った帳票のあるテンプレートも、工程に付いていません\n";
    const auto pair = [](const char* name, const desk::MeasuredStep::Pair& both, int decimals) {
        const auto text = [&](const std::optional<double>& value) { return value ? figure_text(*value, decimals) : std::string("－"); };
        std::cout << "    " << name << "\t見込み " << text(both.predicted) << "\t計測 " << text(both.measured) << '\n';
    };
    for (const auto& one : steps) {
        std::cout << "  " << one.process << "「" << one.name << "」（" << (one.scenario.empty() ? "帳票 " + one.template_id : "シナリオ " + one.scenario) << "）\n";
        pair("手作業 分/件", one.by_hand, 2);
        pair("人の時間 分/件", one.people, 2);
        pair("機械 分/件", one.robot, 2);
        pair("件数", one.cases, 0);
        pair("時間", one.hours, 1);
        for (const auto& line : one.formula) std::cout << "    " << line << '\n';
    }
}

/// Minutes that were shared out of a published total stand in brackets, never as measured ones.
std::string minutes_of(const flows::StepFigure& step) {
    if (!step.said) return "－";
    const auto text = figure_text(step.minutes, 2, true);
    return step.source == flows::Source::shared ? "(" + text + ")" : text;
}

void print(const desk::FlowFigures::One& one) {
    const auto& analysis = one.analysis;
    std::cout << one.file.string() << "  " << (analysis.name.empty() ? analysis.id : analysis.name);
    if (*word_of(analysis.variant)) std::cout << "（" << word_of(analysis.variant) << "）";
    if (!analysis.department.empty()) std::cout << "  " << analysis.department;
    std::cout << '\n';
    if (!analysis.fault.empty()) {
        std::cout << "  数えられません: " << analysis.fault << '\n';
        return;
    }
    std::cout << "  年の時間（静的）: " << analysis.formula;
    if (!analysis.cases_note.empty()) std::cout << "（件数: " << analysis.cases_note << "）";
    std::cout << '\n';
    if (analysis.waiting_per_case > 0) std::cout << "  待ち: 1 件 " << figure_text(analysis.waiting_per_case, 2, true) << " 分（足していません）\n";
    if (analysis.yen > 0) std::cout << "  費用: 年 " << figure_text(analysis.yen, 0) << " 円\n";
    for (const auto& step : analysis.steps) std::cout << "    " << step.name << "\t" << minutes_of(step) << " 分\t" << step.formula << '\n';
    for (const auto& group : analysis.stages) std::cout << "  段階 " << group.name << ": " << group.formula << '\n';
    for (const auto& group : analysis.lanes) std::cout << "  レーン " << group.name << ": " << group.formula << '\n';
    for (const auto& row : one.what_if) {
        std::cout << "  仮定 " << row.name << ": " << (row.fault.empty() ? row.formula : row.fault);
        if (row.difference != 0) std::cout << "（差 " << (row.difference > 0 ? "+" : "") << figure_text(row.difference, 1) << " 時間）";
        std::cout << '\n';
    }
    for (const auto& line : analysis.assumptions) std::cout << "  注: " << line << '\n';
}

void print(const desk::FlowFigures& figures) {
    for (const auto& one : figures.processes) print(one);
    if (!figures.comparison) return;
    const auto& both = *figures.comparison;
    std::cout << "\n比較  " << figures.older << " → " << figures.newer << "（分/件）\n";
    const auto line = [](const flows::Comparison::Row& row) {
        std::cout << "  " << row.name << "\t" << figure_text(row.older, 2, true) << " → " << figure_text(row.newer, 2, true) << "\t" << (row.difference > 0 ? "+" : "")
                  << figure_text(row.difference, 2, true) << '\n';
    };
    for (const auto& row : both.stages) line(row);
    line(both.total);
    std::cout << "  " << figures.older << ": " << both.older_formula << "\n  " << figures.newer << ": " << both.newer_formula << "\n  差（見込み）/年: " << both.difference_formula << "\n  " << both.rule << '\n';
}

}  // namespace

void add_flow_analyse(Commands& commands, CLI::App& group) {
    struct Options {
        desk::FigureRequest request;
        double cases = -1;
        std::vector<std::string> what_if;
        std::filesystem::path out;
        bool measured = false;
        std::string fiscal_year;
    };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("analyse", "年の時間を工程・レーン・段階ごとに数え、As-Is と To-Be を比べる");
    command->add_option("files", options->request.files, "業務フローのファイル（.bpmn）")->required();
    command->add_option("--process", options->request.process, "プロセスの id か名前（既定: すべて）");
    command->add_option("--cases", options->cases, "1 年の件数（既定: ファイルの件数）")->check(CLI::Range(0.0, 1e12));
    command->add_option("--what-if", options->what_if, "仮定: \"名前: 工程の id=分, 線の id=20%, cases=件数\"（何度でも）");
    command->add_option("--out", options->out, "結果を書き出すファイル（.json）");
    auto* asks_measured = command->add_flag("--measured", options->measured, "付けたシナリオの実行記録、帳票の読み取りと確認の記録（ワークスペース）と、工程の見込みを並べる");
    command->add_option("--fiscal-year", options->fiscal_year, "計測の年度（R8、2026。既定: 今年度）")->needs(asks_measured);
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        auto request = options->request;
        if (options->cases >= 0) request.inputs.cases = options->cases;
        for (const auto& line : options->what_if) request.what_if.push_back(desk::what_if_line(line));
        const auto figures = desk::count_flows(request);
        std::vector<desk::MeasuredStep> measured;
        if (options->measured) {
            desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
            std::filesystem::path last;
            for (const auto& one : figures.processes) {
                if (one.file == last) continue;   // a file's variants come one after the other
                last = one.file;
                for (auto& step : desk::measured_steps(one.flow, workspace, options->fiscal_year)) measured.push_back(std::move(step));
            }
        }
        auto all = json_of(figures);
        if (options->measured) {
            all["measured"] = Json::array();
            for (const auto& step : measured) all["measured"].push_back(json_of(step));
        }
        const auto json = all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
        if (!options->out.empty()) {
            desk::WholeFile file(options->out);
            file.write(json);
            file.place();
        }
        if (context.json) std::cout << json;
        else {
            print(figures);
            if (options->measured) print(measured);
        }
        for (const auto& one : figures.processes)
            if (!one.analysis.fault.empty()) return exit_some_wait;
        return exit_done;
    });
}

}  // namespace yorozu::cli
