#include "workbench/store/work_queue.h"

#include <nlohmann/json.hpp>

#include "workbench/store/retention.h"
#include "workbench/store/sql.h"

namespace yorozu::store {

namespace {

const std::string item_columns =
    "SELECT id, scenario, business_key, record, state, attempts, target_number, message, source, runner, token, "
    "lease_until_ms, intent_ms, added_ms FROM items ";

StoredItem item_of(const Statement& row) {
    StoredItem item;
    item.id = row.integer(0);
    item.scenario = row.text(1);
    item.business_key = row.text(2);
    item.record = nlohmann::json::parse(row.text(3)).get<std::map<std::string, std::string>>();
    item.state = row.text(4);
    item.attempts = static_cast<int>(row.integer(5));
    item.target_number = row.text(6);
    item.message = row.text(7);
    item.source = row.text(8);
    item.runner = row.text(9);
    item.token = row.integer(10);
    item.lease_until = row.integer(11);
    item.intent_at = row.integer(12);
    item.added = row.integer(13);
    return item;
}

/// The one condition of fencing, in every write.
const std::string held = " WHERE id = ? AND token = ? AND state IN ('running', 'intent')";

void append(Database& database, const StoredRunEntry& entry) {
    Statement(database, "INSERT INTO run_entries (run, item, step, start_ms, end_ms, outcome, evidence, detail) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(entry.run, entry.item, entry.step, entry.start, entry.end, entry.outcome, entry.evidence, entry.detail)
        .run();
}

}  // namespace

WorkItems::Added WorkItems::add(const std::vector<StoredItem>& items, TimeMs now) {
    Added added;
    Write write(database_);
    Statement erased(database_, "SELECT 1 FROM items WHERE scenario = ? AND business_key = ?");
    for (const auto& item : items) {
        // Its values are gone, it was keyed all the same.
        if (erased.bind(item.scenario, erased_key(item.scenario, item.business_key)).step()) {
            added.duplicates.push_back(item.business_key);
            continue;
        }
        Statement insert(database_, "INSERT INTO items (scenario, business_key, record, state, source, added_ms) "
                                    "VALUES (?, ?, ?, 'waiting', ?, ?) ON CONFLICT (scenario, business_key) DO NOTHING");
        if (insert.bind(item.scenario, item.business_key, nlohmann::json(item.record).dump(), item.source, now).run())
            added.ids.push_back(last_id(database_));
        else
            added.duplicates.push_back(item.business_key);
    }
    write.commit();
    return added;
}

std::optional<StoredItem> WorkItems::claim(const std::string& scenario, const std::string& runner, TimeMs now,
                                           std::chrono::milliseconds lease) {
    Write write(database_);
    std::int64_t id = 0;
    {
        // What was begun and left comes first: an outcome that is not known should not wait behind new work.
        Statement next(database_, "SELECT id FROM items WHERE scenario = ? AND (state = 'waiting' OR "
                                  "(state IN ('running', 'intent') AND lease_until_ms <= ?)) "
                                  "ORDER BY state = 'waiting', id LIMIT 1");
        if (!next.bind(scenario, now).step()) return std::nullopt;
        id = next.integer(0);
    }
    Statement(database_, "INSERT INTO claims (item, runner, at_ms) VALUES (?, ?, ?)").bind(id, runner, now).run();
    const std::int64_t token = last_id(database_);
    Statement(database_, "UPDATE items SET state = CASE state WHEN 'intent' THEN 'intent' ELSE 'running' END, "
                         "runner = ?, token = ?, lease_until_ms = ?, attempts = attempts + 1 WHERE id = ?")
        .bind(runner, token, now + static_cast<TimeMs>(lease.count()), id)
        .run();
    Statement row(database_, item_columns + "WHERE id = ?");
    row.bind(id).step();
    auto item = item_of(row);
    write.commit();
    return item;
}

bool WorkItems::heartbeat(std::int64_t item, std::int64_t token, TimeMs lease_until) {
    Write write(database_);
    const bool ours = Statement(database_, "UPDATE items SET lease_until_ms = ?" + held).bind(lease_until, item, token).run() == 1;
    write.commit();
    return ours;
}

bool WorkItems::intent(std::int64_t item, std::int64_t token, const StoredRunEntry& entry) {
    Write write(database_);
    if (Statement(database_, "UPDATE items SET state = 'intent', intent_ms = ?" + held).bind(entry.end, item, token).run() != 1)
        return false;
    append(database_, entry);
    write.commit();
    return true;
}

bool WorkItems::finish(std::int64_t item, std::int64_t token, const std::string& state, const std::string& target_number,
                       const std::string& message, const StoredRunEntry& entry) {
    Write write(database_);
    if (Statement(database_, "UPDATE items SET state = ?, target_number = ?, message = ?, runner = '', lease_until_ms = 0" + held)
            .bind(state, target_number, message, item, token)
            .run() != 1)
        return false;
    append(database_, entry);
    write.commit();
    return true;
}

bool WorkItems::log(std::int64_t item, std::int64_t token, const StoredRunEntry& entry) {
    Write write(database_);
    {
        Statement ours(database_, "SELECT 1 FROM items" + held);
        if (!ours.bind(item, token).step()) return false;
    }
    append(database_, entry);
    write.commit();
    return true;
}

std::int64_t WorkItems::begin_run(const std::string& scenario, bool test, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT INTO runs (scenario, test, start_ms) VALUES (?, ?, ?)").bind(scenario, test, now).run();
    const auto id = last_id(database_);
    write.commit();
    return id;
}

void WorkItems::end_run(std::int64_t run, TimeMs now) {
    Write write(database_);
    Statement(database_, "UPDATE runs SET end_ms = ? WHERE id = ? AND end_ms IS NULL").bind(now, run).run();
    write.commit();
}

std::vector<std::string> WorkItems::runners(const std::string& scenario) const {
    Statement rows(database_, "SELECT DISTINCT runner FROM items WHERE scenario = ? AND state IN ('running', 'intent') AND runner <> ''");
    std::vector<std::string> found;
    for (rows.bind(scenario); rows.step();) found.push_back(rows.text(0));
    return found;
}

int WorkItems::release(const std::string& scenario, const std::string& runner) {
    Write write(database_);
    const int count = Statement(database_, "UPDATE items SET lease_until_ms = 0, runner = '' WHERE scenario = ? AND runner = ? AND state IN ('running', 'intent')")
                          .bind(scenario, runner)
                          .run();
    write.commit();
    return count;
}

int WorkItems::reopen(const std::string& scenario, bool system_exceptions) {
    Write write(database_);
    int count = Statement(database_, "UPDATE items SET state = 'intent', lease_until_ms = 0 WHERE scenario = ? AND state = 'unknown'").bind(scenario).run();
    if (system_exceptions)
        count += Statement(database_, "UPDATE items SET state = 'waiting' WHERE scenario = ? AND state = 'system_exception'").bind(scenario).run();
    write.commit();
    return count;
}

bool WorkItems::decide(std::int64_t item, const std::string& from, const std::string& to, const std::string& target_number,
                       const std::string& message, const StoredRunEntry& entry) {
    Write write(database_);
    if (Statement(database_, "UPDATE items SET state = ?, target_number = ?, message = ?, runner = '', lease_until_ms = 0 WHERE id = ? AND state = ?")
            .bind(to, target_number, message, item, from)
            .run() != 1)
        return false;
    append(database_, entry);
    write.commit();
    return true;
}

std::vector<StoredItem> WorkItems::of_scenario(const std::string& scenario) const {
    Statement rows(database_, item_columns + "WHERE ?1 = '' OR scenario = ?1 ORDER BY id");
    std::vector<StoredItem> found;
    for (rows.bind(scenario); rows.step();) found.push_back(item_of(rows));
    return found;
}

int WorkItems::keyed_since(TimeMs since) const {
    Statement row(database_, "SELECT count(*) FROM items WHERE state = 'done' AND intent_ms >= ?");
    row.bind(since).step();
    return static_cast<int>(row.integer(0));
}

std::vector<ItemCount> WorkItems::counts() const {
    Statement rows(database_, "SELECT scenario, state, count(*), min(added_ms) FROM items GROUP BY 1, 2 ORDER BY 1, 2");
    std::vector<ItemCount> found;
    while (rows.step()) found.push_back({rows.text(0), rows.text(1), static_cast<int>(rows.integer(2)), rows.integer(3)});
    return found;
}

std::vector<std::string> WorkItems::scenarios() const {
    std::vector<std::string> found;
    Statement rows(database_, "SELECT DISTINCT scenario FROM runs ORDER BY scenario");
    while (rows.step()) found.push_back(rows.text(0));
    return found;
}

std::vector<StoredRun> WorkItems::runs(const std::string& scenario) const {
    Statement rows(database_, "SELECT id, scenario, test, start_ms, end_ms FROM runs WHERE ?1 = '' OR scenario = ?1 ORDER BY id");
    std::vector<StoredRun> found;
    for (rows.bind(scenario); rows.step();) {
        found.push_back({rows.integer(0), rows.text(1), rows.integer(2) != 0, rows.integer(3), std::nullopt});
        if (!rows.null(4)) found.back().end = rows.integer(4);
    }
    return found;
}

std::vector<StoredRunEntry> WorkItems::journal_of(std::int64_t item) const {
    Statement rows(database_, "SELECT run, item, step, start_ms, end_ms, outcome, evidence, detail FROM run_entries WHERE item = ? ORDER BY id");
    std::vector<StoredRunEntry> found;
    for (rows.bind(item); rows.step();)
        found.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.integer(3), rows.integer(4), rows.text(5),
                         rows.text(6), rows.text(7)});
    return found;
}

}  // namespace yorozu::store
