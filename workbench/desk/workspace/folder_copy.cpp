#include "workbench/desk/workspace/folder_copy.h"

#include <set>
#include <string>

#include "workbench/store/durable.h"
#include "workbench/store/error.h"

namespace yorozu::desk {

namespace fs = std::filesystem;

void require_empty(const fs::path& target, const char* what) {
    std::error_code ignored;
    if (fs::exists(target, ignored) && !(fs::is_directory(target, ignored) && fs::is_empty(target, ignored)))
        throw store::StoreError(store::Blame::request, what, target.string(), "まだないフォルダーか、空のフォルダーを指定してください");
}

int copy_folder(const fs::path& from, const fs::path& to) {
    static const std::set<std::string> fleeting = {".part", ".lock", ".db-shm", ".mark"};
    int copied = 0;
    if (!fs::exists(from)) return copied;
    std::set<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
        if (!entry.is_regular_file() || fleeting.count(entry.path().extension().string())) continue;
        const fs::path target = to / fs::relative(entry.path(), from);
        store::make_folder(target.parent_path());
        store::copy_whole(entry.path(), target);
        folders.insert(target.parent_path());
        ++copied;
    }
    for (const auto& folder : folders) store::make_durable(folder);
    return copied;
}

}  // namespace yorozu::desk
