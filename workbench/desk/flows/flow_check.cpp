#include "workbench/desk/flows/flow_check.h"

#include <algorithm>
#include <utility>

#include "flows/bpmn/read_flow.h"

namespace yorozu::desk {

int FlowCheck::count(flows::Problem::Weight weight) const {
    return static_cast<int>(std::count_if(problems.begin(), problems.end(), [&](const auto& each) { return each.weight == weight; }));
}

FlowCheck check_flow(const std::filesystem::path& file, bool municipal) {
    auto reading = flows::load_flow(file);
    FlowCheck check;
    check.file = file;
    check.whole = reading.whole;
    check.problems = std::move(reading.problems);
    if (reading.shown) {
        const auto& flow = reading.flow;
        check.diagrams = static_cast<int>(flow.diagrams.size());
        check.processes = static_cast<int>(flow.processes.size());
        check.steps = static_cast<int>(std::count_if(flow.nodes.begin(), flow.nodes.end(), [](const auto& each) { return each.is_activity(); }));
        check.edges = static_cast<int>(std::count_if(flow.edges.begin(), flow.edges.end(), [](const auto& each) { return each.kind == flows::EdgeKind::sequence; }));
        // Of a file that is cut or broken, the rules would only say that its rest is missing.
        const auto found = reading.whole ? flows::lint(flow, {.municipal = municipal}) : flows::Problems{};
        check.problems.insert(check.problems.end(), found.begin(), found.end());
    }
    const auto rank = [](const flows::Problem& each) { return std::pair(each.rule != "malformed-xml", each.line); };
    std::stable_sort(check.problems.begin(), check.problems.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return check;
}

}  // namespace yorozu::desk
