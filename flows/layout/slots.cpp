#include <algorithm>
#include <numeric>

#include "flows/layout/box_index.h"
#include "flows/layout/level.h"

namespace yorozu::flows::layout {
namespace {

/// Finds places among what is there already.
class Sheet {
public:
    Sheet(const Level& level, const LevelPlaced& placed, const Options& options) : level_(level), placed_(placed), options_(options) {}

    void put(int node, Point where) {
        const Size size = level_.nodes[at(node)].size;
        taken_.add(node, {where.x, where.y, size.width, size.height});
    }

    /// The free place in the node's lane that is nearest to the wish, never left of it: rows by distance, then further right.
    Point nearest_free(int node, Point wish) const {
        const LevelNode& here = level_.nodes[at(node)];
        const double top = placed_.lane_top[at(here.lane)] + options_.lane_padding;
        const double lowest = placed_.lane_top[at(here.lane)] + placed_.lane_height[at(here.lane)] - options_.lane_padding - here.size.height;
        std::vector<double> ys{std::clamp(wish.y, std::min(top, lowest), std::max(top, lowest))};
        for (double y = top; y <= lowest; y += (here.size.height + options_.row_gap) / 4) ys.push_back(y);
        std::stable_sort(ys.begin() + 1, ys.end(), [&](double a, double b) { return std::abs(a - wish.y) < std::abs(b - wish.y); });
        for (double x = wish.x;;) {
            double next = x + 1e9;
            for (const double y : ys) {
                const double blocked_until = blocked(node, {x, y, here.size.width, here.size.height});
                if (blocked_until <= x) return {x, y};
                next = std::min(next, blocked_until);
            }
            x = next;
        }
    }

private:
    /// The x at which the box would be past all that it meets where it is; no more than its own x if it meets nothing.
    double blocked(int node, const Box& box) const {
        double until = box.x;
        const double across = options_.column_gap, down = std::min(options_.row_gap, 2 * options_.clearance);
        const Box room{box.x - across, box.y - down, box.width + 2 * across, box.height + 2 * down};
        taken_.any(room, [&](int other, const Box& there) {
            if (other != node && overlap(room, there)) until = std::max(until, there.right() + across);
            return false;
        });
        return until;
    }

    const Level& level_;
    const LevelPlaced& placed_;
    const Options& options_;
    BoxIndex taken_;
};

/// Lanes stay where they are while they hold kept nodes or lie above such; each is high enough for its highest node.
void place_lanes(const Level& level, const Options& options, LevelPlaced& placed) {
    std::vector<double> highest(level.lanes.size(), 0), lowest_kept(level.lanes.size(), -1e18);
    for (const auto& node : level.nodes) {
        highest[at(node.lane)] = std::max(highest[at(node.lane)], node.size.height);
        if (node.kept) lowest_kept[at(node.lane)] = std::max(lowest_kept[at(node.lane)], node.kept->y + node.size.height);
    }
    double top = options.origin.y;
    bool known = false;
    for (std::size_t l = 0; l < level.lanes.size(); ++l) {
        const Lane& lane = level.lanes[l];
        if (l > 0 && lane.pool != level.lanes[l - 1].pool) top += options.pool_gap;
        double height = std::max(lane.min_height, highest[l] + 2 * options.lane_padding);
        if (lane.at) {
            if (!known || lane.at->y > top) top = lane.at->y;
            height = std::max(lane.at->height, highest[l] + 2 * options.lane_padding);
        }
        known = known || lane.at;
        if (l + 1 == level.lanes.size()) height = std::max(height, lowest_kept[l] + options.lane_padding - top);
        placed.lane_top[l] = top;
        placed.lane_height[l] = height;
        top += height;
    }
    placed.lane_top[level.lanes.size()] = top;
}

}  // namespace

LevelPlaced place_around(Level level, const Options& options) {
    // Where columns would put them says the order and the rows; the kept ones pull the rest along.
    const LevelPlaced ideal = place_in_columns(level, options);
    LevelPlaced placed = ideal;
    place_lanes(level, options, placed);

    const std::size_t count = level.nodes.size();
    std::vector<std::vector<std::size_t>> arriving(count), leaving(count);
    for (std::size_t e = 0; e < level.edges.size(); ++e) {
        arriving[at(level.edges[e].to)].push_back(e);
        leaving[at(level.edges[e].from)].push_back(e);
    }
    Sheet sheet(level, placed, options);
    std::vector<char> stands(count, 0);
    placed.right = level.content_left;
    const auto stand = [&](std::size_t node, Point where) {
        placed.at[node] = where;
        stands[node] = 1;
        sheet.put(static_cast<int>(node), where);
        placed.right = std::max(placed.right, where.x + level.nodes[node].size.width);
    };
    for (std::size_t node = 0; node < count; ++node)
        if (level.nodes[node].kept) stand(node, *level.nodes[node].kept);

    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ideal.at[a].x < ideal.at[b].x; });
    for (const std::size_t node : order) {
        if (stands[node]) continue;
        const LevelNode& here = level.nodes[node];
        Point wish{level.content_left, placed.lane_top[at(here.lane)] + (ideal.at[node].y - ideal.lane_top[at(here.lane)])};
        bool led = false;
        for (const std::size_t e : arriving[node]) {
            const auto from = at(level.edges[e].from);
            if (!stands[from] || ideal.at[from].x > ideal.at[node].x) continue;
            const LevelNode& other = level.nodes[from];
            const double turned = placed.at[from].x + other.size.width + options.clearance - here.size.width / 2;
            const double beside = placed.at[from].x + other.size.width + options.column_gap;
            wish.x = std::max(wish.x, level.edges[e].data ? placed.at[from].x + (other.size.width - here.size.width) / 2
                                                          : other.lane == here.lane ? beside : turned);
            if (other.lane == here.lane && !level.edges[e].data) wish.y = placed.at[from].y + (other.size.height - here.size.height) / 2;
            led = true;
        }
        // Nothing leads here yet: just before what it leads to.
        if (!led)
            for (const std::size_t e : leaving[node]) {
                const auto to = at(level.edges[e].to);
                if (!stands[to]) continue;
                wish.x = std::max(level.content_left, level.edges[e].data ? placed.at[to].x + (level.nodes[to].size.width - here.size.width) / 2
                                                                          : placed.at[to].x - here.size.width - options.column_gap);
                break;
            }
        stand(node, sheet.nearest_free(static_cast<int>(node), wish));
    }
    return placed;
}

}  // namespace yorozu::flows::layout
