#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/dates.h"
#include "workbench/cli/hours_targets.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/hours/hours_book.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct PlanWords {
    std::filesystem::path file;
    std::string year, source, who, measure, reason, scenario, tool;
    double amount = 0;
    std::int64_t item = 0;
    bool take_back = false;
};

int import_plan(const PlanWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    std::cout << "事業量 " << desk::import_plan(*workspace, words.file, words.who) << " 個を登録しました\n";
    return exit_done;
}

int achieve(const PlanWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::achieve_by_hand(*workspace, fiscal_year_named(words.year, desk::iso_date(system_clock()())), words.measure, words.amount, words.reason, words.who);
    std::cout << "「" << words.measure << "」の実績を手入力しました\n";
    return exit_done;
}

int show_plan(const PlanWords& words, const Context& context) {
    const std::string today = desk::iso_date(system_clock()());
    const auto workspace = open_signed_in(context, store::Access::read);
    const auto book = desk::hours_book(*workspace, fiscal_year_named(words.year, today), today, false);
    if (context.json) {
        Json all = Json::array();
        for (const auto& policy : book.policies) {
            Json measures = Json::array();
            for (const auto& one : policy.measures)
                measures.push_back({{"measure", one.name}, {"unit", one.unit}, {"planned", one.planned}, {"achieved", one.known ? Json(one.achieved) : Json(nullptr)}, {"by_hand", one.by_hand}, {"source", one.source}});
            all.push_back({{"policy", policy.name}, {"grade", policy.grade}, {"measures", measures}});
        }
        std::cout << Json{{"fiscal_year", book.year.name()}, {"policies", all}}.dump(2) << '\n';
        return exit_done;
    }
    if (book.policies.empty()) std::cout << book.year.name() << " 年度の事業量はまだありません（yorozu hours plan import で取り込みます）\n";
    for (const auto& policy : book.policies) {
        std::cout << policy.name << "  " << (policy.grade.empty() ? "（締め前）" : policy.grade) << '\n';
        for (const auto& one : policy.measures) {
            std::printf("  %s  目標 %.1f %s", one.name.c_str(), one.planned, one.unit.c_str());
            if (one.known) std::printf("、実績 %.1f（%.0f %%）  %s\n", one.achieved, 100 * one.share(), one.source.c_str());
            else std::printf("、実績は分かりません（yorozu hours plan achieve で手入力できます）\n");
        }
    }
    for (const auto& rule : desk::grade_rules()) std::cout << "※ " << rule << '\n';
    return exit_done;
}

int import_published(const PlanWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    const auto year = fiscal_year_named(words.year, "");
    const auto hours = desk::import_published_hours(*workspace, words.file, year, words.source, words.who);
    std::printf("%s 年度の公表値（%s）を報告として別に保管しました: %zu 行、計 %.0f 時間\n", year.name().c_str(), words.source.c_str(), hours.rows.size(), hours.total());
    return exit_done;
}

int show_published(const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::read);
    const auto all = desk::published_hours(*workspace);
    Json json = Json::array();
    for (const auto& one : all) {
        Json rows = Json::array(), tools = Json::object();
        for (const auto& row : one.rows) rows.push_back({{"department", row.department}, {"uses_tools", row.uses_tools}, {"tool", row.tool}, {"work", row.work}, {"hours", row.hours}});
        for (const auto& [tool, sum] : one.by_tool()) tools[tool] = sum;
        json.push_back({{"fiscal_year", one.year.name()}, {"source", one.source}, {"rows", rows}, {"by_tool", tools}, {"total", one.total()}});
        if (context.json) continue;
        std::printf("報告 %s 年度（%s）\n", one.year.name().c_str(), one.source.c_str());
        for (const auto& row : one.rows) {
            if (row.uses_tools) std::printf("  %s  %s  %.0f 時間  %s\n", row.department.c_str(), row.tool.c_str(), row.hours, row.work.c_str());
            else std::printf("  %s  使っていない  %s\n", row.department.c_str(), row.work.c_str());
        }
        for (const auto& [tool, sum] : one.by_tool()) std::printf("  %s 計 %.0f 時間\n", tool.c_str(), sum);
        std::printf("  合計 %.0f 時間（計測とは足し合わせません）\n", one.total());
    }
    if (context.json) std::cout << Json{{"published", json}}.dump(2) << '\n';
    else if (all.empty()) std::cout << "公表値はまだありません（yorozu hours published import で取り込みます）\n";
    return exit_done;
}

int exclude(const PlanWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::exclude_record(*workspace, words.item, !words.take_back, words.reason, words.who);
    std::cout << "処理対象 " << words.item << (words.take_back ? " を数に戻しました" : " を数から除きました") << "（前の記録は残ります）\n";
    return exit_done;
}

int set_tool(const PlanWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    desk::set_scenario_tool(*workspace, words.scenario, words.tool);
    std::cout << "シナリオ " << words.scenario << " のツールを " << words.tool << " にしました\n";
    return exit_done;
}

}  // namespace

void add_hours_plan(CLI::App& hours, Commands& commands) {
    auto words = std::make_shared<PlanWords>();
    Context& context = commands.context;
    const char* years = "年度: R5、令和5年度、2023（既定: 今年度）";

    CLI::App* plan = hours.add_subcommand("plan", "計画の事業量と判定（達成+・達成・未達成）");
    plan->require_subcommand(1);
    CLI::App* show = plan->add_subcommand("show", "事業量、実績、判定");
    show->add_option("--fiscal-year", words->year, years);
    commands.on_run(show, [words, &context] { return show_plan(*words, context); });
    CLI::App* import = plan->add_subcommand("import", "事業量の表を取り込む（measure,unit,r6_target,…）");
    import->add_option("FILE", words->file, "CSV")->required();
    import->add_option("--who", words->who, "登録する人")->required();
    commands.on_run(import, [words, &context] { return import_plan(*words, context); });
    CLI::App* hand = plan->add_subcommand("achieve", "ここで数えない事業量の実績を手入力する");
    hand->add_option("--fiscal-year", words->year, years);
    hand->add_option("--measure", words->measure, "事業量の名前（例: 会議録作成支援システム 削減時間）")->required();
    hand->add_option("--amount", words->amount, "実績")->required()->check(CLI::Range(0.0, 1e9));
    hand->add_option("--reason", words->reason, "何から分かるか")->required();
    hand->add_option("--who", words->who, "入力する人")->required();
    commands.on_run(hand, [words, &context] { return achieve(*words, context); });

    CLI::App* published = hours.add_subcommand("published", "公表された削減時間（報告）。計測とは別に保管し、足さない");
    published->require_subcommand(1);
    CLI::App* taking = published->add_subcommand("import", "公表された表を取り込む（department,uses_tools,tool,work,hours）");
    taking->add_option("FILE", words->file, "CSV")->required();
    taking->add_option("--fiscal-year", words->year, "表の年度")->required();
    taking->add_option("--source", words->source, "出典（例: 図表17）")->required();
    taking->add_option("--who", words->who, "取り込む人")->required();
    commands.on_run(taking, [words, &context] { return import_published(*words, context); });
    commands.on_run(published->add_subcommand("show", "取り込んだ表と合計"), [&context] { return show_published(context); });

    CLI::App* excluding = hours.add_subcommand("exclude", "一つの記録を数から除く（理由を付けて。あとで戻せる。もとの記録は変わらない）");
    excluding->add_option("--item", words->item, "処理対象の番号（hours explain に出る）")->required();
    excluding->add_option("--reason", words->reason, "理由")->required();
    excluding->add_option("--who", words->who, "決めた人")->required();
    excluding->add_flag("--take-back", words->take_back, "数に戻す");
    commands.on_run(excluding, [words, &context] { return exclude(*words, context); });

    CLI::App* tool = hours.add_subcommand("tool", "シナリオのツールを登録する（表と事業量の分け方）");
    tool->add_option("--scenario", words->scenario, "シナリオの id")->required();
    tool->add_option("--tool", words->tool, "ツール")->required()->check(CLI::IsMember({"RPA", "AI-OCR", "AI-OCR+RPA"}));
    commands.on_run(tool, [words, &context] { return set_tool(*words, context); });
}

}  // namespace yorozu::cli
