#include "workbench/store/schema.h"

namespace yorozu::store {

// case_events: made anew because a table's check cannot be changed; the rows go over as they are, with their ids.
// case_state.merged_into: the case that this one was merged into; "" : none.
// attachments, attachment_parts: files of a case, sealed before they come here, in parts so that none is ever whole in memory. What
// a file is called, how long it is and the hash of its sealed parts stand in its event. Parts are never changed; they may go when a file's
// time is over, the event stays.
// standard_questions: what is asked again and again, ready to be taken. case_views: what one person wants to see in the list.
const char* const help_desk_schema = R"sql(
CREATE TABLE case_events_new (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL CHECK (kind IN ('received', 'field', 'note', 'hearing', 'first-answer', 'stage', 'link', 'unlink', 'withdrawn', 'attach', 'detach', 'merged', 'absorbed')),
    changes TEXT NOT NULL,
    text TEXT NOT NULL,
    minutes REAL NOT NULL,
    corrects INTEGER UNIQUE REFERENCES case_events_new (id),
    internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
    who TEXT NOT NULL CHECK (who <> ''),
    at_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    CHECK (kind <> 'withdrawn' OR corrects IS NOT NULL),
    CHECK (changes NOT LIKE '%"stage":"declined"%' OR (changes LIKE '%"reason":"%' AND changes NOT LIKE '%"reason":""%'))
) STRICT;
INSERT INTO case_events_new SELECT id, case_id, kind, changes, text, minutes, corrects, internal, who, at_ms, entered_ms FROM case_events ORDER BY id;
DROP TABLE case_events;
ALTER TABLE case_events_new RENAME TO case_events;
CREATE INDEX case_events_by_case ON case_events (case_id, id);

ALTER TABLE case_state ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
CREATE INDEX case_state_by_merging ON case_state (merged_into) WHERE merged_into <> '';

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id)
) STRICT;
CREATE TABLE attachment_parts (
    attachment_id INTEGER NOT NULL REFERENCES attachments (id),
    part INTEGER NOT NULL CHECK (part >= 0),
    sealed BLOB NOT NULL,
    PRIMARY KEY (attachment_id, part)
) STRICT;

CREATE TABLE standard_questions (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    fields TEXT NOT NULL,
    who TEXT NOT NULL CHECK (who <> ''),
    changed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE case_views (
    person TEXT NOT NULL CHECK (person <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    filter TEXT NOT NULL,
    PRIMARY KEY (person, name)
) STRICT;

CREATE TRIGGER attachment_parts_no_update BEFORE UPDATE ON attachment_parts
BEGIN SELECT RAISE(ABORT, 'attachment_parts are never changed'); END;
)sql" YOROZU_APPEND_ONLY("case_events");

}  // namespace yorozu::store
