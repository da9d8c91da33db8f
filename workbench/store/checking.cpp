// What people did while checking: steps, their undoing, entries.
#include "workbench/store/checking.h"

#include <algorithm>
#include <set>

#include "workbench/store/audit_chain.h"
#include "workbench/store/erasing.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

std::int64_t add_step(Database& database, std::int64_t batch, const std::string& kind,
                      std::optional<std::int64_t> undoes, const std::string& who, TimeMs at) {
    Statement(database, "INSERT INTO check_steps (batch, kind, undoes, who, at_ms) VALUES (?, ?, ?, ?, ?)")
        .bind(batch, kind, undoes, who, at)
        .run();
    return last_id(database);
}

StoreError decided_meanwhile() {
    return {Blame::request, "ほかの人が先に確かめました", "この項目", "次の項目へ進んでください（先に確かめた値が残ります）"};
}

std::int64_t last_correction(const Database& database, std::int64_t document, const std::string& field) {
    Statement last(database, "SELECT ifnull(max(id), 0) FROM corrections WHERE document = ? AND field = ?");
    last.bind(document, field).step();
    return last.integer(0);
}

void chain_correction(Database& database, std::int64_t document, const std::string& field, const std::string& detail,
                      const std::string& who, TimeMs at) {
    chain_entry(database, {0, at, who, "correct", "document/" + std::to_string(document), field, detail, ""});
}

Entry entry_at(const Statement& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5), row.number(6)};
}

constexpr const char* last_entries =
    "SELECT e.document, e.field, e.kind, e.value, e.who, e.at_ms, e.seconds FROM entries e WHERE e.kind <> 'withdrawn' "
    "AND e.id = (SELECT max(id) FROM entries WHERE document = e.document AND field = e.field AND who = e.who) AND ";

constexpr const char* last_characters =
    "SELECT c.document, c.field, c.position, c.old_value, c.new_value FROM character_checks c WHERE c.kind = 'settled' "
    "AND c.id = (SELECT max(id) FROM character_checks WHERE document = c.document AND field = c.field "
    "AND position = c.position) AND ";

CharacterCheck character_at(const Statement& row) {
    return {row.integer(0), row.text(1), static_cast<int>(row.integer(2)), row.text(3), row.text(4)};
}

}  // namespace

EnteredMeanwhile::EnteredMeanwhile()
    : StoreError(Blame::request, "ほかの人が先に入力しました", "この項目", "もう一度入力してください") {}

std::int64_t Checking::batch_id(const std::string& batch) const {
    Statement find(database_, "SELECT id FROM batches WHERE name = ?");
    if (!find.bind(batch).step())
        throw StoreError(Blame::request, "その名前の束はありません", batch, "yorozu batch list で束の名前を確かめてください");
    return find.integer(0);
}

void Checking::keep_decision(const FieldDecision& decided, std::int64_t step) {
    refuse_erased(database_, decided.document);
    const auto& decision = decided.decision;
    Statement others(database_, "SELECT 1 FROM corrections WHERE document = ? AND field = ? AND id > ? AND who <> ?");
    if (others.bind(decided.document, decision.field, decided.seen, decision.who).step()) throw decided_meanwhile();
    Statement(database_,
              "INSERT INTO corrections (document, field, kind, old_value, new_value, who, at_ms, seconds, reason, step) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(decided.document, decision.field, decision.kind, decision.old_value, decision.value, decision.who,
              decision.at, decision.seconds, decision.reason, step)
        .run();
    chain_correction(database_, decided.document, decision.field, decision.kind, decision.who, decision.at);
}

std::int64_t Checking::keep(const CheckStep& step) {
    Write write(database_);
    for (const auto& entry : step.entries)
        if (step.entries_seen && entries(entry.document, entry.field).size() != *step.entries_seen) throw EnteredMeanwhile();
    const auto id = add_step(database_, batch_id(step.batch), step.kind, std::nullopt, step.who, step.at);
    for (const auto& decision : step.decisions) keep_decision(decision, id);
    for (const auto& character : step.characters) refuse_erased(database_, character.document);
    for (const auto& entry : step.entries) refuse_erased(database_, entry.document);
    for (const auto& character : step.characters)
        Statement(database_,
                  "INSERT INTO character_checks (document, field, position, kind, old_value, new_value, step) "
                  "VALUES (?, ?, ?, 'settled', ?, ?, ?)")
            .bind(character.document, character.field, character.position, character.old_value, character.value, id)
            .run();
    for (const auto& entry : step.entries)
        Statement(database_,
                  "INSERT INTO entries (document, field, kind, value, who, at_ms, seconds, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(entry.document, entry.field, entry.kind, entry.value, entry.who, entry.at, entry.seconds, id)
            .run();
    for (const auto& entry : step.entries)
        chain_correction(database_, entry.document, entry.field, "double entry", entry.who, entry.at);
    std::set<std::pair<std::int64_t, std::string>> fields;  // a field's characters are one entry
    for (const auto& character : step.characters)
        if (fields.emplace(character.document, character.field).second)
            chain_correction(database_, character.document, character.field, "characters", step.who, step.at);
    for (const auto& record : step.records) Records(database_).put_one(record, step.at);
    write.commit();
    keep_audit_head(database_);
    return id;
}

std::optional<UndoableStep> Checking::last_step(const std::string& batch, const std::string& who) const {
    const Snapshot snapshot(database_);
    Statement steps(database_,
                    "SELECT s.id, s.kind FROM check_steps s WHERE s.batch = ? AND s.who = ? AND s.undoes IS NULL "
                    "AND NOT EXISTS (SELECT 1 FROM check_steps u WHERE u.undoes = s.id) ORDER BY s.id DESC");
    steps.bind(batch_id(batch), who);
    while (steps.step()) {
        UndoableStep found{steps.integer(0), steps.text(1), {}, 0};
        bool in_force = true;
        Statement fields(database_, "SELECT id, document, field FROM corrections WHERE step = ?");
        fields.bind(found.id);
        while (fields.step()) {
            in_force = in_force && last_correction(database_, fields.integer(1), fields.text(2)) == fields.integer(0) && !was_erased(database_, "readings", fields.integer(1));
            found.fields.emplace_back(fields.integer(1), fields.text(2));
        }
        // An entry is its maker's alone until the second one settles the field.
        Statement entries(database_,
                          "SELECT EXISTS (SELECT 1 FROM corrections c WHERE c.document = e.document AND c.field = e.field "
                          "AND ifnull(c.step, 0) > e.step AND c.kind <> 'reopened') FROM entries e WHERE e.step = ?");
        entries.bind(found.id);
        while (entries.step()) in_force = in_force && !entries.integer(0);
        Statement characters(database_, "SELECT count(*) FROM character_checks WHERE step = ?");
        characters.bind(found.id).step();
        found.characters = static_cast<int>(characters.integer(0));
        if (in_force) return found;
    }
    return std::nullopt;
}

void Checking::undo(const UndoableStep& step, const std::string& batch, const std::string& who, TimeMs at,
                    const std::vector<StoredRecord>& records) {
    Write write(database_);
    if (Statement(database_, "SELECT 1 FROM check_steps WHERE undoes = ?").bind(step.id).step())
        throw StoreError(Blame::request, "もう戻してあります", "この操作", "もう一度 Ctrl+Z を押すと、その前の操作を戻せます");
    const auto id = add_step(database_, batch_id(batch), "undo", step.id, who, at);
    Statement fields(database_, "SELECT id, document, field, old_value, new_value FROM corrections WHERE step = ?");
    fields.bind(step.id);
    while (fields.step()) {
        Decision open;
        open.field = fields.text(2);
        open.kind = "reopened";
        open.old_value = fields.text(4);
        open.value = fields.text(3);
        open.who = who;
        open.at = at;
        keep_decision({fields.integer(1), fields.integer(0), open}, id);
    }
    Statement(database_,
              "INSERT INTO character_checks (document, field, position, kind, old_value, new_value, step) "
              "SELECT document, field, position, 'reopened', new_value, old_value, ?1 FROM character_checks WHERE step = ?2")
        .bind(id, step.id)
        .run();
    Statement(database_,
              "INSERT INTO entries (document, field, kind, value, who, at_ms, seconds, step) "
              "SELECT document, field, 'withdrawn', '', who, ?1, 0, ?2 FROM entries WHERE step = ?3")
        .bind(at, id, step.id)
        .run();
    for (const auto& record : records) Records(database_).put_one(record, at);
    chain_entry(database_, {0, at, who, "correct", "batch/" + batch, "", "undo " + step.kind, ""});
    write.commit();
    keep_audit_head(database_);
}

std::vector<CharacterCheck> Checking::settled_characters(std::int64_t document) const {
    std::vector<CharacterCheck> all;
    Statement rows(database_, std::string(last_characters) + "c.document = ? ORDER BY c.field, c.position");
    rows.bind(document);
    while (rows.step()) all.push_back(character_at(rows));
    return all;
}

std::vector<CharacterCheck> Checking::settled_characters(const std::string& batch) const {
    std::vector<CharacterCheck> all;
    Statement rows(database_, std::string(last_characters) +
                                  "c.document IN (SELECT d.id FROM documents d JOIN files f ON f.id = d.file WHERE f.batch = ?) "
                                  "ORDER BY c.document, c.field, c.position");
    rows.bind(batch_id(batch));
    while (rows.step()) all.push_back(character_at(rows));
    return all;
}

void Checking::mark_double_entry(const std::string& batch, const std::string& field, bool marked, const std::string& who,
                                 TimeMs at) {
    Write write(database_);
    Statement(database_, "INSERT INTO double_entry_marks (batch, field, marked, who, at_ms) VALUES (?, ?, ?, ?, ?)")
        .bind(batch_id(batch), field, marked, who, at)
        .run();
    write.commit();
}

std::vector<Entry> Checking::entries(std::int64_t document, const std::string& field) const {
    std::vector<Entry> all;
    Statement rows(database_, std::string(last_entries) + "e.document = ? AND e.field = ? ORDER BY e.id");
    rows.bind(document, field);
    while (rows.step()) all.push_back(entry_at(rows));
    return all;
}

std::vector<Entry> Checking::entries(const std::string& batch) const {
    std::vector<Entry> all;
    Statement rows(database_, std::string(last_entries) +
                                  "e.document IN (SELECT d.id FROM documents d JOIN files f ON f.id = d.file WHERE f.batch = ?) "
                                  "ORDER BY e.id");
    rows.bind(batch_id(batch));
    while (rows.step()) all.push_back(entry_at(rows));
    return all;
}

std::vector<double> Checking::seconds_of(const std::string& who, TimeMs since) const {
    std::vector<double> all;
    Statement rows(database_,
                   "SELECT c.seconds FROM corrections c LEFT JOIN check_steps s ON s.id = c.step WHERE c.who = ? AND "
                   "c.at_ms >= ? AND c.kind <> 'reopened' AND ifnull(s.kind, 'field') NOT IN ('group', 'entry')");
    rows.bind(who, since);
    while (rows.step()) all.push_back(rows.number(0));
    return all;
}

}  // namespace yorozu::store
