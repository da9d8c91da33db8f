#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>

#include "workbench/cli/command.h"
#include "workbench/cli/interruption.h"
#include "workbench/cli/progress_line.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/reading/import.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ImportWords {
    std::string batch;
    std::vector<std::filesystem::path> templates, inputs;
    int jobs = 0;
    std::string department;
};

Json as_json(const ImportWords& words, const desk::ImportResult& result) {
    Json known = Json::array();
    for (const auto& scan : result.known)
        known.push_back({{"source", scan.source}, {"batch", scan.batch}, {"earlier_source", scan.earlier_source}});
    Json faults = Json::array();
    for (const auto& fault : result.faults) faults.push_back({{"input", fault.input}, {"what", fault.words}});
    Json json{{"batch", words.batch},       {"scans_new", result.scans_new}, {"scans_known", known},
              {"faults", faults},           {"pages_read", result.pages_read}, {"pages_before", result.pages_before},
              {"stopped", result.stopped}};
    if (result.batch)
        json["now"] = {{"files", result.batch->files},       {"pages", result.batch->pages},
                       {"refused", result.batch->refused},   {"failed", result.batch->failed},
                       {"fields", result.batch->fields},     {"accepted", result.batch->accepted},
                       {"to_check", result.batch->to_check}, {"verified", result.batch->verified},
                       {"blank", result.batch->blank},       {"pages_to_check", result.batch->pages_to_check},
                       {"unread_files", result.batch->unread_files}};
    return json;
}

void print(const ImportWords& words, const desk::ImportResult& result) {
    std::cout << "束 " << words.batch << ": 新しいスキャン " << result.scans_new << " 件、読んだページ " << result.pages_read << " 枚";
    if (result.pages_before) std::cout << "（前に読んだページ " << result.pages_before << " 枚はそのまま）";
    std::cout << '\n';
    if (!result.known.empty()) {
        std::cout << "取り込み済みの同じ内容: " << result.known.size() << " 件（何も変えていません）\n";
        std::size_t shown = 0;
        for (const auto& scan : result.known) {
            if (scan.batch == words.batch && scan.source == scan.earlier_source) continue;
            if (++shown > 20) break;
            std::cout << "  " << scan.source << " = 束 " << scan.batch << " の " << scan.earlier_source << '\n';
        }
    }
    if (result.batch) {
        const auto& now = *result.batch;
        std::cout << "項目 " << now.fields << ": 自動確定 " << now.accepted << "、要確認 " << now.to_check << "、確認済み " << now.verified
                  << "、空欄 " << now.blank << "\nページ " << now.pages << " 枚: 確認待ち " << now.pages_to_check << "、帳票が分からない "
                  << now.refused << "、読めない " << now.failed << '\n';
    }
}

/// What failed or was refused, with reasons; what only waits is counted.
void list_unfit(desk::Workspace& workspace, const std::string& batch, store::TimeMs now) {
    for (const auto& page : desk::unfit_pages(workspace, batch, desk::iso_date(now)))
        std::cerr << "yorozu: " << (page.failed ? "読めません: " : "帳票が分かりません: ") << page.source << ' ' << page.page << " ページ: "
                  << page.why_not << '\n';
}

int run_import(const ImportWords& words, const Context& context) {
    const auto clock = system_clock();
    const auto sorted = words.templates.empty() ? desk::ReadingRequest{{}, words.inputs}
                                                : desk::sorted_request(words.templates, words.inputs);
    desk::ImportRequest request{words.batch, sorted.templates, desk::loaded_inputs(sorted.inputs), words.jobs, words.department};
    desk::Workspace workspace(context.workspace, store::Access::write, clock());
    sign_in(workspace, context);
    const Interruption interruption;
    ProgressLine line(context.quiet);
    desk::ImportProgress progress;
    progress.reading = [&](const desk::ReadingProgress& now) { line.show(now); };
    const auto result = desk::import_scans(workspace, request, clock, progress, interruption.token());
    line.clear();
    for (const auto& warning : result.warnings) std::cerr << "yorozu: 注意: " << warning << '\n';
    if (context.json)
        std::cout << as_json(words, result).dump(2) << '\n';
    else
        print(words, result);
    for (const auto& fault : result.faults)
        std::cerr << "yorozu: " << fault.words << '\n';
    if (result.stopped)
        std::cerr << "yorozu: 途中で止めました: 束 " << words.batch << ": 同じコマンドをもう一度実行すると続きから読みます\n";
    const bool wait = result.batch && (result.batch->refused || result.batch->failed || result.batch->pages_to_check);
    if (result.batch && (result.batch->refused || result.batch->failed)) list_unfit(workspace, words.batch, clock());
    return wait || result.stopped || !result.faults.empty() ? exit_some_wait : exit_done;
}

}  // namespace

void add_import(Commands& commands) {
    auto words = std::make_shared<ImportWords>();
    CLI::App* command = commands.app.add_subcommand("import", "スキャンをワークスペースの束に取り込んで読む");
    command->add_option("--batch", words->batch, "束の名前")->required();
    command->add_option("--template", words->templates, "帳票テンプレート（.json）かそのフォルダー。なければワークスペースにあるもの");
    command->add_option("INPUT", words->inputs, "画像・PDF・フォルダー");
    command->add_option("--jobs", words->jobs, "同時に読む枚数（既定: コアの数）")->check(CLI::Range(1, 256));
    command->add_option("--department", words->department, "新しい束の所管課（その課を見てよい人だけに見せる）");
    commands.on_run(command, [words, &context = commands.context] { return run_import(*words, context); });
}

}  // namespace yorozu::cli
