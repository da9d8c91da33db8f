#include <unistd.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/cli/interruption.h"
#include "workbench/desk/flows/flow_figures.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;
using flows::Estimate;
using flows::figure_text;

Json json_of(const Estimate& estimate) { return {{"mean", estimate.mean}, {"half_width_95", estimate.half}}; }

Json json_of(const desk::SimulationReport& report) {
    const auto& s = report.simulation;
    Json json{{"process", report.analysis.id}, {"name", report.analysis.name}, {"seed", s.seed}, {"replications", s.replications}, {"days", s.days}, {"warm_up_days", s.warm_up_days},
              {"cases_per_year", s.cases_per_year}, {"cases", s.cases}, {"cycle_minutes", json_of(s.cycle)}, {"work_minutes", json_of(s.work)},
              {"waiting_minutes", json_of(s.waiting)}, {"hours", json_of(s.hours)}, {"static_hours", report.analysis.hours}, {"static_formula", report.analysis.formula},
              {"assumptions", s.assumptions}, {"fault", s.fault}, {"steps", Json::array()}, {"lanes", Json::array()}};
    for (const auto& step : s.steps)
        json["steps"].push_back({{"id", step.id}, {"name", step.name}, {"visits", json_of(step.visits)}, {"minutes", json_of(step.minutes)}, {"waiting_minutes", json_of(step.waiting)},
                                 {"queue", json_of(step.queue)}, {"hours", json_of(step.hours)}});
    for (const auto& lane : s.lanes)
        json["lanes"].push_back({{"id", lane.id}, {"name", lane.name}, {"people", lane.people}, {"utilisation", lane.people > 0 ? json_of(lane.utilisation) : Json()}, {"queue", json_of(lane.queue)}});
    return json;
}

std::string text(const Estimate& estimate, int decimals = 1) { return figure_text(estimate.mean, decimals) + " ± " + figure_text(estimate.half, decimals); }

void print(const desk::SimulationReport& report) {
    const auto& s = report.simulation;
    std::cout << (report.analysis.name.empty() ? report.analysis.id : report.analysis.name) << "  シミュレーション: 乱数の種 " << s.seed << "、" << s.replications << " 回 × " << figure_text(s.days, 1, true)
              << " 日（助走 " << figure_text(s.warm_up_days, 1, true) << " 日）、年 " << figure_text(s.cases_per_year, 0) << " 件の割合で " << figure_text(static_cast<double>(s.cases), 0)
              << " 件（平均 ± 95 % 区間）\n";
    std::cout << "  始まりから終わりまで  " << text(s.cycle) << " 分/件\n  作業                  " << text(s.work) << " 分/件\n  待ち（人・開庁）      " << text(s.waiting) << " 分/件\n";
    std::cout << "  年の時間              " << text(s.hours) << " 時間（静的: " << report.analysis.formula << "）\n";
    for (const auto& lane : s.lanes) {
        std::cout << "  レーン " << lane.name << ": ";
        if (lane.people > 0) std::cout << lane.people << " 人、稼働 " << text({lane.utilisation.mean * 100, lane.utilisation.half * 100}) << " %、";
        std::cout << "待ち行列 " << text(lane.queue, 2) << " 件\n";
    }
    for (const auto& step : s.steps)
        std::cout << "    " << step.name << "\t" << text(step.visits, 2) << " 回\t作業 " << text(step.minutes) << " 分\t待ち " << text(step.waiting) << " 分\t行列 " << text(step.queue, 2) << " 件\n";
    for (const auto& line : s.assumptions) std::cout << "  注: " << line << '\n';
}

}  // namespace

void add_flow_simulate(Commands& commands, CLI::App& group) {
    struct Options {
        std::filesystem::path file, out;
        std::string process;
        double cases = -1;
        flows::SimulationOptions simulation;
    };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("simulate", "人の数と開庁時間のもとで、待ち、行列、稼働、かかる時間を試す");
    command->add_option("file", options->file, "業務フローのファイル（.bpmn）")->required();
    command->add_option("--process", options->process, "プロセスの id か名前");
    command->add_option("--seed", options->simulation.seed, "乱数の種（既定 1。同じ種なら同じ結果）");
    command->add_option("--replications", options->simulation.replications, "繰り返す回数（既定 10）")->check(CLI::Range(1, 10000));
    command->add_option("--days", options->simulation.days, "見る日数（既定: 60、月別の件数があれば 365）")->check(CLI::Range(0.1, 36500.0));
    command->add_option("--warm-up", options->simulation.warm_up_days, "数えはじめる前の日数（既定 10）")->check(CLI::Range(0.0, 3650.0));
    command->add_option("--cases", options->cases, "1 年の件数（既定: ファイルの件数）")->check(CLI::Range(0.001, 1e12));
    command->add_option("--arrivals", options->simulation.arrivals, "受付の時間（例: mon-fri 08:30-17:15）");
    command->add_option("--out", options->out, "結果を書き出すファイル（.json）");
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        auto wanted = options->simulation;
        if (options->cases > 0) wanted.inputs.cases = options->cases;
        Interruption interruption;
        const auto begun = std::chrono::steady_clock::now();
        double shown = 0;
        bool line_open = false;
        const bool terminal = ::isatty(2) == 1;
        wanted.progress = [&](double done) {
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
            if (!context.quiet && terminal && seconds - shown > 0.25 && seconds > 1) {
                shown = seconds;
                line_open = true;
                std::cerr << "\r\x1b[K" << static_cast<int>(done * 100) << " %、残り約 " << static_cast<long>(seconds / std::max(done, 0.001) * (1 - done) + 0.5) << " 秒" << std::flush;
            }
            return !interruption.token().stop_requested();
        };
        const auto report = desk::simulate_flow_file(options->file, options->process, wanted);
        if (line_open) std::cerr << "\r\x1b[K" << std::flush;
        const auto& fault = report.simulation.fault;
        if (!fault.empty()) throw Failure(interruption.token().stop_requested() ? exit_some_wait : exit_request_wrong, "シミュレーションできません", options->file.string(), fault);
        const auto json = json_of(report).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
        if (!options->out.empty()) {
            desk::WholeFile file(options->out);
            file.write(json);
            file.place();
        }
        if (context.json) std::cout << json;
        else print(report);
        return exit_done;
    });
}

}  // namespace yorozu::cli
