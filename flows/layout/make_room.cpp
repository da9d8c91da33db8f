#include <algorithm>

#include "flows/layout/layout.h"

namespace yorozu::flows::layout {
namespace {

/// One axis of everything.
struct Along {
    Axis axis;
    double low(const Box& box) const { return axis == Axis::across ? box.x : box.y; }
    double high(const Box& box) const { return axis == Axis::across ? box.right() : box.bottom(); }
    double& of(Point& point) const { return axis == Axis::across ? point.x : point.y; }
    void shift(Box& box, double by) const { (axis == Axis::across ? box.x : box.y) += by; }
    void grow(Box& box, double by) const { (axis == Axis::across ? box.width : box.height) += by; }
};

/// A piece across the cut whose ends went different ways gets a step in its middle.
Line straightened(const Line& way, Axis axis) {
    Line straight;
    for (const Point& point : way) {
        if (!straight.empty() && straight.back().x != point.x && straight.back().y != point.y) {
            const Point last = straight.back();
            if (axis == Axis::across) {
                const double y = (last.y + point.y) / 2;
                straight.insert(straight.end(), {{last.x, y}, {point.x, y}});
            } else {
                const double x = (last.x + point.x) / 2;
                straight.insert(straight.end(), {{x, last.y}, {x, point.y}});
            }
        }
        straight.push_back(point);
    }
    return straight;
}

}  // namespace

Placed make_room(const Diagram& diagram, Axis axis, double from, double amount) {
    const Along along{axis}, across{axis == Axis::across ? Axis::down : Axis::across};
    const std::size_t count = diagram.nodes.size();
    std::vector<char> surrounds(count, 0);
    for (const Node& node : diagram.nodes)
        if (node.inside >= 0 && node.inside < static_cast<int>(count)) surrounds[static_cast<std::size_t>(node.inside)] = 1;

    Placed placed;
    for (const Node& node : diagram.nodes) {
        const Point where = node.at.value_or(Point{});
        placed.nodes.push_back({where.x, where.y, node.size.width, node.size.height});
    }
    const auto moves = [&](std::size_t n) {
        const int host = diagram.nodes[n].host;
        const Box& box = placed.nodes[host >= 0 && host < static_cast<int>(count) ? static_cast<std::size_t>(host) : n];
        return along.low(box) >= from;
    };
    if (amount < 0) {
        // Only as much as lies empty between what moves and what stays.
        double most = -amount;
        std::vector<std::size_t> staying;
        for (std::size_t n = 0; n < count; ++n)
            if (!moves(n) && !surrounds[n] && along.high(placed.nodes[n]) > from) staying.push_back(n);
        for (std::size_t n = 0; n < count; ++n) {
            if (!moves(n)) continue;
            most = std::min(most, along.low(placed.nodes[n]) - from);
            for (const std::size_t other : staying)
                if (across.low(placed.nodes[other]) < across.high(placed.nodes[n]) && across.low(placed.nodes[n]) < across.high(placed.nodes[other]))
                    most = std::min(most, along.low(placed.nodes[n]) - along.high(placed.nodes[other]));
        }
        amount = -std::max(0.0, most);
    }
    std::vector<char> moved(count, 0);
    for (std::size_t n = 0; n < count; ++n) moved[n] = moves(n);
    for (std::size_t n = 0; n < count; ++n) {
        if (moved[n]) along.shift(placed.nodes[n], amount);
        else if (surrounds[n] && along.high(placed.nodes[n]) > from) along.grow(placed.nodes[n], amount);
    }
    for (const Lane& lane : diagram.lanes) {
        Box box = lane.at.value_or(Box{});
        if (along.low(box) >= from) along.shift(box, amount);
        else if (along.high(box) > from) along.grow(box, amount);
        placed.lanes.push_back(box);
        if (lane.pool < 0) continue;
        if (placed.pools.size() <= static_cast<std::size_t>(lane.pool)) placed.pools.resize(static_cast<std::size_t>(lane.pool) + 1);
        Box whole = box;
        whole.x -= lane.indent, whole.width += lane.indent;
        Box& pool = placed.pools[static_cast<std::size_t>(lane.pool)];
        pool = pool.width > 0 ? box_around(pool, whole) : whole;
    }
    for (const Edge& edge : diagram.edges) {
        Line way = edge.way;
        for (Point& point : way)
            if (along.of(point) >= from) along.of(point) += amount;
        // The ends stay on their shapes, whatever side of the cut they lie on.
        if (way.size() >= 2 && edge.from >= 0 && edge.to >= 0 && edge.from < static_cast<int>(count) && edge.to < static_cast<int>(count))
            for (const auto& [end, point] : {std::pair{edge.from, std::size_t{0}}, std::pair{edge.to, way.size() - 1}}) {
                const bool went = along.of(way[point]) != (axis == Axis::across ? edge.way[point].x : edge.way[point].y);
                const bool should = moved[static_cast<std::size_t>(end)];
                const bool grew = placed.nodes[static_cast<std::size_t>(end)].width != diagram.nodes[static_cast<std::size_t>(end)].size.width ||
                                  placed.nodes[static_cast<std::size_t>(end)].height != diagram.nodes[static_cast<std::size_t>(end)].size.height;
                if (went == should || grew) continue;
                const double by = should ? amount : -amount;
                const double before = along.of(way[point]);
                along.of(way[point]) += by;
                // The piece at this end stays straight: its neighbour comes along if it lay on the same line across the axis.
                Point& next = way[point == 0 ? 1 : point - 1];
                if (along.of(next) == before && way.size() > 2) along.of(next) += by;
            }
        placed.ways.push_back(straightened(way, axis));
    }
    placed.node_labels.resize(count);
    placed.edge_labels.resize(diagram.edges.size());
    return placed;
}

}  // namespace yorozu::flows::layout
