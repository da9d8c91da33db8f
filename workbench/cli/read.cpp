#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_read(Commands&) {}

}  // namespace yorozu::cli
