#include "workbench/store/documents.h"

#include <algorithm>
#include <map>

#include "workbench/store/audit_chain.h"
#include "workbench/store/erasing.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

std::optional<std::int64_t> batch_id(const Database& database, const std::string& name) {
    Statement find(database, "SELECT id FROM batches WHERE name = ?");
    if (find.bind(name).step()) return find.integer(0);
    return std::nullopt;
}

std::int64_t make_batch(const Database& database, const std::string& name, const std::string& department, TimeMs now) {
    if (const auto id = batch_id(database, name)) return *id;
    Statement(database, "INSERT INTO batches (name, created_ms) VALUES (?, ?)").bind(name, now).run();
    const auto id = last_id(database);
    if (!department.empty())
        Statement(database, "INSERT INTO batch_departments (batch, department) VALUES (?, ?)").bind(id, department).run();
    return id;
}

void insert_reading(const Database& database, std::int64_t document, int version, const StoredReading& reading,
                    TimeMs now) {
    Statement(database,
              "INSERT INTO readings (document, version, template, template_page, why_not, failed, registration, "
              "findings, read_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(document, version, reading.template_id, reading.template_page, reading.why_not, reading.failed,
              reading.registration, reading.findings, now)
        .run();
    const auto id = last_id(database);
    Statement insert(database,
                     "INSERT INTO field_readings (reading, position, field, value, status, confidence, json) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)");
    int position = 0;
    for (const auto& field : reading.fields)
        insert
            .bind(id, position++, field.id, field.value, std::string(name_of(field.status)), field.confidence,
                  field.json)
            .run();
}

}  // namespace

std::string_view name_of(StoredStatus status) {
    switch (status) {
        case StoredStatus::accepted: return "accepted";
        case StoredStatus::review: return "review";
        case StoredStatus::blank: return "blank";
    }
    return "review";
}

std::optional<KnownScan> Documents::known(const std::string& hash) const {
    Statement find(database_, "SELECT b.name, f.source FROM files f JOIN batches b ON b.id = f.batch WHERE f.scan = ?");
    if (!find.bind(hash).step()) return std::nullopt;
    return KnownScan{"", find.text(0), find.text(1)};
}

std::vector<KnownScan> Documents::register_scans(const std::string& batch, std::span<const ArrivedScan> scans,
                                                 TimeMs now, const std::string& department) {
    std::vector<KnownScan> already;
    Write write(database_);
    for (const auto& scan : scans) {
        if (auto found = known(scan.hash)) {
            found->source = scan.source;
            already.push_back(*found);
            continue;
        }
        const auto id = make_batch(database_, batch, department, now);
        Statement(database_, "INSERT OR IGNORE INTO scans (hash, bytes, imported_ms) VALUES (?, ?, ?)")
            .bind(scan.hash, scan.bytes, now)
            .run();
        Statement(database_,
                  "INSERT INTO files (batch, position, scan, source) "
                  "VALUES (?1, (SELECT ifnull(max(position), 0) + 1 FROM files WHERE batch = ?1), ?2, ?3)")
            .bind(id, scan.hash, scan.source)
            .run();
    }
    write.commit();
    return already;
}

std::optional<std::string> Documents::department(const std::string& batch) const {
    Statement find(database_, "SELECT ifnull(d.department, '') FROM batches b LEFT JOIN batch_departments d ON d.batch = b.id WHERE b.name = ?");
    if (!find.bind(batch).step()) return std::nullopt;
    return find.text(0);
}

std::vector<UnreadFile> Documents::unread(const std::string& batch) const {
    const Snapshot snapshot(database_);
    std::vector<UnreadFile> files;
    Statement find(database_,
                   "SELECT f.id, f.scan, f.source, s.pages FROM files f JOIN batches b ON b.id = f.batch "
                   "JOIN scans s ON s.hash = f.scan WHERE b.name = ? "
                   "AND (s.pages IS NULL OR s.pages > (SELECT count(*) FROM documents d WHERE d.file = f.id)) "
                   "ORDER BY f.position");
    find.bind(batch);
    while (find.step()) {
        UnreadFile file{find.integer(0), find.text(1), find.text(2), std::nullopt, {}};
        if (!find.null(3)) file.pages = static_cast<int>(find.integer(3));
        Statement pages(database_, "SELECT page FROM documents WHERE file = ? ORDER BY page");
        pages.bind(file.id);
        while (pages.step()) file.pages_read.push_back(static_cast<int>(pages.integer(0)));
        files.push_back(std::move(file));
    }
    return files;
}

bool Documents::add_reading(std::int64_t file, const StoredReading& reading, TimeMs now) {
    Write write(database_);
    const int added = Statement(database_, "INSERT OR IGNORE INTO documents (file, page) VALUES (?, ?)")
                          .bind(file, reading.page)
                          .run();
    if (added == 0) return false;
    insert_reading(database_, last_id(database_), 1, reading, now);
    write.commit();
    return true;
}

void Documents::add_version(std::int64_t document, const StoredReading& reading, TimeMs now) {
    Write write(database_);
    refuse_erased(database_, document);
    Statement newest(database_, "SELECT ifnull(max(version), 0) FROM readings WHERE document = ?");
    newest.bind(document).step();
    insert_reading(database_, document, static_cast<int>(newest.integer(0)) + 1, reading, now);
    write.commit();
}

void Documents::set_pages(const std::string& hash, int pages) {
    Write write(database_);
    Statement(database_, "UPDATE scans SET pages = ? WHERE hash = ?").bind(pages, hash).run();
    write.commit();
}

bool Documents::decide(std::int64_t document, const Decision& decision) {
    Write write(database_);
    refuse_erased(database_, document);
    Statement last(database_,
                   "SELECT new_value, kind FROM corrections WHERE document = ? AND field = ? ORDER BY id DESC LIMIT 1");
    if (last.bind(document, decision.field).step() && last.text(0) == decision.value && last.text(1) == decision.kind)
        return false;
    Statement(database_,
              "INSERT INTO corrections (document, field, kind, old_value, new_value, who, at_ms, seconds, reason) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(document, decision.field, decision.kind, decision.old_value, decision.value, decision.who, decision.at,
              decision.seconds, decision.reason)
        .run();
    chain_entry(database_, {0, decision.at, decision.who, "correct", "document/" + std::to_string(document), decision.field,
                            decision.kind, ""});
    write.commit();
    keep_audit_head(database_);
    return true;
}

std::vector<Decision> Documents::decisions(std::int64_t document) const {
    std::vector<Decision> all;
    Statement rows(database_,
                   "SELECT field, kind, old_value, new_value, who, at_ms, seconds, reason, id FROM corrections "
                   "WHERE document = ? ORDER BY id");
    rows.bind(document);
    while (rows.step())
        all.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.integer(5),
                       rows.number(6), rows.text(7), rows.integer(8)});
    return all;
}

std::vector<Decision> Documents::history(std::int64_t document, const std::string& field) const {
    auto all = decisions(document);
    std::erase_if(all, [&](const Decision& decision) { return decision.field != field; });
    return all;
}

void Documents::note_template(const std::string& id, const std::string& hash, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT OR IGNORE INTO templates (id, hash, first_used_ms) VALUES (?, ?, ?)")
        .bind(id, hash, now)
        .run();
    write.commit();
}

std::vector<ArrivedScan> Documents::scans() const {
    std::vector<ArrivedScan> all;
    Statement rows(database_,
                   "SELECT s.hash, s.bytes, f.source FROM scans s JOIN files f ON f.scan = s.hash "
                   "WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE kind = 'scans' AND subject = f.id) ORDER BY s.hash");
    while (rows.step()) all.push_back({rows.text(0), rows.integer(1), rows.text(2)});
    return all;
}

}  // namespace yorozu::store
