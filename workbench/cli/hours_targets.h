#pragma once
#include "workbench/cli/command.h"

/// `yorozu hours targets`. Private to the command line.
namespace yorozu::cli {

void add_hours_targets(CLI::App& hours, Commands& commands);
/// `yorozu hours plan|published|exclude|tool`.
void add_hours_plan(CLI::App& hours, Commands& commands);

}  // namespace yorozu::cli
