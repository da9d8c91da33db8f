#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/desk/flows/flow_files.h"
#include "workbench/desk/flows/flow_import.h"

namespace yorozu::cli {

void add_flow_import(Commands& commands, CLI::App& group) {
    struct Options { std::filesystem::path file, out; std::string title; };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("import", "工程の一覧（CSV: レーン,工程,分）から業務フローを作る");
    command->add_option("file", options->file, "工程の一覧（.csv）")->required();
    command->add_option("--out", options->out, "書き出す業務フロー（.bpmn）")->required();
    command->add_option("--title", options->title, "業務の名前（既定: ファイルの名前）");
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        desk::save_flow_file(options->out, desk::flow_from_step_list(options->file, options->title));
        if (context.json) std::cout << nlohmann::json{{"written", options->out.string()}}.dump(2) << '\n';
        else std::cout << options->out.string() << " を書きました\n";
        return exit_done;
    });
}

}  // namespace yorozu::cli
