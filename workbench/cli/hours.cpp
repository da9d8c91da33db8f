#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/dates.h"
#include "workbench/cli/hours_targets.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/hours/hours_book.h"
#include "workbench/desk/hours/hours_output.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {

namespace {

struct HoursWords {
    std::string scenario, minutes, who, method, valid_from, kind, date, reason, fiscal_year, owner, department, retired_on;
    double amount = 0;
    std::filesystem::path out;
};

/// "4.1,4.3,…": minutes, each above 0 and below a day.
std::vector<double> timings(const std::string& text) {
    std::vector<double> minutes;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::string one = text.substr(begin, end - begin);
        one.erase(0, one.find_first_not_of(' '));
        while (!one.empty() && one.back() == ' ') one.pop_back();
        double value = 0;
        const auto [stop, error] = std::from_chars(one.data(), one.data() + one.size(), value);
        if (one.empty() || error != std::errc() || stop != one.data() + one.size() || !(value > 0) || value > 24 * 60)
            throw Failure(exit_request_wrong, "計った時間が正しくありません", "--minutes の " + std::to_string(minutes.size() + 1) + " 番目「" + one + "」",
                          "分で、0 より大きい数をコンマで並べてください（例: 4.1,4.3,3.9）");
        minutes.push_back(value);
        begin = end + 1;
    }
    return minutes;
}

int add_baseline(const HoursWords& words, const Context& context) {
    const auto now = system_clock()();
    store::StoredBaseline baseline;
    baseline.scenario = words.scenario;
    baseline.minutes = timings(words.minutes);
    baseline.who = words.who;
    baseline.method = words.method;
    baseline.valid_from = day_named("--valid-from", words.valid_from, desk::iso_date(now));
    desk::Workspace workspace(context.workspace, store::Access::write, now);
    const int version = store::Baselines(workspace.database()).add(baseline, now);
    std::cout << "シナリオ " << words.scenario << " の基準 第 " << version << " 版: n = " << baseline.minutes.size() << "、" << baseline.valid_from
              << " から有効\n";
    if (baseline.minutes.size() < desk::least_timings)
        std::cerr << "yorozu: 注意: " << desk::least_timings << " 回より少ないので、この基準では数えません: " << words.scenario
                  << ": あと " << desk::least_timings - baseline.minutes.size() << " 回以上計って、まとめて登録してください\n";
    return exit_done;
}

int list_baselines(const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    const auto baselines = store::Baselines(workspace.database()).all();
    if (context.json) {
        nlohmann::ordered_json all = nlohmann::ordered_json::array();
        for (const auto& b : baselines)
            all.push_back({{"scenario", b.scenario}, {"version", b.version}, {"minutes", b.minutes}, {"n", b.minutes.size()},
                           {"who", b.who}, {"method", b.method}, {"valid_from", b.valid_from}});
        std::cout << nlohmann::ordered_json{{"baselines", all}}.dump(2) << '\n';
        return exit_done;
    }
    if (baselines.empty()) std::cout << "基準はまだありません（yorozu hours baseline add で登録します）\n";
    for (const auto& b : baselines) {
        double sum = 0;
        for (const double m : b.minutes) sum += m;
        std::cout << b.scenario << " 第 " << b.version << " 版  n = " << b.minutes.size() << "  平均 "
                  << sum / static_cast<double>(b.minutes.size()) << " 分  " << b.valid_from << " から  " << b.who << "  " << b.method << '\n';
    }
    return exit_done;
}

int add_cost(const HoursWords& words, const Context& context) {
    const auto now = system_clock()();
    desk::Workspace workspace(context.workspace, store::Access::write, now);
    store::Baselines(workspace.database())
        .add_cost({0, words.scenario, words.kind, words.amount, day_named("--date", words.date, desk::iso_date(now)), words.who, words.reason}, now);
    std::cout << "シナリオ " << words.scenario << " に " << words.amount << " 分を記録しました\n";
    return exit_done;
}

int set_scenario(const HoursWords& words, const Context& context) {
    const auto now = system_clock()();
    store::StoredScenario scenario{words.scenario, words.owner, words.department, std::nullopt};
    if (!words.retired_on.empty()) scenario.retired_on = day_named("--retired-on", words.retired_on, "");
    desk::Workspace workspace(context.workspace, store::Access::write, now);
    store::Baselines(workspace.database()).set_scenario(scenario, now);
    std::cout << "シナリオ " << words.scenario << " を登録しました\n";
    return exit_done;
}

/// `lines`: with every record by itself.
desk::HoursReport report_of(const HoursWords& words, const Context& context, bool lines) {
    const auto now = system_clock()();
    const auto period = desk::period_of(words.fiscal_year, desk::iso_date(now));
    desk::Workspace workspace(context.workspace, store::Access::read, now);
    return desk::hours_saved(lines ? desk::hours_details(workspace, words.scenario) : desk::hours_input(workspace), period);
}

int write_book(const HoursWords& words, const Context& context) {
    const auto now = system_clock()();
    const std::string today = desk::iso_date(now);
    const auto year = fiscal_year_named(words.fiscal_year, today);
    desk::period_of(words.fiscal_year, today);  // refuses a year that has not begun
    desk::Workspace workspace(context.workspace, store::Access::read, now);
    desk::write_hours_book(desk::hours_book(workspace, year, today, true), words.out);
    std::cout << "削減時間を " << words.out.string() << " に書き出しました\n";
    return exit_done;
}

void print_formula(const desk::HoursSaved& saved) {
    std::cout << '\n' << (saved.scenario.empty() ? "合計" : saved.scenario) << '\n';
    for (const auto& line : saved.formula) std::cout << "  " << line << '\n';
}

int run_report(const HoursWords& words, const Context& context) {
    if (!words.out.empty() && !context.json) return write_book(words, context);
    const auto report = report_of(words, context, false);
    if (context.json) {
        if (!words.out.empty()) write_book(words, context);
        std::cout << desk::hours_json(report, false) << '\n';
        return exit_done;
    }
    std::cout << report.period.name << " 年度（" << report.period.first_day << " から " << report.period.last_day << " まで）: 総削減 "
              << desk::hours_text(report.total.gross_ms) << " 時間、純削減 " << desk::hours_text(report.total.net_ms) << " 時間、確かめた分 "
              << desk::hours_text(report.total.verified_ms) << " 時間（数えた記録 " << report.total.counted << " 件）\n";
    for (const auto& saved : report.scenarios) print_formula(saved);
    print_formula(report.total);
    return exit_done;
}

int run_explain(const HoursWords& words, const Context& context) {
    auto report = report_of(words, context, true);
    if (!words.scenario.empty()) {
        std::erase_if(report.scenarios, [&](const auto& saved) { return saved.scenario != words.scenario; });
        if (report.scenarios.empty())
            throw Failure(exit_request_wrong, "その名前のシナリオの記録はありません", words.scenario, "yorozu hours report でシナリオの名前を確かめてください");
    }
    if (context.json) {
        std::cout << desk::hours_json(report, true) << '\n';
        return exit_done;
    }
    for (const auto& saved : report.scenarios) {
        print_formula(saved);
        desk::DurationMs sum = 0;
        for (const auto& line : saved.lines) {
            sum += line.ms;
            std::printf("  %s  %s  %9.3f 分  %s", line.day.c_str(), line.kind.c_str(), static_cast<double>(line.ms) / 60'000.0,
                        line.counted ? "○" : "×");
            if (line.item) std::printf("  処理対象 %lld", static_cast<long long>(line.item));
            if (line.run) std::printf("  実行 %lld", static_cast<long long>(line.run));
            if (!line.target_number.empty()) std::printf("  受付番号 %s", line.target_number.c_str());
            for (const auto* text : {&line.source, &line.evidence, &line.note})
                if (!text->empty()) std::printf("  %s", text->c_str());
            std::printf("\n");
        }
        std::printf("  %zu 行の和 %.3f 分 = 純削減 %s 時間\n", saved.lines.size(), static_cast<double>(sum) / 60'000.0,
                    desk::hours_text(saved.net_ms).c_str());
    }
    return exit_done;
}

}  // namespace

void add_hours(Commands& commands) {
    auto words = std::make_shared<HoursWords>();
    Context& context = commands.context;
    CLI::App* hours = commands.app.add_subcommand("hours", "削減時間: 基準を登録し、数え、もとになる記録を示す");
    hours->require_subcommand(1);

    CLI::App* baseline = hours->add_subcommand("baseline", "手作業を計った時間（基準）");
    baseline->require_subcommand(1);
    CLI::App* add = baseline->add_subcommand("add", "基準を登録する");
    add->add_option("--scenario", words->scenario, "シナリオの id")->required();
    add->add_option("--minutes", words->minutes, "計った時間（分）をコンマで並べる")->required();
    add->add_option("--who", words->who, "計った人")->required();
    add->add_option("--method", words->method, "計り方（例: ストップウォッチ）")->required();
    add->add_option("--valid-from", words->valid_from, "この日の分から使う（既定: 今日）");
    commands.on_run(add, [words, &context] { return add_baseline(*words, context); });
    commands.on_run(baseline->add_subcommand("list", "登録した基準"), [&context] { return list_baselines(context); });

    CLI::App* cost = hours->add_subcommand("cost", "人の時間を記録する（準備・例外・保守・作成）。消すには負の分で");
    cost->add_option("--scenario", words->scenario, "シナリオの id")->required();
    cost->add_option("--kind", words->kind, "種別")->required()->check(CLI::IsMember({"set-up", "exception", "maintenance", "build"}));
    cost->add_option("--minutes", words->amount, "分")->required()->check(CLI::Range(-1e6, 1e6));
    cost->add_option("--date", words->date, "日（既定: 今日）");
    cost->add_option("--who", words->who, "記録する人")->required();
    cost->add_option("--reason", words->reason, "何をしたか")->required();
    commands.on_run(cost, [words, &context] { return add_cost(*words, context); });

    CLI::App* scenario = hours->add_subcommand("scenario", "シナリオの所管と廃止日を登録する");
    scenario->add_option("--scenario", words->scenario, "シナリオの id")->required();
    scenario->add_option("--owner", words->owner, "責任者")->required();
    scenario->add_option("--department", words->department, "所管課")->required();
    scenario->add_option("--retired-on", words->retired_on, "この日から数えない");
    commands.on_run(scenario, [words, &context] { return set_scenario(*words, context); });

    CLI::App* report = hours->add_subcommand("report", "削減時間と式");
    report->add_option("--fiscal-year", words->fiscal_year, "年度: R5、令和5年度、2023（既定: 今年度）");
    report->add_option("--out", words->out, "書き出すファイル（.csv .xlsx .html .pdf）");
    commands.on_run(report, [words, &context] { return run_report(*words, context); });

    CLI::App* explain = hours->add_subcommand("explain", "数字のもとになる記録を一つずつ示す");
    explain->add_option("--scenario", words->scenario, "シナリオの id（既定: すべて）");
    explain->add_option("--fiscal-year", words->fiscal_year, "年度: R5、令和5年度、2023（既定: 今年度）");
    commands.on_run(explain, [words, &context] { return run_explain(*words, context); });

    add_hours_targets(*hours, commands);
    add_hours_plan(*hours, commands);
}

}  // namespace yorozu::cli
