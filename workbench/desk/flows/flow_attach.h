#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "flows/bpmn/flow.h"
#include "flows/bpmn/problem.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// What a dropped file hangs on a step: the id of a form template or of a scenario, beside what hangs there already. Throws
/// FlowRequestFault when the file is neither.
flows::Attachments with_file(flows::Attachments attachments, const std::filesystem::path& json);

/// What a step may name: the form templates of the workspace, and the scenarios that it keeps or has run. Titles by id.
struct Attachable {
    std::map<std::string, std::string> templates, scenarios;
    std::map<std::string, std::string> titles() const;   ///< of both, for badges
};
Attachable attachable(Workspace& workspace);

/// Steps that name a template or scenario which the workspace does not have (attachment-missing). Pure.
flows::Problems missing_attachments(const flows::Flow& flow, const Attachable& known);

}  // namespace yorozu::desk
