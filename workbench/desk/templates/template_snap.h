#pragma once
#include <vector>

#include "ocr/page/image.h"

namespace yorozu::desk {

/// Which edges of a box follow the pointer. All four: the box moves.
struct Edges {
    bool left = false, top = false, right = false, bottom = false;
    bool moves() const { return left && top && right && bottom; }
    friend bool operator==(const Edges&, const Edges&) = default;
};
inline constexpr Edges whole_box{true, true, true, true};

/// A line that shows why a box stopped where it did.
struct Guide {
    bool upright = false;   ///< else level
    double at_mm = 0;
    double from_mm = 0, to_mm = 0;   ///< along the line: over both boxes
};
struct Snapped {
    ocr::BoxMm box;
    std::vector<Guide> guides;
};

/// The box with those of its edges that follow the pointer (and its middles, when it moves) drawn to edges and middles of
/// `others` that are nearer than `reach_mm`; the nearest wins, each direction by itself. A box that moves keeps its size; one
/// that is resized never becomes smaller than 1 mm. `reach_mm` 0: nothing is drawn. Pure.
Snapped snapped(const ocr::BoxMm& box, Edges edges, const std::vector<ocr::BoxMm>& others, double reach_mm);

/// The box with the edges moved by (dx, dy) mm; an edge stops 1 mm before its opposite. Pure.
ocr::BoxMm dragged(const ocr::BoxMm& box, Edges edges, double dx, double dy);

/// The box moved (and if need be made smaller) so that it lies on the paper.
ocr::BoxMm on_paper(ocr::BoxMm box, double width_mm, double height_mm);

}  // namespace yorozu::desk
