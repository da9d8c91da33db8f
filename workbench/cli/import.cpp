#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_import(Commands&) {}

}  // namespace yorozu::cli
