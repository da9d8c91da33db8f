#include "workbench/store/retention.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "workbench/store/audit_chain.h"
#include "workbench/store/erasing.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

constexpr std::array<std::string_view, 7> kind_names{"scans", "readings", "crops", "keyed", "evidence", "attachments", "copies"};
constexpr std::array<std::string_view, 4> from_names{"keyed", "checked", "closed", "made"};

/// Days since 1970-01-01 in Japan.
int day_of(TimeMs ms) { return static_cast<int>((ms + 32'400'000) / 86'400'000); }

std::string sha256_text(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::string hex(2 * hash.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
}

/// "batch:NAME/12" → NAME, 12; "batch:NAME" of earlier versions → NAME, 0; anything else → "", 0.
std::pair<std::string, std::int64_t> batch_in(const std::string& source) {
    if (source.rfind("batch:", 0) != 0) return {"", 0};
    const auto slash = source.rfind('/');
    std::int64_t record = 0;
    if (slash != std::string::npos) {
        const char* end = source.data() + source.size();
        const auto [stop, error] = std::from_chars(source.data() + slash + 1, end, record);
        if (error == std::errc() && stop == end && record > 0) return {source.substr(6, slash - 6), record};
    }
    return {source.substr(6), 0};
}

/// Empties what the database has of one subject.
void empty_rows(Database& database, KeptKind kind, std::int64_t subject) {
    switch (kind) {
        case KeptKind::readings:
            for (const char* sql : {"UPDATE readings SET findings = '[]' WHERE document = ?",
                                    "UPDATE field_readings SET value = '', json = '{}' WHERE reading IN (SELECT id FROM readings WHERE document = ?)",
                                    "UPDATE corrections SET old_value = '', new_value = '', reason = '' WHERE document = ?",
                                    "UPDATE character_checks SET old_value = '', new_value = '' WHERE document = ?",
                                    "UPDATE entries SET value = '' WHERE document = ?",
                                    "UPDATE records SET field_values = '{}', findings = '[]' WHERE document = ?"})
                Statement(database, sql).bind(subject).run();
            return;
        case KeptKind::keyed: {
            Statement item(database, "SELECT scenario, business_key FROM items WHERE id = ?");
            if (!item.bind(subject).step()) return;
            const std::string key = erased_key(item.text(0), item.text(1));
            Statement(database, "UPDATE items SET record = '{}', message = '', business_key = ? WHERE id = ?").bind(key, subject).run();
            return;
        }
        default: return;  // files, or Cases
    }
}

bool is_file(KeptKind kind) { return kind == KeptKind::scans || kind == KeptKind::crops || kind == KeptKind::evidence; }

}  // namespace

std::string_view name_of(KeptKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view name_of(CountedFrom from) { return from_names[static_cast<std::size_t>(from)]; }

std::optional<KeptKind> kept_kind(std::string_view name) {
    for (const auto kind : kept_kinds)
        if (name_of(kind) == name) return kind;
    return std::nullopt;
}

std::string erased_key(const std::string& scenario, const std::string& business_key) {
    return business_key.rfind("erased:", 0) == 0 ? business_key : "erased:" + sha256_text(scenario + "\n" + business_key);
}

void write_erasure(Database& database, std::string_view kind, std::int64_t subject, bool pending, TimeMs now) {
    Statement(database, "INSERT INTO erasures (kind, subject, at_ms, pending) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (kind, subject) DO UPDATE SET pending = ?4")
        .bind(std::string(kind), subject, now, pending)
        .run();
}

bool was_erased(const Database& database, std::string_view kind, std::int64_t subject) {
    Statement row(database, "SELECT 1 FROM erasures WHERE kind = ? AND subject = ?");
    return row.bind(std::string(kind), subject).step();
}

void refuse_erased(const Database& database, std::int64_t document) {
    if (was_erased(database, "readings", document))
        throw StoreError(Blame::request, "保存期間が過ぎて消した帳票です", "帳票 " + std::to_string(document), "値はもうないので、確かめたり直したりはできません");
}

std::map<KeptKind, RetentionRule> Retention::rules() const {
    std::map<KeptKind, RetentionRule> found;
    Statement rows(database_, "SELECT kind, days, counted_from FROM retention_rules ORDER BY id");
    while (rows.step()) {
        const auto kind = kept_kind(rows.text(0));
        if (!kind) continue;
        RetentionRule rule;
        if (!rows.null(1)) rule.days = static_cast<int>(rows.integer(1));
        for (std::size_t at = 0; at < from_names.size(); ++at)
            if (rows.text(2) == from_names[at]) rule.from = static_cast<CountedFrom>(at);
        found[*kind] = rule;
    }
    return found;
}

void Retention::set_rule(KeptKind kind, const RetentionRule& rule, const std::string& who, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT INTO retention_rules (kind, days, counted_from, who, entered_ms) VALUES (?, ?, ?, ?, ?)")
        .bind(std::string(name_of(kind)), rule.days, std::string(name_of(rule.from)), who, now)
        .run();
    chain_entry(database_, {0, now, who, "correct", "workspace", "retention", std::string(name_of(kind)) + (rule.days ? " " + std::to_string(*rule.days) + " days from " + std::string(name_of(rule.from)) : " keep"), ""});
    write.commit();
    keep_audit_head(database_);
}

std::vector<Hold> Retention::holds() const {
    std::vector<Hold> found;
    Statement rows(database_, "SELECT subject, reason, who, entered_ms FROM holds h WHERE held AND id = (SELECT max(id) FROM holds WHERE subject = h.subject) ORDER BY id");
    while (rows.step()) found.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3)});
    return found;
}

void Retention::hold(const std::string& subject, bool held, const std::string& reason, const std::string& who, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT INTO holds (subject, held, reason, who, entered_ms) VALUES (?, ?, ?, ?, ?)").bind(subject, held, reason, who, now).run();
    chain_entry(database_, {0, now, who, "correct", subject, "hold", held ? "held" : "released", ""});
    write.commit();
    keep_audit_head(database_);
}

bool Retention::known(const std::string& subject) const {
    const auto slash = subject.find('/');
    if (slash == std::string::npos) return false;
    const std::string kind = subject.substr(0, slash), name = subject.substr(slash + 1);
    const std::map<std::string, const char*> tables{{"batch", "SELECT 1 FROM batches WHERE name = ?"},
                                                    {"document", "SELECT 1 FROM documents WHERE CAST(id AS TEXT) = ?"},
                                                    {"scenario", "SELECT 1 FROM items WHERE scenario = ? LIMIT 1"},
                                                    {"case", "SELECT 1 FROM cases WHERE number = ?"}};
    const auto table = tables.find(kind);
    if (table == tables.end()) return false;
    Statement row(database_, table->second);
    return row.bind(name).step();
}

std::vector<FormLife> Retention::forms() const {
    std::vector<FormLife> found;
    Statement rows(database_, "SELECT r.document, b.name, r.documents, r.state = 'checked', r.changed_ms FROM records r JOIN documents d ON d.id = r.document "
                              "JOIN files f ON f.id = d.file JOIN batches b ON b.id = f.batch ORDER BY r.document");
    while (rows.step()) {
        FormLife form{rows.integer(0), rows.text(1), nlohmann::json::parse(rows.text(2)).get<std::vector<std::int64_t>>(), {}};
        if (rows.integer(3)) form.checked_day = day_of(rows.integer(4));
        found.push_back(std::move(form));
    }
    return found;
}

std::vector<FileLife> Retention::files() const {
    std::vector<FileLife> found;
    Statement rows(database_, "SELECT f.id, f.scan, b.name, s.bytes, ifnull(s.pages = (SELECT count(*) FROM documents d WHERE d.file = f.id), 0), d.id "
                              "FROM files f JOIN scans s ON s.hash = f.scan JOIN batches b ON b.id = f.batch LEFT JOIN documents d ON d.file = f.id ORDER BY f.id, d.page");
    while (rows.step()) {
        if (found.empty() || found.back().file != rows.integer(0)) found.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.integer(3), rows.integer(4) != 0, {}});
        if (!rows.null(5)) found.back().documents.push_back(rows.integer(5));
    }
    return found;
}

std::vector<ItemLife> Retention::items() const {
    std::vector<ItemLife> found;
    Statement rows(database_, "SELECT i.id, i.scenario, i.source, i.state IN ('done', 'already_present') AND NOT k.test, k.day FROM items i JOIN keyed k ON k.item = i.id ORDER BY i.id");
    while (rows.step()) {
        auto [batch, record] = batch_in(rows.text(2));
        found.push_back({rows.integer(0), rows.text(1), std::move(batch), record, rows.integer(3) != 0, static_cast<int>(rows.integer(4))});
    }
    return found;
}

std::vector<AttachmentLife> Retention::attachments() const {
    std::vector<AttachmentLife> found;
    Statement rows(database_, "SELECT a.id, a.case_id, c.number, sum(length(p.sealed)) FROM attachments a JOIN cases c ON c.id = a.case_id "
                              "JOIN attachment_parts p ON p.attachment_id = a.id GROUP BY a.id ORDER BY a.id");
    while (rows.step()) found.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.integer(3)});
    return found;
}

std::map<std::int64_t, std::vector<std::string>> Retention::evidence() const {
    std::map<std::int64_t, std::vector<std::string>> found;
    Statement rows(database_, "SELECT DISTINCT item, evidence FROM run_entries WHERE evidence <> '' ORDER BY item");
    while (rows.step()) found[rows.integer(0)].push_back(rows.text(1));
    return found;
}

std::vector<std::string> Retention::evidence_of(std::int64_t item) const {
    std::vector<std::string> names;
    Statement rows(database_, "SELECT DISTINCT evidence FROM run_entries WHERE item = ? AND evidence <> ''");
    rows.bind(item);
    while (rows.step()) names.push_back(rows.text(0));
    return names;
}

std::string Retention::hash_of_file(std::int64_t file) const {
    Statement row(database_, "SELECT scan FROM files WHERE id = ?");
    return row.bind(file).step() ? row.text(0) : "";
}

bool Retention::erased(KeptKind kind, std::int64_t subject) const { return was_erased(database_, name_of(kind), subject); }

std::set<std::int64_t> Retention::erased(KeptKind kind) const {
    std::set<std::int64_t> found;
    Statement rows(database_, "SELECT subject FROM erasures WHERE kind = ? ORDER BY subject");
    for (rows.bind(std::string(name_of(kind))); rows.step();) found.insert(found.end(), rows.integer(0));
    return found;
}

std::set<std::int64_t> Retention::pending(KeptKind kind) const {
    std::set<std::int64_t> found;
    Statement rows(database_, "SELECT subject FROM erasures WHERE kind = ? AND pending = 1 ORDER BY subject");
    for (rows.bind(std::string(name_of(kind))); rows.step();) found.insert(found.end(), rows.integer(0));
    return found;
}

void Retention::erase(KeptKind kind, std::span<const Erasure> erasures, const std::string& who, const std::string& detail, TimeMs now) {
    if (erasures.empty()) return;
    Write write(database_);
    for (const auto& erasure : erasures) {
        if (erased(kind, erasure.subject)) continue;
        write_erasure(database_, name_of(kind), erasure.subject, is_file(kind), now);
        empty_rows(database_, kind, erasure.subject);
        for (const auto& subject : erasure.audited) chain_entry(database_, {0, now, who, "delete", subject, "", detail, ""});
    }
    if (!is_file(kind)) write_erasure(database_, "traces", 0, true, now);
    write.commit();
    keep_audit_head(database_);
}

void Retention::settled(KeptKind kind, std::span<const std::int64_t> subjects) {
    Write write(database_);
    for (const auto subject : subjects) Statement(database_, "UPDATE erasures SET pending = 0 WHERE kind = ? AND subject = ?").bind(std::string(name_of(kind)), subject).run();
    write.commit();
}

bool Retention::traces_left() const {
    Statement row(database_, "SELECT 1 FROM erasures WHERE kind = 'traces' AND pending = 1");
    return row.step();
}

bool Retention::sweep() {
    auto& owner = database_.impl();
    const std::lock_guard lock(owner.mutex);
    // SQLite reuses freed pages without emptying them, and moves rows between pages: only writing all anew leaves nothing.
    if (owner.connection->tryExec("VACUUM") != SQLITE_OK) return false;
    // Whoever reads may go on reading for long: one second is waited for them.
    auto& connection = *owner.connection;
    const int patience = connection.execAndGet("PRAGMA busy_timeout").getInt();
    connection.setBusyTimeout(std::min(patience, 1000));
    const bool emptied = connection.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() == 0;
    connection.setBusyTimeout(patience);
    if (!emptied) return false;
    Statement(database_, "UPDATE erasures SET pending = 0 WHERE kind = 'traces'").run();
    return true;
}

}  // namespace yorozu::store
