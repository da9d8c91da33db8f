#include "rpa/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace yorozu::rpa {

RunSummary run_side_by_side(const Scenario& scenario, WorkQueue& queue, const OpenBrowser& open_browser, const RunOptions& options, int browsers) {
    if (browsers <= 1 || options.watch.before || options.most > 0) return run_items(scenario, queue, open_browser, options);
    const auto count = static_cast<std::size_t>(browsers);
    std::mutex one_at_a_time;
    std::atomic<bool> one_stopped{false};
    std::vector<RunProgress> progress(count);
    std::vector<RunSummary> summaries(count);
    std::vector<std::exception_ptr> errors(count);

    const auto work = [&](std::size_t mine) {
        RunOptions own = options;
        own.runner += "/" + std::to_string(mine + 1);
        if (options.progress)
            own.progress = [&, mine](const RunProgress& now) {
                const std::lock_guard lock(one_at_a_time);
                progress[mine] = now;
                RunProgress all{0, 0, now.seconds, 0};
                for (const auto& one : progress) {
                    all.finished += one.finished;
                    all.failed += one.failed;
                    all.all = std::max(all.all, one.all);
                }
                all.all = std::max(all.all, all.finished);
                options.progress(all);
            };
        if (options.warn)
            own.warn = [&](const std::string& words) {
                const std::lock_guard lock(one_at_a_time);
                options.warn(words);
            };
        if (options.ask)
            own.ask = [&](const Step& step, const std::string& question) {
                const std::lock_guard lock(one_at_a_time);
                return options.ask(step, question);
            };
        own.cancelled = [&] { return one_stopped || (options.cancelled && options.cancelled()); };
        try {
            summaries[mine] = run_items(scenario, queue, open_browser, own);
        } catch (...) {
            errors[mine] = std::current_exception();
        }
        if (errors[mine] || !summaries[mine].stopped.empty()) one_stopped = true;
    };
    std::vector<std::thread> threads;
    for (std::size_t mine = 0; mine < count; ++mine) threads.emplace_back(work, mine);
    for (auto& thread : threads) thread.join();
    for (const auto& error : errors)
        if (error) std::rethrow_exception(error);

    RunSummary all = summaries.front();
    const bool cancelled = options.cancelled && options.cancelled();
    for (std::size_t i = 1; i < count; ++i) {
        const auto& one = summaries[i];
        for (const auto& [state, ended] : one.outcomes) all.outcomes[state] += ended;
        all.attempts += one.attempts;
        all.healed += one.healed;
        all.seconds = std::max(all.seconds, one.seconds);
        all.environment_failed = all.environment_failed || one.environment_failed;
        // Those that were told to end say so; the one that stopped by itself knows why.
        const bool told = all.stopped.empty() || (!cancelled && all.stopped == RunSummary::cancelled_words);
        if (told && !one.stopped.empty()) all.stopped = one.stopped;
    }
    return all;
}

}  // namespace yorozu::rpa
