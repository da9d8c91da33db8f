#include "flows/drawing/drawn_index.h"

#include <cmath>

namespace yorozu::flows {
namespace {

double distance(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

int rank(DrawnKind kind) {
    switch (kind) {
        case DrawnKind::badge: return 0;
        case DrawnKind::label: return 1;
        case DrawnKind::node: return 2;
        case DrawnKind::edge: return 3;
        case DrawnKind::stage: return 4;
        case DrawnKind::lane: return 5;
        case DrawnKind::pool: return 6;
    }
    return 7;
}

}  // namespace

DrawnIndex::DrawnIndex(const DisplayList& list) : list_(list) {
    for (std::size_t i = 0; i < list.items.size(); ++i) items_.add(static_cast<int>(i), list.items[i].bounds);
    for (std::size_t e = 0; e < list.elements.size(); ++e) elements_.add(static_cast<int>(e), list.elements[e].bounds);
}

std::vector<int> DrawnIndex::items_in(const Box& area) const { return items_.in(area); }

int DrawnIndex::at(Point point, double tolerance) const {
    int best = -1;
    double best_area = 0, best_distance = 1e18;
    for (const int number : elements_.in({point.x - tolerance, point.y - tolerance, 2 * tolerance, 2 * tolerance})) {
        const Element& element = list_.elements[static_cast<std::size_t>(number)];
        double off = 0;
        if (element.kind == DrawnKind::edge) {
            off = 1e18;
            for (std::size_t i = 1; i < element.points.size(); ++i) off = std::min(off, distance(point, element.points[i - 1], element.points[i]));
            if (off > tolerance) continue;
        } else if (!layout::contains(element.bounds, point)) {
            continue;
        }
        const double area = element.bounds.width * element.bounds.height;
        const int mine = rank(element.kind), theirs = best < 0 ? 99 : rank(list_.elements[static_cast<std::size_t>(best)].kind);
        if (mine > theirs) continue;
        if (mine == theirs && (element.kind == DrawnKind::edge ? off > best_distance : area > best_area)) continue;
        best = number, best_area = area, best_distance = off;
    }
    return best;
}

std::vector<int> DrawnIndex::within(const Box& area, DrawnKind kind) const {
    std::vector<int> inside;
    for (const int number : elements_.in(area)) {
        const Element& element = list_.elements[static_cast<std::size_t>(number)];
        if (element.kind == kind && layout::contains(area, element.bounds)) inside.push_back(number);
    }
    return inside;
}

}  // namespace yorozu::flows
