#pragma once
#include <functional>
#include <string>

#include "rpa/scenario.h"

namespace yorozu::rpa {

struct ProcedureOptions {
    std::string today;  ///< ISO; for "期限が過ぎています"
    /// PNG of the screen after a step (its id), "" if there is none.
    std::function<std::string(const std::string& step)> picture;
};

/// The scenario as a Japanese procedure document that a person can follow by hand: one HTML file, nothing outside it.
/// A sentence for each step with its picture, the columns and where they go, owner, last verified, expiry.
std::string procedure_html(const Scenario& scenario, const ProcedureOptions& options);

}  // namespace yorozu::rpa
