#pragma once
#include "flows/drawing/display_list.h"
#include "flows/layout/box_index.h"

namespace yorozu::flows {

/// Where a display list's items and elements are. Made once per list (it keeps a reference: the list must outlive it and stay as it is);
/// reading from several threads is safe.
class DrawnIndex {
public:
    explicit DrawnIndex(const DisplayList& list);

    /// Numbers of the items that touch `area`, in the order of painting.
    std::vector<int> items_in(const Box& area) const;

    /// The element at a point, or -1: badges before labels before nodes before edges within `tolerance` before stages, lanes and pools;
    /// of two nodes the one that is painted later unless it surrounds the other.
    int at(Point point, double tolerance = 4) const;

    /// Elements of one kind that lie whole within `area`: the lasso.
    std::vector<int> within(const Box& area, DrawnKind kind) const;

private:
    const DisplayList& list_;
    layout::BoxIndex items_, elements_;
};

}  // namespace yorozu::flows
