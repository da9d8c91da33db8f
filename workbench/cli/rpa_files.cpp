#include "workbench/cli/rpa_files.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/system_clock.h"
#include "workbench/desk/rpa/scenario_files.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {

namespace {

using Outcome = rpa::ImportedStep::Outcome;

struct FileWords {
    std::string in, out, owner, pictures;
    bool replace = false;
};

const char* word_of(Outcome outcome) { return outcome == Outcome::kept ? "kept" : outcome == Outcome::changed ? "changed" : "unsupported"; }
const char* japanese_of(Outcome outcome) { return outcome == Outcome::kept ? "そのまま" : outcome == Outcome::changed ? "変えた" : "取り込めない"; }

int import_file(const FileWords& words, const Context& context) {
    const auto result = desk::import_recording_file(words.in, words.out, words.owner, words.replace);
    int counts[3] = {};
    auto list = nlohmann::ordered_json::array();
    for (const auto& step : result.steps) {
        ++counts[static_cast<int>(step.outcome)];
        list.push_back({{"number", step.number}, {"command", step.command}, {"outcome", word_of(step.outcome)}, {"words", step.words}});
        if (!context.json) std::cout << step.number << '\t' << step.command << '\t' << japanese_of(step.outcome) << '\t' << step.words << '\n';
    }
    if (context.json)
        std::cout << nlohmann::ordered_json{{"file", words.out}, {"kind", rpa::words_of(result.kind)}, {"title", result.title}, {"columns", result.columns}, {"steps", list}}.dump(2) << '\n';
    else
        std::cout << rpa::words_of(result.kind) << " " << result.steps.size() << " 操作: そのまま " << counts[0] << "、変えた " << counts[1] << "、取り込めない " << counts[2] << " → " << words.out
                  << "\n下書きです。確定操作（commit）と照会（verify.find）を決め、yorozu rpa check " << words.out << " で確かめてください\n";
    return counts[2] ? exit_some_wait : exit_done;
}

}  // namespace

void add_rpa_files(CLI::App* group, Commands& commands) {
    const Context& context = commands.context;
    auto imported = std::make_shared<FileWords>();
    CLI::App* import_command = group->add_subcommand("import", "ほかの道具の録画をシナリオの下書きにする");
    import_command->add_option("RECORDING", imported->in, "Chrome の録画（JSON）、Selenium IDE（.side）、UI.Vision（JSON）、項目名と値の CSV")->required();
    import_command->add_option("--out", imported->out, "シナリオ（.json）")->required();
    import_command->add_option("--owner", imported->owner, "持ち主（所管課 係）");
    import_command->add_flag("--replace", imported->replace, "同じ名前のファイルを置き換える");
    commands.on_run(import_command, [imported, &context] { return import_file(*imported, context); });

    auto printed = std::make_shared<FileWords>();
    CLI::App* print_command = group->add_subcommand("print", "シナリオを手順書（HTML）にする");
    print_command->add_option("SCENARIO", printed->in, "シナリオ（.json）")->required();
    print_command->add_option("--out", printed->out, "手順書（.html）")->required();
    print_command->add_option("--pictures", printed->pictures, "操作ごとの画像のフォルダー（rpa run --dry-run --pictures で撮ったもの）");
    commands.on_run(print_command, [printed] {
        desk::print_scenario(printed->in, printed->out, printed->pictures, desk::iso_date(system_clock()()));
        std::cout << printed->out << ": 手順書を書きました\n";
        return static_cast<int>(exit_done);
    });
}

}  // namespace yorozu::cli
