#pragma once
#include "workbench/cli/command.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {

/// `yorozu case report|export|import|mapping`.
void add_case_table(CLI::App& group, Commands& commands);

/// "" is the year of `today`. Throws Failure.
desk::FiscalYear fiscal_year_named(const std::string& text, const std::string& today);

}  // namespace yorozu::cli
