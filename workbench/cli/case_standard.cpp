#include "workbench/cli/case_standard.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/sign_in.h"
#include "workbench/desk/cases/standard_questions.h"

namespace yorozu::cli {
namespace {

struct StandardWords {
    std::string name, from;
    desk::CaseFields fields;
};

int list_questions(const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::read);
    const auto all = desk::standard_questions(*workspace);
    if (context.json) {
        auto questions = nlohmann::ordered_json::array();
        for (const auto& one : all) questions.push_back({{"name", one.name}, {"fields", one.fields}});
        std::cout << nlohmann::ordered_json{{"standard_questions", questions}}.dump(2) << '\n';
        return exit_done;
    }
    for (const auto& one : all) std::cout << one.name << "  " << one.fields.at("title") << '\n';
    if (all.empty()) std::cout << "定型の質問はまだありません（yorozu case standard set で登録します）\n";
    return exit_done;
}

int set(const StandardWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    auto fields = words.fields;
    if (!words.from.empty())
        for (const auto& [field, value] : desk::case_page(*workspace, words.from).now.fields)
            if (fields[field].empty()) fields[field] = value;
    desk::keep_standard_question(*workspace, words.name, fields);
    if (!context.quiet) std::cout << "定型の質問「" << words.name << "」を登録しました（yorozu case add --standard " << words.name << "）\n";
    return exit_done;
}

int remove(const StandardWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::remove_standard_question(*workspace, words.name);
    if (!context.quiet) std::cout << "定型の質問「" << words.name << "」を消しました（これまでの相談はそのままです）\n";
    return exit_done;
}

}  // namespace

void add_case_standard(CLI::App& group, Commands& commands) {
    auto words = std::make_shared<StandardWords>();
    Context& context = commands.context;
    CLI::App* standard = group.add_subcommand("standard", "定型の質問: よく来る相談の書き出しと答え");
    standard->require_subcommand(1);
    commands.on_run(standard->add_subcommand("list", "登録した定型の質問"), [&context] { return list_questions(context); });

    CLI::App* setting = standard->add_subcommand("set", "登録する、または置き換える");
    setting->add_option("NAME", words->name, "選ぶときの名前")->required();
    for (const auto& [option, field] : {std::pair("--title", "title"), {"--body", "body"}, {"--category", "category"}, {"--system", "system"}, {"--channel", "channel"}, {"--solution", "solution"}})
        setting->add_option_function<std::string>(option, [words, name = std::string(field)](const std::string& value) { words->fields[name] = value; }, desk::case_field_words(field));
    setting->add_option("--from", words->from, "この相談から写す（人の名前と日は写さない）");
    commands.on_run(setting, [words, &context] { return set(*words, context); });

    CLI::App* removing = standard->add_subcommand("remove", "消す");
    removing->add_option("NAME", words->name, "名前")->required();
    commands.on_run(removing, [words, &context] { return remove(*words, context); });
}

}  // namespace yorozu::cli
