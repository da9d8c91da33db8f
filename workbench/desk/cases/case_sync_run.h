#pragma once
// Private to desk/cases: one sync under way, in three parts: what there is (case_sync.cpp), bringing a case and its entry together
// (case_sync_fields.cpp), and making what is missing there (case_sync_making.cpp).
#include <set>
#include <span>

#include "workbench/desk/cases/case_sync.h"
#include "workbench/store/case_syncs.h"

namespace yorozu::desk {

// What is kept with a store::CaseSync besides the fields of the case.
constexpr const char* kept_event = "~event";      ///< our newest event that was looked at
constexpr const char* kept_stamp = "~stamp";      ///< their entry's, when it was last read
constexpr const char* kept_made = "~made";        ///< we made it and have not agreed on anything yet
constexpr const char* kept_settled = "~settled";  ///< "1": nothing is open, and no change can hide behind that stamp

inline std::string stamp_of(const tracker::Entry& entry) { return entry.revision.empty() ? entry.changed : entry.revision; }

class CaseSyncRun {
public:
    CaseSyncRun(Workspace& workspace, tracker::Tracker& there, const CaseTracker& settings, const std::vector<SyncDecision>& decisions,
                const std::function<void(const SyncProgress&)>& progress, std::stop_token stop)
        : workspace_(workspace), there_(there), settings_(settings), decisions_(decisions), report_(progress), stop_(std::move(stop)), syncs_(workspace.database()), key_(settings.key()) {}

    CaseSyncResult run();

private:
    using Fault = tracker::TrackerFault;
    using CaseSync = store::CaseSync;
    using CaseSyncs = store::CaseSyncs;

    /// One case or entry: what fails for it alone is noted, and the rest goes on.
    void piece(const std::function<void()>& work);
    void wait(const std::string& what);
    std::optional<Case> case_with(std::int64_t id);

    void look_at(const tracker::Entry& entry);
    /// It has the number of one of our cases, but we never agreed on anything.
    void adopt(const tracker::Entry& entry);
    CaseSync just_made(const std::string& id, const Case& ours) const;
    /// One of our cases of which the making was not answered, when this entry without a number is it to the letter.
    std::optional<Case> asked_for(const tracker::Entry& entry);
    /// Their entry becomes a case; what it was then is what both agree on, kept in the same transaction.
    void receive(const tracker::Entry& entry);
    void send_what_changed();

    /// Both sides as they stand, brought together.
    void reconcile(const CaseSync& known);
    std::optional<SyncSide> decided(const std::string& field, const std::string& here, const std::string& theirs) const;
    bool take_over(const std::string& field, const std::string& theirs, CaseEvent& fields, CaseEvent& stage);
    /// Fields first, then the notes; then it is read again, and what was not taken there is said. True when something was sent.
    bool send(const tracker::Entry& entry, const Case& ours, const std::map<std::string, std::string>& fields, CaseSync& agreed);
    /// Somebody changed the field there between our reading and our writing. It stands in their history; it is also told here.
    void say_what_was_overwritten(const tracker::Entry& before, const tracker::Entry& after, const std::map<std::string, std::string>& sent);

    void make_what_is_missing();
    /// Searches before anything is made: the ones that are there are taken as they are.
    std::vector<Case> without_those_there(std::span<const Case> some);
    void make(std::span<const Case> cases);
    void was_made(const Case& ours, const std::string& id);
    /// The answer was lost. If they are there now, all is well; if not, the next sync looks again.
    void look_for(const std::vector<Case>& asked, const Fault& fault);

    Workspace& workspace_;
    tracker::Tracker& there_;
    const CaseTracker& settings_;
    const std::vector<SyncDecision>& decisions_;
    const std::function<void(const SyncProgress&)>& report_;
    std::stop_token stop_;
    CaseSyncs syncs_;
    const std::string key_;
    CaseSyncResult result_;
    SyncProgress progress_;
    std::set<std::string> seen_, open_;
    std::string number_, external_;  ///< of the piece under way, for messages
};

}  // namespace yorozu::desk
