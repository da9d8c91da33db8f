#include "samples/back-office/faults.h"

#include <cstdlib>

namespace yorozu::backoffice {

namespace {

const std::map<std::string, int FaultSettings::*> names = {
    {"slow", &FaultSettings::slow_ms},
    {"slow-commit", &FaultSettings::slow_commit_ms},
    {"error-after-commit", &FaultSettings::error_after_commit},
    {"drop-before-commit", &FaultSettings::drop_before_commit},
    {"drop-after-commit", &FaultSettings::drop_after_commit},
    {"end-session-every", &FaultSettings::end_session_every},
};

}  // namespace

FaultSettings Faults::now() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

bool Faults::change(const std::map<std::string, std::string>& words) {
    const std::lock_guard lock(mutex_);
    FaultSettings changed = settings_;
    for (const auto& [name, text] : words) {
        const auto found = names.find(name);
        if (found == names.end()) return false;
        char* end = nullptr;
        const long number = std::strtol(text.c_str(), &end, 10);
        if (text.empty() || *end || number < 0 || number > 1'000'000) return false;
        changed.*(found->second) = static_cast<int>(number);
    }
    settings_ = changed;
    return true;
}

bool Faults::take(int FaultSettings::*counter) {
    const std::lock_guard lock(mutex_);
    if (settings_.*counter <= 0) return false;
    --(settings_.*counter);
    return true;
}

bool Faults::session_ends_now() {
    const std::lock_guard lock(mutex_);
    if (settings_.end_session_every <= 0) return false;
    return ++requests_ % settings_.end_session_every == 0;
}

}  // namespace yorozu::backoffice
