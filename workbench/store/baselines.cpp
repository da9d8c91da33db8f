#include "workbench/store/baselines.h"

#include <nlohmann/json.hpp>

#include "workbench/store/sql.h"

namespace yorozu::store {

int Baselines::add(const StoredBaseline& baseline, TimeMs now) {
    Write write(database_);
    Statement newest(database_, "SELECT ifnull(max(version), 0) + 1 FROM baselines WHERE scenario = ?");
    newest.bind(baseline.scenario).step();
    const int version = static_cast<int>(newest.integer(0));
    Statement(database_,
              "INSERT INTO baselines (scenario, version, minutes, n, who, method, valid_from, entered_ms) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(baseline.scenario, version, nlohmann::json(baseline.minutes).dump(),
              static_cast<std::int64_t>(baseline.minutes.size()), baseline.who, baseline.method, baseline.valid_from,
              now)
        .run();
    write.commit();
    return version;
}

std::vector<StoredBaseline> Baselines::all() const {
    std::vector<StoredBaseline> found;
    Statement rows(database_,
                   "SELECT scenario, version, minutes, who, method, valid_from, entered_ms FROM baselines "
                   "ORDER BY scenario, version");
    while (rows.step())
        found.push_back({rows.text(0), static_cast<int>(rows.integer(1)),
                         nlohmann::json::parse(rows.text(2)).get<std::vector<double>>(), rows.text(3), rows.text(4),
                         rows.text(5), rows.integer(6)});
    return found;
}

void Baselines::add_cost(const StoredCost& cost, TimeMs now) {
    Write write(database_);
    Statement(database_,
              "INSERT INTO costs (scenario, kind, minutes, on_date, who, reason, entered_ms) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(cost.scenario, cost.kind, cost.minutes, cost.date, cost.who, cost.reason, now)
        .run();
    write.commit();
}

std::vector<StoredCost> Baselines::costs() const {
    std::vector<StoredCost> found;
    Statement rows(database_, "SELECT id, scenario, kind, minutes, on_date, who, reason FROM costs ORDER BY id");
    while (rows.step())
        found.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.number(3), rows.text(4), rows.text(5),
                         rows.text(6)});
    return found;
}

void Baselines::set_scenario(const StoredScenario& scenario, TimeMs now) {
    Write write(database_);
    Statement(database_,
              "INSERT INTO scenario_events (scenario, owner, department, retired_on, entered_ms) VALUES (?, ?, ?, ?, ?)")
        .bind(scenario.id, scenario.owner, scenario.department, scenario.retired_on, now)
        .run();
    write.commit();
}

std::vector<StoredScenario> Baselines::scenarios() const {
    std::vector<StoredScenario> found;
    Statement rows(database_,
                   "SELECT scenario, owner, department, retired_on FROM scenario_events e WHERE id = "
                   "(SELECT max(id) FROM scenario_events WHERE scenario = e.scenario) ORDER BY scenario");
    while (rows.step()) {
        found.push_back({rows.text(0), rows.text(1), rows.text(2), std::nullopt});
        if (!rows.null(3)) found.back().retired_on = rows.text(3);
    }
    return found;
}

}  // namespace yorozu::store
