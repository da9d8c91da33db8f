#include "flows/layout/layout.h"

#include <algorithm>
#include <map>

#include "flows/layout/box_index.h"
#include "flows/layout/level.h"

namespace yorozu::flows::layout {
namespace {

constexpr int deepest = 200;  ///< sub-processes within each other

/// Out-of-range numbers and loops of containers are taken out, so that everything after may trust its input.
Diagram checked(Diagram diagram) {
    const int nodes = static_cast<int>(diagram.nodes.size());
    if (diagram.lanes.empty()) diagram.lanes.push_back({-1, 0, 0, 0, std::nullopt});
    const int lanes = static_cast<int>(diagram.lanes.size());
    const auto number = [](double& value) { if (!(std::abs(value) < 1e7)) value = 0; };
    for (int n = 0; n < nodes; ++n) {
        Node& node = diagram.nodes[at(n)];
        if (node.lane < 0 || node.lane >= lanes) node.lane = 0;
        if (node.host < 0 || node.host >= nodes || node.host == n || diagram.nodes[at(node.host)].host >= 0) node.host = -1;
        if (node.inside < 0 || node.inside >= nodes || node.inside == n) node.inside = -1;
        for (double* value : {&node.size.width, &node.size.height, &node.label.width, &node.label.height}) number(*value);
        node.size.width = std::max(1.0, node.size.width), node.size.height = std::max(1.0, node.size.height);
        if (node.at) number(node.at->x), number(node.at->y);
        if (!node.at) node.keep = false;
    }
    for (int n = 0; n < nodes; ++n) {
        int steps = 0;
        for (int outer = diagram.nodes[at(n)].inside; outer >= 0; outer = diagram.nodes[at(outer)].inside)
            if (++steps > deepest || outer == n || diagram.nodes[at(outer)].host >= 0) {
                diagram.nodes[at(n)].inside = -1;
                break;
            }
    }
    for (Edge& edge : diagram.edges)
        if (edge.from < 0 || edge.from >= nodes || edge.to < 0 || edge.to >= nodes) edge.from = edge.to = -1;
    for (Lane& lane : diagram.lanes)
        if (lane.pool < -1 || lane.pool > lanes) lane.pool = -1;
    return diagram;
}

class Arranging {
public:
    Arranging(const Diagram& diagram, const Options& options) : diagram_(diagram), options_(options) {
        children_.resize(diagram.nodes.size());
        guests_.resize(diagram.nodes.size());
        for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
            const Node& node = diagram.nodes[n];
            if (node.host >= 0) guests_[at(node.host)].push_back(static_cast<int>(n));
            else if (node.inside >= 0) children_[at(node.inside)].push_back(static_cast<int>(n));
            else top_.push_back(static_cast<int>(n));
        }
        for (std::size_t n = 0; n < diagram.nodes.size(); ++n) size_.push_back(diagram.nodes[n].size);
        edges_of_level();
    }

    Placed run() {
        placed_.nodes.resize(diagram_.nodes.size());
        place(-1, top_);
        Placed out = std::move(placed_);
        return out;
    }

private:
    /// A node, or the surrounding one of it, that belongs directly to the sheet of `container`.
    int lifted(int node, int container) const {
        if (diagram_.nodes[at(node)].host >= 0) node = diagram_.nodes[at(node)].host;
        while (node >= 0 && diagram_.nodes[at(node)].inside != container) node = diagram_.nodes[at(node)].inside;
        return node;
    }

    /// An edge orders the nodes of the innermost sheet that holds both its ends.
    void edges_of_level() {
        for (std::size_t e = 0; e < diagram_.edges.size(); ++e) {
            const Edge& edge = diagram_.edges[e];
            if (edge.from < 0) continue;
            std::vector<int> around{-1};
            int from = diagram_.nodes[at(edge.from)].host >= 0 ? diagram_.nodes[at(edge.from)].host : edge.from;
            for (int outer = diagram_.nodes[at(from)].inside; outer >= 0; outer = diagram_.nodes[at(outer)].inside) around.push_back(outer);
            int to = diagram_.nodes[at(edge.to)].host >= 0 ? diagram_.nodes[at(edge.to)].host : edge.to;
            int common = diagram_.nodes[at(to)].inside;
            while (std::find(around.begin(), around.end(), common) == around.end()) common = diagram_.nodes[at(common)].inside;
            const int a = lifted(edge.from, common), b = lifted(edge.to, common);
            if (a != b && a >= 0 && b >= 0) edges_[common].push_back({a, b, edge.kind == EdgeKind::data, true, a == edge.from && b == edge.to ? edge.label.width : 0});
        }
    }

    Size spread(int node) const {
        const Node& here = diagram_.nodes[at(node)];
        return {std::max(size_[at(node)].width, std::min(here.label.width, 96.0)), size_[at(node)].height};
    }

    /// Places the members of one sheet, those within them first. Gives the extent of a sub-process.
    Size place(int container, const std::vector<int>& members) {
        for (const int member : members)
            if (!children_[at(member)].empty()) {
                const Size inner = place(member, children_[at(member)]);
                size_[at(member)] = {std::max(size_[at(member)].width, inner.width), std::max(size_[at(member)].height, inner.height)};
            }
        Level level;
        Options options = options_;
        std::map<int, int> own;
        const Point corner = container >= 0 && diagram_.nodes[at(container)].at ? *diagram_.nodes[at(container)].at : Point{};
        bool kept = false;
        for (const int member : members) {
            const Node& node = diagram_.nodes[at(member)];
            own[member] = static_cast<int>(level.nodes.size());
            LevelNode here{size_[at(member)], spread(member), container < 0 ? node.lane : 0, node.stage, std::nullopt, node.shape == Shape::data};
            if (node.keep) here.kept = Point{node.at->x - corner.x, node.at->y - corner.y}, kept = true;
            level.nodes.push_back(here);
        }
        if (const auto found = edges_.find(container); found != edges_.end())
            for (const auto& edge : found->second) level.edges.push_back({own.at(edge.from), own.at(edge.to), edge.data, true, edge.label});
        if (container < 0) {
            level.lanes = diagram_.lanes;
            bool headings = false;
            for (const Lane& lane : level.lanes) {
                level.content_left = std::max(level.content_left, lane.indent + lane.heading + options.lane_padding);
                headings = headings || lane.heading > 0;
            }
            if (level.lanes.front().at) options.origin = {level.lanes.front().at->x - level.lanes.front().indent, level.lanes.front().at->y};
            level.content_left += options.origin.x;
            for (const auto& [a, b] : diagram_.same_column)
                if (own.count(a) && own.count(b)) level.same_column.push_back({own[a], own[b]});
        } else {
            options.origin = {0, 0};
            options.lane_padding = options.inside_padding;
            level.lanes.push_back({-1, 0, 0, 0, kept ? std::optional<Box>(Box{0, 0, size_[at(container)].width, size_[at(container)].height}) : std::nullopt});
            level.content_left = options.inside_padding;
        }
        const LevelPlaced sheet = kept ? place_around(level, options) : place_in_columns(level, options);
        for (const int member : members) {
            const Point where = sheet.at[at(own[member])];
            settle(member, {where.x, where.y, size_[at(member)].width, size_[at(member)].height});
        }
        if (container < 0) frame(sheet, options);
        return {sheet.right + options.inside_padding, sheet.lane_top.back()};
    }

    /// Puts a node at its place on its sheet: what is inside and what sits on its border comes along.
    void settle(int node, const Box& box) {
        placed_.nodes[at(node)] = box;
        for (const int child : children_[at(node)]) shift(child, {box.x, box.y});
        double from_right = 12;
        for (const int guest : guests_[at(node)]) {
            const Size size = size_[at(guest)];
            Point middle{std::max(box.x + size.width / 2, box.right() - from_right - size.width / 2), box.bottom()};
            const Node& host = diagram_.nodes[at(node)];
            if (const auto& was = diagram_.nodes[at(guest)].at; was && host.at) {
                const Point before{was->x - host.at->x + size.width / 2, was->y - host.at->y + size.height / 2};
                if (before.x >= 0 && before.x <= box.width && before.y >= 0 && before.y <= box.height) middle = {box.x + before.x, box.y + before.y};
            }
            placed_.nodes[at(guest)] = {middle.x - size.width / 2, middle.y - size.height / 2, size.width, size.height};
            from_right += size.width + 8;
        }
    }

    void shift(int node, Point by) {
        placed_.nodes[at(node)].x += by.x, placed_.nodes[at(node)].y += by.y;
        for (const int child : children_[at(node)]) shift(child, by);
        for (const int guest : guests_[at(node)]) placed_.nodes[at(guest)].x += by.x, placed_.nodes[at(guest)].y += by.y;
    }

    /// Boxes of lanes and pools around what was placed.
    void frame(const LevelPlaced& sheet, const Options& options) {
        double right = sheet.right + options.lane_padding;
        for (const Lane& lane : diagram_.lanes)
            if (lane.at) right = std::max(right, lane.at->right());
        for (std::size_t l = 0; l < diagram_.lanes.size(); ++l) {
            const Lane& lane = diagram_.lanes[l];
            const double left = options.origin.x + lane.indent;
            placed_.lanes.push_back({left, sheet.lane_top[l], right - left, sheet.lane_height[l]});
            if (lane.pool < 0) continue;
            if (placed_.pools.size() <= at(lane.pool)) placed_.pools.resize(at(lane.pool) + 1);
            Box& pool = placed_.pools[at(lane.pool)];
            const Box whole{options.origin.x, sheet.lane_top[l], right - options.origin.x, sheet.lane_height[l]};
            pool = pool.width > 0 ? box_around(pool, whole) : whole;
        }
    }

    const Diagram& diagram_;
    const Options& options_;
    std::vector<int> top_;
    std::vector<std::vector<int>> children_, guests_;
    std::vector<Size> size_;
    std::map<int, std::vector<RankEdge>> edges_;
    Placed placed_;
};

/// What the kept ones do to each other and to their lanes.
void find_faults(const Diagram& diagram, Placed& placed) {
    BoxIndex index;
    for (std::size_t n = 0; n < placed.nodes.size(); ++n) index.add(static_cast<int>(n), placed.nodes[n]);
    for (std::size_t n = 0; n < placed.nodes.size(); ++n) {
        const Node& node = diagram.nodes[n];
        if (!node.keep || node.host >= 0) continue;
        for (const int other : index.in(placed.nodes[n]))
            if (other > static_cast<int>(n) && diagram.nodes[at(other)].host < 0 && diagram.nodes[at(other)].inside == node.inside &&
                overlap(placed.nodes[n], placed.nodes[at(other)]))
                placed.faults.push_back({FaultKind::kept_overlap, static_cast<int>(n), other, -1});
        if (node.inside < 0 && diagram.lanes[at(node.lane)].pool >= 0 && !contains(placed.lanes[at(node.lane)], placed.nodes[n]))
            placed.faults.push_back({FaultKind::kept_off_lane, static_cast<int>(n), -1, -1});
    }
}

/// Edges with both ends where they were keep the ways that a person bent, or all ways if only some nodes were to be moved.
std::vector<bool> edges_to_route(const Diagram& diagram, const Placed& placed, bool only_moved) {
    std::vector<bool> which(diagram.edges.size(), false);
    for (std::size_t e = 0; e < diagram.edges.size(); ++e) {
        const Edge& edge = diagram.edges[e];
        if (edge.from < 0) continue;
        bool stays = edge.way.size() >= 2 && (edge.keep || only_moved);
        for (const int end : {edge.from, edge.to}) {
            const Node& node = diagram.nodes[at(end)];
            stays = stays && node.at && node.at->x == placed.nodes[at(end)].x && node.at->y == placed.nodes[at(end)].y;
        }
        which[e] = !stays;
    }
    return which;
}

Placed arranged(const Diagram& diagram, const Options& options, bool only_moved) {
    Placed placed = Arranging(diagram, options).run();
    find_faults(diagram, placed);
    placed.ways.resize(diagram.edges.size());
    for (std::size_t e = 0; e < diagram.edges.size(); ++e) placed.ways[e] = diagram.edges[e].way;
    route(diagram, edges_to_route(diagram, placed, only_moved), options, placed);
    return placed;
}

}  // namespace

Placed arrange(const Diagram& diagram, const Options& options) { return arranged(checked(diagram), options, false); }

Placed arrange_selection(const Diagram& diagram, const std::vector<bool>& chosen, const Options& options) {
    Diagram partly = checked(diagram);
    for (std::size_t n = 0; n < partly.nodes.size(); ++n) {
        partly.nodes[n].keep = partly.nodes[n].at && (n >= chosen.size() || !chosen[n]);
        // What surrounds a chosen node stays where it is, too.
        if (!partly.nodes[n].keep && partly.nodes[n].at)
            for (int outer = partly.nodes[n].inside; outer >= 0; outer = partly.nodes[at(outer)].inside) partly.nodes[at(outer)].keep = true;
    }
    return arranged(partly, options, true);
}

}  // namespace yorozu::flows::layout
