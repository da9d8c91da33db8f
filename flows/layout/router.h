#pragma once
#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

#include "flows/layout/box_index.h"
#include "flows/layout/diagram.h"

namespace yorozu::flows::layout {

enum class Side { right, left, top, bottom };
inline constexpr std::array<Side, 4> all_sides{Side::right, Side::left, Side::top, Side::bottom};
inline Point direction(Side side) {
    switch (side) {
        case Side::right: return {1, 0};
        case Side::left: return {-1, 0};
        case Side::top: return {0, -1};
        case Side::bottom: return {0, 1};
    }
    return {};
}
Point port(const Box& box, Side side);

/// Where an edge may start or end: a side's middle, a point `clearance` outside it, and what the choice costs.
struct Gate {
    Point port, outside;
    Side side;
    double cost = 0;
};

/// Shapes and the routes made so far, and the costs by which routes are compared: length + bends + crossings + running upon another edge.
class Ground {
public:
    Ground(const Diagram& diagram, const std::vector<Box>& boxes);

    /// Shapes that an edge may touch: its ends, what they sit on, and the sub-processes that surround either end.
    std::vector<int> own(int edge) const;

    /// The segment from a to b, horizontal or vertical, keeps `clearance` from every shape that is not in `mine`.
    bool free(Point a, Point b, double clearance, const std::vector<int>& mine) const;

    /// Cost of crossing and of running upon the routes of other edges. Edges that share an end may share their way to it.
    double traffic(Point a, Point b, int edge) const;

    void lay(int edge, const Line& line);
    void lift(int edge);

    const Diagram& diagram;
    const std::vector<Box>& boxes;
    BoxIndex shapes;

private:
    struct Piece {
        int edge;
        Point a, b;
    };
    std::vector<Piece> pieces_;
    BoxIndex tracks_{256};
    std::vector<std::vector<int>> of_edge_;
    std::vector<std::vector<int>> surrounding_;
};

inline constexpr double bend_cost = 40, crossing_cost = 25;

/// The cheapest of the simple routes (straight, L, Z, and along a corridor) that is free; nothing if none is.
std::optional<Line> simple_route(const Ground& ground, int edge, const std::vector<Gate>& exits, const std::vector<Gate>& entries, double clearance);

/// The cheapest route on the lines beside and through the shapes' sides within `area`, by A*; nothing if there is none.
std::optional<Line> searched_route(const Ground& ground, int edge, const std::vector<Gate>& exits, const std::vector<Gate>& entries,
                                   double clearance, const Box& area);

/// Points on a straight piece taken out.
Line without_straight_points(const Line& line);

/// Moves pieces of different edges that lie upon each other apart, `gap` from line to line, as far as the shapes leave room.
void nudge(const Ground& ground, const std::vector<bool>& which, double gap, std::vector<Line>& ways);

/// Names of edges and those that stand outside their shapes: at the first of a few places where nothing is in the way, else at the nearest where no
/// shape is; lines and other names give way to that.
void place_labels(const Diagram& diagram, const std::vector<bool>& edges, Placed& placed);

}  // namespace yorozu::flows::layout
