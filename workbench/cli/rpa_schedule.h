#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// yorozu rpa schedule. Private to the command line.
void add_rpa_schedule(CLI::App* group, Commands& commands);

}  // namespace yorozu::cli
