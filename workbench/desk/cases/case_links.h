#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "flows/bpmn/flow.h"
#include "workbench/desk/cases/cases.h"

/// What a case belongs to, from both ends.
namespace yorozu::desk {

/// Links to a flow, template, scenario or another case; `add` false takes it back. A case, template or scenario must be there.
void link_case(Workspace& workspace, const std::string& number, const std::string& kind, const std::string& target, bool add = true);
/// One fact about what is linked: 「14 項目」「完了 98 件」「効果測定」.
std::string link_fact(Workspace& workspace, const store::CaseLink& link);
/// What can be linked, by kind: ids with a title. No cases.
struct LinkTarget {
    std::string kind, id, title;
};
std::vector<LinkTarget> link_targets(Workspace& workspace);

/// From the other end: the cases that are linked to it, newest first, as far as the person may see them.
std::vector<Case> cases_linked_to(Workspace& workspace, const std::string& kind, const std::string& id);

/// A new flow for the case, named after its title, on disk and linked. Returns its file. Throws NotAllowed, RequestFault, ExportFailure.
std::filesystem::path begin_flow_for(Workspace& workspace, const std::string& number);

/// After a flow was saved: each case that is linked to it is linked to the templates and scenarios on its steps, too. A link that was taken
/// back by hand is not made again.
void carry_links(Workspace& workspace, const std::string& flow_id, const flows::Flow& flow);

}  // namespace yorozu::desk
