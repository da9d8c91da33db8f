#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "rpa/chromium.h"
#include "rpa/recorded_event.h"

namespace yorozu::rpa {

struct RecordOptions {
    std::string address;                                   ///< where the recording begins, http(s)
    ChromiumOptions browser;
    std::function<bool()> ended;                           ///< asked some times a second: the person has done
    std::function<void(const RecordedEvent&)> heard = {};  ///< told as it happens, on the calling thread
};

/// Opens a browser at the address, and listens in every page, frame and window of it until the person closes it or `ended` says so.
/// Throws StepFailure of kind environment (browser missing, page not there).
std::vector<RecordedEvent> record(const RecordOptions& options);

}  // namespace yorozu::rpa
