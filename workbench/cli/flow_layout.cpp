#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/desk/flows/flow_arrangement.h"

namespace yorozu::cli {

void add_flow_layout(Commands& commands, CLI::App& group) {
    struct Options {
        desk::ArrangeFileRequest request;
        std::vector<std::string> keep, only;
        bool missing = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("layout", "図形と線の場所を決める（レーンを守り、線は図形をよける）");
    command->add_option("file", options->request.file, "業務フローのファイル（.bpmn）")->required();
    command->add_option("--out", options->request.out, "書き出すファイル（既定: 同じファイル。前の版は .yorozu-backup に残る）");
    command->add_option("--diagram", options->request.diagram, "図の番号（1 から。既定: すべて）")->check(CLI::Range(1, 100000));
    auto* keep = command->add_option("--keep", options->keep, "動かさない図形の id");
    auto* only = command->add_option("--only", options->only, "この id の図形だけを動かす")->excludes(keep);
    command->add_flag("--missing", options->missing, "図形のない要素だけに場所を決める")->excludes(keep)->excludes(only);
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        auto request = options->request;
        using Part = flows::ArrangeRequest::Part;
        request.arrange.part = options->missing ? Part::missing : options->only.empty() ? Part::whole : Part::chosen;
        const auto& ids = options->only.empty() ? options->keep : options->only;
        request.arrange.ids.insert(ids.begin(), ids.end());
        const auto report = desk::arrange_flow_file(request);
        for (const auto& fault : report.faults) std::cerr << "yorozu: 注意: " << fault << ": " << request.file.string() << ": 図形を動かしてから、もう一度実行してください\n";
        if (context.json) {
            std::cout << nlohmann::ordered_json{{"written", report.written.string()}, {"diagrams", report.diagrams}, {"moved", report.moved}, {"rerouted", report.rerouted}, {"faults", report.faults}}.dump(2) << '\n';
        } else {
            std::cout << report.written.string() << " を書きました（図 " << report.diagrams << "、動いた図形 " << report.moved << "、引き直した線 " << report.rerouted << "）\n";
        }
        return report.faults.empty() ? exit_done : exit_some_wait;
    });
}

}  // namespace yorozu::cli
