#pragma once
#include <filesystem>

#include "flows/bpmn/lint.h"

namespace yorozu::desk {

/// One flow file looked over: by the reader and by the lint rules.
struct FlowCheck {
    std::filesystem::path file;
    bool whole = false;   ///< can be edited and written; false: the problems say why
    int diagrams = 0, processes = 0, steps = 0, edges = 0;   ///< steps: activities; edges: sequence flows
    flows::Problems problems;   ///< by line; what breaks the file comes first, and then no rule is asked

    int count(flows::Problem::Weight weight) const;
};

/// Never throws for bad content. `municipal`: also what goes beyond the municipal subset.
FlowCheck check_flow(const std::filesystem::path& file, bool municipal);

}  // namespace yorozu::desk
