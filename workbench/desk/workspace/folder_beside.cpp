#include "workbench/desk/workspace/folder_beside.h"

#include "workbench/store/durable.h"
#include "workbench/store/error.h"

namespace yorozu::desk {
namespace fs = std::filesystem;

namespace {

fs::path plain(const fs::path& given) {
    const fs::path whole = fs::absolute(given).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();  // it was given with a slash at its end
}

}  // namespace

FolderBeside::FolderBeside(const fs::path& target, const char* ending) : target_(plain(target)), beside_(target_.string() + ending) {
    std::error_code ignored;
    fs::remove_all(beside_, ignored);
    store::make_folder(beside_);
}

FolderBeside::~FolderBeside() {
    std::error_code ignored;
    if (!placed_) fs::remove_all(beside_, ignored);
}

void FolderBeside::place(const char* what_failed) {
    std::error_code error;
    fs::remove(target_, error);  // only an empty one goes
    fs::rename(beside_, target_, error);
    if (error) throw store::StoreError(store::Blame::environment, what_failed, target_.string(), "フォルダーの書き込みの権限を確かめてください");
    placed_ = true;
    store::make_durable(target_.parent_path());
}

}  // namespace yorozu::desk
