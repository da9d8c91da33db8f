#pragma once
#include <wx/event.h>
#include <wx/weakref.h>
#include <wx/window.h>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace yorozu::gui {

/// How far a job has come. all = 0: not known yet. per_minute = 0 and seconds_left < 0: not shown.
struct JobProgress {
    std::size_t done = 0, all = 0;
    double per_minute = 0;
    double seconds_left = -1;
};

/// What the work itself sees; any thread.
class JobControl {
public:
    std::stop_token stop() const { return source_.get_token(); }
    bool stopped() const { return source_.stop_requested(); }
    void report(const JobProgress& now);  ///< cheap; call after each piece
    JobProgress progress() const;

private:
    friend class Jobs;
    std::stop_source source_;
    mutable std::mutex mutex_;
    JobProgress progress_;
};

/// What came of a job: `result`, or why not. A stopped job may have a result as well: what it did until then.
template <class Result>
struct JobEnd {
    std::optional<Result> result;
    std::exception_ptr failure;
    bool stopped = false;
};

struct JobWords {
    wxString kind;  ///< 読取
    wxString name;  ///< of the batch
    wxString unit;  ///< of done and all: ファイル
    wxString rate_unit = {};  ///< of the rate: 枚; empty: `unit`
    bool quiet = false;       ///< not shown, and nobody is asked when the window closes
};

using JobId = int;
struct RunningJob {
    JobId id = 0;
    JobWords words;
    JobProgress progress;
    bool stopping = false;
};

/// Work off the UI thread:
///     jobs.start<ImportResult>({tr("読取"), name, tr("枚")}, this,
///         [own = session.own()](JobControl& control) { return import_scans(*own.open(store::Access::change), …, control.stop()); },
///         [this](JobEnd<ImportResult> end) { … on the UI thread … });
/// Work opens its own Workspace, so that it never holds the window's connection; it must not touch a window. `done` is
/// dropped when `owner` is gone by then. All functions are for the UI thread. With Worker::at_once (tests) the work
/// runs inside start and `done` before it returns.
class Jobs : public wxEvtHandler {
public:
    enum class Worker { threads, at_once };
    explicit Jobs(Worker worker = Worker::threads) : worker_(worker) {}
    ~Jobs() override;  ///< stops all and waits for them

    std::function<void()> changed;  ///< a job began or ended

    template <class Result>
    JobId start(JobWords words, wxWindow* owner, std::function<Result(JobControl&)> work,
                std::function<void(JobEnd<Result>)> done) {
        return begin(std::move(words), owner, [work = std::move(work), done = std::move(done)](JobControl& control) {
            auto end = std::make_shared<JobEnd<Result>>();
            try {
                end->result = work(control);
            } catch (...) {
                end->failure = std::current_exception();
            }
            end->stopped = control.stopped();
            return std::function<void()>([end, done] { done(std::move(*end)); });
        });
    }

    void stop(JobId id);  ///< asks it to end after the piece under way
    void stop_all();
    bool idle() const;  ///< but for quiet ones
    std::vector<RunningJob> running() const;  ///< oldest first, without quiet ones; progress as of now

private:
    using Finish = std::function<void()>;
    struct Run {
        JobWords words;
        std::shared_ptr<JobControl> control;
        wxWeakRef<wxWindow> owner;
        std::jthread thread;
    };
    JobId begin(JobWords words, wxWindow* owner, std::function<Finish(JobControl&)> work);
    void end(JobId id, const Finish& finish);

    Worker worker_;
    std::map<JobId, std::unique_ptr<Run>> running_;
    JobId last_ = 0;
};

}  // namespace yorozu::gui
