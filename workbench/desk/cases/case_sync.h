#pragma once
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "workbench/desk/cases/case_tracker.h"

namespace yorozu::desk {

/// A field that was changed on both sides since they last agreed. Neither side is written until a person decides.
struct SyncConflict {
    std::string number, external, field;  ///< field of ours
    std::string before;                   ///< what both last agreed on, in their words; "" when they never did
    std::string ours, theirs;             ///< in their words
};
enum class SyncSide { ours, theirs };
struct SyncDecision {
    std::string number;
    std::string field;  ///< "" : all of the case
    SyncSide take = SyncSide::ours;
    /// The values that the person saw; when set and one of them is another by now, the conflict is shown again instead.
    std::optional<std::pair<std::string, std::string>> seen = {};
};

/// What could not be brought together, and waits for a person or the next sync.
struct SyncWaiting {
    std::string number, external, what;  ///< what: with the mend, in Japanese
};

struct CaseSyncResult {
    int made = 0;       ///< entries there, of our cases
    int received = 0;   ///< cases here, of their entries
    int sent = 0, taken = 0;                  ///< cases of which fields went there, came here
    int remarks_sent = 0, remarks_taken = 0;
    int same = 0;
    std::vector<SyncConflict> conflicts;
    std::vector<SyncWaiting> waiting;
    std::string broken_off;  ///< why it ended before its end; the same again goes on. "" : it did not
    bool settled() const { return conflicts.empty() && waiting.empty() && broken_off.empty(); }
};

struct SyncProgress {
    int done = 0, all = 0;  ///< cases and entries to look at; all grows when more are found
};

/// Brings cases and entries together, field by field: changed there only, it is taken over; here only, it is sent; on both sides, it is a
/// conflict. What was agreed on is kept with each case (store::CaseSync). Notes go both ways, without those marked 内部.
///
/// An entry is made only after a search by our number found none; each note that goes there ends with a line "[よろず R8-0001/45]", each that
/// comes here names its origin. So a sync that breaks off anywhere, with whatever answer lost, is simply repeated: nothing is
/// doubled, nothing is lost. An entry whose making was not answered is looked for again, and not made anew for two minutes.
///
/// Wants the right help-desk; in the audit log first. Throws tracker::TrackerFault{settings} before anything was written; later
/// faults end up in the result.
CaseSyncResult sync_cases(Workspace& workspace, tracker::Tracker& tracker, const CaseTracker& settings, const std::vector<SyncDecision>& decisions = {},
                          const std::function<void(const SyncProgress&)>& progress = {}, std::stop_token stop = {});

/// Asks the tracker whether a sync could begin; nothing is written. Throws tracker::TrackerFault.
void check_case_tracker(tracker::Tracker& tracker, const CaseTracker& settings);

/// The case and its entry are no longer the same, for instance when the entry was deleted there; the next sync may make a new one.
/// Wants the right help-desk. Throws RequestFault: they were not.
void forget_entry(Workspace& workspace, const CaseTracker& settings, const std::string& number);

}  // namespace yorozu::desk
