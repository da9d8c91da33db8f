#include "workbench/store/records.h"

#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

constexpr const char* columns =
    "SELECT r.document, r.template, r.documents, r.field_values, r.findings, r.state, r.checked_by FROM records r ";

StoredRecord record_at(const Statement& row) {
    StoredRecord record{row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5) == "checked", {}};
    if (!row.null(6)) record.checked_by = row.text(6);
    return record;
}

}  // namespace

int Records::put(std::span<const StoredRecord> records, TimeMs now) {
    int changed = 0;
    Write write(database_);
    for (const auto& record : records)
        if (put_one(record, now)) ++changed;
    if (changed) write.commit();
    return changed;
}

bool Records::put_one(const StoredRecord& record, TimeMs now) {
    if (const auto kept = find(record.id); kept && *kept == record) return false;
    Statement(database_,
              "INSERT INTO records (document, template, documents, field_values, findings, state, checked_by, "
              "changed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document) DO UPDATE SET "
              "template = excluded.template, documents = excluded.documents, field_values = excluded.field_values, "
              "findings = excluded.findings, state = excluded.state, checked_by = excluded.checked_by, "
              "changed_ms = excluded.changed_ms")
        .bind(record.id, record.template_id, record.documents, record.values, record.findings,
              record.checked ? "checked" : "to_check", record.checked_by, now)
        .run();
    return true;
}

std::vector<StoredRecord> Records::of_batch(const std::string& batch) const {
    std::vector<StoredRecord> all;
    Statement rows(database_, std::string(columns) +
                                  "JOIN documents d ON d.id = r.document JOIN files f ON f.id = d.file "
                                  "JOIN batches b ON b.id = f.batch WHERE b.name = ? ORDER BY f.position, d.page");
    rows.bind(batch);
    while (rows.step()) all.push_back(record_at(rows));
    return all;
}

std::optional<StoredRecord> Records::find(std::int64_t id) const {
    Statement row(database_, std::string(columns) + "WHERE r.document = ?");
    if (!row.bind(id).step()) return std::nullopt;
    return record_at(row);
}

}  // namespace yorozu::store
