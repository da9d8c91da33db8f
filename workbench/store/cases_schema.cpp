#include "workbench/store/schema.h"

namespace yorozu::store {

// cases, case_events: what is known, only ever added. The tables of the same names from step 2 were never written to.
// case_state, case_links: what the events make of each case, written with them, so that lists and reports need no replay.
// A declined case has a reason, whoever writes it; the check goes by the JSON as the store writes it (json_extract is not let into a schema).
// case_syncs: what a case was when it last agreed with another tracker (or file): the base of a three-way comparison.
// case_words: title, body, history, solution under the search key, by trigrams. case_grams: the same text as single
// characters and pairs, for words too short for trigrams and for likeness; it keeps no text of its own.
const char* const cases_schema = R"sql(
DROP TABLE case_events;
DROP TABLE cases;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),
    year TEXT NOT NULL,
    running INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_by_year ON cases (year, running);

CREATE TABLE case_events (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL CHECK (kind IN ('received', 'field', 'note', 'hearing', 'first-answer', 'stage', 'link', 'unlink', 'withdrawn')),
    changes TEXT NOT NULL,
    text TEXT NOT NULL,
    minutes REAL NOT NULL,
    corrects INTEGER UNIQUE REFERENCES case_events (id),
    internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
    who TEXT NOT NULL CHECK (who <> ''),
    at_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    CHECK (kind <> 'withdrawn' OR corrects IS NOT NULL),
    CHECK (changes NOT LIKE '%"stage":"declined"%' OR (changes LIKE '%"reason":"%' AND changes NOT LIKE '%"reason":""%'))
) STRICT;
CREATE INDEX case_events_by_case ON case_events (case_id, id);

CREATE TABLE case_state (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    fields TEXT NOT NULL,
    external TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    first_answer_ms INTEGER NOT NULL,
    closed_ms INTEGER NOT NULL,
    minutes REAL NOT NULL,
    changed_ms INTEGER NOT NULL,
    last_event INTEGER NOT NULL
) STRICT;
CREATE INDEX case_state_by_receipt ON case_state (received_ms, case_id);
CREATE INDEX case_state_by_external ON case_state (external) WHERE external <> '';

CREATE TABLE case_links (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL CHECK (kind IN ('flow', 'template', 'scenario', 'case')),
    target TEXT NOT NULL CHECK (target <> ''),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (case_id, kind, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_links_by_target ON case_links (kind, target, case_id);

CREATE TABLE case_syncs (
    tracker TEXT NOT NULL CHECK (tracker <> ''),
    external TEXT NOT NULL CHECK (external <> ''),
    case_id INTEGER NOT NULL REFERENCES cases (id),
    base TEXT NOT NULL,
    synced_ms INTEGER NOT NULL,
    PRIMARY KEY (tracker, external)
) STRICT;
CREATE UNIQUE INDEX case_syncs_by_case ON case_syncs (tracker, case_id);

CREATE VIRTUAL TABLE case_words USING fts5 (title, body, history, solution, tokenize = 'trigram');
CREATE VIRTUAL TABLE case_grams USING fts5 (grams, content = '', detail = 'none', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE case_gram_counts USING fts5vocab (case_grams, row);
)sql"
    YOROZU_APPEND_ONLY("cases") YOROZU_APPEND_ONLY("case_events");

}  // namespace yorozu::store
