#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rpa/web_driver.h"

namespace yorozu::rpa {

struct ChromiumOptions {
    std::string driver = "chromedriver";   ///< program; found in PATH if it has no slash
    std::string browser;                   ///< "" : chromedriver's own choice, on Debian /usr/bin/chromium
    bool headful = false;
    int width = 1366, height = 768;        ///< CSS pixels
    std::vector<std::string> hosts;        ///< nothing else can be reached by name or number; empty: no restriction
    std::function<void(std::chrono::nanoseconds)> command_took;  ///< told after each command to the driver, for benchmarks
    bool listens = false;                  ///< for the recorder: a person acts, dialogs are theirs, all frames in one process
    std::function<void(const std::string&)> warn;  ///< told once if the browser's sandbox had to be switched off
};

/// Starts chromedriver as our child on a free port of 127.0.0.1 and a browser with a private profile that keeps
/// nothing on disk. Both end with the returned object, with the calling thread and with the process, even by kill -9.
/// Throws StepFailure of kind environment if that fails.
std::unique_ptr<WebDriver> start_chromium(const ChromiumOptions& options);

}  // namespace yorozu::rpa
