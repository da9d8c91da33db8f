// Looking at batches: counts and pages as they stand now.
#include <algorithm>
#include <map>

#include "workbench/store/checking_sql.h"
#include "workbench/store/documents.h"
#include "workbench/store/erasing.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

// The newest reading of every document.
constexpr const char* current_reading =
    "r.version = (SELECT max(version) FROM readings WHERE document = r.document)";

StoredStatus status_named(const std::string& name) {
    if (name == "accepted") return StoredStatus::accepted;
    if (name == "blank") return StoredStatus::blank;
    return StoredStatus::review;
}

/// Pages with a field that waits for a person.
int pages_with_work(const Database& database, std::int64_t batch) {
    Statement pages(
        database,
        std::string("SELECT count(*) FROM files f JOIN documents d ON d.file = f.id JOIN readings r ON r.document = d.id "
                    "WHERE f.batch = ?1 AND ") +
            not_erased + "AND " + current_reading + " AND EXISTS (SELECT 1 FROM field_readings fr WHERE fr.reading = r.id AND ifnull((SELECT c.kind "
                              "FROM corrections c WHERE c.document = d.id AND c.field = fr.field ORDER BY c.id DESC LIMIT 1), "
                              "CASE WHEN fr.status = 'review' OR fr.field IN (" +
            marked_fields + ") THEN 'reopened' END) IN ('referred', 'reopened'))");
    pages.bind(batch).step();
    return static_cast<int>(pages.integer(0));
}

BatchCounts counts_of(const Database& database, std::int64_t id, const std::string& name, TimeMs created) {
    BatchCounts counts;
    counts.id = id;
    counts.name = name;
    counts.created = created;
    Statement files(database,
                    "SELECT count(*), ifnull(sum(s.pages IS NULL OR s.pages > "
                    "(SELECT count(*) FROM documents d WHERE d.file = f.id)), 0) "
                    "FROM files f JOIN scans s ON s.hash = f.scan WHERE f.batch = ?");
    files.bind(id).step();
    counts.files = static_cast<int>(files.integer(0));
    counts.unread_files = static_cast<int>(files.integer(1));
    Statement pages(database,
                    std::string("SELECT count(*), ifnull(sum(r.template IS NULL AND NOT r.failed), 0), "
                                "ifnull(sum(r.failed), 0) FROM files f JOIN documents d ON d.file = f.id "
                                "JOIN readings r ON r.document = d.id WHERE f.batch = ? AND ") +
                        current_reading);
    pages.bind(id).step();
    counts.pages = static_cast<int>(pages.integer(0));
    counts.refused = static_cast<int>(pages.integer(1));
    counts.failed = static_cast<int>(pages.integer(2));
    Statement fields(
        database,
        std::string("SELECT fr.status, (SELECT c.kind FROM corrections c WHERE c.document = d.id AND c.field = fr.field "
                    "ORDER BY c.id DESC LIMIT 1), fr.field IN (") +
            marked_fields + ") AND " + not_erased + ", count(*) FROM files f JOIN documents d ON d.file = f.id "
                            "JOIN readings r ON r.document = d.id JOIN field_readings fr ON fr.reading = r.id "
                            "WHERE f.batch = ?1 AND " +
            current_reading + " GROUP BY 1, 2, 3");
    fields.bind(id);
    while (fields.step()) {
        const int number = static_cast<int>(fields.integer(3));
        counts.fields += number;
        const std::string kind = fields.null(1) ? "" : fields.text(1);
        if (kind == "unreadable" || kind == "defect") counts.defects += number;
        if (kind == "referred") counts.referred += number;
        const StoredStatus status = status_named(fields.text(0));
        const bool waits = kind == "referred" || kind == "reopened" || status == StoredStatus::review || fields.integer(2);
        if (!kind.empty() && kind != "referred" && kind != "reopened") counts.verified += number;
        else if (waits) counts.to_check += number;
        else if (status == StoredStatus::blank) counts.blank += number;
        else counts.accepted += number;
    }
    counts.pages_to_check = pages_with_work(database, id);
    return counts;
}

StoredDocument document_at(Statement& row) {
    StoredDocument document;
    document.id = row.integer(0);
    document.file = row.integer(1);
    document.source = row.text(2);
    document.hash = row.text(3);
    document.reading.page = static_cast<int>(row.integer(4));
    if (!row.null(6)) document.reading.template_id = row.text(6);
    document.reading.template_page = static_cast<int>(row.integer(7));
    if (!row.null(8)) document.reading.why_not = row.text(8);
    document.reading.failed = row.integer(9) != 0;
    document.reading.registration = row.text(10);
    document.reading.findings = row.text(11);
    document.erased = row.integer(12) != 0;
    return document;
}

constexpr const char* document_columns =
    "SELECT d.id, f.id, f.source, f.scan, d.page, r.id, r.template, r.template_page, r.why_not, r.failed, "
    "r.registration, r.findings, EXISTS (SELECT 1 FROM erasures e WHERE e.kind = 'readings' AND e.subject = d.id) FROM documents d JOIN files f ON f.id = d.file "
    "JOIN readings r ON r.document = d.id WHERE ";

void add_fields(Database& database, StoredDocument& document, std::int64_t reading, FieldDetail detail) {
    Statement fields(database, std::string("SELECT field, value, status, confidence, ") +
                                   (detail == FieldDetail::whole ? "json" : "''") +
                                   " FROM field_readings WHERE reading = ? ORDER BY position");
    fields.bind(reading);
    while (fields.step())
        document.reading.fields.push_back({fields.text(0), fields.text(1), status_named(fields.text(2)),
                                           fields.number(3), fields.text(4)});
    std::map<std::string, Decision> last;
    for (auto& decision : Documents(database).decisions(document.id)) last[decision.field] = std::move(decision);
    for (auto& [field, decision] : last) document.decisions.push_back(std::move(decision));
    Statement batch(database, "SELECT batch FROM files WHERE id = ?");
    if (!batch.bind(document.file).step()) return;
    Statement marked(database, marked_fields);
    marked.bind(batch.integer(0));
    while (marked.step()) document.double_entry.push_back(marked.text(0));
}

}  // namespace

const Decision* StoredDocument::decision(const std::string& field) const {
    const auto found = std::find_if(decisions.begin(), decisions.end(),
                                    [&](const Decision& decision) { return decision.field == field; });
    return found == decisions.end() ? nullptr : &*found;
}

bool StoredDocument::entered_twice(const std::string& field) const {
    return std::find(double_entry.begin(), double_entry.end(), field) != double_entry.end();
}

std::vector<BatchCounts> Documents::batches() const {
    const Snapshot snapshot(database_);
    std::vector<BatchCounts> all;
    Statement rows(database_, "SELECT id, name, created_ms FROM batches ORDER BY id");
    while (rows.step()) all.push_back(counts_of(database_, rows.integer(0), rows.text(1), rows.integer(2)));
    return all;
}

std::optional<BatchCounts> Documents::batch(const std::string& name) const {
    const Snapshot snapshot(database_);
    Statement row(database_, "SELECT id, name, created_ms FROM batches WHERE name = ?");
    if (!row.bind(name).step()) return std::nullopt;
    return counts_of(database_, row.integer(0), row.text(1), row.integer(2));
}

std::vector<StoredDocument> Documents::documents(const std::string& batch, FieldDetail detail) const {
    const Snapshot snapshot(database_);
    if (!Statement(database_, "SELECT 1 FROM batches WHERE name = ?").bind(batch).step())
        throw StoreError(Blame::request, "その名前の束はありません", batch, "yorozu batch list で束の名前を確かめてください");
    std::vector<StoredDocument> all;
    Statement rows(database_, std::string(document_columns) +
                                  "f.batch = (SELECT id FROM batches WHERE name = ?) AND " + current_reading +
                                  " ORDER BY f.position, d.page");
    rows.bind(batch);
    while (rows.step()) {
        all.push_back(document_at(rows));
        add_fields(database_, all.back(), rows.integer(5), detail);
    }
    return all;
}

StoredDocument Documents::document(std::int64_t id, FieldDetail detail) const {
    const Snapshot snapshot(database_);
    Statement row(database_, std::string(document_columns) + "d.id = ? AND " + current_reading);
    if (!row.bind(id).step())
        throw StoreError(Blame::request, "その番号の帳票はありません", std::to_string(id),
                         "yorozu batch show で番号を確かめてください");
    auto document = document_at(row);
    add_fields(database_, document, row.integer(5), detail);
    return document;
}

}  // namespace yorozu::store
