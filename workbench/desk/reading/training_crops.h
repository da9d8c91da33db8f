#pragma once
#include <filesystem>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// Fields as people said they read, cut from their scans: what a recogniser can be trained or measured with. Personal
/// data: they lie in the workspace's `crops/` only, no backup or export takes them along, and they can be deleted at any
/// time (the scans and decisions that they come from stay).
///     crops/DOCUMENT-FIELD.png   the field, straightened, with 0.5 mm around it
///     crops/labels.csv           file,template,field,kind,read,label
struct TrainingCrops {
    int crops = 0;     ///< there now
    int added = 0;     ///< by this call
    int unreadable_scans = 0;
    std::filesystem::path folder;
};

/// Cuts what was confirmed, corrected since the last call. Masked fields, choices, seals, and papers that were called
/// unreadable or defective are left out; a label that a later decision changed is changed. Wants the right it; written down in the
/// audit log. Throws ExportFailure when the disk refuses.
TrainingCrops keep_crops(Workspace& workspace);

/// Deletes them all; returns how many pictures there were. Wants the right it; written down in the audit log.
int delete_crops(Workspace& workspace);

}  // namespace yorozu::desk
