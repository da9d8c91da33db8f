#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// A stopwatch sample of the manual work: one version. Dates are ISO (2026-04-01), local.
struct StoredBaseline {
    std::string scenario;
    int version = 0;              ///< given by the store, from 1
    std::vector<double> minutes;  ///< one per timed piece of work
    std::string who;
    std::string method;
    std::string valid_from;
    TimeMs entered = 0;
};

/// Minutes that people spent on a scenario besides checking fields.
struct StoredCost {
    std::int64_t id = 0;
    std::string scenario;
    std::string kind;    ///< "set-up", "exception", "maintenance", "build"
    double minutes = 0;  ///< negative: takes an earlier line back, reason says which
    std::string date;
    std::string who;
    std::string reason;
};

/// The newest word about a scenario.
struct StoredScenario {
    std::string id;
    std::string owner;
    std::string department;
    std::optional<std::string> retired_on;  ///< counting ends the day before
};

/// What the hours are counted from, besides the runs. Everything is only ever added.
class Baselines {
public:
    explicit Baselines(Database& database) : database_(database) {}

    /// Returns the version it got.
    int add(const StoredBaseline& baseline, TimeMs now);
    std::vector<StoredBaseline> all() const;

    void add_cost(const StoredCost& cost, TimeMs now);
    std::vector<StoredCost> costs() const;

    void set_scenario(const StoredScenario& scenario, TimeMs now);
    std::vector<StoredScenario> scenarios() const;

private:
    Database& database_;
};

}  // namespace yorozu::store
