#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_template(Commands&) {}

}  // namespace yorozu::cli
