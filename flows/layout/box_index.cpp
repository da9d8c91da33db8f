#include "flows/layout/box_index.h"

namespace yorozu::flows::layout {
namespace {

/// Coordinates out of a broken file may be anything; beyond this a diagram has no place on any screen.
std::int32_t cell_number(double at, double cell) {
    if (!(at > -1e7)) at = -1e7;
    if (at > 1e7) at = 1e7;
    return static_cast<std::int32_t>(std::floor(at / cell));
}

}  // namespace

BoxIndex::Cells BoxIndex::cells_of(const Box& box) const {
    return {cell_number(box.x, cell_), cell_number(box.y, cell_), cell_number(box.right(), cell_), cell_number(box.bottom(), cell_)};
}

void BoxIndex::add(int id, const Box& box) {
    if (boxes_.size() <= static_cast<std::size_t>(id)) boxes_.resize(static_cast<std::size_t>(id) + 1);
    boxes_[static_cast<std::size_t>(id)] = box;
    const Cells cells = cells_of(box);
    for (std::int32_t row = cells.top; row <= cells.bottom; ++row)
        for (std::int32_t column = cells.left; column <= cells.right; ++column) grid_[key(column, row)].push_back(id);
}

void BoxIndex::remove(int id) {
    const Cells cells = cells_of(boxes_[static_cast<std::size_t>(id)]);
    for (std::int32_t row = cells.top; row <= cells.bottom; ++row)
        for (std::int32_t column = cells.left; column <= cells.right; ++column) {
            auto& ids = grid_[key(column, row)];
            ids.erase(std::remove(ids.begin(), ids.end(), id), ids.end());
        }
}

std::vector<int> BoxIndex::in(const Box& area) const {
    std::vector<int> ids;
    any(area, [&](int id, const Box&) {
        ids.push_back(id);
        return false;
    });
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace yorozu::flows::layout
