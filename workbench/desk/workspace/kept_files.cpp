#include "workbench/desk/workspace/kept_files.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "ocr/page/page.h"
#include "workbench/store/kept_files.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

/// Written by this program alone.
constexpr std::array own_folders{"templates", "evidence"};
/// Also changed by people with other programs.
constexpr std::array open_folders{"flows", "scenarios", "lexicons", "export-profiles", "case-mappings", "trackers"};

bool is_own(const std::string& path) {
    return std::any_of(own_folders.begin(), own_folders.end(), [&](const std::string& folder) { return path.rfind(folder + "/", 0) == 0; });
}

/// Half written, or a lock: no file to keep.
bool is_fleeting(const fs::path& file) {
    const auto ending = file.extension();
    return ending == ".part" || ending == ".lock" || file.filename().string().find(".json.") != std::string::npos || file.parent_path().filename() == ".drafts";
}

store::KeptFile without_sum(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    const auto time = fs::last_write_time(file, error);
    return {static_cast<std::int64_t>(size), std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count(), ""};
}

std::vector<fs::path> kept_files_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file(error) && !is_fleeting(at->path())) found.push_back(at->path());
    return found;
}

std::string path_within(const Workspace& workspace, const fs::path& file) { return fs::relative(file, workspace.folder()).generic_string(); }

bool same_look(const store::KeptFile& one, const store::KeptFile& other) { return one.bytes == other.bytes && one.modified_ns == other.modified_ns; }

}  // namespace

void note_files(Workspace& workspace, const std::string& folder) {
    if (workspace.database().read_only()) return;
    store::KeptFiles kept(workspace.database());
    const auto noted = kept.all();
    std::map<std::string, store::KeptFile> changed;
    for (const auto& file : kept_files_in(workspace.folder() / folder)) {
        auto now = without_sum(file);
        const auto path = path_within(workspace, file);
        const auto before = noted.find(path);
        if (before != noted.end() && same_look(before->second, now)) continue;
        now.sha256 = ocr::content_hash(file);
        changed[path] = std::move(now);
    }
    kept.note(changed, workspace.session().clock());
}

void forget_files(Workspace& workspace, const std::vector<std::string>& paths) { store::KeptFiles(workspace.database()).forget(paths); }

std::vector<std::string> file_faults(Workspace& workspace) {
    store::KeptFiles kept(workspace.database());
    const auto noted = kept.all();
    const auto pictures = kept.evidence_sums();
    std::vector<std::string> faults;
    std::map<std::string, store::KeptFile> fresh;
    std::vector<std::string> there;
    const auto look = [&](const fs::path& file) {
        auto now = without_sum(file);
        now.sha256 = ocr::content_hash(file);
        const auto path = path_within(workspace, file);
        there.push_back(path);
        const auto before = noted.find(path);
        const auto picture = path.rfind("evidence/", 0) == 0 ? pictures.find(path.substr(9)) : pictures.end();
        if (picture != pictures.end() && picture->second != now.sha256) faults.push_back("証跡が、実行の記録と違います: " + path);
        else if (before == noted.end()) fresh[path] = std::move(now);
        else if (before->second.sha256 == now.sha256) return;
        else if (is_own(path)) faults.push_back("ファイルが、書かれたときと違います: " + path + (path.rfind("templates/", 0) == 0 ? "（自分で直したのなら、帳票の部屋で開いて保存し直してください）" : ""));
        else if (same_look(before->second, now)) faults.push_back("ファイルの中身が、だれも書いていないのに変わっています: " + path);
        else fresh[path] = std::move(now);
    };
    for (const char* folder : own_folders)
        for (const auto& file : kept_files_in(workspace.folder() / folder)) look(file);
    for (const char* folder : open_folders)
        for (const auto& file : kept_files_in(workspace.folder() / folder)) look(file);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(workspace.folder(), error))
        if (entry.is_regular_file(error) && entry.path().extension() == ".json" && entry.path().filename() != "vault.json") look(entry.path());
    std::sort(there.begin(), there.end());
    std::vector<std::string> gone;
    const auto erased = kept.erased_evidence();
    for (const auto& [path, before] : noted) {
        if (std::binary_search(there.begin(), there.end(), path)) continue;
        if (is_own(path) && !(path.rfind("evidence/", 0) == 0 && erased.count(path.substr(9)))) faults.push_back("ファイルがありません: " + path);
        else gone.push_back(path);
    }
    if (!workspace.database().read_only()) {
        kept.note(fresh, workspace.session().clock());
        kept.forget(gone);
    }
    return faults;
}

}  // namespace yorozu::desk
