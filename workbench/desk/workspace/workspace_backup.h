#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

struct WorkspaceBackup {
    int files = 0;
    std::vector<std::string> faults;  ///< of the workspace itself, found in the copy: the backup was made all the same
};

/// What lies in the workspace's folder beside the database and belongs to it: all folders and files but drafts, locks and old copies.
std::vector<std::filesystem::path> kept_beside_database(const Workspace& workspace);

/// Copies database, scans, templates, lists, evidence, flows, scenarios, the vault … into `target` (must not exist or be empty), readable
/// as a workspace of its own; then opens the copy and checks it. The copy is made beside its place, with a list of all files and their
/// SHA-256 (backup.json) written last, and renamed: it is there whole or not at all, however it ends. Wants the right it or admin; the
/// copy's audit log ends with the copying itself. Throws StoreError, ExportFailure.
WorkspaceBackup backup_workspace(Workspace& workspace, const std::filesystem::path& target);

/// Makes the workspace `folder` (must not exist or be empty) out of a backup: each file is compared with the backup's list while it is copied
/// beside its place, the copy is migrated and checked, then renamed, so that it is there whole or not at all. The backup is not
/// changed. Asks for no right: who may read the backup's files has them already. Returns the number of files. Throws StoreError: no
/// backup, one that was not finished, a file that is missing or was changed, or a workspace that was damaged when it was copied.
int restore_workspace(const std::filesystem::path& backup, const std::filesystem::path& folder, store::TimeMs now);

}  // namespace yorozu::desk
