#include "workbench/store/schema.h"

namespace yorozu::store {

// check_steps: what one person did at one stroke; undoing it is a further step, which names it.
// corrections: as before, with a reason, the step, and kinds that settle nothing ('referred', 'reopened').
// character_checks: characters that were confirmed among their likes; the last one per place counts.
// double_entry_marks: fields of a batch that two people enter independently; the last mark per field counts.
// entries: what each of them entered; the last one per person counts.
const char* const checking_schema = R"sql(
CREATE TABLE check_steps (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batches (id),
    kind TEXT NOT NULL CHECK (kind IN ('field', 'group', 'entry', 'undo')),
    undoes INTEGER UNIQUE REFERENCES check_steps (id),
    who TEXT NOT NULL CHECK (who <> ''),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX check_steps_by_person ON check_steps (batch, who, id);

CREATE TABLE corrections_now (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    field TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'corrected', 'blank', 'unreadable', 'defect', 'referred', 'reopened')),
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    who TEXT NOT NULL CHECK (who <> ''),
    at_ms INTEGER NOT NULL,
    seconds REAL NOT NULL CHECK (seconds >= 0),
    reason TEXT NOT NULL DEFAULT '',
    step INTEGER REFERENCES check_steps (id)
) STRICT;
INSERT INTO corrections_now (id, document, field, kind, old_value, new_value, who, at_ms, seconds)
    SELECT id, document, field, kind, old_value, new_value, who, at_ms, seconds FROM corrections ORDER BY id;
DROP TABLE corrections;
ALTER TABLE corrections_now RENAME TO corrections;
CREATE INDEX corrections_by_document ON corrections (document, field, id);
CREATE INDEX corrections_by_step ON corrections (step);
CREATE INDEX corrections_by_person ON corrections (who, at_ms);

CREATE TABLE character_checks (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    field TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('settled', 'reopened')),
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    step INTEGER NOT NULL REFERENCES check_steps (id)
) STRICT;
CREATE INDEX character_checks_by_document ON character_checks (document, field, position, id);
CREATE INDEX character_checks_by_step ON character_checks (step);

CREATE TABLE double_entry_marks (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batches (id),
    field TEXT NOT NULL CHECK (field <> ''),
    marked INTEGER NOT NULL CHECK (marked IN (0, 1)),
    who TEXT NOT NULL CHECK (who <> ''),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX double_entry_marks_by_batch ON double_entry_marks (batch, field, id);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    field TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('value', 'blank', 'unreadable', 'withdrawn')),
    value TEXT NOT NULL,
    who TEXT NOT NULL CHECK (who <> ''),
    at_ms INTEGER NOT NULL,
    seconds REAL NOT NULL CHECK (seconds >= 0),
    step INTEGER NOT NULL REFERENCES check_steps (id)
) STRICT;
CREATE INDEX entries_by_document ON entries (document, field, id);
CREATE INDEX entries_by_step ON entries (step);

CREATE INDEX field_readings_to_review ON field_readings (reading, position, field) WHERE status = 'review';

CREATE TRIGGER check_steps_no_update BEFORE UPDATE ON check_steps
BEGIN SELECT RAISE(ABORT, 'check_steps are append-only'); END;
CREATE TRIGGER check_steps_no_delete BEFORE DELETE ON check_steps
BEGIN SELECT RAISE(ABORT, 'check_steps are append-only'); END;
CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER character_checks_no_update BEFORE UPDATE ON character_checks
BEGIN SELECT RAISE(ABORT, 'character_checks are append-only'); END;
CREATE TRIGGER character_checks_no_delete BEFORE DELETE ON character_checks
BEGIN SELECT RAISE(ABORT, 'character_checks are append-only'); END;
CREATE TRIGGER double_entry_marks_no_update BEFORE UPDATE ON double_entry_marks
BEGIN SELECT RAISE(ABORT, 'double_entry_marks are append-only'); END;
CREATE TRIGGER double_entry_marks_no_delete BEFORE DELETE ON double_entry_marks
BEGIN SELECT RAISE(ABORT, 'double_entry_marks are append-only'); END;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
)sql";

}  // namespace yorozu::store
