#include <iostream>
#include <memory>

#include "workbench/cli/command.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/hours/report_pages.h"
#include "workbench/desk/hours/report_runs.h"
#include "workbench/desk/reading/batch_report.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::cli {

void add_report(Commands& commands) {
    struct Words {
        std::vector<std::string> batches;
        std::string scenario, title = "読取・入力・削減時間の報告";
        std::filesystem::path out, evidence;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* report = commands.app.add_subcommand("report", "束の読み取り、入力、削減時間を絵入りの HTML 一つにまとめる");
    report->add_option("--batch", words->batches, "束の名前（いくつでも）")->required();
    report->add_option("--scenario", words->scenario, "シナリオの id（省くと全部）");
    report->add_option("--evidence", words->evidence, "証跡のフォルダー（省くとワークスペースの evidence）");
    report->add_option("--title", words->title, "表題");
    report->add_option("--out", words->out, "書き出す HTML ファイル")->required();
    commands.on_run(report, [words, &context = commands.context] {
        const auto now = system_clock()();
        desk::Workspace workspace(context.workspace, store::Access::read, now);
        sign_in(workspace, context);
        desk::BatchReport made;
        made.title = words->title;
        made.produced = desk::date_and_time(now) + " 作成";
        made.produced_by = "よろず";
        desk::add_pages(made, workspace, words->batches);
        desk::add_runs(made, workspace, words->scenario, words->evidence, 6, desk::iso_date(now));
        desk::WholeFile file(words->out);
        file.write(desk::html_of(made));
        file.place();
        if (!context.quiet) std::cout << words->out.string() << '\n';
        return exit_done;
    });
}

}  // namespace yorozu::cli
