#include "workbench/store/schema.h"

namespace yorozu::store {

// baselines: stopwatch samples of the manual work; a new sample is a new version, valid from its date.
// scenarios: who owns a scenario, when counting ends. costs: minutes that people spent on it (negative = a
// correction of an earlier line, with its reason).
// cases, case_events: consultation cases; what happened is only ever added.
const char* const hours_schema = R"sql(
CREATE TABLE baselines (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL CHECK (scenario <> ''),
    version INTEGER NOT NULL,
    minutes TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n > 0),
    who TEXT NOT NULL CHECK (who <> ''),
    method TEXT NOT NULL CHECK (method <> ''),
    valid_from TEXT NOT NULL,
    entered_ms INTEGER NOT NULL,
    UNIQUE (scenario, version)
) STRICT;

CREATE TABLE scenario_events (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL CHECK (scenario <> ''),
    owner TEXT NOT NULL,
    department TEXT NOT NULL,
    retired_on TEXT,
    entered_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE costs (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL CHECK (scenario <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('set-up', 'exception', 'maintenance', 'build')),
    minutes REAL NOT NULL,
    on_date TEXT NOT NULL,
    who TEXT NOT NULL CHECK (who <> ''),
    reason TEXT NOT NULL,
    entered_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    requester TEXT NOT NULL,
    department TEXT NOT NULL,
    counter INTEGER NOT NULL,
    channel TEXT NOT NULL,
    category TEXT NOT NULL,
    system TEXT NOT NULL,
    received_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE case_events (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    stage TEXT,
    reason TEXT,
    text TEXT NOT NULL,
    minutes REAL NOT NULL,
    who TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX case_events_by_case ON case_events (case_id, id);
)sql"
    YOROZU_APPEND_ONLY("baselines") YOROZU_APPEND_ONLY("scenario_events") YOROZU_APPEND_ONLY("costs") YOROZU_APPEND_ONLY("cases") YOROZU_APPEND_ONLY("case_events");

}  // namespace yorozu::store
