#pragma once
#include <string>
#include <vector>

#include "workbench/desk/reading/batch_report.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// How much of each kind a report shows with pictures.
struct ReportPictures {
    int samples = 6;   ///< whole pages with their readings
    int doubtful = 40; ///< pages whose doubtful fields are shown with crops; all are counted
    int width = 620;   ///< px of a page's picture
};

/// Adds the batches' pages to the report: counts by form, sample pages, doubtful fields with their crops, refused
/// pages. Masked fields come without picture and value. Wants the right clerk or manager; a view in the audit log. Throws store::StoreError for an unknown batch.
void add_pages(BatchReport& report, Workspace& workspace, const std::vector<std::string>& batches,
               const ReportPictures& pictures = {});

}  // namespace yorozu::desk
