#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "workbench/desk/workspace/workspace.h"

/// The part of an export that is for import_workspace().
namespace yorozu::desk {

using ScanPlaces = std::map<std::string, std::filesystem::path>;  ///< hash of a scan → where the export has it

/// Whether the person may take what no list of batches shows: people with their hashes, the audit log.
bool may_take_all(Workspace& workspace);
/// data/TABLE.jsonl and, last, data/manifest.json: the version of the tables, each file of the export with its SHA-256, and where each scan lies.
void write_workspace_data(Workspace& workspace, const std::filesystem::path& exported, const ScanPlaces& scans);

}  // namespace yorozu::desk
