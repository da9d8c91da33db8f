#include <unistd.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "workbench/cli/command.h"
#include "workbench/cli/interruption.h"
#include "workbench/cli/rpa_files.h"
#include "workbench/cli/rpa_record.h"
#include "workbench/cli/rpa_schedule.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/rpa/rpa.h"
#include "workbench/desk/rpa/scenario_files.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {

namespace {

using Json = nlohmann::ordered_json;
using rpa::ItemState;

constexpr ItemState all_states[] = {ItemState::done,    ItemState::already_present, ItemState::business_exception, ItemState::system_exception,
                                    ItemState::unknown, ItemState::intent,          ItemState::running,            ItemState::waiting};

struct RpaWords {
    desk::RpaRequest request;
    std::string data, batch, vault_passphrase_file;
    std::vector<std::string> files;
    std::string scenario;
    bool write = false;
};

/// One line on stderr: n/all, rate, time left.
class KeyingLine {
public:
    explicit KeyingLine(bool quiet) : quiet_(quiet), terminal_(::isatty(2) == 1) {}
    void show(const rpa::RunProgress& now) {
        const bool last = now.finished >= now.all;
        if (quiet_ || (!last && now.seconds - shown_ < (terminal_ ? 0.2 : 5))) return;
        shown_ = now.seconds;
        if (terminal_) std::cerr << "\r\x1b[K";
        std::cerr << "入力 " << now.finished << "/" << now.all << " 件";
        if (now.failed) std::cerr << "（うち例外 " << now.failed << "）";
        if (now.finished > 0 && now.seconds > 0) {
            const double each = now.seconds / now.finished;
            std::cerr << "、毎分 " << static_cast<long>(60 / each + 0.5) << " 件、残り約 " << static_cast<long>(each * (now.all - now.finished) + 0.5) << " 秒";
        }
        std::cerr << (terminal_ ? "" : "\n") << std::flush;
        open_ = terminal_;
    }
    void clear() {
        if (open_) std::cerr << "\r\x1b[K" << std::flush;
        open_ = false;
    }

private:
    bool quiet_, terminal_, open_ = false;
    double shown_ = 0;
};

Json as_json(const rpa::WorkItem& item) {
    return {{"id", item.id},           {"scenario", item.scenario}, {"business_key", item.business_key}, {"state", rpa::name_of(item.state)},
            {"attempts", item.attempts}, {"target_number", item.target_number}, {"message", item.message}};
}

Json as_json(const desk::RpaReport& report) {
    Json left_out = Json::array(), items = Json::array(), trials = Json::array(), outcomes = Json::object();
    for (const auto& one : report.left_out) left_out.push_back({{"source", one.source}, {"line_or_page", one.line_or_page}, {"reasons", one.reasons}});
    for (const auto& item : report.items) items.push_back(as_json(item));
    for (const auto& trial : report.trials)
        trials.push_back({{"business_key", trial.business_key}, {"ready", trial.ready}, {"already_present", trial.already_present}, {"message", trial.message}});
    for (const auto& [state, count] : report.summary.outcomes) outcomes[std::string(rpa::name_of(state))] = count;
    return {{"scenario", report.scenario.id}, {"run", report.summary.run},      {"records", report.records},   {"added", report.added},
            {"known", report.known},          {"left_out", left_out},           {"outcomes", outcomes},        {"healed", report.summary.healed},
            {"seconds", report.seconds},      {"stopped", report.summary.stopped}, {"dry_run", trials},         {"items", items}};
}

void print_states(const std::vector<rpa::WorkItem>& items) {
    std::map<ItemState, int> counts;
    for (const auto& item : items) ++counts[item.state];
    std::string line;
    for (const auto state : all_states)
        if (counts[state]) line += (line.empty() ? "" : "、") + desk::words_of(state) + " " + std::to_string(counts[state]);
    std::cout << "処理対象 " << items.size() << " 件: " << (line.empty() ? "なし" : line) << '\n';
}

bool waits(const rpa::WorkItem& item) { return item.state != ItemState::done && item.state != ItemState::already_present; }

/// Those that wait, on stderr: by number, never by value; then what a person can do.
void list_waiting(const desk::RpaReport& report, const RpaWords& words) {
    const char* unit = words.batch.empty() ? " 行目: " : " ページ: ";
    for (const auto& one : report.left_out) {
        std::string reasons;
        for (const auto& reason : one.reasons) reasons += (reasons.empty() ? "" : "、") + reason;
        std::cerr << "yorozu: 入力していません: " << one.source << ' ' << one.line_or_page << unit << reasons << '\n';
    }
    if (!words.batch.empty() && !report.left_out.empty())
        std::cerr << "yorozu: 確認待ち: 束 " << words.batch << " の " << report.left_out.size() << " 件: yorozu batch verify " << words.batch
                  << " で確かめてから、もう一度実行してください\n";
    int failed = 0;
    for (const auto& item : report.items) {
        if (!waits(item)) continue;
        failed += item.state == ItemState::system_exception || item.state == ItemState::unknown;
        std::cerr << "yorozu: " << desk::words_of(item.state) << ": 処理対象 " << item.id << ": " << (item.message.empty() ? "まだ入力していません" : item.message) << '\n';
    }
    if (failed)
        std::cerr << "yorozu: やり直せます: 処理対象 " << failed << " 件: 業務システムが動いているか確かめて、yorozu rpa resume "
                  << words.request.scenario.string() << " を実行してください（登録済みかを先に照会します）\n";
    for (std::size_t i = 0; i < report.trials.size(); ++i)
        if (!report.trials[i].ready && !report.trials[i].already_present) std::cerr << "yorozu: 試行で止まりました: " << i + 1 << " 件目: " << report.trials[i].message << '\n';
    if (!report.summary.stopped.empty()) std::cerr << "yorozu: 途中で止まりました: " << report.summary.stopped << '\n';
}

void print(const desk::RpaReport& report) {
    std::cout << "シナリオ " << report.scenario.title << "（" << report.scenario.id << "）\n";
    if (report.records) std::cout << "レコード " << report.records << " 件: 新しく受け付け " << report.added << "、受け付け済み " << report.known << "、人の確認待ち " << report.left_out.size() << '\n';
    if (!report.trials.empty()) {
        int ready = 0, present = 0;
        for (const auto& trial : report.trials) ready += trial.ready, present += trial.already_present;
        std::cout << "試行 " << report.trials.size() << " 件: 確定の手前まで確かめた " << ready << "、登録済み " << present << "、止まった "
                  << report.trials.size() - static_cast<std::size_t>(ready + present) << "（何も登録していません）\n";
        return;
    }
    int ended = 0;
    for (const auto& [state, count] : report.summary.outcomes) ended += count;
    if (ended) {
        char line[160];
        std::snprintf(line, sizeof line, "今回 %d 件を %.1f 秒で終えました（1件 %.2f 秒）\n", ended, report.summary.seconds, report.summary.seconds / ended);
        std::cout << line;
    }
    print_states(report.items);
}

int run(const RpaWords& words, const Context& context, bool resume) {
    desk::RpaRequest request = words.request;
    request.resume = resume;
    if (!words.data.empty()) request.data = words.data;
    if (!words.batch.empty()) request.batch = words.batch;
    if (!request.pictures.empty() && !request.dry_run)
        throw Failure(exit_request_wrong, "画面を撮るのは試行だけです", "rpa run --pictures", "--dry-run を付け、見本のデータで実行してください");
    if (!resume && !request.data && !request.batch)
        throw Failure(exit_request_wrong, "入力するデータがありません", "rpa run", "--data rows.csv か --batch 束の名前 を指定してください");
    const auto clock = system_clock();
    desk::Workspace workspace(context.workspace, store::Access::write, clock());
    sign_in(workspace, context);
    const Interruption interruption;
    KeyingLine line(context.quiet);
    desk::RpaEvents events;
    std::set<std::string> told;
    events.progress = [&](const rpa::RunProgress& now) { line.show(now); };
    events.warn = [&](const std::string& sentence) {
        if (!told.insert(sentence).second) return;
        line.clear();
        std::cerr << "yorozu: 注意: " << sentence << '\n';
    };
    events.vault_passphrase = [&] {
        line.clear();
        return passphrase_from(words.vault_passphrase_file, "YOROZU_VAULT_PASSPHRASE_FILE", "金庫のパスフレーズ");
    };
    desk::RpaReport report;
    try {
        report = desk::run_rpa(workspace, request, clock, events, interruption.token());
    } catch (const rpa::StepFailure& failure) {
        line.clear();
        std::cerr << "yorozu: " << failure.message << '\n';
        return exit_environment_failed;
    }
    line.clear();
    if (context.json) std::cout << as_json(report).dump(2) << '\n';
    else print(report);
    list_waiting(report, words);
    if (report.summary.environment_failed) return exit_environment_failed;
    return report.all_settled() ? exit_done : exit_some_wait;
}

int check(const RpaWords& words, const Context& context) {
    const std::string today(desk::iso_date(system_clock()()));
    bool wrong = false;
    Json all = Json::array();
    for (const auto& file : words.files) {
        if (words.write && desk::tidy_scenario(file)) std::cerr << "yorozu: 書き方をそろえました: " << file << ": 中身は変わっていません\n";
        const auto result = desk::check_scenario(file, today);
        wrong = wrong || !result.may_run();
        Json faults = Json::array();
        for (const auto& fault : result.faults) {
            faults.push_back({{"weight", "error"}, {"rule", "format"}, {"place", fault.place}, {"what", fault.what}, {"mend", fault.mend}});
            std::cerr << "yorozu: " << fault.what << ": " << file << (fault.place.empty() ? "" : " " + fault.place) << ": " << fault.mend << '\n';
        }
        for (const auto& finding : result.findings) {
            const bool error = finding.weight == rpa::Finding::Weight::error;
            faults.push_back({{"weight", error ? "error" : "warning"}, {"rule", finding.rule}, {"place", finding.place}, {"what", finding.what}, {"mend", finding.mend}});
            std::cerr << "yorozu: " << (error ? "" : "注意: ") << finding.what << ": " << file << ' ' << finding.place << ": " << finding.mend << '\n';
        }
        all.push_back({{"file", file}, {"id", result.id}, {"may_run", result.may_run()}, {"findings", faults}});
        if (!context.json && faults.empty()) std::cout << file << ": 問題ありません（" << result.title << "）\n";
    }
    if (context.json) std::cout << Json{{"scenarios", all}}.dump(2) << '\n';
    return wrong ? exit_request_wrong : exit_done;
}

int items(const RpaWords& words, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    sign_in(workspace, context);
    const auto found = desk::rpa_items(workspace, words.scenario);
    if (context.json) {
        Json list = Json::array();
        for (const auto& item : found) list.push_back(as_json(item));
        std::cout << Json{{"items", list}}.dump(2) << '\n';
        return exit_done;
    }
    for (const auto& item : found)
        std::cout << item.id << '\t' << item.scenario << '\t' << desk::words_of(item.state) << '\t' << item.business_key << '\t'
                  << (item.target_number.empty() ? "-" : item.target_number) << '\t' << item.message << '\n';
    print_states(found);
    return exit_done;
}

void add_run_options(CLI::App* command, RpaWords& words) {
    command->add_option("SCENARIO", words.request.scenario, "シナリオ（.json）")->required();
    command->add_option("--address", words.request.address, "相手のアドレス（http://…）。なければシナリオのもの");
    command->add_flag("--headful", words.request.headful, "ブラウザーの画面を出す");
    command->add_option("--evidence", words.request.evidence, "証跡のフォルダー（既定: ワークスペースの evidence）");
    command->add_option("--parallel", words.request.browsers, "同時に動かすブラウザーの数")->check(CLI::Range(1, 8));
    command->add_option("--trace", words.request.traces, "1件ごとの記録（操作、前後の画面、読み返し、DOM を1つの HTML に）を置くフォルダー");
    command->add_option("--secrets", words.request.secrets, "秘密の値のファイル（名前=値、自分だけが読めること）");
    command->add_option("--vault-passphrase-file", words.vault_passphrase_file, "金庫のパスフレーズを 1 行目に書いたファイル（既定: YOROZU_VAULT_PASSPHRASE_FILE、なければ尋ねる）");
    command->add_option("--chromedriver", words.request.chromedriver, "chromedriver の場所");
}

}  // namespace

void add_rpa(Commands& commands) {
    CLI::App* group = commands.app.add_subcommand("rpa", "シナリオで業務システムへ一度だけ入力する");
    group->require_subcommand(1);
    const Context& context = commands.context;

    auto checked = std::make_shared<RpaWords>();
    CLI::App* check_command = group->add_subcommand("check", "シナリオの書き方と危ないところを調べる");
    check_command->add_option("SCENARIO", checked->files, "シナリオ（.json）")->required();
    check_command->add_flag("--write", checked->write, "決まった書き方に直して書く（中身は変えない）");
    commands.on_run(check_command, [checked, &context] { return check(*checked, context); });

    auto ran = std::make_shared<RpaWords>();
    CLI::App* run_command = group->add_subcommand("run", "レコードを受け付け、まだのものを入力する");
    add_run_options(run_command, *ran);
    auto* data = run_command->add_option("--data", ran->data, "レコードの CSV（1行目は列名）");
    run_command->add_option("--batch", ran->batch, "束の名前（確認の済んだレコードを使う）")->excludes(data);
    run_command->add_flag("--dry-run", ran->request.dry_run, "確定の手前まで試し、何も登録しない");
    run_command->add_option("--pictures", ran->request.pictures, "試行で、操作ごとの画面を撮るフォルダー（手順書用。見本のデータで）");
    commands.on_run(run_command, [ran, &context] { return run(*ran, context, false); });

    auto resumed = std::make_shared<RpaWords>();
    CLI::App* resume_command = group->add_subcommand("resume", "未確定を照会し、システム例外をやり直し、残りを入力する");
    add_run_options(resume_command, *resumed);
    commands.on_run(resume_command, [resumed, &context] { return run(*resumed, context, true); });

    add_rpa_files(group, commands);
    add_rpa_record(group, commands);
    add_rpa_schedule(group, commands);

    auto listed = std::make_shared<RpaWords>();
    CLI::App* items_command = group->add_subcommand("items", "処理対象とその結果を並べる");
    items_command->add_option("SCENARIO_ID", listed->scenario, "シナリオの id（なければすべて）");
    commands.on_run(items_command, [listed, &context] { return items(*listed, context); });
}

}  // namespace yorozu::cli
