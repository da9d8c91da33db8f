#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// `yorozu case tracker|sync`.
void add_case_sync(CLI::App& group, Commands& commands);

}  // namespace yorozu::cli
