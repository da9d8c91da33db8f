#pragma once
#include <optional>
#include <string>

#include "workbench/desk/cases/cases.h"

namespace yorozu::desk {

/// A case that is being typed, and the line that is being added to another: kept at every key in drafts/ of the workspace, one file for
/// each person that only the owner may read, so that neither Esc nor a crash loses a word. Not part of backups and exports.
struct CaseDraft {
    CaseFields fields = {};          ///< of the new case; empty: none is being typed
    store::TimeMs begun = 0;         ///< when Ctrl+N was pressed
    std::string number = {};         ///< of the case whose line is being written
    std::string kind = {}, text = {};///< of that line
    double minutes = 0;
    store::TimeMs clock_since = 0;   ///< time spent is being measured since then; 0: not

    bool empty() const { return fields.empty() && text.empty() && !clock_since; }
    friend bool operator==(const CaseDraft&, const CaseDraft&) = default;
};

/// The session's person's draft; an empty one when there is none or it cannot be read.
CaseDraft kept_draft(const Workspace& workspace);
/// On disk when it returns, whole or not at all; an empty draft takes the file away. Throws ExportFailure, StoreError.
void keep_draft(const Workspace& workspace, const CaseDraft& draft);

}  // namespace yorozu::desk
