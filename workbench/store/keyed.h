#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// Records of one scenario that came out alike on one day.
struct KeyedGroup {
    std::string scenario;
    int day = 0;               ///< days since 1970-01-01, in Japan
    std::string state;         ///< of the item: "done", "unknown" …
    bool test = false;
    bool confirmed = false;    ///< after an intent the target said yes
    bool numbered = false;     ///< and gave its number
    bool excluded = false;     ///< a person took it out of the count
    std::int64_t count = 0;
    std::int64_t robot_ms = 0;
};

/// One of them, for lists down to the record.
struct KeyedItem : KeyedGroup {
    std::int64_t item = 0, run = 0;
    std::string business_key, target_number, evidence, source, exclusion;  ///< exclusion: its reason
};

/// Seconds that people checked the records of a scenario on one day.
struct CheckedTime {
    std::string scenario;
    std::int64_t item = 0;  ///< 0 when summed over items
    int day = 0;
    double seconds = 0;
};

struct Exclusion {
    std::int64_t item = 0;
    bool excluded = true;
    std::string reason, who;
};

/// What was keyed, as the journal's triggers keep it: sums for reports, single records for explaining them.
class Keyed {
public:
    explicit Keyed(Database& database) : database_(database) {}

    std::vector<KeyedGroup> groups() const;
    std::vector<KeyedItem> items(const std::string& scenario) const;  ///< "" : all; by id
    /// A record that two scenarios keyed was checked once: it counts for the first item.
    std::vector<CheckedTime> checked() const;
    std::vector<CheckedTime> checked_items(const std::string& scenario) const;
    /// Throws StoreError{request}: no such item.
    void exclude(const Exclusion& exclusion, TimeMs now);
    std::map<std::string, std::string> tools() const;  ///< scenario → tool
    void set_tool(const std::string& scenario, const std::string& tool, TimeMs now);
    /// Items whose kept line is not what the journal says; empty: sound.
    std::vector<std::int64_t> faults() const;

private:
    Database& database_;
};

struct PlannedAmount {
    int fiscal_year = 0;
    std::string measure, unit;
    double amount = 0;
    std::string who;
};
struct AchievedAmount {
    int fiscal_year = 0;
    std::string measure;
    double amount = 0;
    std::string reason, who;
};
struct PublishedTable {
    std::string kind;  ///< "hours", "cases"
    int fiscal_year = 0;
    std::string source;
    std::vector<std::vector<std::string>> rows;  ///< the first is the heading
    std::string who;
    TimeMs entered = 0;
};

/// What was planned, achieved otherwise, and published elsewhere.
class Plans {
public:
    explicit Plans(Database& database) : database_(database) {}

    void plan(const std::vector<PlannedAmount>& amounts, TimeMs now);       ///< all or none
    std::vector<PlannedAmount> planned(int fiscal_year) const;              ///< in the order in which they were first planned
    void achieve(const AchievedAmount& amount, TimeMs now);
    std::map<std::string, AchievedAmount> achieved(int fiscal_year) const;  ///< by measure
    void publish(const PublishedTable& table, TimeMs now);
    std::vector<PublishedTable> published(const std::string& kind) const;   ///< the newest for each year and source

private:
    Database& database_;
};

}  // namespace yorozu::store
