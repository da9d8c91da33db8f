#include "workbench/store/people.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workbench/store/audit_chain.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

constexpr const char* people_columns =
    "SELECT name, passphrase, rights, departments, retired, wrong_tries, wait_until_ms FROM people ";

std::string list_text(const std::vector<std::string>& list) { return nlohmann::json(list).dump(); }

StoredPerson person_at(const Statement& row) {
    return {row.text(0),
            row.text(1),
            nlohmann::json::parse(row.text(2)).get<std::vector<std::string>>(),
            nlohmann::json::parse(row.text(3)).get<std::vector<std::string>>(),
            row.integer(4) != 0,
            static_cast<int>(row.integer(5)),
            row.integer(6)};
}

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& one : list) text += (text.empty() ? "" : " ") + one;
    return text;
}

std::string words_of(const StoredPerson& person) {
    std::string words = "権限 " + joined(person.rights);
    if (!person.departments.empty()) words += "、課 " + joined(person.departments);
    if (person.retired) words += "、使用停止";
    return words;
}

void must_be_there(int rows, const Database& database, const std::string& name) {
    if (rows == 0)
        throw StoreError(Blame::request, "その人は登録されていません", database.file().parent_path().string() + " " + name,
                         "yorozu people list で名前を確かめてください");
}

}  // namespace

bool People::any() const { return Statement(database_, "SELECT 1 FROM people LIMIT 1").bind().step(); }

std::vector<StoredPerson> People::all() const {
    std::vector<StoredPerson> people;
    Statement rows(database_, std::string(people_columns) + "ORDER BY name");
    rows.bind();
    while (rows.step()) people.push_back(person_at(rows));
    return people;
}

std::optional<StoredPerson> People::find(const std::string& name) const {
    Statement row(database_, std::string(people_columns) + "WHERE name = ?");
    if (!row.bind(name).step()) return std::nullopt;
    return person_at(row);
}

void People::add(const StoredPerson& person, const std::string& who, TimeMs now) {
    Write write(database_);
    if (find(person.name))
        throw StoreError(Blame::request, "その名前の人はもう登録されています", person.name,
                         "別の名前にするか、yorozu people rights で権限を変えてください");
    Statement(database_, "INSERT INTO people (name, passphrase, rights, departments, retired) VALUES (?, ?, ?, ?, ?)")
        .bind(person.name, person.passphrase, list_text(person.rights), list_text(person.departments), person.retired)
        .run();
    chain_entry(database_, {0, now, who, "people", "person/" + person.name, "", "登録: " + words_of(person), ""});
    write.commit();
    keep_audit_head(database_);
}

void People::set_rights(const StoredPerson& person, const std::string& who, TimeMs now) {
    Write write(database_);
    must_be_there(Statement(database_, "UPDATE people SET rights = ?, departments = ?, retired = ? WHERE name = ?")
                      .bind(list_text(person.rights), list_text(person.departments), person.retired, person.name)
                      .run(),
                  database_, person.name);
    chain_entry(database_, {0, now, who, "people", "person/" + person.name, "", "変更: " + words_of(person), ""});
    write.commit();
    keep_audit_head(database_);
}

void People::set_passphrase(const std::string& name, const std::string& hash, const std::string& who, TimeMs now) {
    Write write(database_);
    must_be_there(Statement(database_, "UPDATE people SET passphrase = ?, wrong_tries = 0, wait_until_ms = 0 WHERE name = ?")
                      .bind(hash, name)
                      .run(),
                  database_, name);
    chain_entry(database_, {0, now, who, "people", "person/" + name, "", "パスフレーズの変更", ""});
    write.commit();
    keep_audit_head(database_);
}

TimeMs People::begin_try(const std::string& name, TimeMs now, int free_tries, TimeMs first_wait, TimeMs longest_wait) {
    Write write(database_);
    const auto person = find(name);
    must_be_there(person ? 1 : 0, database_, name);
    const TimeMs left = person->wait_until - now;
    if (left > 0 && left <= longest_wait) return left;  // more than the longest: the clock was set back meanwhile
    const int tries = person->wrong_tries + 1;
    TimeMs wait = 0;
    for (int doubling = free_tries; doubling <= tries; ++doubling) wait = wait == 0 ? first_wait : std::min(wait * 2, longest_wait);
    Statement(database_, "UPDATE people SET wrong_tries = ?, wait_until_ms = ? WHERE name = ?")
        .bind(tries, wait == 0 ? TimeMs{0} : now + wait, name)
        .run();
    write.commit();
    return 0;
}

void People::clear_tries(const std::string& name) {
    Write write(database_);
    Statement(database_, "UPDATE people SET wrong_tries = 0, wait_until_ms = 0 WHERE name = ?").bind(name).run();
    write.commit();
}

}  // namespace yorozu::store
