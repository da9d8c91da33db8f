#include "workbench/desk/people/people.h"

#include <algorithm>

#include "ocr/lexicon/text_key.h"
#include "workbench/store/audit_log.h"
#include "workbench/store/people.h"

namespace yorozu::desk {
namespace {

store::StoredPerson stored(const Person& person) {
    store::StoredPerson kept;
    kept.name = person.name;
    for (const Right right : person.rights) kept.rights.emplace_back(name_of(right));
    kept.departments = person.departments;
    kept.retired = person.retired;
    return kept;
}

Person read_again(const store::StoredPerson& kept) {
    Person person{kept.name, {}, kept.departments, kept.retired};
    for (const auto& name : kept.rights)
        if (const auto right = right_named(name)) person.rights.push_back(*right);
    return person;
}

bool is_admin(const Person& person) {
    return !person.retired && std::find(person.rights.begin(), person.rights.end(), Right::admin) != person.rights.end();
}

void check_person(const Person& person) {
    const auto points = ocr::code_points(person.name);
    const bool strange = std::any_of(points.begin(), points.end(), [](char32_t c) { return c < 0x20 || c == 0x7F || c == 0xFFFD; });
    if (points.empty() || points.size() > 64 || strange || points.front() == U' ' || points.back() == U' ')
        throw RequestFault("名前として使えません: 利用者の名前: 前後に空白のない、64 文字までの名前にしてください");
    if (person.rights.empty())
        throw RequestFault("権限がありません: " + person.name + ": --right に clerk、checker、it、help-desk、manager、admin のどれか（いくつでも）を付けてください");
}

void check_passphrase(const Passphrase& passphrase) {
    if (const auto weakness = passphrase.weakness(); !weakness.empty())
        throw RequestFault("このパスフレーズは使えません: 新しいパスフレーズ: " + weakness);
}

std::string in_seconds(store::TimeMs ms) { return std::to_string((ms + 999) / 1000) + " 秒"; }

/// Without a word about which was wrong.
[[noreturn]] void refuse(Workspace& workspace, const Clock& clock, const std::string& subject, const std::string& detail) {
    store::AuditLog(workspace.database()).append({0, clock(), operating_system_user(), "sign-in-refused", subject, "", detail, ""});
    throw SignInRefused("サインインできません: " + workspace.folder().string() + ": 名前とパスフレーズを確かめて、もう一度入れてください", 0);
}

}  // namespace

void sign_in(Workspace& workspace, const std::string& name, const Passphrase& passphrase, const Clock& clock,
             const SignInPace& pace, const PassphraseCost& cost) {
    store::People people(workspace.database());
    if (!people.any())
        throw RequestFault("このワークスペースに利用者は登録されていません: " + workspace.folder().string() +
                           ": サインインは要りません（yorozu people add で登録できます）");
    const auto person = people.find(name);
    if (!person) {
        hash_of(passphrase, cost);  // as long as a real try takes
        refuse(workspace, clock, "person", "登録のない名前");
    }
    if (const auto wait = people.begin_try(name, clock(), pace.free_tries, pace.first_wait, pace.longest_wait); wait > 0) {
        store::AuditLog(workspace.database())
            .append({0, clock(), operating_system_user(), "sign-in-refused", "person/" + name, "", "待ち時間のあいだ", ""});
        throw SignInRefused("まだサインインできません: 間違いが続いたため: あと " + in_seconds(wait) + "待ってから、もう一度入れてください", wait);
    }
    if (!opens(passphrase, person->passphrase)) refuse(workspace, clock, "person/" + name, "パスフレーズの間違い");
    if (person->retired) refuse(workspace, clock, "person/" + name, "使用停止の人");
    people.clear_tries(name);
    store::AuditLog(workspace.database())
        .append({0, clock(), name, "sign-in", "person/" + name, "", "OS の利用者 " + operating_system_user(), ""});
    workspace.begin({name, true, clock});
}

std::vector<Person> people(Workspace& workspace) {
    require(workspace, {});
    std::vector<Person> all;
    for (const auto& kept : store::People(workspace.database()).all()) all.push_back(read_again(kept));
    return all;
}

void add_person(Workspace& workspace, const Person& person, const Passphrase& passphrase, const PassphraseCost& cost) {
    require(workspace, {Right::admin});
    check_person(person);
    check_passphrase(passphrase);
    if (!has_people(workspace) && !is_admin(person))
        throw RequestFault("最初の利用者は管理者でなければなりません: " + person.name + ": --right admin を付けてください（ほかの権限も一緒に付けられます）");
    auto kept = stored(person);
    kept.passphrase = hash_of(passphrase, cost);
    store::People(workspace.database()).add(kept, workspace.session().who, workspace.session().clock());
}

void change_rights(Workspace& workspace, const Person& person) {
    require(workspace, {Right::admin});
    check_person(person);
    const auto all = people(workspace);
    const bool other_admin = std::any_of(all.begin(), all.end(), [&](const Person& one) { return is_admin(one) && one.name != person.name; });
    if (!other_admin && !is_admin(person))
        throw RequestFault("最後の管理者です: " + person.name + ": 先にほかの人を管理者にしてください");
    store::People(workspace.database()).set_rights(stored(person), workspace.session().who, workspace.session().clock());
}

void change_passphrase(Workspace& workspace, const std::string& name, const Passphrase& passphrase, const PassphraseCost& cost) {
    if (workspace.session().signed_in && workspace.session().who == name)
        require(workspace, {});
    else
        require(workspace, {Right::admin});
    check_passphrase(passphrase);
    store::People(workspace.database()).set_passphrase(name, hash_of(passphrase, cost), workspace.session().who, workspace.session().clock());
}

}  // namespace yorozu::desk
