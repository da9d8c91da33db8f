#pragma once
#include <string>

namespace yorozu::flows {

/// A number as files and sentences have it: "12.5", rounded to a thousandth, never in exponents.
std::string number_text(double value);

}  // namespace yorozu::flows
