#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "flows/layout/geometry.h"

namespace yorozu::flows::layout {

/// Which boxes lie near a place: a grid of cells, each with the numbers of the boxes that touch it. Asking costs as much as there
/// is to find, however large the diagram. Boxes may be put in and taken out at any time; one thread at a time.
class BoxIndex {
public:
    explicit BoxIndex(double cell = 128) : cell_(cell) {}

    /// `id` is a small number of the caller's choice, used once.
    void add(int id, const Box& box);
    void remove(int id);
    const Box& box(int id) const { return boxes_[static_cast<std::size_t>(id)]; }
    std::size_t size() const { return boxes_.size(); }

    /// Calls visit(id, box) once for each box that overlaps or touches `area`, lowest id first within a cell, until it returns
    /// true; gives whether it did.
    template <typename Visit>
    bool any(const Box& area, Visit visit) const {
        const Cells cells = cells_of(area);
        for (std::int32_t row = cells.top; row <= cells.bottom; ++row)
            for (std::int32_t column = cells.left; column <= cells.right; ++column) {
                const auto found = grid_.find(key(column, row));
                if (found == grid_.end()) continue;
                for (const int id : found->second) {
                    const Box& box = boxes_[static_cast<std::size_t>(id)];
                    if (box.x > area.right() || area.x > box.right() || box.y > area.bottom() || area.y > box.bottom()) continue;
                    // A box in several cells is visited in the first one that the area shares with it.
                    const Cells own = cells_of(box);
                    if (std::max(own.left, cells.left) != column || std::max(own.top, cells.top) != row) continue;
                    if (visit(id, box)) return true;
                }
            }
        return false;
    }

    /// All that overlap or touch `area`, in order of their numbers.
    std::vector<int> in(const Box& area) const;

private:
    struct Cells {
        std::int32_t left, top, right, bottom;
    };
    Cells cells_of(const Box& box) const;
    static std::uint64_t key(std::int32_t column, std::int32_t row) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(column)) << 32 | static_cast<std::uint32_t>(row);
    }

    double cell_;
    std::vector<Box> boxes_;
    std::unordered_map<std::uint64_t, std::vector<int>> grid_;
};

}  // namespace yorozu::flows::layout
