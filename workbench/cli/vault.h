#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// yorozu vault.
void add_vault(Commands& commands);

}  // namespace yorozu::cli
