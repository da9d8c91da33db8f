#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// yorozu case attach, attachments, detach: files of a case.
void add_case_attach(CLI::App& group, Commands& commands);

}  // namespace yorozu::cli
