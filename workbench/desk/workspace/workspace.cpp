#include "workbench/desk/workspace/workspace.h"

#include <algorithm>
#include <set>

#include "ocr/page/page.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/desk/workspace/kept_files.h"
#include "workbench/store/audit_log.h"
#include "workbench/store/documents.h"
#include "workbench/store/durable.h"
#include "workbench/store/keyed.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

/// The files a template consists of: itself, its blanks, and word lists that lie beside it.
std::vector<fs::path> files_of(const ocr::FormTemplate& form) {
    std::vector<fs::path> files{form.file};
    for (const auto& page : form.pages) files.push_back(page.blank);
    for (const auto& field : form.fields) {
        if (field.lexicon.empty()) continue;
        const fs::path list = form.file.parent_path() / field.lexicon;
        if (fs::is_regular_file(list)) files.push_back(list);
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

/// Where a file of the template goes: beside the template as it was, never out of the template's folder.
fs::path place_of(const fs::path& file, const fs::path& beside) {
    const fs::path relative = fs::absolute(file).lexically_normal().lexically_relative(
        fs::absolute(beside).lexically_normal());
    if (relative.empty() || *relative.begin() == "..") return file.filename();
    return relative;
}

bool same_bytes(const fs::path& one, const fs::path& other) {
    return fs::exists(other) && fs::file_size(one) == fs::file_size(other) &&
           ocr::content_hash(one) == ocr::content_hash(other);
}

}  // namespace

Workspace::Workspace(fs::path folder, store::Access access, store::TimeMs now)
    : folder_(std::move(folder)),
      database_(folder_ / "yorozu.db", access, now),
      session_{operating_system_user(), false, [now] { return now; }} {}

std::vector<ocr::FormTemplate> Workspace::templates() const {
    if (!fs::exists(templates_folder())) return {};
    return ocr::load_templates({templates_folder()}).forms;
}

void Workspace::keep_templates(const std::vector<ocr::FormTemplate>& forms, store::TimeMs now) {
    store::Documents documents(database_);
    for (const auto& form : forms) {
        const fs::path home = templates_folder() / form.id;
        // The definition goes last: a template whose copying was cut short has no definition yet, or its old one.
        auto files = files_of(form);
        std::stable_partition(files.begin(), files.end(), [&](const fs::path& file) { return file != form.file; });
        std::set<fs::path> folders;
        for (const auto& file : files) {
            const fs::path target = home / place_of(file, form.file.parent_path());
            if (same_bytes(file, target)) continue;
            store::make_folder(target.parent_path());
            store::copy_whole(file, target);
            folders.insert(target.parent_path());
        }
        for (const auto& changed : folders) store::make_durable(changed);
        if (!folders.empty()) documents.note_template(form.id, ocr::content_hash(form.file), now);
    }
    note_files(*this, "templates");
}

WorkspaceCheck check_workspace(Workspace& workspace) {
    WorkspaceCheck result;
    result.faults = workspace.database().faults();
    if (const auto audit = store::AuditLog(workspace.database()).check(); !audit.sound())
        result.faults.push_back("監査ログ: " + audit.fault);
    for (const auto& number : stored_cases(workspace).faults()) result.faults.push_back("相談 " + number + " の一覧・索引が、経過と合いません");
    for (const auto item : store::Keyed(workspace.database()).faults()) result.faults.push_back("処理対象 " + std::to_string(item) + " の集計が、実行の記録と合いません");
    if (const auto fault = vault_fault(workspace); !fault.empty()) result.faults.push_back(fault);
    for (const auto& fault : file_faults(workspace)) result.faults.push_back(fault);
    const auto scans = workspace.scans();
    for (const auto& scan : store::Documents(workspace.database()).scans()) {
        ++result.scans;
        result.scan_bytes += scan.bytes;
        if (!scans.has(scan.hash))
            result.faults.push_back("スキャンのファイルがありません: " + scan.source + "（" + scan.hash.substr(0, 12) + "…）");
        else if (ocr::content_hash(scans.path_of(scan.hash)) != scan.hash)
            result.faults.push_back("スキャンの内容が変わっています: " + scan.source + "（" + scan.hash.substr(0, 12) + "…）");
    }
    return result;
}

}  // namespace yorozu::desk
