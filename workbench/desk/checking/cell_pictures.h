#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "ocr/page/image.h"
#include "workbench/desk/checking/group_check.h"
#include "workbench/desk/reading/ahead_workers.h"

namespace yorozu::desk {

/// Small pictures of the cells of a carpet, upright and grey, made page by page on threads of their own.
class CellPictures {
public:
    /// `arrived` is called on a worker's thread after each page.
    CellPictures(const std::filesystem::path& workspace, Clock clock, std::function<void()> arrived);

    /// Pages of these cells come first. Call again with another group: what was made stays.
    void want(const std::vector<GroupCell>& cells);
    /// Null while it is not ready; an empty image when the scan cannot be read.
    std::shared_ptr<const ocr::Image> find(const GroupCell& cell) const;
    bool idle() const { return workers_.idle(); }

private:
    void make(Workspace& workspace, std::int64_t document);

    std::function<void()> arrived_;
    mutable std::mutex mutex_;
    std::map<std::int64_t, std::vector<GroupCell>> by_document_;
    std::map<GroupCell::Place, std::shared_ptr<const ocr::Image>> made_;
    AheadWorkers workers_;
};

/// How far each cell's shape lies from the mean of all, in standard deviations: what stands out has more than 2. Cells
/// without a picture count as empty paper.
std::vector<double> shape_distances(const std::vector<std::shared_ptr<const ocr::Image>>& pictures);

}  // namespace yorozu::desk
