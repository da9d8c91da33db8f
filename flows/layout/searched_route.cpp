#include <algorithm>
#include <cstdint>
#include <queue>

#include "flows/layout/router.h"

namespace yorozu::flows::layout {
namespace {

std::vector<double> sorted_once(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

int place_of(const std::vector<double>& values, double value) {
    return static_cast<int>(std::lower_bound(values.begin(), values.end(), value) - values.begin());
}

/// Lines that matter within an area, and which of their pieces are blocked.
class Grid {
public:
    Grid(const Ground& ground, const std::vector<int>& around, const std::vector<Gate>& exits, const std::vector<Gate>& entries, double clearance,
         const Box& area) {
        std::vector<Box> walls;
        std::vector<double> x, y;
        for (const int node : ground.shapes.in(grown(area, clearance))) {
            if (std::find(around.begin(), around.end(), node) != around.end()) continue;
            walls.push_back(grown(ground.boxes[at(node)], clearance));
            x.insert(x.end(), {walls.back().x, walls.back().right()});
            y.insert(y.end(), {walls.back().y, walls.back().bottom()});
        }
        for (const auto* gates : {&exits, &entries})
            for (const Gate& gate : *gates) x.push_back(gate.outside.x), y.push_back(gate.outside.y);
        xs = sorted_once(std::move(x));
        ys = sorted_once(std::move(y));
        level_blocked.assign(xs.size() * ys.size(), 0);
        upright_blocked.assign(xs.size() * ys.size(), 0);
        for (const Box& wall : walls) {
            const int left = place_of(xs, wall.x), right = place_of(xs, wall.right()), top = place_of(ys, wall.y), bottom = place_of(ys, wall.bottom());
            for (int row = top + 1; row < bottom; ++row)
                for (int column = left; column < right; ++column) level_blocked[cell(column, row)] = 1;
            for (int row = top; row < bottom; ++row)
                for (int column = left + 1; column < right; ++column) upright_blocked[cell(column, row)] = 1;
        }
    }
    std::size_t cell(int column, int row) const { return at(row) * xs.size() + at(column); }
    int columns() const { return static_cast<int>(xs.size()); }
    int rows() const { return static_cast<int>(ys.size()); }

    std::vector<double> xs, ys;
    std::vector<char> level_blocked;    ///< from here to the next column
    std::vector<char> upright_blocked;  ///< from here to the next row
};

struct Reached {
    double guess;        ///< cost so far + least that is left
    std::uint32_t state; ///< cell * 4 + direction
    bool operator>(const Reached& other) const { return guess != other.guess ? guess > other.guess : state > other.state; }
};

}  // namespace

std::optional<Line> searched_route(const Ground& ground, int edge, const std::vector<Gate>& all_exits, const std::vector<Gate>& all_entries,
                                   double clearance, const Box& area) {
    const std::vector<int> mine = ground.own(edge);
    const auto& ends = ground.diagram.edges[at(edge)];
    std::vector<int> around(mine.begin() + 2, mine.end());
    around.erase(std::remove_if(around.begin(), around.end(), [&](int node) {
        return node == ground.diagram.nodes[at(ends.from)].host || node == ground.diagram.nodes[at(ends.to)].host; }), around.end());

    std::vector<Gate> exits, entries;
    for (const Gate& gate : all_exits)
        if (ground.free(gate.port, gate.outside, clearance, mine)) exits.push_back(gate);
    for (const Gate& gate : all_entries)
        if (ground.free(gate.outside, gate.port, clearance, mine)) entries.push_back(gate);
    if (exits.empty() || entries.empty()) return std::nullopt;

    const Grid grid(ground, around, exits, entries, clearance, area);
    const std::size_t states = grid.xs.size() * grid.ys.size() * 4;
    if (states > 40'000'000) return std::nullopt;
    std::vector<float> cost(states, 1e30f);
    std::vector<std::int8_t> came(states, -1);  ///< direction of the state before
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> open;

    const auto rest = [&](Point here) {
        double least = 1e30;
        for (const Gate& gate : entries)
            least = std::min(least, std::abs(gate.outside.x - here.x) + std::abs(gate.outside.y - here.y) + gate.cost);
        return least;
    };
    for (const Gate& gate : exits) {
        const auto cell = grid.cell(place_of(grid.xs, gate.outside.x), place_of(grid.ys, gate.outside.y));
        const auto state = cell * 4 + static_cast<std::size_t>(gate.side);
        if (gate.cost >= cost[state]) continue;
        cost[state] = static_cast<float>(gate.cost);
        open.push({gate.cost + rest(gate.outside), static_cast<std::uint32_t>(state)});
    }
    double best = 1e30;
    std::size_t best_state = 0;
    const Gate* best_gate = nullptr;
    while (!open.empty()) {
        const auto [guess, packed] = open.top();
        open.pop();
        if (guess >= best) break;
        const std::size_t state = packed, cell = state / 4;
        const auto side = static_cast<Side>(state % 4);
        const int column = static_cast<int>(cell % grid.xs.size()), row = static_cast<int>(cell / grid.xs.size());
        const Point here{grid.xs[at(column)], grid.ys[at(row)]};
        const double so_far = cost[state];
        if (guess > so_far + rest(here) + 0.01) continue;  // a better way here was found since
        for (const Gate& gate : entries) {
            if (!(gate.outside == here)) continue;
            const Point way = direction(side), in = direction(gate.side);
            if (way.x == in.x && way.y == in.y) continue;  // it would turn back
            const bool straight = way.x == -in.x && way.y == -in.y;
            const double total = so_far + gate.cost + (straight ? 0 : bend_cost);
            if (total < best) best = total, best_state = state, best_gate = &gate;
        }
        for (const Side next : all_sides) {
            const Point way = direction(next), came_along = direction(side);
            if (way.x == -came_along.x && way.y == -came_along.y) continue;
            const int to_column = column + static_cast<int>(way.x), to_row = row + static_cast<int>(way.y);
            if (to_column < 0 || to_row < 0 || to_column >= grid.columns() || to_row >= grid.rows()) continue;
            const bool blocked = way.x != 0 ? grid.level_blocked[grid.cell(std::min(column, to_column), row)]
                                            : grid.upright_blocked[grid.cell(column, std::min(row, to_row))];
            if (blocked) continue;
            const Point there{grid.xs[at(to_column)], grid.ys[at(to_row)]};
            const double step = std::abs(there.x - here.x) + std::abs(there.y - here.y) + (next == side ? 0 : bend_cost) + ground.traffic(here, there, edge);
            const auto to_state = grid.cell(to_column, to_row) * 4 + static_cast<std::size_t>(next);
            const auto total = static_cast<float>(so_far + step);
            if (total >= cost[to_state]) continue;
            cost[to_state] = total;
            came[to_state] = static_cast<std::int8_t>(side);
            open.push({total + rest(there), static_cast<std::uint32_t>(to_state)});
        }
    }
    if (!best_gate) return std::nullopt;
    Line back{best_gate->port};
    std::size_t state = best_state;
    for (;;) {
        const auto cell = state / 4;
        back.push_back({grid.xs[cell % grid.xs.size()], grid.ys[cell / grid.xs.size()]});
        const auto before = came[state];
        if (before < 0) break;
        const Point way = direction(static_cast<Side>(state % 4));
        const auto from = grid.cell(static_cast<int>(cell % grid.xs.size()) - static_cast<int>(way.x), static_cast<int>(cell / grid.xs.size()) - static_cast<int>(way.y));
        state = from * 4 + static_cast<std::size_t>(before);
    }
    for (const Gate& gate : exits)
        if (gate.outside == back.back() && gate.side == static_cast<Side>(state % 4)) {
            back.push_back(gate.port);
            break;
        }
    std::reverse(back.begin(), back.end());
    return without_straight_points(back);
}

}  // namespace yorozu::flows::layout
