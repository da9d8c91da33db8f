#pragma once
#include <cstddef>
#include <vector>

namespace yorozu::flows {

/// Units are those of BPMN DI: one unit is drawn as one pixel at 100 %; x to the right, y down.
struct Point {
    double x = 0, y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    Point centre() const { return {x + width / 2, y + height / 2}; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// A place counted in int (−1: none) as the index of a vector.
inline std::size_t at(int place) { return static_cast<std::size_t>(place); }

using Line = std::vector<Point>;   ///< waypoints from the source to the target

}  // namespace yorozu::flows
