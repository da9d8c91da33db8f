#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "rpa/check.h"
#include "rpa/runner.h"
#include "rpa/steps.h"
#include "workbench/desk/people/passphrase.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// What looking a scenario file over found: faults of the file first (then nothing else could be looked at).
struct ScenarioCheck {
    std::filesystem::path file;
    std::string id, title;
    std::vector<rpa::ScenarioFault> faults;
    std::vector<rpa::Finding> findings;
    bool may_run() const;
};
ScenarioCheck check_scenario(const std::filesystem::path& file, std::string_view today);

/// Where records come from and how the run behaves.
struct RpaRequest {
    std::filesystem::path scenario;
    std::optional<std::filesystem::path> data;   ///< CSV, UTF-8 or CP932, first row: column names
    std::optional<std::string> batch;            ///< neither: what waits in the queue
    bool resume = false;                         ///< no new records: looks unknown items up, tries failed ones again
    bool dry_run = false;
    int most = 0;                                ///< a trial of so many records: those that wait, then the data's first that the queue does not know; 0: all
    bool headful = false;
    std::string address;                         ///< replaces the scenario's; its host must be allowed there
    std::filesystem::path pictures;              ///< dry run: a picture of the screen after each step, <step id>.png
    std::filesystem::path evidence;              ///< "" : evidence/ in the workspace
    int browsers = 1;                            ///< that key side by side
    std::filesystem::path traces;                ///< a folder for one HTML file a record, with every step; "" : none
    std::string chromedriver = "chromedriver";
    std::filesystem::path secrets;               ///< lines name=value, mode 0600; "" : environment only
    std::chrono::milliseconds lease{120'000};
};

/// A record that was not put into the queue, and why, in words without values.
struct LeftOut {
    std::string source;
    int line_or_page = 0;
    std::vector<std::string> reasons;
};

struct RpaReport {
    rpa::Scenario scenario;
    int records = 0;                          ///< offered by the data or the batch
    int added = 0;
    int known = 0;                            ///< in the queue already: refused, not keyed again
    std::vector<LeftOut> left_out;            ///< wait for a person
    rpa::RunSummary summary;
    std::vector<rpa::Trial> trials;           ///< of a dry run
    std::vector<rpa::WorkItem> items;         ///< of the scenario, after the run
    double seconds = 0;
    bool all_settled() const;                 ///< nothing failed and nothing waits
};

struct RpaEvents {
    std::function<void(const rpa::RunProgress&)> progress;
    std::function<void(const std::string&)> warn;
    rpa::RunWatch watch = {};   ///< called on the run's thread
    std::function<std::optional<std::string>(const rpa::Step&, const std::string&)> ask = {};
    /// Asked once, when the scenario wants secrets that are in the vault and nowhere else; nothing opens no vault.
    std::function<std::unique_ptr<Passphrase>()> vault_passphrase = {};
};

/// Whether a run of this scenario would ask for the vault's passphrase. A file that is no scenario asks for nothing.
bool wants_vault(Workspace& workspace, const RpaRequest& request);

/// Loads records into the queue and keys what waits there. Wants the right clerk or it. Throws RequestFault (file, place, mend), rpa::StepFailure of
/// kind environment (browser missing), store::StoreError. Runs on the calling thread; the browser ends with it.
RpaReport run_rpa(Workspace& workspace, const RpaRequest& request, const Clock& clock, const RpaEvents& events, std::stop_token stop);

/// Looks an unknown item up in the target: found makes it done, with the target's number and a picture; else it stays
/// unknown, with a line in its journal, for a person to decide. Never keys anything. Throws as run_rpa does.
rpa::FindAnswer look_up_item(Workspace& workspace, const RpaRequest& request, std::int64_t item, const Clock& clock, const RpaEvents& events, std::stop_token stop);

/// The items of one scenario (its id), or of all ("") that the person may see. Wants the right clerk, it or manager; a
/// view in the audit log.
std::vector<rpa::WorkItem> rpa_items(Workspace& workspace, const std::string& scenario);
/// 完了, 登録済み, 業務例外 …
using rpa::words_of;

}  // namespace yorozu::desk
