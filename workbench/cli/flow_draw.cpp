#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/desk/flows/flow_export.h"

namespace yorozu::cli {

void add_flow_draw(Commands& commands, CLI::App& group) {
    struct Options {
        std::filesystem::path file, out;
        int diagram = 0;
        desk::PictureForm form;
        std::string paper = "fit";
        bool upright = false;
        int percent = 0;
    };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("draw", "図を SVG、PNG、PDF に描く（画面は要らない）。図形のない要素には場所を決める");
    command->add_option("file", options->file, "業務フローのファイル（.bpmn）")->required();
    command->add_option("--out", options->out, "書き出す図（.svg .png .pdf）")->required();
    command->add_option("--diagram", options->diagram, "図の番号（1 から。既定: すべて）")->check(CLI::Range(1, 100000));
    command->add_option("--paper", options->paper, "PDF の紙: fit（図の大きさ）、a4、a3。入らなければ何枚かに分ける")->check(CLI::IsMember({"fit", "a4", "a3"}));
    command->add_flag("--portrait", options->upright, "紙を縦に使う");
    command->add_option("--scale", options->percent, "倍率 %（PNG の既定 200、紙の既定: 1 枚に入る大きさ、60 % まで）")->check(CLI::Range(10, 1000));
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        auto form = options->form;
        form.paper.size = options->paper == "a4" ? flows::PaperSize::a4 : options->paper == "a3" ? flows::PaperSize::a3 : flows::PaperSize::drawing;
        form.paper.upright = options->upright;
        if (options->percent > 0) form.paper.scale = form.scale = options->percent / 100.0;
        nlohmann::ordered_json json{{"written", nlohmann::ordered_json::array()}};
        for (const auto& file : desk::draw_flow_file(options->file, options->diagram, options->out, form)) {
            json["written"].push_back(file.string());
            if (!context.json) std::cout << file.string() << " を書きました\n";
        }
        if (context.json) std::cout << json.dump(2) << '\n';
        return exit_done;
    });
}

}  // namespace yorozu::cli
