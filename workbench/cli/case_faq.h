#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// `yorozu case faq`.
void add_case_faq(CLI::App& group, Commands& commands);

}  // namespace yorozu::cli
