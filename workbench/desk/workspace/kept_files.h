#pragma once
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

/// Files of the workspace beside the database, and whether they are as they were written.
///
/// Templates and evidence are written by this program alone: whatever else becomes of one is a fault. Flows, scenarios, lists and settings
/// may be changed with other programs, too: there a fault is a file whose contents changed though its size and time did not, as a failing
/// disk leaves it. Scans have their hash as their name and are looked at elsewhere.
namespace yorozu::desk {

/// Notes what is new or changed in a folder of the workspace ("templates", "evidence" …) as right; after the program wrote there. Files that
/// are as noted cost one look at their size and time. A read-only workspace is left alone.
void note_files(Workspace& workspace, const std::string& folder);
/// Forgets files that were deleted on purpose; paths within the workspace.
void forget_files(Workspace& workspace, const std::vector<std::string>& paths);

/// In words; empty: sound. Files that nobody noted yet are noted now, unless the workspace is read-only.
std::vector<std::string> file_faults(Workspace& workspace);

}  // namespace yorozu::desk
