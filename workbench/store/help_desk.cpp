#include "workbench/store/help_desk.h"

#include <nlohmann/json.hpp>

#include "workbench/store/audit_chain.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

using Fields = std::map<std::string, std::string>;

std::string dumped(const Fields& fields) { return nlohmann::json(fields).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }
Fields fields_in(const std::string& json) { return nlohmann::json::parse(json).get<Fields>(); }

}  // namespace

std::vector<StandardQuestion> HelpDesk::questions() const {
    std::vector<StandardQuestion> found;
    Statement rows(database_, "SELECT name, fields, who, changed_ms FROM standard_questions ORDER BY name");
    while (rows.step()) found.push_back({rows.text(0), fields_in(rows.text(1)), rows.text(2), rows.integer(3)});
    return found;
}

void HelpDesk::keep(const StandardQuestion& question) {
    Write write(database_);
    Statement(database_, "INSERT INTO standard_questions (name, fields, who, changed_ms) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET fields = ?2, who = ?3, changed_ms = ?4")
        .bind(question.name, dumped(question.fields), question.who, question.changed)
        .run();
    chain_entry(database_, {0, question.changed, question.who, "correct", "standard-question/" + question.name, "", "", ""});
    write.commit();
    keep_audit_head(database_);
}

bool HelpDesk::remove_question(const std::string& name, const std::string& who, TimeMs now) {
    Write write(database_);
    if (Statement(database_, "DELETE FROM standard_questions WHERE name = ?").bind(name).run() == 0) return false;
    chain_entry(database_, {0, now, who, "delete", "standard-question/" + name, "", "", ""});
    write.commit();
    keep_audit_head(database_);
    return true;
}

std::vector<CaseView> HelpDesk::views(const std::string& person) const {
    std::vector<CaseView> found;
    Statement rows(database_, "SELECT name, filter FROM case_views WHERE person = ? ORDER BY name");
    rows.bind(person);
    while (rows.step()) found.push_back({rows.text(0), fields_in(rows.text(1))});
    return found;
}

void HelpDesk::keep_view(const std::string& person, const CaseView& view) {
    Write write(database_);
    Statement(database_, "INSERT INTO case_views (person, name, filter) VALUES (?1, ?2, ?3) ON CONFLICT (person, name) DO UPDATE SET filter = ?3").bind(person, view.name, dumped(view.filter)).run();
    write.commit();
}

bool HelpDesk::remove_view(const std::string& person, const std::string& name) {
    Write write(database_);
    const bool there = Statement(database_, "DELETE FROM case_views WHERE person = ? AND name = ?").bind(person, name).run() > 0;
    write.commit();
    return there;
}

}  // namespace yorozu::store
