#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

/// The counting and drawing half of `yorozu flow …`, put into the group `flow` (which is made if it is not there yet).
void add_flow_figures(Commands& commands);

// Each stands in its own flow_NAME.cpp.
void add_flow_analyse(Commands& commands, CLI::App& group);
void add_flow_simulate(Commands& commands, CLI::App& group);
void add_flow_draw(Commands& commands, CLI::App& group);

}  // namespace yorozu::cli
