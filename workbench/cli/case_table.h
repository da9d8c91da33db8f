#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// `yorozu case report|export|import|mapping`.
void add_case_table(CLI::App& group, Commands& commands);

}  // namespace yorozu::cli
