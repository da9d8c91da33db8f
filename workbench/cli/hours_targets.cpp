#include "workbench/cli/hours_targets.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/dates.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/hours/hours_data.h"

namespace yorozu::cli {

namespace {

struct TargetWords {
    std::string fiscal_year, scenario, who;
    double hours = 0;
};

std::string words_of(const std::string& scenario) { return scenario.empty() ? "全体" : scenario; }

int set_target(const TargetWords& words, const Context& context) {
    const auto now = system_clock()();
    const auto year = fiscal_year_named(words.fiscal_year, desk::iso_date(now));
    desk::Workspace workspace(context.workspace, store::Access::write, now);
    desk::set_target(workspace, year, {words.scenario, words.hours}, words.who, now);
    std::cout << year.name() << " 年度 " << words_of(words.scenario);
    if (words.hours > 0) std::cout << " の目標: 純削減 " << words.hours << " 時間\n";
    else std::cout << " の目標を取り下げました\n";
    return exit_done;
}

int list_targets(const TargetWords& words, const Context& context) {
    const auto now = system_clock()();
    const auto year = fiscal_year_named(words.fiscal_year, desk::iso_date(now));
    desk::Workspace workspace(context.workspace, store::Access::read, now);
    const auto targets = desk::standing_of_targets(workspace, year, desk::iso_date(now));
    if (context.json) {
        nlohmann::ordered_json all = nlohmann::ordered_json::array();
        for (const auto& one : targets)
            all.push_back({{"scenario", one.target.scenario}, {"target_hours", one.target.hours}, {"net_ms", one.net_ms}, {"verified_ms", one.verified_ms},
                           {"share", one.share}, {"expected_share", one.expected}, {"grade", one.grade}});
        std::cout << nlohmann::ordered_json{{"fiscal_year", year.name()}, {"targets", all}}.dump(2) << '\n';
        return exit_done;
    }
    if (targets.empty()) std::cout << year.name() << " 年度の目標はまだありません（yorozu hours targets set で登録します）\n";
    for (const auto& one : targets) {
        std::printf("%s 年度  %s  目標 %.1f 時間、純削減 %s 時間（%.1f %%、日割りなら %.1f %%）、確かめた分 %s 時間  %s\n", year.name().c_str(),
                    words_of(one.target.scenario).c_str(), one.target.hours, desk::hours_text(one.net_ms).c_str(), 100 * one.share, 100 * one.expected,
                    desk::hours_text(one.verified_ms).c_str(), one.grade.c_str());
    }
    return exit_done;
}

}  // namespace

void add_hours_targets(CLI::App& hours, Commands& commands) {
    auto words = std::make_shared<TargetWords>();
    Context& context = commands.context;
    CLI::App* targets = hours.add_subcommand("targets", "年度の目標時間と、純削減がどこまで届いたか");
    targets->require_subcommand(1);
    const char* years = "年度: R5、令和5年度、2023（既定: 今年度）";

    CLI::App* list = targets->add_subcommand("list", "目標と実績");
    list->add_option("--fiscal-year", words->fiscal_year, years);
    commands.on_run(list, [words, &context] { return list_targets(*words, context); });

    CLI::App* set = targets->add_subcommand("set", "目標を登録する。新しいものが古いものに代わる");
    set->add_option("--fiscal-year", words->fiscal_year, years);
    set->add_option("--hours", words->hours, "純削減の目標（時間）。0 で取り下げる")->required()->check(CLI::Range(0.0, 1e6));
    set->add_option("--scenario", words->scenario, "シナリオの id（既定: 全体）");
    set->add_option("--who", words->who, "決めた人")->required();
    commands.on_run(set, [words, &context] { return set_target(*words, context); });
}

}  // namespace yorozu::cli
