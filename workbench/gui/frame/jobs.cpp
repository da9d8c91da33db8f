#include "workbench/gui/frame/jobs.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace yorozu::gui {
namespace {

/// Readers take every core; the window comes first.
void step_back() { setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 2); }

}  // namespace

void JobControl::report(const JobProgress& now) {
    const std::lock_guard lock(mutex_);
    progress_ = now;
}

JobProgress JobControl::progress() const {
    const std::lock_guard lock(mutex_);
    return progress_;
}

Jobs::~Jobs() {
    changed = nullptr;
    stop_all();
    running_.clear();  // joins; what they post to us dies with us
}

JobId Jobs::begin(JobWords words, wxWindow* owner, std::function<Finish(JobControl&)> work) {
    const JobId id = ++last_;
    auto run = std::make_unique<Run>();
    run->words = std::move(words);
    run->control = std::make_shared<JobControl>();
    run->owner = owner;
    auto& kept = *(running_[id] = std::move(run));
    if (changed) changed();
    if (worker_ == Worker::at_once) {
        end(id, work(*kept.control));
        return id;
    }
    kept.thread = std::jthread([this, id, control = kept.control, work = std::move(work)] {
        step_back();
        Finish finish = work(*control);
        CallAfter([this, id, finish = std::move(finish)] { end(id, finish); });
    });
    return id;
}

void Jobs::end(JobId id, const Finish& finish) {
    const auto found = running_.find(id);
    if (found == running_.end()) return;
    const auto run = std::move(found->second);
    running_.erase(found);
    if (run->thread.joinable()) run->thread.join();
    if (changed) changed();
    if (run->owner) finish();
}

bool Jobs::idle() const {
    return std::all_of(running_.begin(), running_.end(), [](const auto& entry) { return entry.second->words.quiet; });
}

void Jobs::stop(JobId id) {
    if (const auto found = running_.find(id); found != running_.end()) found->second->control->source_.request_stop();
    if (changed) changed();
}

void Jobs::stop_all() {
    for (auto& [id, run] : running_) run->control->source_.request_stop();
    if (changed) changed();
}

std::vector<RunningJob> Jobs::running() const {
    std::vector<RunningJob> all;
    for (const auto& [id, run] : running_)
        if (!run->words.quiet) all.push_back({id, run->words, run->control->progress(), run->control->stopped()});
    return all;
}

}  // namespace yorozu::gui
