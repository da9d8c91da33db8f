#include "workbench/desk/people/audit.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct AuditWords {
    std::string noted, since;
    store::AuditLog::Filter filter;
};

int check(const AuditWords& words, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    const auto result = desk::check_audit(workspace, words.noted);
    if (context.json)
        std::cout << Json{{"sound", result.sound()},
                          {"entries", result.head.number},
                          {"head", result.head.text()},
                          {"first_broken", result.sound() ? Json(nullptr) : Json(result.broken)},
                          {"fault", result.fault}}
                         .dump(2)
                  << '\n';
    if (!result.sound()) {
        std::cerr << "yorozu: 監査ログに異常があります: " << workspace.folder().string() << ": " << result.fault
                  << ": このフォルダーを変えずに残し、控え（workspace backup）と突き合わせてください\n";
        return exit_some_wait;
    }
    if (!context.json)
        std::cout << "監査ログ: 記録 " << result.head.number << " 件、鎖はつながっています\n末尾 " << result.head.text()
                  << "\n（この末尾を紙や別の機械に控えておき、あとで --noted に入れると、ここまでの全体の書き直しも見つかります）\n";
    return exit_done;
}

store::TimeMs start_of(const std::string& day) {
    if (day.empty()) return 0;
    const auto number = desk::day_number(day);
    if (!number) throw Failure(exit_request_wrong, "日付の書き方が違います", "--since " + day, "2026-11-21 のように書いてください");
    return (static_cast<store::TimeMs>(*number) * 24 - 9) * 3'600'000;  // midnight in Japan
}

int list(const AuditWords& words, const Context& context) {
    auto filter = words.filter;
    filter.since = start_of(words.since);
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    sign_in(workspace, context);
    const auto entries = desk::audit_entries(workspace, filter);
    if (context.json) {
        Json all = Json::array();
        for (const auto& entry : entries)
            all.push_back({{"number", entry.number}, {"at_ms", entry.at}, {"at", desk::date_and_time(entry.at)}, {"who", entry.who},
                           {"act", entry.act}, {"subject", entry.subject}, {"field", entry.field}, {"detail", entry.detail}, {"hash", entry.hash}});
        std::cout << Json{{"entries", all}}.dump(2) << '\n';
        return exit_done;
    }
    for (const auto& entry : entries)
        std::cout << entry.number << '\t' << desk::date_and_time(entry.at) << '\t' << entry.who << '\t' << desk::words_of_act(entry.act)
                  << '\t' << entry.subject << (entry.field.empty() ? "" : " " + entry.field) << '\t' << entry.detail << '\n';
    return exit_done;
}

}  // namespace

void add_audit(Commands& commands) {
    CLI::App* group = commands.app.add_subcommand("audit", "監査ログ: だれが、いつ、どの帳票を見て、直して、書き出したか");
    group->require_subcommand(1);
    const Context& context = commands.context;
    const auto words = std::make_shared<AuditWords>();

    CLI::App* checking = group->add_subcommand("check", "記録の鎖を確かめ、最初におかしい記録を言う");
    checking->add_option("--noted", words->noted, "別に控えておいた末尾（番号:ハッシュ）とも突き合わせる");
    commands.on_run(checking, [words, &context] { return check(*words, context); });

    CLI::App* listing = group->add_subcommand("list", "記録を並べる");
    listing->add_option("--who", words->filter.who, "この人の記録だけ");
    listing->add_option("--act", words->filter.act, "この種類だけ: sign-in、view、correct、export など");
    listing->add_option("--subject", words->filter.subject, "この対象だけ: batch/名前、document/番号 など");
    listing->add_option("--since", words->since, "この日から（2026-11-21）");
    listing->add_option("--last", words->filter.last, "新しいものから何件")->check(CLI::Range(1, 1'000'000'000));
    commands.on_run(listing, [words, &context] { return list(*words, context); });
}

}  // namespace yorozu::cli
