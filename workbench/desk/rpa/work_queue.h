#pragma once
#include <string>

#include "rpa/work_queue.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {

/// The engine's queue on the workspace's store: the store knows no engine, so the two meet here.
class WorkQueue : public rpa::WorkQueue {
public:
    explicit WorkQueue(store::Database& database) : items_(database) {}

    /// Where each item comes from is noted with it: "batch:NAME/RECORD" or "data:FILE"; what the hours and the retention of the record go by.
    Added add_from(const std::vector<rpa::WorkItem>& items, const std::vector<std::string>& sources, rpa::TimeMs now);
    Added add(const std::vector<rpa::WorkItem>& items, rpa::TimeMs now) override;
    std::optional<rpa::Claim> claim(const std::string& scenario, const std::string& runner, rpa::TimeMs now,
                                    std::chrono::milliseconds lease) override;
    void heartbeat(const rpa::Claim& claim, rpa::TimeMs now, std::chrono::milliseconds lease) override;
    void commit_intent(const rpa::Claim& claim, const rpa::RunEntry& entry) override;
    void finish(const rpa::Claim& claim, rpa::ItemState state, const std::string& target_number,
                const std::string& message, const rpa::RunEntry& entry) override;
    void log(const rpa::Claim& claim, const rpa::RunEntry& entry) override;
    std::int64_t begin_run(const std::string& scenario, bool test, rpa::TimeMs now) override;
    void end_run(std::int64_t run, rpa::TimeMs now) override;
    std::vector<rpa::WorkItem> items(const std::string& scenario) const override;

    /// Items held by processes of this machine that are gone may be claimed at once, without waiting for the lease.
    int release_dead_runners(const std::string& scenario);
    int reopen(const std::string& scenario, bool system_exceptions) { return items_.reopen(scenario, system_exceptions); }

private:
    mutable store::WorkItems items_;
};

/// Who this process is among all runners: host, process, start of the process.
std::string this_runner();

}  // namespace yorozu::desk
