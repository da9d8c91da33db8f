#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// yorozu rpa record. Private to the command line.
void add_rpa_record(CLI::App* group, Commands& commands);

}  // namespace yorozu::cli
