#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"
#include "workbench/desk/people/session.h"
#include "workbench/store/database.h"
#include "workbench/store/scans.h"

namespace yorozu::desk {

/// One office's folder:
///     yorozu.db      all that is known        scans/      the scans' bytes, by content
///     templates/ID/  the templates in use     lexicons/   the office's own word lists
///     evidence/      pictures of runs         backup/     copies made before a migration
///     export-profiles/  how batches are written for other systems    audit.head  the end of the audit log
///     case-mappings/ how other trackers write cases    trackers/  how other trackers are reached    drafts/    what people are typing, not copied    vault.json, schedules.json: vault.h, schedules.h
class Workspace {
public:
    /// Opens (Access::write: makes) the workspace. The session is the operating system's user, at `now`, until another
    /// begins. Throws store::StoreError.
    Workspace(std::filesystem::path folder, store::Access access, store::TimeMs now);

    const std::filesystem::path& folder() const { return folder_; }
    store::Database& database() { return database_; }
    const store::Database& database() const { return database_; }
    store::Scans scans() const { return store::Scans(folder_ / "scans"); }
    std::filesystem::path templates_folder() const { return folder_ / "templates"; }
    std::filesystem::path lexicons_folder() const { return folder_ / "lexicons"; }
    std::filesystem::path evidence_folder() const { return folder_ / "evidence"; }

    const Session& session() const { return session_; }
    void begin(Session session) { session_ = std::move(session); }

    /// The templates that were copied in; empty when there are none yet. Faulty ones are left out.
    std::vector<ocr::FormTemplate> templates() const;

    /// Copies the templates with their blanks and lists into templates/ID/, each file whole or not at all, and
    /// notes their contents. A template that is there already with the same contents is left alone.
    void keep_templates(const std::vector<ocr::FormTemplate>& forms, store::TimeMs now);

private:
    std::filesystem::path folder_;
    store::Database database_;
    Session session_;
};

/// What `workspace check` found.
struct WorkspaceCheck {
    std::vector<std::string> faults;  ///< in words; empty: sound
    int scans = 0;
    long long scan_bytes = 0;
};
/// Database integrity, references between rows, the audit log's chain, every scan's content against its hash, templates, evidence and other files against
/// what was noted of them (kept_files.h), and what is kept beside the events of cases and the journal of runs against these.
WorkspaceCheck check_workspace(Workspace& workspace);

}  // namespace yorozu::desk
