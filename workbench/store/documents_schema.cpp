#include "workbench/store/schema.h"

namespace yorozu::store {

// scans: one row per content, the bytes lie in scans/ab/<hash>. `pages` is null until the file's end was seen.
// files: a scan in a batch; a scan is in the workspace once, so the same bytes are never keyed twice.
// documents: a page of a file; its readings are versions, the highest one counts.
// corrections: what a person decided about a field; the last one counts and beats every reading.
// records: one filled form (one or more documents), its values as they stand now.
const char* const documents_schema = R"sql(
CREATE TABLE scans (
    hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
    bytes INTEGER NOT NULL,
    pages INTEGER,
    imported_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batches (id),
    position INTEGER NOT NULL,
    scan TEXT NOT NULL UNIQUE REFERENCES scans (hash),
    source TEXT NOT NULL,
    UNIQUE (batch, position)
) STRICT;

CREATE TABLE templates (
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    first_used_ms INTEGER NOT NULL,
    PRIMARY KEY (id, hash)
) STRICT;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES files (id),
    page INTEGER NOT NULL,
    UNIQUE (file, page)
) STRICT;

CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    version INTEGER NOT NULL,
    template TEXT,
    template_page INTEGER NOT NULL,
    why_not TEXT,
    failed INTEGER NOT NULL,
    registration TEXT NOT NULL,
    findings TEXT NOT NULL,
    read_ms INTEGER NOT NULL,
    UNIQUE (document, version)
) STRICT;

CREATE TABLE field_readings (
    reading INTEGER NOT NULL REFERENCES readings (id),
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'review', 'blank')),
    confidence REAL NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (reading, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    field TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'corrected', 'blank')),
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    who TEXT NOT NULL CHECK (who <> ''),
    at_ms INTEGER NOT NULL,
    seconds REAL NOT NULL CHECK (seconds >= 0)
) STRICT;
CREATE INDEX corrections_by_document ON corrections (document, field, id);

CREATE TABLE records (
    document INTEGER PRIMARY KEY REFERENCES documents (id),
    template TEXT NOT NULL,
    documents TEXT NOT NULL,
    field_values TEXT NOT NULL,
    findings TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('to_check', 'checked')),
    checked_by TEXT,
    changed_ms INTEGER NOT NULL
) STRICT;

CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings
BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings
BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
CREATE TRIGGER field_readings_no_update BEFORE UPDATE ON field_readings
BEGIN SELECT RAISE(ABORT, 'field_readings are append-only'); END;
CREATE TRIGGER field_readings_no_delete BEFORE DELETE ON field_readings
BEGIN SELECT RAISE(ABORT, 'field_readings are append-only'); END;
CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
)sql";

}  // namespace yorozu::store
