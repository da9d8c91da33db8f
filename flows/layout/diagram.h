#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "flows/layout/geometry.h"

namespace yorozu::flows::layout {

/// What decides through which sides an edge leaves and enters.
enum class Shape { step, gateway, event, data };

enum class EdgeKind { sequence, message, data };

/// What is to be placed. Plain values: the model of a file is turned into these and back by of_flow.h; numbers are indices.
struct Node {
    Size size;
    int lane = 0;
    int inside = -1;  ///< the expanded sub-process whose part it is; its lane is then its container's
    int host = -1;    ///< a boundary event's step: it sits on the step's lower border
    int stage = -1;   ///< stages follow each other from left to right and do not mix; -1: no stage
    Shape shape = Shape::step;
    Size label;                ///< of a name that stands outside the shape; none if empty
    std::optional<Point> at;   ///< where its top left corner is now
    bool keep = false;         ///< a person placed it (needs `at`): it is not moved by a hair
};

struct Edge {
    int from = 0, to = 0;
    EdgeKind kind = EdgeKind::sequence;
    Size label;         ///< of its condition or name; none if empty
    Line way;            ///< its points now, if any
    bool keep = false;  ///< a person bent it: kept while both its ends stay
};

/// Lanes from top to bottom. A lane without a heading and with pool -1 is the plain sheet.
struct Lane {
    int pool = 0;
    double heading = 24;     ///< width of its own title at the left
    double indent = 24;      ///< of its left border from its pool's: the pool's title and those of outer lanes
    double min_height = 96;
    std::optional<Box> at;   ///< where it is now
};

struct Diagram {
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<Lane> lanes;
    std::vector<std::pair<int, int>> same_column;  ///< nodes to put under each other (counterparts), where the flow allows it
};

struct Options {
    Point origin{0, 0};       ///< top left corner of the first lane
    double column_gap = 20;   ///< between shapes side by side
    double row_gap = 40;      ///< between shapes above each other: minutes or a name, and an edge
    double lane_padding = 20;
    double pool_gap = 40;
    double clearance = 10;    ///< of an edge from any shape that is not its own
    double inside_padding = 30;  ///< within an expanded sub-process
    double line_gap = 6;      ///< between edges that run side by side
};

/// What could not be met. Placing always ends with a picture; this says what is wrong with it.
enum class FaultKind {
    kept_overlap,   ///< two kept nodes lie upon each other
    kept_off_lane,  ///< a kept node is outside its lane
    edge_through,   ///< no way round was free: the edge crosses a shape
};
struct Fault {
    FaultKind kind;
    int node = -1, other = -1, edge = -1;
    bool operator==(const Fault&) const = default;
};

struct Placed {
    std::vector<Box> nodes;
    std::vector<Box> lanes;                        ///< with their headings
    std::vector<Box> pools;                        ///< by number of pool; empty box: no such pool
    std::vector<Line> ways;                         ///< of the edges, horizontal and vertical pieces only
    std::vector<std::optional<Box>> node_labels;   ///< of names that stand outside
    std::vector<std::optional<Box>> edge_labels;
    std::vector<Fault> faults;
};

}  // namespace yorozu::flows::layout
