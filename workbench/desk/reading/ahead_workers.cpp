#include "workbench/desk/reading/ahead_workers.h"

#include <algorithm>
#include <memory>

namespace yorozu::desk {

AheadWorkers::AheadWorkers(std::filesystem::path workspace, Clock clock, unsigned threads, Work work)
    : folder_(std::move(workspace)), clock_(std::move(clock)), work_(std::move(work)) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

AheadWorkers::~AheadWorkers() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void AheadWorkers::want(std::vector<std::int64_t> documents) {
    {
        const std::lock_guard lock(mutex_);
        wanted_ = std::move(documents);
        std::reverse(wanted_.begin(), wanted_.end());
    }
    wake_.notify_all();
}

bool AheadWorkers::idle() const {
    const std::lock_guard lock(mutex_);
    return wanted_.empty() && at_work_ == 0;
}

void AheadWorkers::run() {
    std::unique_ptr<Workspace> workspace;
    try {
        workspace = std::make_unique<Workspace>(folder_, store::Access::read, clock_());
    } catch (const std::exception&) {
        return;  // the window's own connection says what is wrong
    }
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return stop_ || !wanted_.empty(); });
        if (stop_) return;
        const auto document = wanted_.back();
        wanted_.pop_back();
        ++at_work_;
        lock.unlock();
        work_(*workspace, document);
        lock.lock();
        --at_work_;
    }
}

}  // namespace yorozu::desk
