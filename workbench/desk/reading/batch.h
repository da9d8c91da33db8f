#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/export/export.h"
#include "workbench/desk/reading/filled_form.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A batch with everything that looking at it needs. Read once; does not follow later changes.
struct OpenBatch {
    store::BatchCounts counts;
    std::vector<ocr::FormTemplate> templates;
    ocr::LexiconSet lexicons;
    FilledBatch filled;
};
/// Throws store::StoreError{request} when there is no such batch. `today` is ISO, for rules that name it. Wants the right
/// clerk or checker; it is a view in the audit log.
OpenBatch open_batch(Workspace& workspace, const std::string& batch, std::string_view today);

/// The pages that are no form of ours: no value of a form among them, so nothing is asked and nothing logged.
std::vector<UnfitPage> unfit_pages(Workspace& workspace, const std::string& batch, std::string_view today);

/// Writes a batch as it stands, decisions of people over readings, like `yorozu read --out` does: one row per
/// page. Wants the right clerk; in the audit log before the first byte is written. Throws ExportFailure. Returns characters that the encoding does not have.
std::vector<LostCharacter> export_batch(Workspace& workspace, const std::string& batch,
                                        const std::filesystem::path& file, ExportFormat format, ExportEncoding encoding);

/// Why a filled form may not be keyed or written yet, in words without values; empty: nothing of it waits. `needed`: the fields
/// that matter; empty: all.
std::vector<std::string> reasons_to_wait(const FilledForm& filled, const ocr::FormTemplate& form, const std::vector<std::string>& needed);

/// A filled form that a scenario may key.
struct ReadyRecord {
    std::int64_t id = 0;
    std::string source;
    int page = 1;
    std::map<std::string, std::string> values;  ///< by field id; masked fields are not in it
};
/// One that waits for a person, and why, in words without values.
struct WaitingRecord {
    std::int64_t id = 0;
    std::string source;
    int page = 1;
    std::vector<std::string> reasons;
};
struct ReadyRecords {
    std::vector<ReadyRecord> ready;
    std::vector<WaitingRecord> waiting;
    std::vector<UnfitPage> unfit;    ///< pages that are no form of ours
    int other_forms = 0;             ///< filled forms that have none or not all of the needed fields
};
/// Ready: every needed field is accepted or decided by a person, none has a finding, no page with a needed field is
/// missing. For run_rpa, which asks for the right and logs. `needed`: what the scenario keys or compares; empty: all fields of the form.
ReadyRecords ready_records(Workspace& workspace, const std::string& batch, const std::vector<std::string>& needed,
                           std::string_view today);

}  // namespace yorozu::desk
