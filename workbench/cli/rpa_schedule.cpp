#include "workbench/cli/rpa_schedule.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "workbench/cli/interruption.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/rpa/holidays.h"
#include "workbench/desk/rpa/scheduled_run.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {
namespace {

namespace fs = std::filesystem;
using State = desk::ScheduledRun::State;

struct ScheduleWords {
    desk::Schedule schedule;
    std::string at, until, closed = "skip", vault_passphrase_file, address;
    std::vector<std::string> weekdays, days;
    int grace = 5;
    bool once = false;
};

std::string absolute_or_empty(const std::string& file) { return file.empty() ? "" : fs::absolute(file).lexically_normal().string(); }

int add(const ScheduleWords& words, const Context& context) {
    static const std::vector<std::string> weekdays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    auto schedule = words.schedule;
    const auto wrong = [](const std::string& option, const std::string& mend) -> Failure { return {exit_request_wrong, "読めない指定です", option, mend}; };
    const auto at = desk::minutes_of(words.at);
    if (!at) throw wrong("--at " + words.at, "08:30 の形で書いてください");
    schedule.at = *at;
    if (!words.until.empty()) {
        const auto until = desk::minutes_of(words.until);
        if (!until) throw wrong("--until " + words.until, "16:50 の形で書いてください");
        schedule.until = *until;
    }
    for (const auto& name : words.weekdays) {
        const auto found = std::find(weekdays.begin(), weekdays.end(), name);
        if (found == weekdays.end()) throw wrong("--weekday " + name, "sun、mon、tue、wed、thu、fri、sat のどれかにしてください");
        schedule.weekdays.push_back(static_cast<int>(found - weekdays.begin()));
        schedule.days = desk::Schedule::Days::weekdays;
    }
    for (const auto& day : words.days) {
        const auto days = desk::month_days_of(day);
        if (!days) throw wrong("--day " + day, "1 から 31 か、last（末日）を書いてください");
        schedule.month_days.insert(schedule.month_days.end(), days->begin(), days->end());
        schedule.days = desk::Schedule::Days::month;
    }
    if (!words.weekdays.empty() && !words.days.empty()) throw wrong("--weekday と --day", "どちらか一方にしてください");
    schedule.closed = words.closed == "before" ? desk::Schedule::Closed::before : words.closed == "after" ? desk::Schedule::Closed::after : desk::Schedule::Closed::skip;
    schedule.scenario = absolute_or_empty(schedule.scenario);
    schedule.data = absolute_or_empty(schedule.data);
    if (!schedule.data.empty() && !fs::is_regular_file(schedule.data))
        throw Failure(exit_request_wrong, "データのファイルがありません", schedule.data, "--data に、実行のときにも同じ場所にある CSV を指定してください");
    const auto clock = system_clock();
    schedule.since = clock();
    if (const auto check = desk::check_scenario(schedule.scenario, desk::iso_date(clock())); !check.may_run())
        throw Failure(exit_request_wrong, "実行できないシナリオです", schedule.scenario, "yorozu rpa check で直すところを見てください");
    const auto workspace = open_signed_in(context, store::Access::write);
    desk::ScheduleBook(*workspace).add(schedule);
    if (!context.quiet) {
        std::cout << "予定を作りました: " << schedule.name << ": " << desk::words_of(schedule) << '\n';
        const auto next = desk::next_due(schedule, clock());
        std::cout << "次: " << (next ? desk::date_and_time(*next) : "400 日のあいだにありません") << '\n';
    }
    return exit_done;
}

int list_schedules(const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::read);
    desk::ScheduleBook book(*workspace);
    const auto now = system_clock()();
    auto json = nlohmann::ordered_json{{"schedules", nlohmann::ordered_json::array()}, {"runs", nlohmann::ordered_json::array()}};
    int open = 0;
    for (const auto& one : book.schedules()) {
        const auto next = desk::next_due(one, now);
        const std::string next_words = next ? desk::date_and_time(*next) : "";
        json["schedules"].push_back({{"name", one.name}, {"scenario", one.scenario}, {"when", desk::words_of(one)}, {"next", next_words}, {"paused", one.paused}});
        if (!context.json) std::cout << one.name << '\t' << desk::words_of(one) << (one.paused ? "\t休止中" : "\t次 " + (next ? next_words : "-")) << '\t' << one.scenario << '\n';
    }
    auto runs = book.runs();
    for (const auto& missed : book.unnoted(now)) runs.push_back(missed);
    for (const auto& run : runs) {
        open += run.state != State::done;
        json["runs"].push_back({{"schedule", run.schedule}, {"due", desk::date_and_time(run.due)}, {"began", run.began ? desk::date_and_time(run.began) : ""}, {"state", desk::words_of(run.state)}, {"words", run.words}});
        if (!context.json) std::cout << desk::date_and_time(run.due) << '\t' << run.schedule << '\t' << desk::words_of(run.state) << '\t' << run.words << '\n';
    }
    if (context.json) std::cout << json.dump(2) << '\n';
    return open ? exit_some_wait : exit_done;
}

int remove(const ScheduleWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::ScheduleBook(*workspace).remove(words.schedule.name);
    if (!context.quiet) std::cout << words.schedule.name << " を消しました（済んだ実行の記録は残ります）\n";
    return exit_done;
}

int pause(const ScheduleWords& words, const Context& context, bool paused) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::ScheduleBook book(*workspace);
    for (auto one : book.schedules())
        if (one.name == words.schedule.name) {
            one.paused = paused;
            book.change(one.name, one, system_clock()());
            if (!context.quiet) std::cout << one.name << (paused ? " を休止しました\n" : " を再開しました\n");
            return exit_done;
        }
    throw Failure(exit_request_wrong, "その名前の予定はありません", words.schedule.name, "yorozu rpa schedule list で名前を確かめてください");
}

int work(const ScheduleWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    desk::ScheduledRuns runs;
    runs.address = words.address;
    runs.warn = [](const std::string& sentence) { std::cerr << "yorozu: 注意: " << sentence << '\n'; };
    if (desk::schedules_want_vault(*workspace)) runs.vault = passphrase_from(words.vault_passphrase_file, "YOROZU_VAULT_PASSPHRASE_FILE", "金庫のパスフレーズ");
    if (!context.quiet) std::cerr << "予定を待っています。終わるには Ctrl+C を押してください\n";
    const Interruption interruption;
    bool all_done = true;
    desk::ScheduleWork how;
    how.grace_minutes = words.grace;
    how.once = words.once;
    how.run = [&](const desk::Schedule& schedule) { return desk::run_scheduled(*workspace, schedule, runs, system_clock(), interruption.token()); };
    how.told = [&](const desk::ScheduledRun& run) {
        all_done = all_done && (run.state == State::done || run.state == State::running);
        std::cout << desk::date_and_time(run.due) << '\t' << run.schedule << '\t' << (run.state == State::running ? "始めました" : desk::words_of(run.state)) << '\t' << run.words << std::endl;
    };
    how.rest = [token = interruption.token()](std::chrono::milliseconds time) {
        for (auto left = time; left.count() > 0 && !token.stop_requested(); left -= std::chrono::milliseconds(100)) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    };
    desk::work_schedules(*workspace, system_clock(), how, interruption.token());
    return all_done ? exit_done : exit_some_wait;
}

int holidays(const std::string& text) {
    const auto year = desk::fiscal_year(text);
    if (!year) throw Failure(exit_request_wrong, "年度が読めません", text, "R8 や 2026 の形で書いてください");
    for (int day = *desk::day_number(year->first_day()), last = *desk::day_number(year->last_day()); day <= last; ++day)
        if (const auto name = desk::holiday_on(day)) std::cout << desk::iso_of_day(day) << '\t' << *name << '\n';
    return exit_done;
}

}  // namespace

void add_rpa_schedule(CLI::App* rpa, Commands& commands) {
    CLI::App* group = rpa->add_subcommand("schedule", "シナリオを、開庁日の決まった時刻に実行する");
    group->require_subcommand(1);
    const Context& context = commands.context;
    const auto words = std::make_shared<ScheduleWords>();

    CLI::App* adding = group->add_subcommand("add", "予定を作る（日を決めなければ開庁日。閉庁日 = 土日、祝日、12月29日〜1月3日）");
    adding->add_option("NAME", words->schedule.name, "予定の名前")->required();
    adding->add_option("--scenario", words->schedule.scenario, "シナリオ（.json）")->required();
    auto* data = adding->add_option("--data", words->schedule.data, "レコードの CSV");
    adding->add_option("--batch", words->schedule.batch, "束の名前")->excludes(data);
    adding->add_option("--at", words->at, "始める時刻（08:30）")->required();
    adding->add_option("--until", words->until, "これより遅くは始めない時刻（先方が閉まる前など）");
    adding->add_option("--weekday", words->weekdays, "曜日（mon tue …）");
    adding->add_option("--day", words->days, "毎月の日（1 から 31、last は末日）");
    adding->add_option("--if-closed", words->closed, "毎月の日が閉庁日のとき: skip 行わない、before 前の開庁日、after 次の開庁日")->check(CLI::IsMember({"skip", "before", "after"}));
    commands.on_run(adding, [words, &context] { return add(*words, context); });

    commands.on_run(group->add_subcommand("list", "予定、次の時刻、これまでの実行と、行わなかったもの"), [&context] { return list_schedules(context); });

    CLI::App* removing = group->add_subcommand("remove", "予定を消す");
    removing->add_option("NAME", words->schedule.name, "予定の名前")->required();
    commands.on_run(removing, [words, &context] { return remove(*words, context); });

    for (const bool paused : {true, false}) {
        CLI::App* pausing = group->add_subcommand(paused ? "pause" : "resume", paused ? "予定を残したまま、行わないようにする" : "休止した予定を、今から行うようにする");
        pausing->add_option("NAME", words->schedule.name, "予定の名前")->required();
        commands.on_run(pausing, [words, &context, paused] { return pause(*words, context, paused); });
    }

    CLI::App* working = group->add_subcommand("work", "時刻が来た予定を実行しつづける（行わなかったものは知らせ、後から勝手に行わない）");
    working->add_option("--grace", words->grace, "始める前の何分までの予定を行うか（既定 5）")->check(CLI::Range(0, 720));
    working->add_flag("--once", words->once, "一度だけ見て終わる");
    working->add_option("--address", words->address, "相手のアドレス。なければシナリオのもの");
    working->add_option("--vault-passphrase-file", words->vault_passphrase_file, "金庫のパスフレーズを 1 行目に書いたファイル（既定: YOROZU_VAULT_PASSPHRASE_FILE、なければ尋ねる）");
    commands.on_run(working, [words, &context] { return work(*words, context); });

    const auto year = std::make_shared<std::string>();
    CLI::App* showing = group->add_subcommand("holidays", "年度の祝日と休日（計算したもの）");
    showing->add_option("YEAR", *year, "年度（R8、2026）")->required();
    commands.on_run(showing, [year] { return holidays(*year); });
}

}  // namespace yorozu::cli
