#include <algorithm>
#include <numeric>

#include "flows/layout/layout.h"
#include "flows/layout/router.h"

namespace yorozu::flows::layout {
namespace {

/// What the sides cost. Sequence flows read from left to right; data and messages come the short way.
double side_cost(const Diagram& diagram, const Edge& edge, Side side, bool leaving) {
    const Node& node = diagram.nodes[at(leaving ? edge.from : edge.to)];
    if (node.host >= 0) return side == Side::bottom ? 0 : 60;
    if (edge.kind == EdgeKind::data) return 0;
    if (edge.kind == EdgeKind::message) return side == Side::top || side == Side::bottom ? 0 : 30;
    if (leaving) {
        if (side == Side::right) return 0;
        if (side == Side::left) return 90;
        return node.shape == Shape::gateway ? 2 : 30;
    }
    if (side == Side::left) return 0;
    if (side == Side::right) return 90;
    return node.shape == Shape::step ? 8 : 12;
}

class Routing {
public:
    Routing(const Diagram& diagram, const Options& options, Placed& placed)
        : diagram_(diagram), options_(options), placed_(placed), ground_(diagram, placed.nodes), used_(diagram.nodes.size()) {}

    void run(const std::vector<bool>& which) {
        std::vector<int> order;
        for (std::size_t e = 0; e < which.size(); ++e) {
            if (which[e]) order.push_back(static_cast<int>(e));
            else if (placed_.ways[e].size() >= 2) ground_.lay(static_cast<int>(e), placed_.ways[e]);
        }
        std::vector<double> distance(diagram_.edges.size(), 0);
        for (const int e : order) {
            const Point a = placed_.nodes[at(diagram_.edges[at(e)].from)].centre(), b = placed_.nodes[at(diagram_.edges[at(e)].to)].centre();
            // The flow itself first, then what hangs on it.
            distance[at(e)] = std::abs(a.x - b.x) + std::abs(a.y - b.y) + (diagram_.edges[at(e)].kind == EdgeKind::sequence ? 0 : 1e7);
        }
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return distance[at(a)] < distance[at(b)]; });
        for (const int e : order) {
            placed_.ways[at(e)] = best(e);
            ground_.lay(e, placed_.ways[at(e)]);
            note_sides(e);
        }
        nudge(ground_, which, options_.line_gap, placed_.ways);
    }

private:
    std::vector<Gate> gates(int edge, bool leaving, double clearance) const {
        const Edge& ends = diagram_.edges[at(edge)];
        const int node = leaving ? ends.from : ends.to;
        std::vector<Gate> gates;
        for (const Side side : all_sides) {
            const Point middle = port(placed_.nodes[at(node)], side), way = direction(side);
            double cost = side_cost(diagram_, ends, side, leaving);
            const auto& used = used_[at(node)];
            // An arriving edge on a side where another leaves looks like going on.
            if (used[leaving ? 1 : 0] & (1 << static_cast<int>(side))) cost += 35;
            gates.push_back({middle, {middle.x + way.x * clearance, middle.y + way.y * clearance}, side, cost});
        }
        return gates;
    }

    void note_sides(int edge) {
        const Line& line = placed_.ways[at(edge)];
        const Edge& ends = diagram_.edges[at(edge)];
        for (const Side side : all_sides) {
            if (port(placed_.nodes[at(ends.from)], side) == line.front()) used_[at(ends.from)][0] |= 1 << static_cast<int>(side);
            if (port(placed_.nodes[at(ends.to)], side) == line.back()) used_[at(ends.to)][1] |= 1 << static_cast<int>(side);
        }
    }

    Line best(int edge) {
        const Edge& ends = diagram_.edges[at(edge)];
        const Box &from = placed_.nodes[at(ends.from)], &to = placed_.nodes[at(ends.to)];
        const Box between = box_around(from, to);
        for (const double clearance : {options_.clearance, options_.clearance / 2, 2.0, 0.5}) {
            const auto exits = gates(edge, true, clearance), entries = gates(edge, false, clearance);
            if (ends.from != ends.to)
                if (const auto line = simple_route(ground_, edge, exits, entries, clearance)) return *line;
            if (between.width > far_apart && ends.from != ends.to)
                if (const auto line = along_corridor(edge, exits, entries, clearance)) return *line;
            for (const double around : {200.0, 1200.0}) {
                if (between.width + between.height > 10 * far_apart) continue;
                if (const auto line = searched_route(ground_, edge, exits, entries, clearance, grown(between, around))) return *line;
            }
        }
        placed_.faults.push_back({FaultKind::edge_through, -1, -1, edge});
        const Point a = port(from, Side::right), b = port(to, Side::left);
        const double middle = std::round((a.x + b.x) / 2);
        return without_straight_points({a, {middle, a.y}, {middle, b.y}, b});
    }

    /// A long way is searched at its ends only: between them it follows a border of a lane, where no shapes stand.
    std::optional<Line> along_corridor(int edge, const std::vector<Gate>& exits, const std::vector<Gate>& entries, double clearance) const {
        const Edge& ends = diagram_.edges[at(edge)];
        const Box &from = placed_.nodes[at(ends.from)], &to = placed_.nodes[at(ends.to)];
        const bool rightwards = from.x < to.x;
        const double begin = rightwards ? from.right() + 3 * clearance : from.x - 3 * clearance;
        const double end = rightwards ? to.x - 3 * clearance : to.right() + 3 * clearance;
        std::vector<double> ys;
        for (const Box& lane : placed_.lanes) ys.insert(ys.end(), {lane.y + clearance, lane.bottom() - clearance});
        const auto way_off = [&](double y) { return std::abs(y - from.centre().y) + std::abs(y - to.centre().y); };
        std::stable_sort(ys.begin(), ys.end(), [&](double a, double b) { return way_off(a) < way_off(b); });
        const Side heading = rightwards ? Side::right : Side::left, back = rightwards ? Side::left : Side::right;
        int tries = 0;
        for (const double y : ys) {
            const Point a{begin, y}, b{end, y};
            if (!ground_.free(a, b, clearance, {}) || ++tries > 6) continue;
            const auto out = searched_route(ground_, edge, exits, {{a, a, back, 0}}, clearance, grown(box_around(from, {a.x, a.y, 0, 0}), 300));
            if (!out) continue;
            const auto in = searched_route(ground_, edge, {{b, b, heading, 0}}, entries, clearance, grown(box_around(to, {b.x, b.y, 0, 0}), 300));
            if (!in) continue;
            Line line = *out;
            line.insert(line.end(), in->begin(), in->end());
            return without_straight_points(line);
        }
        return std::nullopt;
    }

    static constexpr double far_apart = 6000;

    const Diagram& diagram_;
    const Options& options_;
    Placed& placed_;
    Ground ground_;
    std::vector<std::array<int, 2>> used_;  ///< sides where edges leave and arrive, as bits
};

}  // namespace

void route(const Diagram& diagram, const std::vector<bool>& which, const Options& options, Placed& placed) {
    placed.ways.resize(diagram.edges.size());
    std::vector<bool> legal(diagram.edges.size(), false);
    const int nodes = static_cast<int>(diagram.nodes.size());
    for (std::size_t e = 0; e < diagram.edges.size() && e < which.size(); ++e) {
        const Edge& edge = diagram.edges[e];
        legal[e] = which[e] && edge.from >= 0 && edge.to >= 0 && edge.from < nodes && edge.to < nodes;
    }
    Routing(diagram, options, placed).run(legal);
    place_labels(diagram, legal, placed);
}

}  // namespace yorozu::flows::layout
