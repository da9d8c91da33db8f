#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_batch(Commands&) {}

}  // namespace yorozu::cli
