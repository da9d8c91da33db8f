#pragma once
#include <string>

#include "workbench/cli/command.h"

/// Checking fields on the terminal, or from a pipe. Private to the command line.
namespace yorozu::cli {

struct VerifyWords {
    std::string batch;
    std::string who;
};

/// Shows each waiting field and takes one line for it: Enter, a value, `/1` (an alternative), `-`, `?` or `q`.
int run_verify(const VerifyWords& words, const Context& context);

}  // namespace yorozu::cli
