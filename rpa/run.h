#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rpa/evidence.h"
#include "rpa/runner.h"
#include "rpa/steps.h"
#include "rpa/trace.h"

/// One run, private to rpa: runner.cpp goes through the queue, keying.cpp has the protocol of one record, session.cpp the
/// browser.
namespace yorozu::rpa {

/// The person stopped the run between two steps.
struct Cancelled {};
/// The run cannot go on; the record in hand goes back to the queue untouched.
struct RunStops {
    std::string why;
    bool environment = true;
};

/// One run over a queue, or a dry run without one. Belongs to one thread.
class Run {
public:
    Run(const Scenario& scenario, WorkQueue* queue, const OpenBrowser& open_browser, const RunOptions& options)
        : scenario_(scenario), queue_(queue), open_browser_(open_browser), options_(options), evidence_(options.evidence), traces_(options.traces) {}

    RunSummary all_items();
    Trial try_record(const WorkItem& item);
    FindAnswer find_only(const WorkItem& item, std::string& picture_name);
    void end_session();  ///< the scenario's teardown, when nothing stopped the run

private:
    Trial rehearse(const WorkItem& item);

    /// An intent without an outcome. Absence is believed only from `due` on.
    struct Unsettled {
        Claim claim;
        TimeMs due = 0;
    };

    // keying.cpp: what happens to one record
    void handle(const Claim& claim);
    void key(const Claim& claim);
    bool attempt(const Claim& claim, int round);
    void commit(const Claim& claim, Steps& steps, const Step& step);
    void look_up(const Unsettled& unsettled);
    FindAnswer find_with_patience(const Claim& claim);
    void fill(Steps& steps);
    void run_rest(Steps& steps, const Claim& claim);
    void end(const Claim& claim, ItemState state, const std::string& number, const std::string& message, RunEntry entry);

    // session.cpp: the browser and what is written down about it
    void ensure_ready();
    bool may_take(const Step& step, const WorkItem* item, const Steps* steps);
    Steps steps_for(const Claim* claim, bool watch_session);
    Evidence::Kept picture(const Claim* claim, const std::string& moment);
    Evidence::Kept picture_if_possible(const Claim& claim, const std::string& moment);
    void tell_failed(const WorkItem& item);
    RunEntry entry_of(const Claim& claim, const std::string& step, const std::string& outcome, TimeMs start) const;
    void keep_alive(bool now_please = false);  ///< renews leases when a quarter of their time is gone

    // The record's trace, where one is wished.
    void begin_trace(const WorkItem& item, int round);
    void trace_begins(const Step& step);
    void trace_ends(const Step& step, const Steps& steps);
    void trace_fails(const std::string& words);
    void keep_trace(const std::string& state, const std::string& words);

    bool may_claim() const;
    void report();
    void passes(const char* point) {
        if (options_.passes) options_.passes(point);
    }
    void reset() { set_up_ = false; }
    void drop_browser() {
        driver_.reset();
        set_up_ = false;
    }

    const Scenario& scenario_;
    WorkQueue* queue_;
    const OpenBrowser& open_browser_;
    const RunOptions& options_;
    Evidence evidence_, traces_;
    std::optional<Trace> trace_;
    std::unique_ptr<Driver> driver_;
    bool set_up_ = false;
    bool ended_here_ = false;  ///< the record that just ended was to be the last
    bool skipped_ = false;  ///< the record in hand went without one of its steps
    const Claim* current_ = nullptr;
    std::vector<Unsettled> unsettled_;
    std::map<std::int64_t, int> absences_;  ///< by item: commits that were pressed and surely did not arrive
    TimeMs last_heartbeat_ = 0;
    TimeMs began_ = 0;
    int failures_in_a_row_ = 0;
    int pictures_ = 0;
    int all_ = 0;
    RunSummary summary_;
};

}  // namespace yorozu::rpa
