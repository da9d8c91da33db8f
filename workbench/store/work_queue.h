#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// One record to key into a target system. States are words: waiting, running, intent, done, already_present,
/// business_exception, system_exception, unknown.
struct StoredItem {
    std::int64_t id = 0;
    std::string scenario;
    std::string business_key;                   ///< unique per scenario
    std::map<std::string, std::string> record;  ///< values by column; only what the scenario needs
    std::string state = "waiting";
    int attempts = 0;
    std::string target_number;
    std::string message;
    std::string source;                         ///< "batch:NAME/RECORD" or "data:FILE", "" if not known
    std::string runner;                         ///< who holds it, "" if nobody
    std::int64_t token = 0;                     ///< fencing token of the last claim
    TimeMs lease_until = 0;
    TimeMs intent_at = 0;
    TimeMs added = 0;
};

/// One line of the run journal; append-only.
struct StoredRunEntry {
    std::int64_t run = 0;
    std::int64_t item = 0;
    std::string step;
    TimeMs start = 0;
    TimeMs end = 0;
    std::string outcome;
    std::string evidence;
    std::string detail;
};

/// How many items of a scenario are in one state.
struct ItemCount {
    std::string scenario;
    std::string state;
    int count = 0;
    TimeMs oldest = 0;  ///< when the first of them was added
};

/// One pass over a queue.
struct StoredRun {
    std::int64_t id = 0;
    std::string scenario;
    bool test = false;
    TimeMs start = 0;
    std::optional<TimeMs> end;  ///< absent: it runs still, or was killed
};

/// The work queue and its journal. A write returns when it is on disk. Fencing: a write whose token is not the
/// item's newest, or whose item is not running or in intent, changes nothing and answers false.
class WorkItems {
public:
    explicit WorkItems(Database& database) : database_(database) {}

    struct Added {
        std::vector<std::int64_t> ids;
        std::vector<std::string> duplicates;  ///< business keys that were there already
    };
    /// All or nothing; duplicates are left out and reported.
    Added add(const std::vector<StoredItem>& items, TimeMs now);

    /// The oldest waiting item, else one whose lease ran out (a running one becomes running again, one in intent
    /// stays so). Each claim has a token higher than all before.
    std::optional<StoredItem> claim(const std::string& scenario, const std::string& runner, TimeMs now,
                                    std::chrono::milliseconds lease);
    bool heartbeat(std::int64_t item, std::int64_t token, TimeMs lease_until);
    bool intent(std::int64_t item, std::int64_t token, const StoredRunEntry& entry);
    bool finish(std::int64_t item, std::int64_t token, const std::string& state, const std::string& target_number,
                const std::string& message, const StoredRunEntry& entry);
    bool log(std::int64_t item, std::int64_t token, const StoredRunEntry& entry);

    std::int64_t begin_run(const std::string& scenario, bool test, TimeMs now);
    void end_run(std::int64_t run, TimeMs now);

    /// Runners that hold items of the scenario.
    std::vector<std::string> runners(const std::string& scenario) const;
    /// Lets the items of a runner that is known to be dead be claimed at once. Returns how many.
    int release(const std::string& scenario, const std::string& runner);
    /// unknown → intent (to be looked up), and if wished system_exception → waiting. Returns how many.
    int reopen(const std::string& scenario, bool system_exceptions);

    /// A person's decision about an item that nobody holds: only from the state `from`, else nothing and false. The line
    /// in the journal and the new state are written together.
    bool decide(std::int64_t item, const std::string& from, const std::string& to, const std::string& target_number,
                const std::string& message, const StoredRunEntry& entry);

    std::vector<StoredItem> of_scenario(const std::string& scenario) const;  ///< "" : of all scenarios
    int keyed_since(TimeMs since) const;                                     ///< done, of all scenarios
    std::vector<ItemCount> counts() const;                                   ///< of all scenarios, by name and state
    std::vector<StoredRun> runs(const std::string& scenario) const;          ///< "" : of all scenarios
    std::vector<std::string> scenarios() const;                              ///< that were ever run, by id
    std::vector<StoredRunEntry> journal_of(std::int64_t item) const;

private:
    Database& database_;
};

}  // namespace yorozu::store
