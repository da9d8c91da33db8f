#include "workbench/desk/people/people.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct PeopleWords {
    std::string name;
    std::vector<std::string> rights, departments;
    bool retire = false;
};

desk::Person person_of(const PeopleWords& words) {
    desk::Person person{words.name, {}, words.departments, words.retire};
    for (const auto& name : words.rights) {
        const auto right = desk::right_named(name);
        if (!right)
            throw Failure(exit_request_wrong, "知らない権限です", "--right " + name,
                          "clerk、checker、it、help-desk、manager、admin のどれかにしてください");
        person.rights.push_back(*right);
    }
    return person;
}

Json as_json(const desk::Person& person) {
    Json rights = Json::array();
    for (const auto right : person.rights) rights.push_back(std::string(desk::name_of(right)));
    return {{"name", person.name}, {"rights", rights}, {"departments", person.departments}, {"retired", person.retired}};
}

void print(const desk::Person& person) {
    std::cout << person.name << '\t';
    for (const auto& right : person.rights) std::cout << (&right == &person.rights.front() ? "" : "、") << desk::words_of(right);
    std::cout << '\t' << (person.departments.empty() ? "すべての課" : "");
    for (const auto& department : person.departments) std::cout << (&department == &person.departments.front() ? "" : "、") << department;
    std::cout << (person.retired ? "\t使用停止" : "") << '\n';
}

int add(const PeopleWords& words, const Context& context) {
    const auto person = person_of(words);
    desk::Workspace workspace(context.workspace, store::Access::write, system_clock()());
    sign_in(workspace, context);
    const bool first = !desk::has_people(workspace);
    desk::add_person(workspace, person, *ask_new_passphrase(words.name));
    if (!context.quiet) {
        std::cout << words.name << " を登録しました\n";
        if (first) std::cout << "これからは、個人の情報を見せる操作にサインインが要ります（--person か YOROZU_PERSON）\n";
    }
    return exit_done;
}

int list(const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    sign_in(workspace, context);
    const auto all = desk::people(workspace);
    if (context.json) {
        Json json = Json::array();
        for (const auto& person : all) json.push_back(as_json(person));
        std::cout << Json{{"people", json}}.dump(2) << '\n';
        return exit_done;
    }
    if (all.empty()) std::cout << "利用者は登録されていません（OS の利用者 " << desk::operating_system_user() << " として動きます）\n";
    for (const auto& person : all) print(person);
    return exit_done;
}

int rights(const PeopleWords& words, const Context& context) {
    const auto person = person_of(words);
    desk::Workspace workspace(context.workspace, store::Access::change, system_clock()());
    sign_in(workspace, context);
    desk::change_rights(workspace, person);
    if (!context.quiet) print(person);
    return exit_done;
}

int passphrase(const PeopleWords& words, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::change, system_clock()());
    sign_in(workspace, context);
    const std::string name = words.name.empty() ? workspace.session().who : words.name;
    desk::change_passphrase(workspace, name, *ask_new_passphrase(name));
    if (!context.quiet) std::cout << name << " のパスフレーズを変えました\n";
    return exit_done;
}

}  // namespace

void add_people(Commands& commands) {
    CLI::App* group = commands.app.add_subcommand("people", "利用者、権限、パスフレーズ（登録するまでは OS の利用者として動く）");
    group->require_subcommand(1);
    const Context& context = commands.context;
    const auto words = std::make_shared<PeopleWords>();
    const std::string known = "権限: clerk 入力、checker 確認、it、help-desk 相談、manager 管理職、admin 管理者（いくつでも）";

    CLI::App* adding = group->add_subcommand("add", "利用者を登録する（最初の一人は admin）");
    adding->add_option("NAME", words->name, "名前")->required();
    adding->add_option("--right", words->rights, known)->required()->allow_extra_args(false);
    adding->add_option("--department", words->departments, "見てよい課（いくつでも、省くとすべて）")->allow_extra_args(false);
    commands.on_run(adding, [words, &context] { return add(*words, context); });

    commands.on_run(group->add_subcommand("list", "利用者と権限の一覧"), [&context] { return list(context); });

    CLI::App* changing = group->add_subcommand("rights", "権限と課を、書いたとおりに置き換える");
    changing->add_option("NAME", words->name, "名前")->required();
    changing->add_option("--right", words->rights, known)->required()->allow_extra_args(false);
    changing->add_option("--department", words->departments, "見てよい課（いくつでも、省くとすべて）")->allow_extra_args(false);
    changing->add_flag("--retire", words->retire, "サインインできなくする（名前は監査ログのために残る）");
    commands.on_run(changing, [words, &context] { return rights(*words, context); });

    CLI::App* renewing = group->add_subcommand("passphrase", "パスフレーズを変える（自分の、または管理者がほかの人の）");
    renewing->add_option("NAME", words->name, "名前（省くと自分）");
    commands.on_run(renewing, [words, &context] { return passphrase(*words, context); });
}

}  // namespace yorozu::cli
