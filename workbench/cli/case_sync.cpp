#include "workbench/cli/case_sync.h"

#include <unistd.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/interruption.h"
#include "workbench/cli/sign_in.h"
#include "workbench/desk/cases/case_sync.h"
#include "workbench/desk/rpa/vault.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;
using Fault = tracker::TrackerFault;

struct SyncWords {
    std::filesystem::path file, secrets;
    std::string name, vault_passphrase_file, forget;
    std::vector<std::string> ours, theirs;
    bool check = false;
};

/// "R8-0003" or "R8-0003:件名".
desk::SyncDecision decision_of(const std::string& text, desk::SyncSide take) {
    const auto colon = text.find(':');
    desk::SyncDecision decision{text.substr(0, colon), "", take};
    if (colon == std::string::npos) return decision;
    const auto field = desk::case_field_named(text.substr(colon + 1));
    if (!field) throw Failure(exit_request_wrong, "知らない項目です", text, "R8-0003:件名 のように書いてください");
    decision.field = *field;
    return decision;
}

std::unique_ptr<tracker::Tracker> opened(desk::Workspace& workspace, const desk::CaseTracker& settings, const SyncWords& words, std::stop_token stop) {
    desk::Secrets secrets(words.secrets);
    if (!secrets.find(settings.secret) && desk::has_vault(workspace))
        secrets.open(desk::open_vault_for_tracker(workspace, *passphrase_from(words.vault_passphrase_file, "YOROZU_VAULT_PASSPHRASE_FILE", "金庫のパスフレーズ"), settings.name));
    return desk::open_case_tracker(settings, secrets, std::move(stop));
}

void print(const desk::CaseSyncResult& result, const Context& context) {
    if (context.json) {
        Json json{{"made", result.made}, {"received", result.received}, {"sent", result.sent}, {"taken", result.taken}, {"notes_sent", result.remarks_sent}, {"notes_taken", result.remarks_taken},
                  {"same", result.same}, {"conflicts", Json::array()}, {"waiting", Json::array()}, {"broken_off", result.broken_off}};
        for (const auto& one : result.conflicts)
            json["conflicts"].push_back({{"number", one.number}, {"external", one.external}, {"field", one.field}, {"before", one.before}, {"ours", one.ours}, {"theirs", one.theirs}});
        for (const auto& one : result.waiting) json["waiting"].push_back({{"number", one.number}, {"external", one.external}, {"what", one.what}});
        std::cout << json.dump(2) << '\n';
    } else {
        std::cout << "相手に作った " << result.made << " 件、相手から受け付けた " << result.received << " 件、項目を送った " << result.sent << " 件、項目を受け取った " << result.taken
                  << " 件、経過を送った " << result.remarks_sent << " 行、経過を受け取った " << result.remarks_taken << " 行、同じ " << result.same << " 件\n";
        for (const auto& one : result.conflicts)
            std::cout << "両方で変わっています: " << one.number << "（相手側 " << one.external << "）の" << desk::case_field_words(one.field) << "\n  前    " << one.before << "\n  こちら  " << one.ours
                      << "\n  相手   " << one.theirs << '\n';
    }
    for (const auto& one : result.conflicts)
        std::cerr << "yorozu: 両方で変わっています: 相談 " << one.number << " の" << desk::case_field_words(one.field) << ": --ours " << one.number << ":" << desk::case_field_words(one.field)
                  << " か --theirs " << one.number << ":" << desk::case_field_words(one.field) << " を付けて、もう一度同期してください\n";
    for (const auto& one : result.waiting)
        std::cerr << "yorozu: そろっていません: " << (one.number.empty() ? "" : "相談 " + one.number) << (one.external.empty() ? "" : "（相手側 " + one.external + "）") << ": " << one.what << '\n';
    if (!result.broken_off.empty()) std::cerr << "yorozu: 途中で終わりました: " << result.broken_off << '\n';
}

int sync(const SyncWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    const auto settings = desk::kept_case_tracker(*workspace, words.name);
    if (!words.forget.empty()) {
        desk::forget_entry(*workspace, settings, words.forget);
        if (!context.quiet) std::cout << "相談 " << words.forget << " を " << words.name << " から切り離しました\n";
        return exit_done;
    }
    std::vector<desk::SyncDecision> decisions;
    for (const auto& one : words.ours) decisions.push_back(decision_of(one, desk::SyncSide::ours));
    for (const auto& one : words.theirs) decisions.push_back(decision_of(one, desk::SyncSide::theirs));
    const Interruption interruption;
    const bool terminal = ::isatty(2) == 1;
    try {
        const auto there = opened(*workspace, settings, words, interruption.token());
        if (words.check) {
            desk::check_case_tracker(*there, settings);
            std::cout << there->name() << ": つながりました。欄も値もそろっています（何も書いていません）\n";
            return exit_done;
        }
        const auto result = desk::sync_cases(*workspace, *there, settings, decisions,
                                             [&](const desk::SyncProgress& now) {
                                                 if (!context.quiet && terminal) std::cerr << "\r\x1b[K" << now.done << "/" << now.all << " 件" << std::flush;
                                             },
                                             interruption.token());
        if (!context.quiet && terminal) std::cerr << "\r\x1b[K";
        print(result, context);
        return !result.broken_off.empty() ? exit_environment_failed : result.settled() ? exit_done : exit_some_wait;
    } catch (const Fault& fault) {
        throw Failure(fault.kind == Fault::Kind::environment || fault.kind == Fault::Kind::stopped ? exit_environment_failed : exit_request_wrong, fault.what());
    }
}

int add_tracker(const SyncWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, words.file.empty() ? store::Access::read : store::Access::write);
    if (!words.file.empty()) {
        desk::keep_case_tracker(*workspace, words.file);
        if (!context.quiet) std::cout << "課題管理 " << words.file.stem().string() << " を加えました。yorozu case sync " << words.file.stem().string() << " --check で確かめられます\n";
        return exit_done;
    }
    Json all = Json::array();
    for (const auto& name : desk::kept_case_trackers(*workspace)) {
        const auto settings = desk::kept_case_tracker(*workspace, name);
        all.push_back({{"name", name}, {"url", settings.place.url}, {"secret", settings.secret}});
        if (!context.json) std::cout << name << '\t' << settings.place.url << "\t金庫の " << settings.secret << '\n';
    }
    if (context.json) std::cout << Json{{"trackers", all}}.dump(2) << '\n';
    else if (all.empty()) std::cout << "課題管理はまだありません（yorozu case tracker 設定.json）\n";
    return exit_done;
}

}  // namespace

void add_case_sync(CLI::App& group, Commands& commands) {
    auto words = std::make_shared<SyncWords>();
    Context& context = commands.context;

    CLI::App* adding = group.add_subcommand("tracker", "ほかの課題管理（Redmine、kintone）の設定を、点検してワークスペースに加える。ファイルがなければ一覧");
    adding->add_option("FILE", words->file, "設定（.json の前が名前になる。形は docs/contracts.md）");
    commands.on_run(adding, [words, &context] { return add_tracker(*words, context); });

    CLI::App* syncing = group.add_subcommand("sync", "ほかの課題管理と、両方向にそろえる（途中で切れても、もう一度実行すれば続きから。二重にならない）");
    syncing->add_option("NAME", words->name, "case tracker で加えた名前")->required();
    syncing->add_flag("--check", words->check, "つながるか、欄と値がそろっているかだけを確かめる");
    syncing->add_option("--ours", words->ours, "両方で変わった項目は、こちらを採る: 相談の番号、または 番号:項目");
    syncing->add_option("--theirs", words->theirs, "両方で変わった項目は、相手側を採る: 相談の番号、または 番号:項目");
    syncing->add_option("--forget", words->forget, "相談と相手側のつながりを切る（相手側で消したとき）");
    syncing->add_option("--secrets", words->secrets, "秘密の値のファイル（名前=値、自分だけが読めること）");
    syncing->add_option("--vault-passphrase-file", words->vault_passphrase_file, "金庫のパスフレーズを 1 行目に書いたファイル（既定: YOROZU_VAULT_PASSPHRASE_FILE、なければ尋ねる）");
    commands.on_run(syncing, [words, &context] { return sync(*words, context); });
}

}  // namespace yorozu::cli
