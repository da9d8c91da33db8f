#include <iostream>
#include <memory>

#include "workbench/cli/case_faq.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/cases/case_faq.h"

namespace yorozu::cli {

void add_case_faq(CLI::App& group, Commands& commands) {
    struct Options {
        std::string words;
        std::size_t least = 1;
        std::filesystem::path out;
    };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("faq", "よくある相談: 解決した相談を、同じ解決どうしまとめる（相談した人の名前は出さない）");
    command->add_option("--search", options->words, "この言葉をすべて含むものだけ");
    command->add_option("--least", options->least, "この回数より多いか同じものだけ（既定: 1）")->check(CLI::Range(1, 1'000'000));
    command->add_option("--out", options->out, "書き出すファイル（.html .csv .xlsx .json）");
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
        sign_in(workspace, context);
        auto entries = desk::case_faq(workspace, options->words);
        std::erase_if(entries, [&](const auto& entry) { return entry.numbers.size() < options->least; });
        if (!options->out.empty()) desk::write_faq(entries, options->out);
        if (context.json) std::cout << desk::faq_json(entries) << '\n';
        else if (entries.empty()) std::cout << "まだありません（解決内容を書いて完了した相談から作ります）\n";
        else
            for (const auto& entry : entries)
                std::cout << entry.numbers.size() << " 回  " << entry.category << "  " << entry.question << "\n    " << entry.answer << "（" << entry.numbers.front() << "、" << entry.last_day << "）\n";
        return exit_done;
    });
}

}  // namespace yorozu::cli
