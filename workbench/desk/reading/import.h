#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "ocr/lexicon/lexicon.h"
#include "workbench/desk/reading/reading.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {

struct ImportRequest {
    std::string batch;
    std::vector<std::filesystem::path> templates;  ///< files or folders; empty: those of the workspace
    std::vector<std::filesystem::path> inputs;     ///< scans or folders; empty: goes on reading what is there
    int jobs = 0;                                  ///< threads; 0: one per core
    std::string department;                        ///< who may see a new batch; "": everybody, or the person's only one
};

/// An input that could not be taken in at all (absent, no right to read). A broken scan is no fault here: its bytes
/// are kept and its page says what is wrong.
struct InputFault {
    std::string input;
    std::string words;  ///< "what: where: how to mend"
};

/// Told while it goes on, from the calling thread. Either may be empty.
struct ImportProgress {
    std::function<void(std::size_t files_kept, std::size_t files)> keeping;
    std::function<void(const ReadingProgress&)> reading;
};

struct ImportResult {
    int scans_new = 0;
    std::vector<store::KnownScan> known;  ///< bytes that the workspace had already: nothing was changed for them
    std::vector<InputFault> faults;
    std::vector<std::string> warnings;    ///< about templates, in words
    int pages_read = 0;                   ///< by this call
    int pages_before = 0;                 ///< of the batch, read by earlier calls
    bool stopped = false;                 ///< the person stopped it; the same call goes on
    std::optional<store::BatchCounts> batch;  ///< as it stands now; absent when nothing is in it
};

/// Takes scans into a batch: hash → bytes durable → registered → read in parallel → each page's readings kept in
/// one transaction. Killed at any moment and called again, it goes on where it was: nothing is lost, nothing is
/// there twice, no page is read a second time. Bytes that the workspace already has are left alone.
/// Wants the right clerk; a person who may see only some departments imports for one of them.
/// Another import into the same workspace is waited for a few seconds, then refused.
/// Throws RequestFault (templates, department, no right) and store::StoreError (disk full …): what was kept until then stays.
ImportResult import_scans(Workspace& workspace, const ImportRequest& request, const Clock& clock,
                          const ImportProgress& progress = {}, std::stop_token stop = {});

/// Writes the batch's filled forms into the records table as they stand now; writes nothing when nothing changed.
void refresh_records(Workspace& workspace, const std::string& batch, const std::vector<ocr::FormTemplate>& forms,
                     const ocr::LexiconSet& lexicons, store::TimeMs now);

}  // namespace yorozu::desk
