#pragma once
#include <string>
#include <vector>

#include "workbench/desk/export/export_profile.h"
#include "workbench/desk/reading/batch.h"

namespace yorozu::desk {

/// A cell whose value could not be written as the column wants it, and was written as it is kept.
struct CellProblem {
    std::string source;
    int page = 1;
    std::string column;
    std::string why;         ///< without the value
};

struct ProfileExport {
    int rows = 0;
    std::vector<WaitingRecord> left_out;   ///< forms with a field of the profile that waits for a person
    int other_forms = 0;                   ///< of other templates
    std::vector<CellProblem> problems;
    std::vector<LostCharacter> lost;       ///< characters that CP932 does not have; `field` is the column
};

/// Writes the batch's filled forms of the profile's template, one row per form in the order of the batch. Wants the right clerk; in
/// the audit log before the first byte is written. Throws ExportFailure, store::StoreError, and RequestFault when the
/// file's ending is another format's than the profile's.
ProfileExport export_with_profile(Workspace& workspace, const std::string& batch, const ExportProfile& profile,
                                  const std::filesystem::path& file, std::string_view today);

/// The profiles in the workspace's export-profiles/, by name, faulty ones with their faults.
std::vector<ProfileReading> kept_profiles(Workspace& workspace);
/// Throws RequestFault: no such profile (naming those that are there), or its faults.
ExportProfile kept_profile(Workspace& workspace, const std::string& name);
/// Checks the file against the workspace's templates and copies it in under its name; replaces one of that name. Throws RequestFault.
ExportProfile keep_profile(Workspace& workspace, const std::filesystem::path& file);
/// The same for one that was made here, under profile.name.
ExportProfile keep_profile(Workspace& workspace, const ExportProfile& profile);
/// Where the workspace keeps it.
std::filesystem::path profile_file(const Workspace& workspace, const std::string& name);

}  // namespace yorozu::desk
