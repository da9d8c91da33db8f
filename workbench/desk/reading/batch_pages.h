#pragma once
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {

/// The batches that the session's person may see, as they stand now, oldest first.
std::vector<store::BatchCounts> batches(Workspace& workspace);

/// A page of a batch as a list shows it: no values.
struct ListedPage {
    std::int64_t document = 0;
    std::string source;
    int page = 1;
    std::string template_id;  ///< "" : refused or failed
    std::string form;         ///< the template's title, its id when the template is gone
    int template_page = 1;
    std::string why_not;
    bool failed = false;
    int waiting = 0;          ///< fields for a person
};
/// In the order of the files; 3,000 pages in a fraction of a second. Wants the right clerk or checker. Throws
/// StoreError{request} for an unknown batch.
std::vector<ListedPage> batch_pages(Workspace& workspace, const std::string& batch);

/// Before pictures of the batch's pages are shown (page_picture.h): wants the right clerk or checker, and is one view in
/// the audit log, not one for each picture.
void view_pages(Workspace& workspace, const std::string& batch);

}  // namespace yorozu::desk
