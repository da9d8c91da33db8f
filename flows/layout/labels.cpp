#include <algorithm>

#include "flows/layout/router.h"

namespace yorozu::flows::layout {
namespace {

/// Shapes, pieces of edges and labels, as far as they can be in a label's way.
class Crowd {
public:
    Crowd(const Diagram& diagram, const Placed& placed) {
        std::vector<char> surrounds(placed.nodes.size(), 0);
        for (const auto& node : diagram.nodes)
            if (node.inside >= 0) surrounds[static_cast<std::size_t>(node.inside)] = 1;
        for (std::size_t node = 0; node < placed.nodes.size(); ++node)
            if (!surrounds[node]) add(placed.nodes[node], 100);
        for (const auto& way : placed.ways)
            for (std::size_t i = 1; i < way.size(); ++i) add(grown(box_around(way[i - 1], way[i]), 1), 10);
    }
    void add(const Box& box, double weight) {
        index_.add(static_cast<int>(weights_.size()), box);
        weights_.push_back(weight);
    }
    double in_the_way(const Box& label) const {
        double sum = 0;
        index_.any(label, [&](int number, const Box& box) {
            if (overlap(label, box)) sum += weights_[static_cast<std::size_t>(number)];
            return false;
        });
        return sum;
    }
    Box best(const std::vector<Box>& places) {
        std::size_t best = 0;
        double least = 1e18;
        for (std::size_t i = 0; i < places.size() && least > 0; ++i)
            if (const double weight = in_the_way(places[i]); weight < least) least = weight, best = i;
        add(places[best], 50);
        return places[best];
    }

private:
    BoxIndex index_;
    std::vector<double> weights_;
};

}  // namespace

void place_labels(const Diagram& diagram, const std::vector<bool>& edges, Placed& placed) {
    placed.node_labels.resize(diagram.nodes.size());
    placed.edge_labels.resize(diagram.edges.size());
    Crowd crowd(diagram, placed);
    for (std::size_t e = 0; e < diagram.edges.size(); ++e)
        if (!edges[e] && placed.edge_labels[e]) crowd.add(*placed.edge_labels[e], 50);
    for (std::size_t node = 0; node < diagram.nodes.size(); ++node) {
        const Size size = diagram.nodes[node].label;
        if (size.width <= 0) continue;
        const Box& box = placed.nodes[node];
        const double x = box.centre().x - size.width / 2, y = box.centre().y - size.height / 2;
        placed.node_labels[node] = crowd.best({{x, box.bottom() + 2, size.width, size.height},
                                               {x, box.y - 2 - size.height, size.width, size.height},
                                               {box.right() + 4, box.bottom() + 2, size.width, size.height},
                                               {box.right() + 4, box.y - 2 - size.height, size.width, size.height},
                                               {box.x - 4 - size.width, box.bottom() + 2, size.width, size.height},
                                               {box.right() + 4, y, size.width, size.height}});
    }
    for (std::size_t e = 0; e < diagram.edges.size(); ++e) {
        const Size size = diagram.edges[e].label;
        if (!edges[e]) continue;
        placed.edge_labels[e].reset();
        if (size.width <= 0 || placed.ways[e].size() < 2) continue;
        std::vector<Box> places;
        const Line& way = placed.ways[e];
        for (std::size_t i = 1; i < way.size(); ++i) {
            const Box piece = box_around(way[i - 1], way[i]);
            if (piece.height == 0) {
                const bool right = way[i].x > way[i - 1].x;
                const double near = right ? piece.x + 4 : piece.right() - 4 - size.width;
                places.push_back({near, piece.y - 2 - size.height, size.width, size.height});
                places.push_back({near, piece.y + 2, size.width, size.height});
            } else {
                const bool down = way[i].y > way[i - 1].y;
                const double near = down ? piece.y + 4 : piece.bottom() - 4 - size.height;
                places.push_back({piece.x + 4, near, size.width, size.height});
                places.push_back({piece.x - 4 - size.width, near, size.width, size.height});
            }
        }
        placed.edge_labels[e] = crowd.best(places);
    }
}

}  // namespace yorozu::flows::layout
