#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

struct WorkspaceExport {
    int batches = 0;
    int scans = 0;
    std::vector<std::string> left_out;  ///< batches of departments that the person may not see
    bool cases_left_out = false;        ///< only the help desk may take the cases
};

/// Everything as files that any program opens, for an archive or for leaving Yorozu; `target` must not exist or be empty:
///     batches/NAME/result.json, result.csv   the values as they stand now (UTF-8 with BOM)
///     batches/NAME/scans/0001-SOURCE         the scans under the names they came with
///     keyed.csv                              every work item: state, receipt number, where it came from
///     cases.csv                              the cases with their history (help desk)
///     hours/R8.csv                           a report for each fiscal year in which something was done
///     templates/, lexicons/, evidence/       as they lie in the workspace; the vault stays there
/// Wants the right clerk; each batch is in the audit log before its first byte is written. Throws NotAllowed, StoreError,
/// ExportFailure.
WorkspaceExport export_workspace(Workspace& workspace, const std::filesystem::path& target);

}  // namespace yorozu::desk
