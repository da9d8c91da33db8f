#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_rpa(Commands&) {}

}  // namespace yorozu::cli
