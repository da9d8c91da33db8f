#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rpa/scenario.h"
#include "rpa/driver.h"
#include "rpa/work_queue.h"

namespace yorozu::rpa {

/// How far a run is; told after each record.
struct RunProgress {
    int finished = 0;
    int all = 0;
    double seconds = 0;   ///< since the run began
    int failed = 0;       ///< business, system and unknown
};

class Steps;
struct FindAnswer;

/// A step that is about to be taken, or was. References hold until the call returns.
struct StepMoment {
    const Step& step;
    const WorkItem* item;   ///< none in set-up and tear-down
    const Steps* steps;     ///< variables and read-backs; none before a commit's press
    Driver& driver;
};

/// Somebody who looks on while a run goes: the room. Called on the run's thread.
struct RunWatch {
    enum class Go { run, wait, skip };
    /// Asked before each step, again and again while it says wait; the lease is kept meanwhile. A commit cannot be
    /// skipped, and no commit is pressed for a record of which a step was skipped.
    std::function<Go(const StepMoment&)> before;
    std::function<void(const StepMoment&)> after;
    /// A record ended; asked whether the run ends here as well.
    std::function<bool(const WorkItem&, ItemState)> stop_here = {};
    /// A step could not be taken and the screen still shows why: a PNG of it, "" if there is none.
    std::function<void(const WorkItem&, const std::string& picture)> failed = {};
};

struct RunOptions {
    std::string runner;                          ///< who we are, unique among runners: host, process, start
    std::chrono::milliseconds lease{120'000};
    int attempts = 3;                            ///< per record in this run, for system exceptions before the intent
    int most = 0;                                ///< the run ends after so many records; 0: when none waits
    bool test = false;                           ///< what it keys is real, but counts nothing
    std::chrono::milliseconds back_off{300};     ///< before the second attempt; doubled for the next
    std::filesystem::path evidence;              ///< "" keeps none
    std::filesystem::path traces;                ///< one HTML file a record with every step; "" writes none
    std::function<std::optional<std::string>(const std::string&)> secret;
    std::function<void(const RunProgress&)> progress;
    std::function<void(const std::string&)> warn;
    std::filesystem::path files;                 ///< what steps write and receive; "" refuses such steps
    std::function<std::optional<std::string>(const Step&, const std::string& question)> ask;  ///< flow.ask-a-person
    RunWatch watch;
    std::function<bool()> cancelled;             ///< asked between steps before an intent
    std::function<TimeMs()> now;
    std::function<void(std::chrono::milliseconds)> rest;  ///< waits that long
    /// For tests that kill or stop us: told at every step boundary of the protocol, e.g. "after intent".
    std::function<void(const char*)> passes;
};

/// What came of a run.
struct RunSummary {
    static constexpr const char* cancelled_words = "中止しました";
    std::int64_t run = 0;
    std::map<ItemState, int> outcomes;      ///< of the items that this run ended
    int attempts = 0;
    int healed = 0;
    double seconds = 0;
    std::string stopped;                    ///< why the run ended before the queue was empty, "" if it did not
    bool environment_failed = false;
};

using OpenBrowser = std::function<std::unique_ptr<Driver>()>;

/// Keys every waiting item of the scenario exactly once:
/// claim → verify.find → fill and read back → picture and hash → COMMIT_INTENT on disk → press → confirmation → done.
/// An item whose intent is written without an outcome is looked up, and keyed again only if it is surely absent: the
/// target says so after `scenario.settle`, when no answer of the lost commit can be under way any more.
RunSummary run_items(const Scenario& scenario, WorkQueue& queue, const OpenBrowser& open_browser, const RunOptions& options);

/// Looks one record up in the target and touches nothing else: for a person who decides about an unknown outcome. The
/// picture of the answer is kept in the evidence; `picture` gets its file name.
FindAnswer find_record(const Scenario& scenario, const WorkItem& item, const OpenBrowser& open_browser, const RunOptions& options, std::string& picture);

/// One record of a dry run: everything but the commit.
struct Trial {
    std::string business_key;
    bool ready = false;          ///< it could have been committed
    bool already_present = false;
    std::string message;
};
std::vector<Trial> try_records(const Scenario& scenario, const std::vector<WorkItem>& items, const OpenBrowser& open_browser, const RunOptions& options);

}  // namespace yorozu::rpa
