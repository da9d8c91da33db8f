#include <algorithm>
#include <map>
#include <numeric>

#include "flows/layout/level.h"

namespace yorozu::flows::layout {
namespace {

constexpr double label_rim = 6;   ///< between the name of an edge and the shapes at its ends

/// Order of the nodes of one column in one lane, by the mean place of their neighbours, swept to and fro.
class Order {
public:
    Order(const Level& level, const std::vector<int>& rank) : level_(level), rank_(rank), place_(level.nodes.size(), 0) {
        neighbours_[0].resize(level.nodes.size());
        neighbours_[1].resize(level.nodes.size());
        for (const auto& edge : level.edges) {
            neighbours_[rank[at(edge.from)] < rank[at(edge.to)] ? 0 : 1][at(edge.to)].push_back(edge.from);
            neighbours_[rank[at(edge.from)] < rank[at(edge.to)] ? 1 : 0][at(edge.from)].push_back(edge.to);
        }
        for (std::size_t node = 0; node < level.nodes.size(); ++node)
            groups_[{rank[node], level.nodes[node].lane}].push_back(static_cast<int>(node));
        for (auto& [key, group] : groups_) renumber(group);
        for (int sweep = 0; sweep < 4; ++sweep) this->sweep(sweep % 2);
    }

    /// (rank, lane) → nodes from top to bottom, ranks ascending.
    const std::map<std::pair<int, int>, std::vector<int>>& groups() const { return groups_; }

private:
    void renumber(const std::vector<int>& group) {
        for (std::size_t i = 0; i < group.size(); ++i)
            place_[at(group[i])] = level_.nodes[at(group[i])].lane * 1000.0 + static_cast<double>(i);
    }

    double wish(int node, int side) const {
        const auto& near = neighbours_[side][at(node)];
        if (near.empty()) return place_[at(node)];
        double sum = 0;
        for (const int other : near) sum += place_[at(other)];
        return sum / static_cast<double>(near.size());
    }

    void sort(std::vector<int>& group, int side) {
        if (group.size() < 2) return;
        std::vector<std::pair<double, int>> wishes;
        // Data stand below the steps that use them.
        for (const int node : group) wishes.push_back({wish(node, side) + (level_.nodes[at(node)].data ? 1e6 : 0), node});
        std::stable_sort(wishes.begin(), wishes.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < group.size(); ++i) group[i] = wishes[i].second;
        renumber(group);
    }

    void sweep(int side) {
        if (side == 0)
            for (auto& [key, group] : groups_) sort(group, 0);
        else
            for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) sort(group->second, 1);
    }

    const Level& level_;
    const std::vector<int>& rank_;
    std::vector<double> place_;
    std::vector<std::vector<int>> neighbours_[2];  ///< [0] to the left, [1] to the right
    std::map<std::pair<int, int>, std::vector<int>> groups_;
};

/// Rows of their lanes: a step stays in the row of the step that it follows, so that the main line is straight.
std::vector<int> rows(const Level& level, const Order& order) {
    const std::size_t count = level.nodes.size();
    std::vector<int> row(count, -1);
    std::vector<std::vector<int>> before(count);
    for (const auto& edge : level.edges)
        if (edge.forward && level.nodes[at(edge.from)].lane == level.nodes[at(edge.to)].lane) before[at(edge.to)].push_back(edge.from);
    for (const auto& [key, group] : order.groups()) {
        int next = 0;
        for (const int node : group) {
            int wish = -1;
            for (const int other : before[at(node)])
                if (row[at(other)] >= 0 && (wish < 0 || row[at(other)] < wish)) wish = row[at(other)];
            row[at(node)] = std::max(wish, next);
            next = row[at(node)] + 1;
        }
    }
    return row;
}

/// Centres of the columns: as far left as the row's neighbour and the edges' turns allow.
std::vector<double> column_centres(const Level& level, const std::vector<int>& rank, const std::vector<int>& row, const Options& options) {
    const std::size_t count = level.nodes.size();
    const int columns = count == 0 ? 0 : *std::max_element(rank.begin(), rank.end()) + 1;
    std::vector<std::vector<int>> in_column(at(columns));
    for (std::size_t node = 0; node < count; ++node) in_column[at(rank[node])].push_back(static_cast<int>(node));
    std::vector<std::vector<std::pair<int, double>>> arriving(count);   // from where, and how wide the edge's name is
    std::vector<char> turns(count, 0);
    for (std::size_t e = 0; e < level.edges.size(); ++e) {
        const auto& edge = level.edges[e];
        if (!edge.forward || edge.data) continue;
        arriving[at(edge.to)].push_back({edge.from, edge.label});
        const auto &from = level.nodes[at(edge.from)], &to = level.nodes[at(edge.to)];
        if (from.lane != to.lane || row[at(edge.from)] != row[at(edge.to)]) turns[at(edge.from)] = 1;
    }
    // Edges that turn beside the same column need room to run side by side.
    std::vector<double> channel(at(columns), 0);
    for (int column = 0; column < columns; ++column) {
        int turning = 0;
        for (const int node : in_column[at(column)]) turning += turns[at(node)];
        channel[at(column)] = options.line_gap * std::clamp(turning - 1, 0, 6);
    }

    std::vector<double> centre(at(columns), level.content_left);
    std::map<std::pair<int, int>, int> last_in_row;
    std::map<int, double> stage_right;
    for (int column = 0; column < columns; ++column) {
        double x = level.content_left;
        for (const int node : in_column[at(column)]) {
            const LevelNode& here = level.nodes[at(node)];
            x = std::max(x, level.content_left + here.spread.width / 2);
            if (const auto left = last_in_row.find({here.lane, row[at(node)]}); left != last_in_row.end()) {
                const LevelNode& other = level.nodes[at(left->second)];
                x = std::max(x, centre[at(rank[at(left->second)])] + (other.spread.width + here.spread.width) / 2 + options.column_gap +
                                    channel[at(rank[at(left->second)])]);
            }
            for (const auto& [from, label] : arriving[at(node)]) {
                const LevelNode& other = level.nodes[at(from)];
                const double named = label > 0 && row[at(from)] == row[at(node)] ? label + 2 * label_rim : 0;
                const double beside = (other.size.width + here.size.width) / 2 + std::max(options.column_gap, named);
                const double turned = other.size.width / 2 + options.clearance;
                if (rank[at(from)] < column)
                    x = std::max(x, centre[at(rank[at(from)])] + (other.lane == here.lane ? beside : turned) + channel[at(rank[at(from)])]);
            }
            for (const auto& [stage, right] : stage_right)
                if (here.stage >= 0 && stage < here.stage) x = std::max(x, right + options.column_gap + here.size.width / 2);
        }
        centre[at(column)] = x;
        for (const int node : in_column[at(column)]) {
            const LevelNode& here = level.nodes[at(node)];
            last_in_row[{here.lane, row[at(node)]}] = node;
            if (here.stage < 0) continue;
            auto& right = stage_right.try_emplace(here.stage, x).first->second;
            right = std::max(right, x + here.size.width / 2);
        }
    }
    return centre;
}

}  // namespace

LevelPlaced place_in_columns(Level level, const Options& options) {
    std::vector<int> stage, lane;
    for (const auto& node : level.nodes) stage.push_back(node.stage), lane.push_back(node.lane);
    const std::vector<int> rank = ranks(stage, lane, level.same_column, level.edges);
    const Order order(level, rank);
    const std::vector<int> row = rows(level, order);
    const std::vector<double> centre = column_centres(level, rank, row, options);

    std::vector<std::vector<double>> row_height(level.lanes.size());
    for (std::size_t node = 0; node < level.nodes.size(); ++node) {
        auto& heights = row_height[at(level.nodes[node].lane)];
        if (heights.size() <= at(row[node])) heights.resize(at(row[node]) + 1, 0);
        heights[at(row[node])] = std::max(heights[at(row[node])], level.nodes[node].size.height);
    }
    LevelPlaced placed;
    placed.at.resize(level.nodes.size());
    double top = options.origin.y;
    std::vector<std::vector<double>> row_middle(level.lanes.size());
    for (std::size_t l = 0; l < level.lanes.size(); ++l) {
        if (l > 0 && level.lanes[l].pool != level.lanes[l - 1].pool) top += options.pool_gap;
        double content = 0;
        for (const double height : row_height[l]) content += height + (content > 0 ? options.row_gap : 0);
        const double height = std::max(level.lanes[l].min_height, content + 2 * options.lane_padding);
        placed.lane_top.push_back(top);
        placed.lane_height.push_back(height);
        double y = top + (height - content) / 2;
        for (const double row_of : row_height[l]) {
            row_middle[l].push_back(y + row_of / 2);
            y += row_of + options.row_gap;
        }
        top += height;
    }
    placed.lane_top.push_back(top);
    placed.right = level.content_left;
    for (std::size_t node = 0; node < level.nodes.size(); ++node) {
        const auto& here = level.nodes[node];
        placed.at[node] = {centre[at(rank[node])] - here.size.width / 2, row_middle[at(here.lane)][at(row[node])] - here.size.height / 2};
        placed.right = std::max(placed.right, centre[at(rank[node])] + here.spread.width / 2);
    }
    return placed;
}

}  // namespace yorozu::flows::layout
