#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yorozu::rpa {

/// Milliseconds since 1970-01-01 UTC. Time comes in as an argument; only main asks the system.
using TimeMs = std::int64_t;

/// Where one record stands on its way into the target system.
/// waiting → running → intent → done; the others end it or hand it to a person.
enum class ItemState {
    waiting,             ///< 待ち
    running,             ///< 処理中: claimed, nothing irreversible has happened
    intent,              ///< COMMIT_INTENT is in the journal, the outcome is not
    done,                ///< 完了: the target confirmed
    already_present,     ///< 登録済み: verify.find saw it before anything was keyed
    business_exception,  ///< 業務例外: the data is wrong, a person decides
    system_exception,    ///< システム例外: the machine failed before the intent, may be tried again
    unknown,             ///< 未確定: the commit was clicked, outcome not seen: looked up, never keyed again blindly
};
std::string_view name_of(ItemState state);
std::optional<ItemState> item_state(std::string_view name);
/// 完了, 登録済み, 業務例外 …
std::string words_of(ItemState state);

/// One record to key. `record` holds the checked values by column; nothing else of the form.
struct WorkItem {
    std::int64_t id = 0;
    std::string scenario;       ///< scenario id
    std::string business_key;   ///< unique per scenario and target
    std::map<std::string, std::string> record;
    ItemState state = ItemState::waiting;
    int attempts = 0;
    std::string target_number;  ///< 受付番号 that the target gave
    std::string message;        ///< last outcome in words, without personal data
    bool test = false;          ///< test and dry runs count nothing
};

/// The right to work on one item for a while. Every write carries the token; a write with an old token is
/// refused, so a runner that was thought dead can do no harm.
struct Claim {
    WorkItem item;
    std::int64_t token = 0;
    TimeMs intent_at = 0;  ///< when COMMIT_INTENT was written, if the item is in intent; else 0
};

/// One line of the run log; append-only.
struct RunEntry {
    std::int64_t run = 0;
    std::int64_t item = 0;
    std::string step;        ///< step id
    TimeMs start = 0;
    TimeMs end = 0;
    std::string outcome;     ///< "ok", "failed", "intent", "done" …
    std::string evidence;    ///< file name under the evidence folder, or ""
    std::string detail;      ///< words or hash, without personal data
};

/// Thrown by a WorkQueue when a write carries an old token or the item is not the runner's any more.
struct ClaimLost {
    std::int64_t item = 0;
};

/// What the runner needs of a durable queue. The store implements it on SQLite; tests also in memory.
/// When commit_intent and finish return, the line is on disk. Thread-safe.
class WorkQueue {
public:
    virtual ~WorkQueue() = default;

    /// Adds items; one whose business key is there already for the scenario is left alone and reported.
    struct Added {
        std::vector<std::int64_t> ids;
        std::vector<std::string> duplicates;  ///< business keys
    };
    virtual Added add(const std::vector<WorkItem>& items, TimeMs now) = 0;

    /// The next waiting item, or a running one whose lease ran out (to be probed first if it was in intent).
    virtual std::optional<Claim> claim(const std::string& scenario, const std::string& runner, TimeMs now,
                                       std::chrono::milliseconds lease) = 0;
    virtual void heartbeat(const Claim& claim, TimeMs now, std::chrono::milliseconds lease) = 0;
    /// Journal line before the irreversible click.
    virtual void commit_intent(const Claim& claim, const RunEntry& entry) = 0;
    /// Ends this attempt with a state, the target's number and words.
    virtual void finish(const Claim& claim, ItemState state, const std::string& target_number,
                        const std::string& message, const RunEntry& entry) = 0;
    virtual void log(const Claim& claim, const RunEntry& entry) = 0;

    virtual std::int64_t begin_run(const std::string& scenario, bool test, TimeMs now) = 0;
    virtual void end_run(std::int64_t run, TimeMs now) = 0;
    virtual std::vector<WorkItem> items(const std::string& scenario) const = 0;
};

}  // namespace yorozu::rpa
