#include "workbench/cli/flow.h"

namespace yorozu::cli {

void add_flow(Commands& commands) {
    auto* group = commands.app.add_subcommand("flow", "業務フロー（BPMN 2.0）: 点検、比較、書き直し");
    group->require_subcommand(1);
    add_flow_check(commands, *group);
    add_flow_diff(commands, *group);
    add_flow_rebuild(commands, *group);
    add_flow_import(commands, *group);
}

}  // namespace yorozu::cli
