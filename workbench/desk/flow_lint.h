#pragma once
#include "flows/bpmn/flow.h"
#include "flows/bpmn/problem.h"

namespace yorozu::desk {

/// What a person should look at in a flow: what its reader said, the lint rules, and what an office asks beyond them: a stage that takes
/// longer in the To-Be than in the As-Is (stage-longer). Pure; for any thread.
flows::Problems problems_of(const flows::Flow& flow, const flows::Problems& of_reader);

}  // namespace yorozu::desk
