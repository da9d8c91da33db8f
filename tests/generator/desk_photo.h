#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "tests/generator/generator.h"

namespace yorozu::generator {

/// What lies on a desk when somebody presses the shutter at the wrong time: "bare" (a wooden top, a keyboard, pens, a cup),
/// "papers" (blank and printed sheets over each other), "covered" (one of our forms, filled, with more than half of it under
/// another sheet).
const std::vector<std::string>& desk_kinds();
/// A telephone's picture of such a desk, with no form on it that could be read. Throws std::out_of_range for an unknown kind.
FilledPage make_desk_photo(const std::string& kind, std::uint64_t seed);

}  // namespace yorozu::generator
