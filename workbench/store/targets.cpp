#include "workbench/store/targets.h"

#include "workbench/store/schema.h"
#include "workbench/store/sql.h"

namespace yorozu::store {

const char* const targets_schema = R"sql(
CREATE TABLE targets (
    id INTEGER PRIMARY KEY,
    fiscal_year INTEGER NOT NULL,
    scenario TEXT NOT NULL,
    hours REAL NOT NULL CHECK (hours >= 0),
    who TEXT NOT NULL CHECK (who <> ''),
    entered_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX targets_by_year ON targets (fiscal_year, scenario, id);

CREATE TRIGGER targets_no_update BEFORE UPDATE ON targets
BEGIN SELECT RAISE(ABORT, 'targets are append-only'); END;
CREATE TRIGGER targets_no_delete BEFORE DELETE ON targets
BEGIN SELECT RAISE(ABORT, 'targets are append-only'); END;
)sql";

void Targets::set(const StoredTarget& target, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT INTO targets (fiscal_year, scenario, hours, who, entered_ms) VALUES (?, ?, ?, ?, ?)")
        .bind(target.fiscal_year, target.scenario, target.hours, target.who, now)
        .run();
    write.commit();
}

std::vector<StoredTarget> Targets::of_year(int fiscal_year) const {
    std::vector<StoredTarget> found;
    Statement rows(database_,
                   "SELECT fiscal_year, scenario, hours, who FROM targets t WHERE fiscal_year = ? AND hours > 0 AND id = "
                   "(SELECT max(id) FROM targets WHERE fiscal_year = t.fiscal_year AND scenario = t.scenario) ORDER BY scenario");
    rows.bind(fiscal_year);
    while (rows.step()) found.push_back({static_cast<int>(rows.integer(0)), rows.text(1), rows.number(2), rows.text(3)});
    return found;
}

}  // namespace yorozu::store
