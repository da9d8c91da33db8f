#pragma once
#include <map>
#include <string>

#include "workbench/desk/cases/cases.h"

namespace yorozu::desk {

/// A line that is being added to a case.
struct CaseLine {
    std::string kind = {}, text = {};
    double minutes = 0;
    store::TimeMs clock_since = 0;   ///< time spent is being measured since then; 0: not

    bool empty() const { return text.empty() && minutes == 0 && !clock_since; }
    friend bool operator==(const CaseLine&, const CaseLine&) = default;
};

/// A case that is being typed, and the lines that are being added to others: kept at every key in drafts/ of the workspace, one file for
/// each person that only the owner may read, so that neither Esc nor a crash loses a word. Not part of backups and exports.
struct CaseDraft {
    CaseFields fields = {};          ///< of the new case; empty: none is being typed
    store::TimeMs begun = 0;         ///< when Ctrl+N was pressed
    std::map<std::string, CaseLine> lines = {};  ///< by the case's number; none is empty

    bool empty() const { return fields.empty() && lines.empty(); }
    CaseLine line_of(const std::string& number) const;
    void put_line(const std::string& number, const CaseLine& line);  ///< an empty one takes it away
    friend bool operator==(const CaseDraft&, const CaseDraft&) = default;
};

/// The session's person's draft; an empty one when there is none or it cannot be read.
CaseDraft kept_draft(const Workspace& workspace);
/// On disk when it returns, whole or not at all; an empty draft takes the file away. Throws ExportFailure, StoreError.
void keep_draft(const Workspace& workspace, const CaseDraft& draft);

}  // namespace yorozu::desk
