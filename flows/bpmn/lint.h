#pragma once
#include "flows/bpmn/flow.h"
#include "flows/bpmn/problem.h"

namespace yorozu::flows {

struct LintOptions {
    bool municipal = false;   ///< also whatever goes beyond the municipal subset (rule municipal-subset)
};

/// What makes a flow hard to read or impossible to follow. The rules carry bpmnlint's names and mean the same (its
/// documentation is the source); those that bpmnlint does not have: minutes-unmeasured, probabilities-sum,
/// municipal-subset. Pure, in the order of the file's elements, linear but for overlaps (n log n on usual diagrams).
Problems lint(const Flow& flow, const LintOptions& options = {});

/// One rule: its name and what it asks for, in Japanese. All of them, for a settings page and the manual.
struct LintRule {
    std::string name, asks;
    Problem::Weight weight = Problem::Weight::warning;
};
const std::vector<LintRule>& lint_rules();

/// Is a kind of the municipal subset: start, end, kinds of task, gateways × and +, waiting (timer), document, system, note?
bool in_municipal_subset(const Node& node);

}  // namespace yorozu::flows
