#pragma once
#include <string>
#include <vector>

#include "workbench/desk/hours/hours.h"

namespace yorozu::desk {

/// The calculation written out for an auditor: each line a formula with its inputs, in Japanese.
std::vector<std::string> formula_of(const HoursSaved& saved);

}  // namespace yorozu::desk
