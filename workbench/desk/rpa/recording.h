#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "rpa/driver.h"
#include "rpa/recorded_scenario.h"
#include "workbench/desk/workspace/request_fault.h"

namespace yorozu::desk {

struct RecordingRequest {
    std::string address;                         ///< http(s)://… ; or
    std::vector<std::string> program;            ///< a desktop program and its words
    std::optional<std::filesystem::path> data;   ///< CSV with the records that the person has in hand
    std::string title, owner;                    ///< "" : a draft's
    bool headless = false;                       ///< no window: for tests
    std::string chromedriver = "chromedriver";
};

/// Opens a browser at the address, or the program on a display of its own that is a window on the person's, and makes a scenario of
/// what a person does in it until it is closed or stop is asked. What was typed stays in memory only, but for values that are no
/// record's. Nothing is kept: the caller writes the scenario. Throws RequestFault (address, program, data), rpa::StepFailure of kind
/// environment (no browser, no display, page not there, program does not start).
rpa::RecordedScenario record_scenario(const RecordingRequest& request, const std::function<void(const rpa::RecordedEvent&)>& heard,
                                      const std::function<void(const std::string&)>& warn, std::stop_token stop);

/// A sentence about one thing that was done, without its value. "" for what needs none.
std::string words_of(const rpa::RecordedEvent& event);

}  // namespace yorozu::desk
