#include "workbench/cli/flow.h"

namespace yorozu::cli {

void add_flow(Commands& commands) {
    auto* group = commands.app.add_subcommand("flow", "業務フロー（BPMN 2.0）: 点検、比較、書き直し、整列、年の時間、シミュレーション、図、全体の索引");
    group->require_subcommand(1);
    add_flow_check(commands, *group);
    add_flow_diff(commands, *group);
    add_flow_rebuild(commands, *group);
    add_flow_import(commands, *group);
    add_flow_index(commands, *group);
    add_flow_layout(commands, *group);
    add_flow_analyse(commands, *group);
    add_flow_simulate(commands, *group);
    add_flow_draw(commands, *group);
}

}  // namespace yorozu::cli
