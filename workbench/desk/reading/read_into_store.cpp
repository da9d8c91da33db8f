#include "workbench/desk/reading/read_into_store.h"

#include <algorithm>
#include <map>

#include "workbench/desk/reading/accept_limits.h"
#include "workbench/desk/reading/reading.h"
#include "workbench/desk/reading/stored_reading.h"

namespace yorozu::desk {
namespace {

/// Takes documents as they come (in the order of files and pages) and keeps each in one transaction.
class Keeper {
public:
    Keeper(const ReadIntoStore& job, const std::vector<store::UnreadFile>& files)
        : job_(job), files_(files), documents_(job.workspace.database()) {
        for (std::size_t i = 0; i < files.size(); ++i) {
            by_hash_[files[i].hash] = i;
            last_page_.push_back(files[i].pages_read.empty() ? 0 : files[i].pages_read.back());
        }
    }

    void keep(const ocr::Document& document) {
        const std::size_t at = by_hash_.at(document.source);  // scans are named by their hash
        last_page_[at] = std::max(last_page_[at], document.page);
        if (documents_.add_reading(files_[at].id, stored_reading(document, form_of(document)), job_.clock())) ++pages_;
    }

    /// The first `count` files were read to their ends.
    void end_files(std::size_t count) {
        for (; ended_ < count; ++ended_) documents_.set_pages(files_[ended_].hash, std::max(last_page_[ended_], 1));
    }

    int pages() const { return pages_; }

private:
    const ocr::FormTemplate* form_of(const ocr::Document& document) const {
        for (const auto& form : job_.forms)
            if (form.id == document.template_id) return &form;
        return nullptr;
    }

    const ReadIntoStore& job_;
    const std::vector<store::UnreadFile>& files_;
    store::Documents documents_;
    std::map<std::string, std::size_t> by_hash_;
    std::vector<int> last_page_;
    std::size_t ended_ = 0;
    int pages_ = 0;
};

}  // namespace

int ReadIntoStore::run(const std::vector<store::UnreadFile>& files) const {
    if (files.empty()) return 0;
    Keeper keeper(*this, files);
    std::vector<std::filesystem::path> paths;
    ReadingOptions options;
    for (const auto& file : files) {
        paths.push_back(workspace.scans().path_of(file.hash));
        options.first_pages.push_back(file.pages_read.empty() ? 1 : file.pages_read.back() + 1);
    }
    options.workers = jobs;
    options.accept = accept_rule(workspace, today);
    options.stop = stop;
    options.progress = [&](const ReadingProgress& now) {
        keeper.end_files(now.files_done);
        if (progress) progress(now);
    };
    const auto summary = read_scans(paths, forms, lexicons, options, [&](ocr::Document&& document) { keeper.keep(document); });
    if (!summary.stopped) keeper.end_files(files.size());
    return keeper.pages();
}

}  // namespace yorozu::desk
