#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/desk/flows/flow_files.h"

namespace yorozu::cli {

void add_flow_rebuild(Commands& commands, CLI::App& group) {
    struct Options { std::filesystem::path file, out; };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("rebuild", "読み取った内容からファイルを書き直す（要素・属性・図形・拡張を失わない）");
    command->add_option("file", options->file, "業務フローのファイル（.bpmn）")->required();
    command->add_option("--out", options->out, "書き出すファイル（なければ標準出力へ）");
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        if (options->out.empty()) {
            std::cout << desk::rebuilt_flow(options->file);
            return exit_done;
        }
        desk::rebuild_flow_file(options->file, options->out);
        if (context.json) std::cout << nlohmann::json{{"written", options->out.string()}}.dump(2) << "\n";
        else std::cout << options->out.string() << " を書きました\n";
        return exit_done;
    });
}

}  // namespace yorozu::cli
