#include "workbench/store/schema.h"

namespace yorozu::store {

// people: who signs in; kept for ever, for the audit log names them.
// audit_entries: see audit_log.h. The third trigger also stops INSERT OR REPLACE, which fires no DELETE trigger.
// batch_departments: who may see a batch; one without a row is everybody's.
const char* const people_schema = R"sql(
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    passphrase TEXT NOT NULL CHECK (passphrase <> ''),
    rights TEXT NOT NULL,
    departments TEXT NOT NULL,
    retired INTEGER NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0,
    wait_until_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER people_no_delete BEFORE DELETE ON people
BEGIN SELECT RAISE(ABORT, 'people are kept'); END;

CREATE TABLE audit_entries (
    number INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    who TEXT NOT NULL CHECK (who <> ''),
    act TEXT NOT NULL CHECK (act <> ''),
    subject TEXT NOT NULL,
    field TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_entries_by_subject ON audit_entries (subject, number);
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries are append-only'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries are append-only'); END;
CREATE TRIGGER audit_entries_in_order BEFORE INSERT ON audit_entries
WHEN NEW.number <> (SELECT ifnull(max(number), 0) + 1 FROM audit_entries)
BEGIN SELECT RAISE(ABORT, 'audit_entries follow each other'); END;

CREATE TABLE batch_departments (
    batch INTEGER PRIMARY KEY REFERENCES batches (id),
    department TEXT NOT NULL CHECK (department <> '')
) STRICT;
)sql";

}  // namespace yorozu::store
