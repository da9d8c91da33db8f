#pragma once
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// Threads that work at documents before a person looks at them, each with its own reading connection to the workspace.
/// want() and idle() belong to one thread (the window's); what the work makes is the owner's, under a lock of its own.
class AheadWorkers {
public:
    /// Called on a worker's thread. Must not throw.
    using Work = std::function<void(Workspace& workspace, std::int64_t document)>;

    AheadWorkers(std::filesystem::path workspace, Clock clock, unsigned threads, Work work);
    /// Waits for what is being worked at, and drops the rest.
    ~AheadWorkers();
    AheadWorkers(const AheadWorkers&) = delete;
    AheadWorkers& operator=(const AheadWorkers&) = delete;

    /// What is needed, most urgent first. What was wanted before and not begun is forgotten.
    void want(std::vector<std::int64_t> documents);
    bool idle() const;

private:
    void run();

    std::filesystem::path folder_;
    Clock clock_;
    Work work_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::int64_t> wanted_;  ///< most urgent last
    int at_work_ = 0;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace yorozu::desk
