#include "workbench/store/scans.h"

#include <algorithm>

#include "workbench/store/durable.h"
#include "workbench/store/error.h"

namespace yorozu::store {
namespace fs = std::filesystem;

Scans::Scans(fs::path folder) : folder_(std::move(folder)) {}

fs::path Scans::path_of(const std::string& hash) const { return folder_ / hash.substr(0, 2) / hash; }

bool Scans::has(const std::string& hash) const { return fs::exists(path_of(hash)); }

std::string Scans::keep(const fs::path& file, std::string (*hash_of)(const fs::path&)) {
    const fs::path arriving = folder_ / "arriving";
    make_folder(arriving);
    const fs::path copy = arriving / "scan";
    copy_whole(file, copy);
    const std::string hash = hash_of(copy);
    const fs::path target = path_of(hash);
    if (!fs::exists(target.parent_path())) {
        make_folder(target.parent_path());
        unsettled_.push_back(folder_);
    }
    std::error_code error;
    fs::rename(copy, target, error);
    if (error)
        throw StoreError(Blame::environment, "スキャンを保存できません（" + error.message() + "）", target.string(),
                         "フォルダーの権限と空き容量を確かめてください");
    unsettled_.push_back(target.parent_path());
    return hash;
}

void Scans::settle() {
    std::sort(unsettled_.begin(), unsettled_.end());
    unsettled_.erase(std::unique(unsettled_.begin(), unsettled_.end()), unsettled_.end());
    for (const auto& folder : unsettled_) make_durable(folder);
    unsettled_.clear();
}

void Scans::clear_half_copied() {
    std::error_code ignored;
    fs::remove_all(folder_ / "arriving", ignored);
}

}  // namespace yorozu::store
