#pragma once
#include <memory>
#include <stop_token>
#include <string>

#include "workbench/desk/rpa/rpa.h"
#include "workbench/desk/rpa/schedules.h"

namespace yorozu::desk {

/// What schedules are run with. The functions are called on the runs' thread.
struct ScheduledRuns {
    std::string address;                               ///< replaces every scenario's; "" : their own
    std::shared_ptr<const Passphrase> vault;           ///< null: what wants the vault fails, and says so
    std::function<void(const std::string&)> warn = {};
};

/// Whether one of the workspace's schedules, paused ones left out, would ask for the vault's passphrase.
bool schedules_want_vault(Workspace& workspace);

/// Runs what the schedule names now, as run_rpa does. Whatever goes wrong becomes the outcome's words: the next one still runs.
ScheduledRun run_scheduled(Workspace& workspace, const Schedule& schedule, const ScheduledRuns& how, const Clock& clock, std::stop_token stop);

}  // namespace yorozu::desk
