#pragma once
#include "rpa/runner.h"

namespace yorozu::rpa {

/// run_items in several browsers at once, each with a thread and a lease of its own, on one queue: no record is taken by
/// two. The callbacks of `options` are called one at a time, on any of the threads; progress is of all together. When one
/// browser's run stops (too many failures in a row, the environment), the others end after the record in hand.
/// With `browsers` 1, or somebody who looks on (`watch.before`), it is run_items.
RunSummary run_side_by_side(const Scenario& scenario, WorkQueue& queue, const OpenBrowser& open_browser, const RunOptions& options, int browsers);

}  // namespace yorozu::rpa
