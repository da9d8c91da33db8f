#include "workbench/desk/workspace/workspace_backup.h"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "ocr/page/page.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/folder_beside.h"
#include "workbench/desk/workspace/folder_copy.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/audit_log.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

constexpr const char* list_name = "backup.json";

std::string sha256_of(const std::string& text) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    char hex[2 * sizeof digest + 1];
    return sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
}

/// The database vouches for itself (sums, chain), and looking at a backup with the program is allowed to write there.
bool vouches_for_itself(const std::string& path) { return path.rfind("yorozu.db", 0) == 0 || path == "audit.head"; }

/// The files of a backup, but for the database and the list: path within it → bytes and hash.
nlohmann::json listed_files(const fs::path& folder) {
    auto files = nlohmann::json::object();
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (const auto path = fs::relative(entry.path(), folder).generic_string(); entry.is_regular_file() && path != list_name && !vouches_for_itself(path))
            files[path] = {{"bytes", entry.file_size()}, {"sha256", ocr::content_hash(entry.path())}};
    return files;
}

[[noreturn]] void unusable(const fs::path& backup, const std::string& why) {
    throw store::StoreError(store::Blame::request, "控えを使えません（" + why + "）", backup.string(), "別の控えから戻してください。何も変えていません");
}

nlohmann::json list_of(const fs::path& backup) {
    std::ifstream in(backup / list_name, std::ios::binary);
    if (!in) unusable(backup, "最後まで作られていません");
    auto list = nlohmann::json::parse(in, nullptr, false);
    if (!list.is_object() || list.value("formatVersion", 0) != 1 || !list.contains("files") || !list["files"].is_object()) unusable(backup, "一覧 backup.json が壊れています");
    // The list vouches for itself: a bit of it is as easily flipped as one of a scan.
    const std::string said = list.value("sha256", "");
    list.erase("sha256");
    if (said != sha256_of(list.dump())) unusable(backup, "一覧 backup.json が変わっています");
    return list["files"];
}

void compare(const nlohmann::json& listed, const fs::path& copy, const fs::path& backup) {
    const auto there = listed_files(copy);
    for (const auto& [path, about] : listed.items()) {
        const auto file = there.find(path);
        if (file == there.end()) unusable(backup, path + " がありません");
        if (*file != about) unusable(backup, path + " の内容が変わっています");
    }
    for (const auto& [path, about] : there.items())
        if (!listed.contains(path)) unusable(backup, path + " は控えにないはずのファイルです");
}

}  // namespace

std::vector<fs::path> kept_beside_database(const Workspace& workspace) {
    std::vector<fs::path> parts;
    for (const auto& entry : fs::directory_iterator(workspace.folder())) {
        const auto name = entry.path().filename().string();
        const bool fleeting = name == "drafts" || name == "backup" || name == "arriving" || entry.path().extension() == ".lock" || entry.path().extension() == ".part";
        const bool another = entry.is_directory() && (fs::exists(entry.path() / "yorozu.db") || entry.path().extension() == ".copying");  // a backup that was put inside
        if (!fleeting && !another && !vouches_for_itself(name) && name != list_name) parts.push_back(entry.path());
    }
    std::sort(parts.begin(), parts.end());
    return parts;
}

WorkspaceBackup backup_workspace(Workspace& workspace, const fs::path& target) {
    require_empty(target, "控えの置き場所が空ではありません");
    permit(workspace, {Right::it, Right::admin}, {"export", "workspace", "控え"});
    FolderBeside made(target, ".copying");
    const fs::path& copy = made.beside();
    // The audit log's head before the database, for it may be behind but not ahead; the database before the scans: every
    // scan that it speaks of is then already there to be copied.
    const auto head = store::AuditLog(workspace.database()).head();
    workspace.database().backup_to(copy / "yorozu.db");
    if (head.number > 0) store::write_audit_head(store::audit_head_file(copy / "yorozu.db"), head);
    for (const auto& part : kept_beside_database(workspace))
        if (fs::is_directory(part)) copy_folder(part, copy / part.filename());
        else store::copy_whole(part, copy / part.filename());
    WorkspaceBackup result;
    const auto now = workspace.session().clock();
    {
        Workspace opened(copy, store::Access::change, now);
        result.faults = check_workspace(opened).faults;
    }
    fs::remove(copy / "yorozu.db.lock");
    nlohmann::json list{{"formatVersion", 1}, {"made", date_and_time(now)}, {"files", listed_files(copy)}};
    result.files = static_cast<int>(list["files"].size()) + 1;
    list["sha256"] = sha256_of(list.dump());
    WholeFile out(copy / list_name);
    out.write(list.dump(1));
    out.place();
    store::make_durable(copy);
    made.place("控えを置けません");
    return result;
}

int restore_workspace(const fs::path& backup, const fs::path& folder, store::TimeMs now) {
    std::error_code ignored;
    if (!fs::exists(backup / "yorozu.db", ignored))
        throw store::StoreError(store::Blame::request, "控えではありません（yorozu.db がありません）", backup.string(),
                                "yorozu workspace backup で作ったフォルダーを指定してください");
    require_empty(folder, "ワークスペースがもうあります");
    const fs::path within = fs::absolute(folder).lexically_normal().lexically_relative(fs::absolute(backup).lexically_normal());
    if (!within.empty() && *within.begin() != "..")
        throw store::StoreError(store::Blame::request, "控えの中には戻せません", folder.string(), "--workspace に別のフォルダーを指定してください");
    const auto listed = list_of(backup);
    FolderBeside made(folder, ".restoring");
    const fs::path& copy = made.beside();
    copy_folder(backup, copy);
    fs::remove(copy / list_name);
    compare(listed, copy, backup);
    try {
        Workspace opened(copy, store::Access::change, now);
        if (const auto check = check_workspace(opened); !check.faults.empty()) unusable(backup, check.faults.front());
    } catch (const store::StoreError& error) {
        if (error.what_failed.rfind("控えを", 0) == 0) throw;
        unusable(backup, error.what_failed);
    }
    made.place("ワークスペースを置けません");
    return static_cast<int>(listed.size()) + 1;
}

}  // namespace yorozu::desk
