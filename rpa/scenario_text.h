#pragma once
#include <string>
#include <string_view>

namespace yorozu::rpa {

/// The one way a scenario is written, so that a change of one step is a change of a few lines: keys in the order of
/// step_forms, unknown ones (x-…) behind in alphabetical order, two spaces, what fits into 120 columns on one line.
/// Nothing is added or left out. Throws std::invalid_argument if it is not JSON.
std::string written_scenario(std::string_view json);

}  // namespace yorozu::rpa
