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
            if (!surrounds[node]) add(grown(placed.nodes[node], hair), shape_weight);
        for (const auto& way : placed.ways)
            for (std::size_t i = 1; i < way.size(); ++i) add(grown(box_around(way[i - 1], way[i]), 1), line_weight);
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
    /// How many lines lie on the middle of a piece besides its own: the name of an edge does not belong where others run, too.
    int others_on(const Box& piece) const {
        const Box middle{piece.x + piece.width / 3, piece.y + piece.height / 3, piece.width / 3, piece.height / 3};
        int lines = 0;
        index_.any(grown(middle, 0.5), [&](int number, const Box& box) {
            lines += weights_[static_cast<std::size_t>(number)] == line_weight && overlap(grown(middle, 0.5), box);
            return false;
        });
        return std::max(0, lines - 1);
    }
    /// The first of the places with the least in its way; where a shape is in the way of each, the nearest around them where none is.
    Box best(const std::vector<Box>& places, const std::vector<double>& drawbacks = {}) {
        Box best = places.front();
        double least = 1e18;
        const auto look = [&](const Box& place, double drawback) {
            if (const double weight = in_the_way(place) + drawback; weight < least) least = weight, best = place;
            return least == 0;
        };
        for (std::size_t i = 0; i < places.size(); ++i)
            if (look(places[i], drawbacks.empty() ? 0 : drawbacks[i])) break;
        const Box first = places.front();
        const double across = first.width / 4, down = first.height / 2;
        for (int ring = 1; ring <= most_rings && least >= label_weight; ++ring)
            for (int i = -ring; i <= ring && least > 0; ++i)
                for (const auto& [x, y] : {std::pair{i, -ring}, {i, ring}, {-ring, i}, {ring, i}})
                    if (look({first.x + x * across, first.y + y * down, first.width, first.height}, 0)) break;
        add(best, label_weight);
        return best;
    }

    static constexpr double hair = 1;   ///< between a name and a shape that it does not belong to, so that they never touch
    static constexpr double shape_weight = 1000, label_weight = 50, line_weight = 10;

private:
    static constexpr int most_rings = 200;

    BoxIndex index_;
    std::vector<double> weights_;
};

}  // namespace

std::vector<Box> label_places(const Line& way, Size size) {
    std::vector<Box> places;
    for (const bool middle : {false, true})
        for (std::size_t i = 1; i < way.size(); ++i) {
            const Box piece = box_around(way[i - 1], way[i]);
            if (piece.height == 0) {
                const double x = middle ? piece.centre().x - size.width / 2 : way[i].x > way[i - 1].x ? piece.x + 4 : piece.right() - 4 - size.width;
                places.push_back({x, piece.y - 1 - size.height, size.width, size.height});
                places.push_back({x, piece.y + 2, size.width, size.height});
            } else {
                const double y = middle ? piece.centre().y - size.height / 2 : way[i].y > way[i - 1].y ? piece.y + 4 : piece.bottom() - 4 - size.height;
                places.push_back({piece.x + 4, y, size.width, size.height});
                places.push_back({piece.x - 4 - size.width, y, size.width, size.height});
            }
        }
    return places;
}

void place_labels(const Diagram& diagram, const std::vector<bool>& edges, Placed& placed) {
    placed.node_labels.resize(diagram.nodes.size());
    placed.edge_labels.resize(diagram.edges.size());
    Crowd crowd(diagram, placed);
    for (std::size_t e = 0; e < diagram.edges.size(); ++e)
        if (!edges[e] && placed.edge_labels[e]) crowd.add(*placed.edge_labels[e], Crowd::label_weight);
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
        const Line& way = placed.ways[e];
        const auto places = label_places(way, size);
        std::vector<double> drawbacks(places.size(), 0);
        for (std::size_t i = 0; i < places.size(); ++i) {   // two for each piece, in the order of the pieces, twice over
            const std::size_t piece = i / 2 % (way.size() - 1);
            drawbacks[i] = 1.2 * Crowd::line_weight * crowd.others_on(box_around(way[piece], way[piece + 1]));
        }
        placed.edge_labels[e] = crowd.best(places, drawbacks);
    }
}

}  // namespace yorozu::flows::layout
