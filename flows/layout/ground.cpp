#include <algorithm>

#include "flows/layout/router.h"

namespace yorozu::flows::layout {
namespace {

bool has(const std::vector<int>& numbers, int number) { return std::find(numbers.begin(), numbers.end(), number) != numbers.end(); }

}  // namespace

Point port(const Box& box, Side side) {
    const Point middle = box.centre(), way = direction(side);
    return {middle.x + way.x * box.width / 2, middle.y + way.y * box.height / 2};
}

Ground::Ground(const Diagram& diagram_in, const std::vector<Box>& boxes_in) : diagram(diagram_in), boxes(boxes_in) {
    for (std::size_t node = 0; node < boxes.size(); ++node) shapes.add(static_cast<int>(node), boxes[node]);
    of_edge_.resize(diagram.edges.size());
    surrounding_.resize(diagram.nodes.size());
    for (std::size_t node = 0; node < diagram.nodes.size(); ++node) {
        auto& around = surrounding_[node];
        const int host = diagram.nodes[node].host;
        if (host >= 0) around.push_back(host);
        for (int outer = diagram.nodes[host >= 0 ? at(host) : node].inside; outer >= 0; outer = diagram.nodes[at(outer)].inside)
            around.push_back(outer);
    }
}

std::vector<int> Ground::own(int edge) const {
    const auto& ends = diagram.edges[at(edge)];
    std::vector<int> mine{ends.from, ends.to};
    for (const int end : {ends.from, ends.to}) mine.insert(mine.end(), surrounding_[at(end)].begin(), surrounding_[at(end)].end());
    return mine;
}

bool Ground::free(Point a, Point b, double clearance, const std::vector<int>& mine) const {
    // A hair less than the clearance: lines run on the borders of what is kept clear.
    const Box swept = grown(box_around(a, b), clearance - 0.01);
    return !shapes.any(swept, [&](int node, const Box& box) { return overlap(swept, box) && !has(mine, node); });
}

double Ground::traffic(Point a, Point b, int edge) const {
    const auto& mine = diagram.edges[at(edge)];
    const bool level = a.y == b.y;
    const Box track = box_around(a, b);
    double cost = 0;
    tracks_.any(grown(track, 1), [&](int number, const Box&) {
        const Piece& piece = pieces_[at(number)];
        if (piece.edge == edge) return false;
        const Box other = box_around(piece.a, piece.b);
        if ((piece.a.y == piece.b.y) != level) {
            if (level ? other.x >= track.x && other.x < track.right() && other.y < track.y && other.bottom() > track.y
                      : other.y >= track.y && other.y < track.bottom() && other.x < track.x && other.right() > track.x)
                cost += crossing_cost;
            return false;
        }
        const double apart = level ? std::abs(piece.a.y - a.y) : std::abs(piece.a.x - a.x);
        if (apart > 1) return false;
        const double shared = level ? std::min(track.right(), other.right()) - std::max(track.x, other.x)
                                    : std::min(track.bottom(), other.bottom()) - std::max(track.y, other.y);
        const auto& theirs = diagram.edges[at(piece.edge)];
        const bool together = theirs.from == mine.from || theirs.to == mine.to;
        if (shared > 0) cost += together ? 0 : 20 + shared;
        return false;
    });
    return cost;
}

void Ground::lay(int edge, const Line& line) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        const int number = static_cast<int>(pieces_.size());
        pieces_.push_back({edge, line[i - 1], line[i]});
        tracks_.add(number, box_around(line[i - 1], line[i]));
        of_edge_[at(edge)].push_back(number);
    }
}

void Ground::lift(int edge) {
    for (const int number : of_edge_[at(edge)]) tracks_.remove(number);
    of_edge_[at(edge)].clear();
}

Line without_straight_points(const Line& line) {
    Line bends;
    for (const Point& point : line) {
        if (!bends.empty() && bends.back() == point) continue;
        while (bends.size() >= 2) {
            const Point &before = bends[bends.size() - 2], &last = bends.back();
            const bool straight = (before.x == last.x && last.x == point.x) || (before.y == last.y && last.y == point.y);
            if (!straight) break;
            bends.pop_back();
        }
        bends.push_back(point);
    }
    return bends;
}

}  // namespace yorozu::flows::layout
