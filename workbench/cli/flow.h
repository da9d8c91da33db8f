#pragma once
#include "workbench/cli/command.h"

namespace yorozu::cli {

// yorozu flow …: each subcommand stands in its own flow_NAME.cpp; flow.cpp has the list of them.
void add_flow_check(Commands& commands, CLI::App& group);
void add_flow_diff(Commands& commands, CLI::App& group);
void add_flow_rebuild(Commands& commands, CLI::App& group);
void add_flow_import(Commands& commands, CLI::App& group);
void add_flow_index(Commands& commands, CLI::App& group);
void add_flow_layout(Commands& commands, CLI::App& group);
void add_flow_analyse(Commands& commands, CLI::App& group);
void add_flow_simulate(Commands& commands, CLI::App& group);
void add_flow_draw(Commands& commands, CLI::App& group);

}  // namespace yorozu::cli
