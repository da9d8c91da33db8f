#pragma once
#include "flows/bpmn/flow.h"
#include "flows/bpmn/problem.h"
#include "workbench/desk/flows/flow_attach.h"

namespace yorozu::desk {

/// What a person should look at in a flow: what its reader said, the lint rules, and what an office asks beyond them: a stage that takes
/// longer in the To-Be than in the As-Is (stage-longer), and attachments that are not there (attachment-missing). Pure; for any thread.
flows::Problems problems_of(const flows::Flow& flow, const flows::Problems& of_reader, const Attachable& known);

}  // namespace yorozu::desk
