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
    bool importable = false;            ///< data/ is there: import_workspace() makes the same workspace of it
};

/// Everything as files that any program opens, for an archive or for leaving Yorozu; `target` must not exist or be empty:
///     batches/NAME/result.json, result.csv   the values as they stand now (UTF-8 with BOM)
///     batches/NAME/scans/0001-SOURCE         the scans under the names they came with
///     keyed.csv                              every work item: state, receipt number, where it came from
///     cases.csv                              the cases with their history (help desk)
///     hours/R8.csv                           a report for each fiscal year in which something was done
///     templates/, lexicons/, evidence/, …    as they lie in the workspace; the vault stays there
///     data/TABLE.jsonl, data/manifest.json   every row of every table, for import_workspace(); only where the person may see everything (with
///                                            people: also it or admin, for their passphrases' hashes go along)
/// Wants the right clerk; each batch is in the audit log before its first byte is written. Throws NotAllowed, StoreError,
/// ExportFailure.
WorkspaceExport export_workspace(Workspace& workspace, const std::filesystem::path& target);

struct WorkspaceImport {
    std::int64_t rows = 0;
    int scans = 0;
    int files = 0;   ///< templates, evidence …
};

/// Makes the workspace `folder` (must not exist or be empty) out of what export_workspace() wrote: each file is compared with the manifest, the new
/// workspace is checked as a whole and then renamed into place, so that it is there whole or not at all. The vault is not in an export: attachments and
/// secrets open once vault.json was brought over. Throws StoreError: no such export, a file that is missing or was changed, or data that is damaged.
WorkspaceImport import_workspace(const std::filesystem::path& exported, const std::filesystem::path& folder, store::TimeMs now);

}  // namespace yorozu::desk
