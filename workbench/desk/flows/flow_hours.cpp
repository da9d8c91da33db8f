#include "workbench/desk/flows/flow_hours.h"

#include <algorithm>

#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::desk {

double FlowHours::visits(const std::string& step) const {
    for (const auto& one : analysis.steps)
        if (one.id == step) return one.visits;
    return 0;
}

FlowHours flow_hours(const flows::Flow& flow, int number) {
    FlowHours hours;
    const int process = process_of(flow, number);
    if (process < 0) return hours;
    const auto& diagram = flow.diagrams[static_cast<std::size_t>(number)];
    hours.analysis = flows::analyse(flow, process);
    struct Reach { double left = 1e18, right = -1e18; };
    std::vector<Reach> reach;
    for (const auto& stage : hours.analysis.stages) {
        if (stage.name.empty()) continue;
        hours.stages.push_back({stage.name, stage.minutes_per_case, 0, 0});
        reach.emplace_back();
    }
    for (const auto& step : hours.analysis.steps) {
        const auto& quantities = flow.nodes[static_cast<std::size_t>(step.node)].quantities;
        ++hours.steps;
        if (step.said && step.source == flows::Source::shared) ++hours.shared;
        if (!step.said && !quantities.waiting) ++hours.unsaid;
        if (hours.source_note.empty() && step.source == flows::Source::published) hours.source_note = step.source_note;
        const auto stage = std::find_if(hours.stages.begin(), hours.stages.end(), [&](const auto& one) { return one.name == step.stage; });
        const auto* shape = diagram.shape(step.id);
        if (stage == hours.stages.end() || !shape) continue;
        auto& far = reach[static_cast<std::size_t>(stage - hours.stages.begin())];
        far.left = std::min(far.left, shape->bounds.x);
        far.right = std::max(far.right, shape->bounds.right());
    }
    flows::Box all = diagram.shapes.empty() ? flows::Box{} : diagram.shapes.front().bounds;
    for (const auto& shape : diagram.shapes) all = around(all, shape.bounds);
    for (std::size_t i = 0; i < hours.stages.size(); ++i) {
        hours.stages[i].left = i == 0 ? all.x : hours.stages[i - 1].right;
        hours.stages[i].right = i + 1 == hours.stages.size() ? all.right() : std::clamp((reach[i].right + reach[i + 1].left) / 2, hours.stages[i].left, std::max(hours.stages[i].left, all.right()));
    }
    return hours;
}

}  // namespace yorozu::desk
