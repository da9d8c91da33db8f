#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// rpa import and rpa print: what is done with scenario files alone.
void add_rpa_files(CLI::App* group, Commands& commands);

}  // namespace yorozu::cli
