#include "workbench/store/kept_files.h"

#include "workbench/store/schema.h"
#include "workbench/store/sql.h"

namespace yorozu::store {

// kept_files: see kept_files.h.
const char* const kept_files_schema = R"sql(
CREATE TABLE kept_files (
    path TEXT PRIMARY KEY CHECK (path <> ''),
    bytes INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    noted_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

std::map<std::string, KeptFile> KeptFiles::all() const {
    std::map<std::string, KeptFile> found;
    Statement rows(database_, "SELECT path, bytes, modified_ns, sha256 FROM kept_files ORDER BY path");
    while (rows.step()) found.emplace_hint(found.end(), rows.text(0), KeptFile{rows.integer(1), rows.integer(2), rows.text(3)});
    return found;
}

void KeptFiles::note(const std::map<std::string, KeptFile>& files, TimeMs now) {
    if (files.empty()) return;
    Write write(database_);
    for (const auto& [path, file] : files)
        Statement(database_, "INSERT INTO kept_files (path, bytes, modified_ns, sha256, noted_ms) VALUES (?1, ?2, ?3, ?4, ?5) "
                             "ON CONFLICT (path) DO UPDATE SET bytes = ?2, modified_ns = ?3, sha256 = ?4, noted_ms = ?5")
            .bind(path, file.bytes, file.modified_ns, file.sha256, now)
            .run();
    write.commit();
}

void KeptFiles::forget(const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    Write write(database_);
    for (const auto& path : paths) Statement(database_, "DELETE FROM kept_files WHERE path = ?").bind(path).run();
    write.commit();
}

std::map<std::string, std::string> KeptFiles::evidence_sums() const {
    std::map<std::string, std::string> found;
    Statement rows(database_, "SELECT evidence, substr(detail, 8) FROM run_entries WHERE evidence <> '' AND detail LIKE 'sha256:%' AND length(detail) = 71");
    while (rows.step()) found[rows.text(0)] = rows.text(1);
    return found;
}

std::set<std::string> KeptFiles::erased_evidence() const {
    std::set<std::string> found;
    Statement rows(database_, "SELECT r.evidence FROM erasures e JOIN run_entries r ON r.item = e.subject WHERE e.kind = 'evidence' AND r.evidence <> ''");
    while (rows.step()) found.insert(rows.text(0));
    return found;
}

}  // namespace yorozu::store
