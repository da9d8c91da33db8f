#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// yorozu case standard list|set|remove: 定型の質問.
void add_case_standard(CLI::App& group, Commands& commands);

}  // namespace yorozu::cli
