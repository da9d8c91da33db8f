#pragma once
#include <functional>
#include <string>

#include "flows/bpmn/flow.h"

namespace yorozu::flows {

using SayProblem = std::function<void(const char* rule, const std::string& id, std::string what, std::string mend)>;

/// The rules about places: no-overlapping-elements, no-bpmndi.
void lint_drawing(const Flow& flow, const SayProblem& say);

}  // namespace yorozu::flows
