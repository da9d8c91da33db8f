#pragma once
#include <string>
#include <vector>

#include "rpa/scenario.h"

namespace yorozu::rpa {

/// Something about a scenario that will go wrong one day.
struct Finding {
    enum class Weight {
        error,    ///< it must not run like this
        warning,  ///< it runs, and a person should mend it
    };
    Weight weight = Weight::warning;
    std::string rule;   ///< "positional-xpath", "fixed-wait", "secret-in-text" …
    std::string place;  ///< JSON pointer
    std::string what;
    std::string mend;
};

/// Looks a scenario over that was read without faults. `today` is ISO (2026-11-21), for expired scenarios; "" skips that.
std::vector<Finding> check(const Scenario& scenario, const std::string& today);

}  // namespace yorozu::rpa
