#pragma once
#include <algorithm>
#include <cmath>

#include "flows/bpmn/geometry.h"

namespace yorozu::flows::layout {

struct Size {
    double width = 0, height = 0;
    bool operator==(const Size&) const = default;
};

inline Box grown(const Box& box, double by) { return {box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by}; }

inline Box box_around(Point a, Point b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
}

inline Box box_around(const Box& a, const Box& b) {
    const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// The insides meet; touching borders do not overlap. A line without area (a segment) overlaps a box that it runs through.
inline bool overlap(const Box& a, const Box& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

inline bool contains(const Box& outer, const Box& inner) {
    return outer.x <= inner.x && outer.y <= inner.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom();
}

inline bool contains(const Box& box, Point point) {
    return box.x <= point.x && point.x <= box.right() && box.y <= point.y && point.y <= box.bottom();
}

}  // namespace yorozu::flows::layout
