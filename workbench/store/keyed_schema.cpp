#include <string>

#include "workbench/store/schema.h"

namespace yorozu::store {
namespace {

/// What a journal entry does to its item, whichever table the entry comes by.
std::string counting_trigger(const std::string& name, const std::string& table) {
    return "CREATE TRIGGER " + name + " AFTER INSERT ON " + table + " BEGIN" + R"sql(
    UPDATE keyed SET
        day = (NEW.end_ms + 32400000) / 86400000,
        run = NEW.run,
        test = (SELECT test FROM runs WHERE id = NEW.run),
        robot_ms = robot_ms + max(0, NEW.end_ms - NEW.start_ms),
        evidence = CASE WHEN NEW.evidence <> '' THEN NEW.evidence ELSE evidence END,
        confirmed = NEW.outcome = 'done' AND intent AND NOT (SELECT test FROM runs WHERE id = NEW.run),
        intent = intent OR (NEW.outcome = 'intent' AND NOT (SELECT test FROM runs WHERE id = NEW.run)),
        over = NEW.outcome = 'done'
    WHERE item = NEW.item AND NOT over;
END;
)sql";
}

// keyed: what the journal says about each item, kept by triggers as entries come, so that a year's hours need no walk through
// a million of them. The rules are those of desk/hours_data: the first entry 'done' ends it; confirmed when an intent of a real run came before.
// exclusions: items that a person took out of the count (or back in), with the reason; the last word counts.
// scenario_tools: which tool a scenario is, for tables and targets; the last word counts.
// planned, achieved: planned amounts of a fiscal year by measure, and what was entered by hand; the last word counts.
// published: tables that were published elsewhere, as they were; never mixed with what is counted here.
const std::string keyed_tables = R"sql(
CREATE TABLE keyed (
    item INTEGER PRIMARY KEY REFERENCES items (id),
    scenario TEXT NOT NULL,
    state TEXT NOT NULL,
    numbered INTEGER NOT NULL,
    record INTEGER,
    day INTEGER NOT NULL,
    run INTEGER NOT NULL DEFAULT 0,
    test INTEGER NOT NULL DEFAULT 0,
    robot_ms INTEGER NOT NULL DEFAULT 0,
    evidence TEXT NOT NULL DEFAULT '',
    intent INTEGER NOT NULL DEFAULT 0,
    over INTEGER NOT NULL DEFAULT 0,
    confirmed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX keyed_by_day ON keyed (scenario, day, state, test, confirmed, numbered, robot_ms);
CREATE INDEX keyed_by_record ON keyed (record, item) WHERE record IS NOT NULL;

INSERT INTO keyed (item, scenario, state, numbered, record, day)
SELECT id, scenario, state, target_number <> '',
       CASE WHEN source LIKE 'batch:%' THEN nullif(CAST(replace(source, rtrim(source, replace(source, '/', '')), '') AS INTEGER), 0) END,
       (added_ms + 32400000) / 86400000 FROM items;

CREATE TRIGGER keyed_item AFTER INSERT ON items BEGIN
    INSERT INTO keyed (item, scenario, state, numbered, record, day)
    VALUES (NEW.id, NEW.scenario, NEW.state, NEW.target_number <> '',
            CASE WHEN NEW.source LIKE 'batch:%' THEN nullif(CAST(replace(NEW.source, rtrim(NEW.source, replace(NEW.source, '/', '')), '') AS INTEGER), 0) END,
            (NEW.added_ms + 32400000) / 86400000);
END;
CREATE TRIGGER keyed_state AFTER UPDATE OF state, target_number ON items BEGIN
    UPDATE keyed SET state = NEW.state, numbered = NEW.target_number <> '' WHERE item = NEW.id;
END;
)sql" + counting_trigger("keyed_entry", "run_entries") + R"sql(
CREATE TABLE keyed_replay (run INTEGER, item INTEGER, start_ms INTEGER, end_ms INTEGER, outcome TEXT, evidence TEXT);
)sql" + counting_trigger("keyed_replay_entry", "keyed_replay") + R"sql(
INSERT INTO keyed_replay SELECT run, item, start_ms, end_ms, outcome, evidence FROM run_entries ORDER BY id;
DROP TABLE keyed_replay;

CREATE TABLE exclusions (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items (id),
    excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
    reason TEXT NOT NULL CHECK (reason <> ''),
    who TEXT NOT NULL CHECK (who <> ''),
    entered_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX exclusions_by_item ON exclusions (item, id);

CREATE TABLE scenario_tools (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL CHECK (scenario <> ''),
    tool TEXT NOT NULL CHECK (tool IN ('RPA', 'AI-OCR', 'AI-OCR+RPA')),
    entered_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE planned (
    id INTEGER PRIMARY KEY,
    fiscal_year INTEGER NOT NULL,
    measure TEXT NOT NULL CHECK (measure <> ''),
    unit TEXT NOT NULL,
    amount REAL NOT NULL CHECK (amount >= 0),
    who TEXT NOT NULL CHECK (who <> ''),
    entered_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX planned_by_year ON planned (fiscal_year, measure, id);

CREATE TABLE achieved (
    id INTEGER PRIMARY KEY,
    fiscal_year INTEGER NOT NULL,
    measure TEXT NOT NULL CHECK (measure <> ''),
    amount REAL NOT NULL CHECK (amount >= 0),
    reason TEXT NOT NULL CHECK (reason <> ''),
    who TEXT NOT NULL CHECK (who <> ''),
    entered_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE published (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('hours', 'cases')),
    fiscal_year INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    rows TEXT NOT NULL,
    who TEXT NOT NULL CHECK (who <> ''),
    entered_ms INTEGER NOT NULL
) STRICT;

CREATE TRIGGER exclusions_no_update BEFORE UPDATE ON exclusions BEGIN SELECT RAISE(ABORT, 'exclusions are append-only'); END;
CREATE TRIGGER exclusions_no_delete BEFORE DELETE ON exclusions BEGIN SELECT RAISE(ABORT, 'exclusions are append-only'); END;
CREATE TRIGGER planned_no_update BEFORE UPDATE ON planned BEGIN SELECT RAISE(ABORT, 'planned is append-only'); END;
CREATE TRIGGER planned_no_delete BEFORE DELETE ON planned BEGIN SELECT RAISE(ABORT, 'planned is append-only'); END;
CREATE TRIGGER achieved_no_update BEFORE UPDATE ON achieved BEGIN SELECT RAISE(ABORT, 'achieved is append-only'); END;
CREATE TRIGGER achieved_no_delete BEFORE DELETE ON achieved BEGIN SELECT RAISE(ABORT, 'achieved is append-only'); END;
CREATE TRIGGER published_no_update BEFORE UPDATE ON published BEGIN SELECT RAISE(ABORT, 'published is append-only'); END;
CREATE TRIGGER published_no_delete BEFORE DELETE ON published BEGIN SELECT RAISE(ABORT, 'published is append-only'); END;
)sql";

}  // namespace

const char* const keyed_schema = keyed_tables.c_str();

}  // namespace yorozu::store
