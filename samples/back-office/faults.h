#pragma once
#include <map>
#include <mutex>
#include <string>

namespace yorozu::backoffice {

/// What the office is told to do wrong. Read and changed while it runs.
struct FaultSettings {
    int slow_ms = 0;               ///< wait before each page
    int slow_commit_ms = 0;        ///< wait between taking the commit and writing it
    int error_after_commit = 0;    ///< answer the next n commits with 500 though they were written
    int drop_before_commit = 0;    ///< close the connection of the next n commits without writing
    int drop_after_commit = 0;     ///< write the next n commits and close the connection without an answer
    int end_session_every = 0;     ///< every n requests all sessions end (0: never)
};

/// Thread-safe holder; counted faults are used up one by one.
class Faults {
public:
    explicit Faults(FaultSettings settings = {}) : settings_(settings) {}
    FaultSettings now() const;
    /// Changes the settings named by the words above (unknown names: returns false, nothing changed).
    bool change(const std::map<std::string, std::string>& words);
    /// True once per armed fault.
    bool take(int FaultSettings::*counter);
    /// True if the sessions end with this request.
    bool session_ends_now();

private:
    mutable std::mutex mutex_;
    FaultSettings settings_;
    int requests_ = 0;
};

}  // namespace yorozu::backoffice
