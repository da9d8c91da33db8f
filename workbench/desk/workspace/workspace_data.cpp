#include "workbench/desk/workspace/workspace_data.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "ocr/page/page.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/folder_beside.h"
#include "workbench/desk/workspace/folder_copy.h"
#include "workbench/desk/workspace/kept_files.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/desk/workspace/workspace_export.h"
#include "workbench/store/audit_log.h"
#include "workbench/store/durable.h"
#include "workbench/store/transfer.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

[[noreturn]] void cannot_import(const fs::path& exported, const std::string& why) {
    throw store::StoreError(store::Blame::request, "取り込めません（" + why + "）", exported.string(), "yorozu workspace export で書き出し直してください。何も変えていません");
}

Json manifest_of(const fs::path& exported) {
    std::ifstream in(exported / "data" / "manifest.json", std::ios::binary);
    if (!in) cannot_import(exported, "data/manifest.json がありません。すべてを見られる人が書き出したものだけを取り込めます");
    auto manifest = Json::parse(in, nullptr, false);
    const auto has = [&](const char* key, Json::value_t type) { return manifest.contains(key) && manifest[key].type() == type; };
    if (!manifest.is_object() || manifest.value("formatVersion", 0) != 1 || !has("files", Json::value_t::object) || !has("scans", Json::value_t::object) || !has("tables", Json::value_t::number_unsigned))
        cannot_import(exported, "data/manifest.json が壊れています");
    return manifest;
}

/// A path of the manifest must stay within the export.
fs::path inside_export(const fs::path& exported, const std::string& path) {
    const fs::path plain = fs::path(path).lexically_normal();
    if (path.empty() || plain.is_absolute() || *plain.begin() == "..") cannot_import(exported, "data/manifest.json が外のファイルを指しています");
    return exported / plain;
}

void compare_with_manifest(const fs::path& exported, const Json& manifest) {
    for (const auto& [path, hash] : manifest["files"].items()) {
        const auto file = inside_export(exported, path);
        std::error_code error;
        if (!fs::is_regular_file(file, error)) cannot_import(exported, path + " がありません");
        if (!hash.is_string() || ocr::content_hash(file) != hash.get<std::string>()) cannot_import(exported, path + " の内容が変わっています");
    }
}

/// Folders and files of an export that a workspace does not have.
bool only_of_exports(const std::string& name) { return name == "batches" || name == "data" || name == "hours" || name == "keyed.csv" || name == "cases.csv"; }

int copy_rest(const fs::path& exported, const Json& manifest, const fs::path& workspace) {
    int copied = 0;
    for (const auto& [path, hash] : manifest["files"].items()) {
        if (only_of_exports(fs::path(path).begin()->string())) continue;
        const fs::path target = workspace / fs::path(path).lexically_normal();
        store::make_folder(target.parent_path());
        store::copy_whole(inside_export(exported, path), target);
        ++copied;
    }
    return copied;
}

int copy_scans_back(const fs::path& exported, const Json& manifest, const Workspace& workspace) {
    auto scans = workspace.scans();
    int copied = 0;
    for (const auto& [hash, path] : manifest["scans"].items()) {
        if (!path.is_string() || scans.keep(inside_export(exported, path.get<std::string>()), ocr::content_hash) != hash) cannot_import(exported, "スキャン " + hash.substr(0, 12) + "… の内容が変わっています");
        ++copied;
    }
    scans.settle();
    scans.clear_half_copied();
    return copied;
}

}  // namespace

bool may_take_all(Workspace& workspace) {
    try {
        require(workspace, {Right::it, Right::admin});
        return departments_seen(workspace).empty();
    } catch (const NotAllowed&) {
        return false;
    }
}

void write_workspace_data(Workspace& workspace, const fs::path& exported, const ScanPlaces& scans) {
    auto rows = store::write_tables(workspace.database(), exported / "data");
    Json manifest{{"formatVersion", 1}, {"tables", static_cast<unsigned>(workspace.database().version())}, {"made", date_and_time(workspace.session().clock())}, {"rows", rows}, {"files", Json::object()}, {"scans", Json::object()}};
    for (const auto& entry : fs::recursive_directory_iterator(exported))
        if (entry.is_regular_file()) manifest["files"][fs::relative(entry.path(), exported).generic_string()] = ocr::content_hash(entry.path());
    for (const auto& [hash, place] : scans) manifest["scans"][hash] = fs::relative(place, exported).generic_string();
    WholeFile out(exported / "data" / "manifest.json");
    out.write(manifest.dump(1, ' ', false, Json::error_handler_t::replace));
    out.place();
}

WorkspaceImport import_workspace(const fs::path& exported, const fs::path& folder, store::TimeMs now) {
    require_empty(folder, "ワークスペースがもうあります");
    const auto manifest = manifest_of(exported);
    compare_with_manifest(exported, manifest);
    FolderBeside made(folder, ".importing");
    const fs::path& copy = made.beside();
    store::read_tables(exported / "data", manifest["tables"].get<int>(), copy / "yorozu.db", now);
    WorkspaceImport result;
    result.files = copy_rest(exported, manifest, copy);
    {
        Workspace opened(copy, store::Access::change, now);
        stored_cases(opened).index_all();
        store::write_audit_head(store::audit_head_file(copy / "yorozu.db"), store::AuditLog(opened.database()).head());
        result.scans = copy_scans_back(exported, manifest, opened);
        const Json rows = manifest.value("rows", Json::object());
        for (const auto& [table, count] : rows.items()) result.rows += count.is_number_integer() ? count.get<std::int64_t>() : 0;
        if (const auto check = check_workspace(opened); !check.faults.empty()) cannot_import(exported, check.faults.front());
    }
    fs::remove(copy / "yorozu.db.lock");
    made.place("ワークスペースを置けません");
    return result;
}

}  // namespace yorozu::desk
