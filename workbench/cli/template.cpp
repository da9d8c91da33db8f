#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/desk/templates/form_templates.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct TemplateOptions {
    std::vector<std::filesystem::path> files;
    desk::DraftRequest draft;
    std::filesystem::path file;
    std::filesystem::path out;
};

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

/// Wrong requests become messages with exit code 2.
template <typename Work>
auto asked(Work work) {
    try {
        return work();
    } catch (const desk::TemplateRequestFault& fault) {
        throw Failure(exit_request_wrong, fault.what_words, fault.where, fault.mend);
    }
}

void print_json(const desk::TemplateReport& report) {
    Json json{{"usable", report.usable()}, {"templates", Json::array()}, {"faults", Json::array()}, {"confusable", Json::array()}};
    for (const auto& form : report.forms)
        json["templates"].push_back({{"id", form.id}, {"title", form.title}, {"file", form.file.string()}, {"pages", form.pages.size()}, {"fields", form.fields.size()}});
    for (const auto& fault : report.faults)
        json["faults"].push_back({{"file", fault.file.string()}, {"place", fault.place}, {"what", fault.what}, {"mend", fault.mend}, {"warning", fault.warning}});
    for (const auto& pair : report.confusable)
        json["confusable"].push_back({{"first", pair.first}, {"second", pair.second}, {"likeness", pair.likeness}});
    std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

int check(const Context& context, const TemplateOptions& options) {
    const auto report = desk::check_templates(options.files);
    for (const auto& fault : report.faults)
        std::cerr << "yorozu: " << (fault.warning ? "注意: " : "") << fault.what << ": " << fault.file.string() << " " << fault.place << ": " << fault.mend << '\n';
    if (context.json) {
        print_json(report);
    } else {
        for (const auto& form : report.forms)
            std::cout << form.file.string() << ": " << form.id << "「" << form.title << "」 " << form.pages.size() << " ページ、" << form.fields.size() << " 項目\n";
        for (const auto& pair : report.confusable)
            std::cout << "取り違えるおそれ: " << pair.first << " と " << pair.second << "（印刷の " << percent(pair.likeness)
                      << " が同じ）: 一緒に仕分けると、判断できない用紙は確認待ちになります\n";
        if (report.confusable.empty() && report.forms.size() > 1) std::cout << "取り違えるおそれのある組み合わせはありません\n";
    }
    return report.usable() ? exit_done : exit_request_wrong;
}

int draft(const Context& context, const TemplateOptions& options) {
    const auto result = asked([&] { return desk::draft_template(options.draft); });
    for (const auto& remark : result.remarks) std::cerr << "yorozu: 注意: " << remark << '\n';
    if (context.json) {
        std::cout << Json{{"pages", result.pages}, {"fields", result.fields}, {"written", result.written}, {"remarks", result.remarks}}.dump(2) << '\n';
    } else {
        for (const auto& file : result.written) std::cout << file << " を書きました\n";
        std::cout << result.pages << " ページ、" << result.fields << " 項目の下書きです。項目の id・label・kind を直し、yorozu template check と template draw で確かめてください\n";
    }
    return exit_done;
}

int draw(const Context& context, const TemplateOptions& options) {
    const auto files = asked([&] { return desk::draw_template(options.file, options.out); });
    Json json{{"written", Json::array()}};
    for (const auto& file : files) {
        json["written"].push_back(file.string());
        if (!context.json) std::cout << file.string() << " を書きました\n";
    }
    if (context.json) std::cout << json.dump(2) << '\n';
    return exit_done;
}

}  // namespace

void add_template(Commands& commands) {
    auto options = std::make_shared<TemplateOptions>();
    auto* group = commands.app.add_subcommand("template", "帳票テンプレート: 点検、下書き、図");
    group->require_subcommand(1);
    Context& context = commands.context;

    auto* checking = group->add_subcommand("check", "書き方、規則、取り違えるおそれを点検する");
    checking->add_option("files", options->files, "テンプレートのファイルかフォルダー")->required();
    commands.on_run(checking, [&context, options] { return check(context, *options); });

    auto* drafting = group->add_subcommand("draft", "空の帳票の枠から、項目の下書きを作る");
    drafting->add_option("blank", options->draft.blank, "空の帳票の画像（PNG・JPEG・TIFF・PDF）")->required();
    drafting->add_option("--out", options->draft.out, "書き出すテンプレート（.json）")->required();
    drafting->add_option("--width-mm", options->draft.width_mm, "紙の幅 mm（画像に解像度がないとき）")->check(CLI::Range(20.0, 1200.0));
    commands.on_run(drafting, [&context, options] { return draft(context, *options); });

    auto* drawing = group->add_subcommand("draw", "空の帳票に項目を重ねた図を描く");
    drawing->add_option("template", options->file, "テンプレートのファイル")->required();
    drawing->add_option("--out", options->out, "書き出す図（.png）")->required();
    commands.on_run(drawing, [&context, options] { return draw(context, *options); });
}

}  // namespace yorozu::cli
