#include "workbench/desk/export/export_profile.h"

#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/export/profile_export.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ProfileWords {
    std::string name;
    std::vector<std::filesystem::path> files;
    std::filesystem::path out;
};

void print_faults(const std::vector<ocr::TemplateFault>& faults) {
    for (const auto& fault : faults)
        std::cerr << "yorozu: " << fault.what << ": " << fault.file.string() << (fault.place.empty() ? "" : " ") << fault.place << ": " << fault.mend << '\n';
}

Json as_json(const desk::ProfileReading& reading) {
    Json faults = Json::array();
    for (const auto& fault : reading.faults)
        faults.push_back({{"file", fault.file.string()}, {"place", fault.place}, {"what", fault.what}, {"mend", fault.mend}});
    Json json;
    if (const auto& profile = reading.profile) {
        Json headers = Json::array();
        for (const auto& column : profile->columns) headers.push_back(column.header);
        json = {{"name", profile->name}, {"title", profile->title}, {"template", profile->template_id}, {"columns", headers}};
    }
    json["usable"] = reading.profile.has_value();
    json["faults"] = faults;
    return json;
}

int report(const std::vector<desk::ProfileReading>& all, const Context& context) {
    bool wrong = false;
    Json list = Json::array();
    for (const auto& reading : all) {
        wrong = wrong || !reading.profile;
        list.push_back(as_json(reading));
        print_faults(reading.faults);
        if (!context.json && reading.profile)
            std::cout << reading.profile->name << '\t' << reading.profile->template_id << '\t' << reading.profile->columns.size() << " 列\t"
                      << reading.profile->title << '\n';
    }
    if (context.json) std::cout << Json{{"profiles", list}}.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    return wrong ? exit_request_wrong : exit_done;
}

int list(const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    const auto all = desk::kept_profiles(workspace);
    if (all.empty() && !context.json) std::cout << "書き出し設定はまだありません（yorozu export-profile draft テンプレートの id --out 名前.json で下書きを作り、add で加えます）\n";
    return report(all, context);
}

int check(const ProfileWords& words, const Context& context) {
    std::vector<ocr::FormTemplate> templates;
    if (std::filesystem::exists(context.workspace / "yorozu.db"))
        templates = desk::Workspace(context.workspace, store::Access::read, system_clock()()).templates();
    std::vector<desk::ProfileReading> all;
    for (const auto& file : words.files) all.push_back(desk::read_profile(file, templates));
    if (templates.empty()) std::cerr << "yorozu: 注意: ワークスペースに帳票テンプレートがないので、項目の id は確かめていません\n";
    return report(all, context);
}

int show(const ProfileWords& words, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    const auto profile = desk::kept_profile(workspace, words.name);
    std::ifstream in(desk::profile_file(workspace, profile.name), std::ios::binary);
    std::cout << in.rdbuf();
    return exit_done;
}

int add(const ProfileWords& words, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::change, system_clock()());
    sign_in(workspace, context);
    for (const auto& file : words.files) {
        const auto profile = desk::keep_profile(workspace, file);
        if (!context.quiet) std::cout << "書き出し設定 " << profile.name << " を加えました（" << profile.columns.size() << " 列）\n";
    }
    return exit_done;
}

int draft(const ProfileWords& words, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    const auto templates = workspace.templates();
    const auto* form = ocr::form_named(templates, words.name);
    if (!form)
        throw Failure(exit_request_wrong, "帳票テンプレートがありません", words.name, "ワークスペースにあるテンプレートの id を指定してください");
    if (std::filesystem::exists(words.out))
        throw Failure(exit_request_wrong, "同じ名前のファイルがあります", words.out.string(), "別の名前にしてください（上書きはしません）");
    desk::WholeFile file(words.out);
    file.write(desk::profile_text(desk::drafted_profile(*form)));
    file.place();
    if (!context.quiet) std::cout << words.out.string() << " を書きました。列と書き方を直し、yorozu export-profile add で加えてください\n";
    return exit_done;
}

}  // namespace

void add_export_profile(Commands& commands) {
    CLI::App* group = commands.app.add_subcommand("export-profile", "書き出し設定: 列の順、列名、日付・数字・かなの書き方、文字コード");
    group->require_subcommand(1);
    const Context& context = commands.context;
    const auto words = std::make_shared<ProfileWords>();

    commands.on_run(group->add_subcommand("list", "ワークスペースの書き出し設定"), [&context] { return list(context); });

    CLI::App* showing = group->add_subcommand("show", "書き出し設定を JSON のまま出す");
    showing->add_option("NAME", words->name, "設定の名前")->required();
    commands.on_run(showing, [words, &context] { return show(*words, context); });

    CLI::App* checking = group->add_subcommand("check", "書き出し設定のファイルを点検する");
    checking->add_option("FILE", words->files, "設定のファイル（.json）")->required();
    commands.on_run(checking, [words, &context] { return check(*words, context); });

    CLI::App* adding = group->add_subcommand("add", "点検して、ワークスペースに加える（同じ名前のものは置き換える）");
    adding->add_option("FILE", words->files, "設定のファイル（.json の前が名前になる）")->required();
    commands.on_run(adding, [words, &context] { return add(*words, context); });

    CLI::App* drafting = group->add_subcommand("draft", "テンプレートの全項目を並べた下書きを作る");
    drafting->add_option("TEMPLATE", words->name, "帳票テンプレートの id")->required();
    drafting->add_option("--out", words->out, "書き出す設定（.json）")->required();
    commands.on_run(drafting, [words, &context] { return draft(*words, context); });
}

}  // namespace yorozu::cli
