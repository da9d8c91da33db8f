#pragma once
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "workbench/desk/reading/reading.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {

/// Reads the unread pages of kept scans on several threads and stores each page as it is done, in order: what is
/// stored of a file is always its beginning, so that a later call knows where to go on.
struct ReadIntoStore {
    Workspace& workspace;
    const std::vector<ocr::FormTemplate>& forms;
    const ocr::LexiconSet& lexicons;
    std::string today;  ///< ISO
    int jobs = 0;
    const Clock& clock;
    const std::function<void(const ReadingProgress&)>& progress;
    std::stop_token stop;

    /// Returns how many pages were read. Throws what stopped it; pages done until then are kept.
    int run(const std::vector<store::UnreadFile>& files) const;
};

}  // namespace yorozu::desk
