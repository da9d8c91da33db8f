#include "tests/flows-layout/layout_faults.h"

#include <algorithm>
#include <set>

namespace yorozu::test {
namespace {

using namespace flows;
using namespace flows::layout;

constexpr double hair = 1e-6;

bool meet(const Box& a, const Box& b) {
    return a.x + hair < b.x + b.width && b.x + hair < a.x + a.width && a.y + hair < b.y + b.height && b.y + hair < a.y + a.height;
}

bool within(const Box& outer, const Box& inner) {
    return outer.x <= inner.x + hair && outer.y <= inner.y + hair && inner.x + inner.width <= outer.x + outer.width + hair &&
           inner.y + inner.height <= outer.y + outer.height + hair;
}

bool on_border(const Box& box, Point p) {
    const bool x = p.x >= box.x - hair && p.x <= box.x + box.width + hair, y = p.y >= box.y - hair && p.y <= box.y + box.height + hair;
    const bool side = std::abs(p.x - box.x) < hair || std::abs(p.x - box.x - box.width) < hair || std::abs(p.y - box.y) < hair || std::abs(p.y - box.y - box.height) < hair;
    return x && y && side;
}

std::set<int> around(const Diagram& diagram, int node) {
    std::set<int> all;
    if (diagram.nodes[static_cast<std::size_t>(node)].host >= 0) all.insert(node = diagram.nodes[static_cast<std::size_t>(node)].host);
    for (int outer = diagram.nodes[static_cast<std::size_t>(node)].inside; outer >= 0; outer = diagram.nodes[static_cast<std::size_t>(outer)].inside) all.insert(outer);
    return all;
}

}  // namespace

std::vector<std::string> layout_faults(const Diagram& diagram, const Placed& placed) {
    std::vector<std::string> faults;
    const auto say = [&](const std::string& what, std::size_t a, std::size_t b) { faults.push_back(what + " " + std::to_string(a) + " " + std::to_string(b)); };
    const std::size_t count = diagram.nodes.size();
    for (std::size_t a = 0; a < count; ++a) {
        const Node& node = diagram.nodes[a];
        if (node.host < 0 && node.inside >= 0 && !within(placed.nodes[static_cast<std::size_t>(node.inside)], placed.nodes[a]))
            say("a node is not in its sub-process:", a, static_cast<std::size_t>(node.inside));
        if (node.host < 0 && node.inside < 0 && !within(placed.lanes[static_cast<std::size_t>(node.lane)], placed.nodes[a])) say("a node is not in its lane:", a, static_cast<std::size_t>(node.lane));
        for (std::size_t b = a + 1; b < count; ++b) {
            if (!meet(placed.nodes[a], placed.nodes[b])) continue;
            const auto of_a = around(diagram, static_cast<int>(a)), of_b = around(diagram, static_cast<int>(b));
            if (!of_a.count(static_cast<int>(b)) && !of_b.count(static_cast<int>(a))) say("two nodes overlap:", a, b);
        }
    }
    for (std::size_t l = 1; l < placed.lanes.size(); ++l)
        if (meet(placed.lanes[l - 1], placed.lanes[l])) say("two lanes overlap:", l - 1, l);
    for (std::size_t e = 0; e < diagram.edges.size(); ++e) {
        const Line& way = placed.ways[e];
        const auto from = static_cast<std::size_t>(diagram.edges[e].from), to = static_cast<std::size_t>(diagram.edges[e].to);
        if (way.size() < 2 || !on_border(placed.nodes[from], way.front()) || !on_border(placed.nodes[to], way.back())) {
            say("an edge does not join its ends:", e, way.size());
            continue;
        }
        auto mine = around(diagram, static_cast<int>(from));
        mine.merge(around(diagram, static_cast<int>(to)));
        for (std::size_t i = 1; i < way.size(); ++i) {
            if (way[i - 1].x != way[i].x && way[i - 1].y != way[i].y) say("an edge slants:", e, i);
            const Box piece = box_around(way[i - 1], way[i]);
            for (std::size_t n = 0; n < count; ++n)
                if (!mine.count(static_cast<int>(n)) && meet(grown(piece, 2 * hair), grown(placed.nodes[n], -2 * hair))) say("an edge runs through a node:", e, n);
        }
    }
    const auto check_label = [&](const std::optional<Box>& label, const char* what, std::size_t number) {
        if (!label) return;
        for (std::size_t n = 0; n < count; ++n) {
            const bool surrounds = std::any_of(diagram.nodes.begin(), diagram.nodes.end(), [&](const Node& node) { return node.inside == static_cast<int>(n); });
            if (!surrounds && meet(*label, placed.nodes[n])) say(what, number, n);
        }
    };
    for (std::size_t n = 0; n < placed.node_labels.size(); ++n) check_label(placed.node_labels[n], "the name of a node touches a node:", n);
    for (std::size_t e = 0; e < placed.edge_labels.size(); ++e) check_label(placed.edge_labels[e], "the name of an edge touches a node:", e);
    return faults;
}

}  // namespace yorozu::test
