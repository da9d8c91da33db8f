#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "flows/analysis/analysis.h"
#include "flows/bpmn/read_flow.h"
#include "flows/simulation/simulation.h"

namespace yorozu::desk {

/// A flow file for looking and counting. Throws RequestFault with file, line and mend if nothing of it can be shown.
flows::Flow shown_flow(const std::filesystem::path& file);

/// Static figures of flow files: every process with steps, or the one with `process` as id or name.
struct FlowFigures {
    struct One {
        std::filesystem::path file;
        flows::Flow flow;
        flows::Analysis analysis;
        std::vector<flows::WhatIfRow> what_if;   ///< empty unless asked for
    };
    std::vector<One> processes;
    std::optional<flows::Comparison> comparison;   ///< As-Is against To-Be (else Can-Be), or the two processes if there are just two
    std::string older, newer;                      ///< their names
};
struct FigureRequest {
    std::vector<std::filesystem::path> files;
    std::string process;
    flows::Inputs inputs;
    std::vector<flows::WhatIf> what_if;
};
FlowFigures count_flows(const FigureRequest& request);

/// "入力を自動に: Task_9=0.5, Flow_3=20%, cases=12000": one line of a what-if table. The name may be left out. Throws RequestFault.
flows::WhatIf what_if_line(const std::string& text);
/// Names in `inputs` that the flow does not have; empty if all are there.
std::vector<std::string> unknown_names(const flows::Flow& flow, const flows::Inputs& inputs);

struct SimulationReport {
    flows::Flow flow;
    flows::Simulation simulation;
    flows::Analysis analysis;   ///< the static answer, to put beside it
};
SimulationReport simulate_flow_file(const std::filesystem::path& file, const std::string& process, const flows::SimulationOptions& options);

}  // namespace yorozu::desk
