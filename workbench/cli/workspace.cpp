#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_workspace(Commands&) {}

}  // namespace yorozu::cli
