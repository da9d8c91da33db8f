#include "workbench/cli/reading_options.h"

#include <csignal>
#include <ctime>
#include <iomanip>
#include <iostream>

#include "workbench/desk/reading/reading_setup.h"

namespace yorozu::cli {

namespace {

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &local);
    return text;
}

}  // namespace

void add_reading_words(CLI::App& command, ReadingWords& words) {
    command.add_option("--template", words.templates, "帳票テンプレート（.json）かそのフォルダー。いくつか並べると仕分ける")->required();
    command.add_option("INPUT", words.inputs, "読む画像・PDF・フォルダー");
    command.add_option("--lexicons", words.lexicons,
                       "一覧（銀行・住所・氏名）の CSV のフォルダー。なければワークスペースの lexicons と、テンプレートの隣か上にある lexicons");
    command.add_option("--jobs", words.jobs, "同時に読む枚数（既定: コアの数）")->check(CLI::Range(1, 256));
    command.add_option("--error-limit", words.error_limit, "自動確定のうち誤りを許す割合（既定 0.001）")->check(CLI::Range(0.0, 0.5));
}

ReadingSetup prepare(const ReadingWords& words, const Context& context) {
    ReadingSetup setup;
    try {
        const auto request = desk::sorted_request(words.templates, words.inputs);
        std::vector<std::string> warnings;
        setup.forms = desk::loaded_templates(request.templates, warnings);
        for (const std::string& warning : warnings) std::cerr << "yorozu: 注意: " << warning << '\n';
        setup.files = desk::loaded_inputs(request.inputs);
        setup.lexicons = desk::loaded_lexicons(words.lexicons, context.workspace, setup.forms);
    } catch (const desk::RequestFault& fault) {
        throw Failure(exit_request_wrong, fault.what());
    }
    setup.options.workers = words.jobs;
    setup.options.accept.error_limit = words.error_limit;
    setup.options.accept.today = today();
    return setup;
}

void print_summary(const desk::ReadingSummary& summary, std::size_t files) {
    std::cerr << "yorozu: " << files << " ファイル " << summary.pages << " 枚、" << std::fixed << std::setprecision(1) << summary.seconds << " 秒";
    if (summary.seconds > 0) std::cerr << "（毎分 " << std::setprecision(0) << 60 * static_cast<double>(summary.pages) / summary.seconds << " 枚）";
    std::cerr << "。項目 " << summary.fields << "、自動確定 " << summary.accepted << "、要確認 " << summary.to_check << "、空欄 " << summary.blank
              << "。確認の要る帳票 " << summary.review << " 枚、帳票不明 " << summary.refused << " 枚、読めない " << summary.failed << " 枚\n";
}

}  // namespace yorozu::cli
