#include "workbench/cli/command.h"

namespace yorozu::cli {

void add_lexicon(Commands&) {}

}  // namespace yorozu::cli
