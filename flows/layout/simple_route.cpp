#include <algorithm>

#include "flows/layout/router.h"

namespace yorozu::flows::layout {
namespace {

struct Candidate {
    Line line;   ///< port, outside, corners…, outside, port
    double cost; ///< without traffic
};

bool turns_back(const Line& line) {
    for (std::size_t i = 2; i < line.size(); ++i) {
        const double ax = line[i - 1].x - line[i - 2].x, ay = line[i - 1].y - line[i - 2].y;
        const double bx = line[i].x - line[i - 1].x, by = line[i].y - line[i - 1].y;
        if (ax * bx + ay * by < 0) return true;
    }
    return false;
}

double length_of(const Line& line) {
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += std::abs(line[i].x - line[i - 1].x) + std::abs(line[i].y - line[i - 1].y);
    return length;
}

class Candidates {
public:
    Candidates(const Gate& exit, const Gate& entry) : exit_(exit), entry_(entry) {}

    void through(std::initializer_list<Point> corners) {
        Line line{exit_.port};
        if (corners.size() > 0) {
            line.push_back(exit_.outside);
            line.insert(line.end(), corners.begin(), corners.end());
            line.push_back(entry_.outside);
        }
        line.push_back(entry_.port);
        Line repeated_gone;
        for (const Point& point : line)
            if (repeated_gone.empty() || !(repeated_gone.back() == point)) repeated_gone.push_back(point);
        if (turns_back(repeated_gone)) return;
        const auto bends = without_straight_points(repeated_gone).size() - 2;
        const double cost = length_of(repeated_gone) + bend_cost * static_cast<double>(bends) + exit_.cost + entry_.cost;
        found.push_back({std::move(repeated_gone), cost});
    }

    std::vector<Candidate> found;

private:
    const Gate& exit_;
    const Gate& entry_;
};

/// Lines beside two boxes and in the middle between them, along one axis.
std::vector<double> corridors(double from_low, double from_high, double to_low, double to_high, double clearance) {
    std::vector<double> lines{from_low - clearance, from_high + clearance, to_low - clearance, to_high + clearance,
                              from_low - 2 * clearance, from_high + 2 * clearance, to_low - 2 * clearance, to_high + 2 * clearance};
    if (from_high < to_low) lines.push_back(std::round((from_high + to_low) / 2));
    if (to_high < from_low) lines.push_back(std::round((to_high + from_low) / 2));
    return lines;
}

}  // namespace

std::optional<Line> simple_route(const Ground& ground, int edge, const std::vector<Gate>& exits, const std::vector<Gate>& entries, double clearance) {
    const auto& ends = ground.diagram.edges[static_cast<std::size_t>(edge)];
    const Box &from = ground.boxes[static_cast<std::size_t>(ends.from)], &to = ground.boxes[static_cast<std::size_t>(ends.to)];
    const auto levels = corridors(from.y, from.bottom(), to.y, to.bottom(), clearance);
    const auto uprights = corridors(from.x, from.right(), to.x, to.right(), clearance);

    std::vector<Candidate> candidates;
    for (const Gate& exit : exits)
        for (const Gate& entry : entries) {
            Candidates made(exit, entry);
            const Point p = exit.outside, q = entry.outside;
            const Point way = direction(exit.side), back = direction(entry.side);
            if (way.x == -back.x && way.y == -back.y && (way.x == 0 ? exit.port.x == entry.port.x : exit.port.y == entry.port.y) &&
                (entry.port.x - exit.port.x) * way.x + (entry.port.y - exit.port.y) * way.y > 0)
                made.through({});
            made.through({{q.x, p.y}});
            made.through({{p.x, q.y}});
            for (const double y : levels) made.through({{p.x, y}, {q.x, y}});
            for (const double x : uprights) made.through({{x, p.y}, {x, q.y}});
            std::move(made.found.begin(), made.found.end(), std::back_inserter(candidates));
        }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });

    const std::vector<int> mine = ground.own(edge);
    // Between the gates the edge keeps clear of its own ends too.
    std::vector<int> around(mine.begin() + 2, mine.end());
    around.erase(std::remove_if(around.begin(), around.end(), [&](int node) { return node == ground.diagram.nodes[static_cast<std::size_t>(ends.from)].host ||
                                                                                       node == ground.diagram.nodes[static_cast<std::size_t>(ends.to)].host; }),
                 around.end());
    const Candidate* best = nullptr;
    double best_cost = 0;
    for (const Candidate& candidate : candidates) {
        if (best && candidate.cost >= best_cost) break;
        const Line& line = candidate.line;
        bool free = true;
        for (std::size_t i = 1; i < line.size() && free; ++i)
            free = ground.free(line[i - 1], line[i], clearance, i == 1 || i + 1 == line.size() ? mine : around);
        if (!free) continue;
        double cost = candidate.cost;
        const Line bends = without_straight_points(line);
        for (std::size_t i = 1; i < bends.size(); ++i) cost += ground.traffic(bends[i - 1], bends[i], edge);
        if (!best || cost < best_cost) best = &candidate, best_cost = cost;
    }
    if (!best) return std::nullopt;
    return without_straight_points(best->line);
}

}  // namespace yorozu::flows::layout
