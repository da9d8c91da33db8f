#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_hours(Commands&) {}

}  // namespace yorozu::cli
