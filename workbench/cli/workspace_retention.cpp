#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/interruption.h"
#include "workbench/cli/sign_in.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/retention.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct RetentionWords {
    std::vector<std::string> rules;
    std::string subject, reason;
    bool dry_run = false;
};

desk::KeptKind kind_named(const std::string& name) {
    std::string known;
    for (const auto kind : store::kept_kinds) {
        if (name == store::name_of(kind) || name == desk::words_of(kind)) return kind;
        known += (known.empty() ? "" : "、") + std::string(store::name_of(kind));
    }
    throw Failure(exit_request_wrong, "知らない種類です", name, known + " のどれかにしてください");
}

/// scans=30, readings=30:checked, crops=keep
void put_rule(desk::RetentionRules& rules, const std::string& word) {
    const auto refuse = [&] { throw Failure(exit_request_wrong, "保存期間の書き方が違います", word, "種類=日数（例: scans=30）、種類=日数:checked、種類=keep のどれかにしてください"); };
    const auto equals = word.find('=');
    if (equals == std::string::npos) refuse();
    auto& rule = rules.at(kind_named(word.substr(0, equals)));
    std::string value = word.substr(equals + 1);
    if (value == "keep") {
        rule.days.reset();
        return;
    }
    if (const auto colon = value.find(':'); colon != std::string::npos) {
        const std::string from = value.substr(colon + 1);
        if (from == "keyed") rule.from = desk::CountedFrom::keyed;
        else if (from == "checked") rule.from = desk::CountedFrom::checked;
        else refuse();
        value.resize(colon);
    }
    if (value.empty() || value.size() > 6 || value.find_first_not_of("0123456789") != std::string::npos) refuse();
    rule.days = std::stoi(value);
}

std::string size_of(std::int64_t bytes) {
    if (bytes == 0) return "";
    char text[32];
    std::snprintf(text, sizeof text, "（%.1f MB）", static_cast<double>(bytes) / (1024 * 1024));
    return text;
}

Json as_json(const desk::RetentionRules& rules, const desk::RetentionPlan& plan, const std::vector<store::Hold>& holds) {
    Json json{{"rules", Json::object()}, {"plan", Json::array()}, {"holds", Json::array()}, {"total", plan.total()}};
    for (const auto& [kind, rule] : rules) {
        Json one{{"days", nullptr}, {"from", store::name_of(rule.from)}};
        if (rule.days) one["days"] = *rule.days;
        json["rules"][std::string(store::name_of(kind))] = one;
    }
    for (const auto& line : plan.lines)
        json["plan"].push_back({{"kind", store::name_of(line.kind)}, {"due", line.due}, {"bytes", line.bytes}, {"young", line.young}, {"waiting", line.waiting}, {"held", line.held}, {"cut_off", line.cut_off}});
    for (const auto& hold : holds) json["holds"].push_back({{"subject", hold.subject}, {"reason", hold.reason}, {"who", hold.who}, {"since", desk::iso_date(hold.since)}});
    return json;
}

void print_plan(const desk::RetentionPlan& plan) {
    for (const auto& line : plan.lines) {
        std::cout << "  " << desk::words_of(line.kind) << ": 消えるもの " << line.due << size_of(line.bytes);
        if (line.cut_off) std::cout << "、前回の途中から " << line.cut_off;
        std::cout << "。残るもの: 期間の途中 " << line.young << "、仕事が終わっていない " << line.waiting << "、保全 " << line.held << '\n';
    }
    if (plan.traces) std::cout << "  データベースの中の跡が、まだ残っています\n";
}

int run_show(const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::read);
    const auto rules = desk::retention_rules(*workspace);
    const auto plan = desk::retention_plan(*workspace, rules);
    const auto holds = desk::holds(*workspace);
    if (context.json) {
        std::cout << as_json(rules, plan, holds).dump(2) << '\n';
        return exit_done;
    }
    for (const auto kind : store::kept_kinds) std::cout << desk::words_of(kind) << " (" << store::name_of(kind) << "): " << desk::words_of(rules.at(kind)) << '\n';
    for (const auto& hold : holds) std::cout << "保全: " << hold.subject << "（" << desk::iso_date(hold.since) << "、" << hold.who << "）" << hold.reason << '\n';
    if (!plan.lines.empty() || plan.traces) std::cout << "いま消すと:\n";
    print_plan(plan);
    return exit_done;
}

int run_set(const RetentionWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    auto rules = desk::retention_rules(*workspace);
    for (const auto& word : words.rules) put_rule(rules, word);
    desk::set_retention(*workspace, rules);
    return run_show(context);
}

int run_apply(const RetentionWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, words.dry_run ? store::Access::read : store::Access::change);
    if (words.dry_run) {
        const auto rules = desk::retention_rules(*workspace);
        const auto plan = desk::retention_plan(*workspace, rules);
        if (context.json) std::cout << as_json(rules, plan, desk::holds(*workspace)).dump(2) << '\n';
        else std::cout << "何も消していません（--dry-run）\n", print_plan(plan);
        return exit_done;
    }
    const Interruption interruption;
    const bool told = !context.quiet && !context.json;
    const auto result = desk::apply_retention(*workspace, [&](int done, int all) { if (told) std::cerr << "消しました " << done << '/' << all << '\n'; }, interruption.token());
    if (context.json) {
        Json erased = Json::object();
        for (const auto& [kind, count] : result.erased) erased[std::string(store::name_of(kind))] = count;
        std::cout << Json{{"erased", erased}, {"swept", result.swept}, {"stopped", result.stopped}}.dump(2) << '\n';
    } else {
        if (result.erased.empty()) std::cout << "保存期間の過ぎたものはありません\n";
        for (const auto& [kind, count] : result.erased) std::cout << desk::words_of(kind) << ": " << count << " 件を消しました\n";
    }
    if (result.stopped) std::cerr << "yorozu: 途中で止めました: " << context.workspace.string() << ": 同じコマンドをもう一度実行すると続きから消します\n";
    if (!result.swept)
        std::cerr << "yorozu: 値は消しましたが、データベースのファイルの中に跡が残っています: " << context.workspace.string() << ": ほかの Yorozu を閉じるか空き容量を増やし、もう一度実行してください\n";
    return result.stopped || !result.swept ? exit_some_wait : exit_done;
}

int run_hold(const RetentionWords& words, const Context& context, bool held) {
    const auto workspace = open_signed_in(context, store::Access::change);
    held ? desk::hold(*workspace, words.subject, words.reason) : desk::release(*workspace, words.subject, words.reason);
    if (!context.json) std::cout << (held ? "保全しました: " : "保全をやめました: ") << words.subject << '\n';
    return exit_done;
}

}  // namespace

void add_workspace_retention(CLI::App& workspace, Commands& commands) {
    Context& context = commands.context;
    const auto words = std::make_shared<RetentionWords>();
    CLI::App* retention = workspace.add_subcommand("retention", "保存期間: 仕事の済んだ個人情報を、決めた日数で消す（だけでは、いまの決まりと、消えるものの数を見せる）");
    retention->require_subcommand(0, 1);
    // CLI11 calls the outer command's callback after the inner one's, whose choice stands.
    retention->callback([retention, &commands, &context] {
        if (retention->get_subcommands().empty()) commands.chosen = [&context] { return run_show(context); };
    });
    CLI::App* set = retention->add_subcommand("set", "決める: scans=30 readings=30:checked attachments=keep");
    set->add_option("RULE", words->rules, "種類=日数[:keyed|checked]、または 種類=keep。種類: scans readings crops keyed evidence attachments copies")->required();
    commands.on_run(set, [words, &context] { return run_set(*words, context); });
    CLI::App* apply = retention->add_subcommand("apply", "保存期間の過ぎたものを消す（戻せない）");
    apply->add_flag("--dry-run", words->dry_run, "消さずに、消えるものの数だけを見せる");
    commands.on_run(apply, [words, &context] { return run_apply(*words, context); });
    for (const bool held : {true, false}) {
        CLI::App* command = held ? retention->add_subcommand("hold", "保全する: 決まりにかかわらず残す") : retention->add_subcommand("release", "保全をやめる");
        command->add_option("SUBJECT", words->subject, "batch/束の名前、document/帳票の番号、scenario/シナリオの名前、case/相談の番号")->required();
        command->add_option("--reason", words->reason, "理由")->required();
        commands.on_run(command, [words, &context, held] { return run_hold(*words, context, held); });
    }
}

}  // namespace yorozu::cli
