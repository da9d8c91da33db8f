#include "workbench/store/schema.h"

namespace yorozu::store {

// items: what is to be keyed; the business key makes a record unique in its target, so that the same data loaded
// twice is refused. token: grows with every claim, an old one can write nothing. runs, run_entries: what happened, only
// ever added (a run's end is the one thing filled in later).
const char* const queue_schema = R"sql(
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL CHECK (scenario <> ''),
    business_key TEXT NOT NULL CHECK (business_key <> ''),
    record TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'intent', 'done', 'already_present',
                                         'business_exception', 'system_exception', 'unknown')),
    attempts INTEGER NOT NULL DEFAULT 0,
    target_number TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    runner TEXT NOT NULL DEFAULT '',
    token INTEGER NOT NULL DEFAULT 0,
    lease_until_ms INTEGER NOT NULL DEFAULT 0,
    intent_ms INTEGER NOT NULL DEFAULT 0,
    added_ms INTEGER NOT NULL,
    UNIQUE (scenario, business_key)
) STRICT;
CREATE INDEX items_by_state ON items (scenario, state, id);

CREATE TABLE claims (token INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items (id),
    runner TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL,
    test INTEGER NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER
) STRICT;

CREATE TABLE run_entries (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    item INTEGER NOT NULL REFERENCES items (id),
    step TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    evidence TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX run_entries_by_item ON run_entries (item, id);

CREATE TRIGGER run_entries_no_update BEFORE UPDATE ON run_entries
BEGIN SELECT RAISE(ABORT, 'run_entries are append-only'); END;
CREATE TRIGGER run_entries_no_delete BEFORE DELETE ON run_entries
BEGIN SELECT RAISE(ABORT, 'run_entries are append-only'); END;
CREATE TRIGGER items_no_delete BEFORE DELETE ON items
BEGIN SELECT RAISE(ABORT, 'items are kept'); END;
)sql";

}  // namespace yorozu::store
