#include <string>

#include "workbench/store/schema.h"

namespace yorozu::store {
namespace {

/// The values of an append-only table may be emptied once the erasure of their document is written down, and nothing else of it may change.
std::string erasable(const std::string& table, const std::string& kept_columns, const std::string& values, const std::string& emptied, const std::string& document) {
    return "DROP TRIGGER " + table + "_no_update;\nCREATE TRIGGER " + table + "_no_update BEFORE UPDATE OF " + kept_columns + " ON " + table +
           "\nBEGIN SELECT RAISE(ABORT, '" + table + " are append-only'); END;\nCREATE TRIGGER " + table + "_erased_only BEFORE UPDATE OF " + values + " ON " + table +
           " WHEN NOT (" + emptied + " AND EXISTS (SELECT 1 FROM erasures WHERE kind = 'readings' AND subject = " + document +
           "))\nBEGIN SELECT RAISE(ABORT, '" + table + " are append-only'); END;\n";
}

// retention_rules: after how many days (NULL: never) a kind of personal data goes, and from when they count; the last word counts.
// holds: what must stay whatever the rules say, and why; the last word counts.
// erasures: what is gone. Written in the transaction that empties the rows; pending: a file of it is still to be deleted, or (kind 'traces') the
// database still to be written anew so that no freed bytes are left in it.
const std::string retention_tables = R"sql(
CREATE TABLE retention_rules (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('scans', 'readings', 'crops', 'keyed', 'evidence', 'attachments', 'copies')),
    days INTEGER CHECK (days IS NULL OR days BETWEEN 0 AND 36500),
    counted_from TEXT NOT NULL CHECK (counted_from IN ('keyed', 'checked', 'closed', 'made')),
    who TEXT NOT NULL CHECK (who <> ''),
    entered_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject <> ''),
    held INTEGER NOT NULL CHECK (held IN (0, 1)),
    reason TEXT NOT NULL CHECK (reason <> ''),
    who TEXT NOT NULL CHECK (who <> ''),
    entered_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE erasures (
    kind TEXT NOT NULL CHECK (kind IN ('scans', 'readings', 'crops', 'keyed', 'evidence', 'attachments', 'traces')),
    subject INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    pending INTEGER NOT NULL CHECK (pending IN (0, 1)),
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_pending ON erasures (kind, subject) WHERE pending = 1;
CREATE TRIGGER erasures_no_delete BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures are kept'); END;

)sql" YOROZU_APPEND_ONLY("retention_rules") YOROZU_APPEND_ONLY("holds") +
    erasable("readings", "id, document, version, template, template_page, why_not, failed, registration, read_ms", "findings", "NEW.findings = '[]'", "OLD.document") +
    erasable("field_readings", "reading, position, field, status, confidence", "value, json", "NEW.value = '' AND NEW.json = '{}'", "(SELECT document FROM readings WHERE id = OLD.reading)") +
    erasable("corrections", "id, document, field, kind, who, at_ms, seconds, step", "old_value, new_value, reason", "NEW.old_value = '' AND NEW.new_value = '' AND NEW.reason = ''", "OLD.document") +
    erasable("character_checks", "id, document, field, position, kind, step", "old_value, new_value", "NEW.old_value = '' AND NEW.new_value = ''", "OLD.document") +
    erasable("entries", "id, document, field, kind, who, at_ms, seconds, step", "value", "NEW.value = ''", "OLD.document");

}  // namespace

const char* const retention_schema = retention_tables.c_str();

}  // namespace yorozu::store
