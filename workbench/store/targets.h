#pragma once
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// The planned hours of a fiscal year (April to March).
struct StoredTarget {
    int fiscal_year = 0;   ///< the year in which it begins
    std::string scenario;  ///< "" : of all scenarios together
    double hours = 0;      ///< 0: the target is withdrawn
    std::string who;
};

/// Yearly targets. What was planned is only ever added to; the newest word counts.
class Targets {
public:
    explicit Targets(Database& database) : database_(database) {}

    void set(const StoredTarget& target, TimeMs now);
    /// As they stand now, all scenarios together first.
    std::vector<StoredTarget> of_year(int fiscal_year) const;

private:
    Database& database_;
};

}  // namespace yorozu::store
