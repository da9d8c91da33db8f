#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_evaluate(Commands&) {}

}  // namespace yorozu::cli
