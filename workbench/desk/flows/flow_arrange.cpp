// Automatic layout, as edits of the file.
#include "flows/layout/of_flow.h"
#include "workbench/desk/flows/flow_moves.h"
#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::desk {

FlowEdits arranged(const flows::Flow& flow, int diagram, const std::vector<std::string>& chosen, std::vector<std::string>& faults) {
    flows::ArrangeRequest request;
    for (const auto& id : chosen)
        if (flow.node(id)) request.ids.insert(id);
    request.part = request.ids.empty() ? flows::ArrangeRequest::Part::whole : flows::ArrangeRequest::Part::chosen;
    auto arrangement = flows::arrange_flow(flow, diagram, request);
    faults = std::move(arrangement.faults);
    return std::move(arrangement.edits);
}

std::vector<std::string> undrawn(const flows::Flow& flow, int number) {
    std::vector<std::string> missing;
    const int process = process_of(flow, number);
    if (process < 0) return missing;
    const auto& diagram = flow.diagrams[static_cast<std::size_t>(number)];
    for (const auto& node : flow.nodes)
        if (node.process == process && node.parent < 0 && !diagram.shape(node.id)) missing.push_back(node.id);
    return missing;
}

FlowEdits arrange_undrawn(const flows::Flow& flow, int diagram, std::vector<std::string>& faults) {
    auto arrangement = flows::arrange_flow(flow, diagram, {flows::ArrangeRequest::Part::missing, {}});
    faults = std::move(arrangement.faults);
    return std::move(arrangement.edits);
}

}  // namespace yorozu::desk
