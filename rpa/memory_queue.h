#pragma once
#include <mutex>
#include <set>

#include "rpa/work_queue.h"

namespace yorozu::rpa {

/// A queue that ends with the process: for dry runs, and to try the runner's protocol without a disk.
class MemoryQueue : public WorkQueue {
public:
    Added add(const std::vector<WorkItem>& items, TimeMs now) override;
    std::optional<Claim> claim(const std::string& scenario, const std::string& runner, TimeMs now, std::chrono::milliseconds lease) override;
    void heartbeat(const Claim& claim, TimeMs now, std::chrono::milliseconds lease) override;
    void commit_intent(const Claim& claim, const RunEntry& entry) override;
    void finish(const Claim& claim, ItemState state, const std::string& target_number, const std::string& message, const RunEntry& entry) override;
    void log(const Claim& claim, const RunEntry& entry) override;
    std::int64_t begin_run(const std::string& scenario, bool test, TimeMs now) override;
    void end_run(std::int64_t run, TimeMs now) override;
    std::vector<WorkItem> items(const std::string& scenario) const override;

    std::vector<RunEntry> journal() const;
    /// What `resume` does: unknown items are looked up again, system exceptions tried again.
    void reopen(const std::string& scenario, bool system_exceptions);

private:
    struct Row {
        WorkItem item;
        std::int64_t token = 0;
        TimeMs lease_until = 0;
        TimeMs intent_at = 0;
    };
    Row& held(const Claim& claim);

    mutable std::mutex mutex_;
    std::vector<Row> rows_;
    std::vector<RunEntry> journal_;
    std::int64_t tokens_ = 0;
    std::int64_t runs_ = 0;
};

}  // namespace yorozu::rpa
