#pragma once
#include <cstdint>
#include <string>

#include "workbench/desk/workspace/calendar.h"

/// Days, moments and years as they are given on the command line. All throw Failure{exit_request_wrong} naming `option`.
namespace yorozu::cli {

/// "" is the year of `today`.
desk::FiscalYear fiscal_year_named(const std::string& text, const std::string& today);
/// 「2026-04-01 10:12」 in Japan, ms since 1970-01-01 UTC; "" is 0.
std::int64_t moment_named(const std::string& option, const std::string& text);
/// An ISO day; "" is `otherwise`.
std::string day_named(const std::string& option, const std::string& text, const std::string& otherwise);

}  // namespace yorozu::cli
