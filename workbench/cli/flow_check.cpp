#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/desk/flows/flow_check.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;
using flows::Problem;

std::string_view word_of(Problem::Weight weight) {
    return weight == Problem::Weight::error ? "error" : weight == Problem::Weight::warning ? "warning" : "hint";
}

std::string_view mark_of(Problem::Weight weight) {
    return weight == Problem::Weight::error ? "誤り" : weight == Problem::Weight::warning ? "注意" : "参考";
}

Json json_of(const desk::FlowCheck& check) {
    Json json{{"file", check.file.string()}, {"usable", check.whole}, {"diagrams", check.diagrams}, {"processes", check.processes},
              {"steps", check.steps}, {"edges", check.edges}, {"problems", Json::array()}};
    for (const auto& problem : check.problems)
        json["problems"].push_back({{"weight", word_of(problem.weight)}, {"rule", problem.rule}, {"element", problem.element}, {"where", problem.where},
                                    {"line", problem.line}, {"what", problem.what}, {"mend", problem.mend}});
    return json;
}

void print(const desk::FlowCheck& check) {
    std::cout << check.file.string() << ": 図 " << check.diagrams << "、プロセス " << check.processes << "、工程 " << check.steps << "、線 " << check.edges
              << "（誤り " << check.count(Problem::Weight::error) << "、注意 " << check.count(Problem::Weight::warning) << "、参考 " << check.count(Problem::Weight::hint) << "）\n";
    for (const auto& problem : check.problems) {
        std::cerr << "yorozu: " << mark_of(problem.weight) << ": " << problem.rule << ": " << check.file.string();
        if (problem.line > 0) std::cerr << " " << problem.line << " 行目";
        if (!problem.where.empty()) std::cerr << "「" << problem.where << "」";
        std::cerr << ": " << problem.what << ": " << problem.mend << '\n';
    }
}

}  // namespace

void add_flow_check(Commands& commands, CLI::App& group) {
    struct Options { std::vector<std::filesystem::path> files; bool municipal = false; };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("check", "書き方と描き方を点検する（規則の名前は bpmnlint のもの）");
    command->add_option("files", options->files, "業務フローのファイル（.bpmn）")->required();
    command->add_flag("--municipal", options->municipal, "庁内の基本の図形だけを使っているかも見る");
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        Json json = Json::array();
        Exit exit = exit_done;
        for (const auto& file : options->files) {
            const auto check = desk::check_flow(file, options->municipal);
            if (context.json) json.push_back(json_of(check));
            else print(check);
            if (!check.whole) exit = exit_request_wrong;
            else if (check.count(Problem::Weight::error) > 0 && exit == exit_done) exit = exit_some_wait;
        }
        if (context.json) std::cout << Json{{"files", json}}.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
        return exit;
    });
}

}  // namespace yorozu::cli
