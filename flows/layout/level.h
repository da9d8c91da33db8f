#pragma once
#include <optional>
#include <vector>

#include "flows/layout/diagram.h"
#include "flows/layout/ranks.h"

namespace yorozu::flows::layout {

/// One sheet of a diagram: the whole, or the inside of one sub-process. Numbers are the sheet's own.
struct LevelNode {
    Size size;
    Size spread;  ///< with a name that stands outside: what a neighbour in the row keeps away from
    int lane = 0;
    int stage = -1;
    std::optional<Point> kept;
    bool data = false;
};

struct Level {
    std::vector<LevelNode> nodes;
    std::vector<RankEdge> edges;
    std::vector<Lane> lanes;
    std::vector<std::pair<int, int>> same_column;
    double content_left = 0;  ///< where shapes may begin
};

struct LevelPlaced {
    std::vector<Point> at;         ///< top left corners
    std::vector<double> lane_top;  ///< one more than lanes: the last is the lower border of all
    std::vector<double> lane_height;
    double right = 0;              ///< of the last shape
};

/// Nothing kept: columns by rank, rows by order.
LevelPlaced place_in_columns(Level level, const Options& options);

/// Some kept: the others find free places near where columns would put them.
LevelPlaced place_around(Level level, const Options& options);

}  // namespace yorozu::flows::layout
