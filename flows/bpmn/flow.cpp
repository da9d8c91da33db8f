#include "flows/bpmn/flow.h"

namespace yorozu::flows {

double Minutes::expected() const {
    switch (kind) {
        case Kind::triangular: return (low + mode + high) / 3;
        case Kind::uniform: return (low + high) / 2;
        default: return mean;
    }
}

bool Attachments::empty() const { return *this == Attachments{}; }

const Shape* Diagram::shape(std::string_view element) const {
    const auto found = shape_places.find(std::string(element));
    return found == shape_places.end() ? nullptr : &shapes[static_cast<std::size_t>(found->second)];
}

const DrawnEdge* Diagram::edge(std::string_view element) const {
    const auto found = edge_places.find(std::string(element));
    return found == edge_places.end() ? nullptr : &edges[static_cast<std::size_t>(found->second)];
}

Ref Flow::find(std::string_view wanted) const {
    const auto found = places.find(std::string(wanted));
    return found == places.end() ? Ref{} : found->second;
}

const Node* Flow::node(std::string_view wanted) const {
    const Ref ref = find(wanted);
    return ref.what == What::node ? &nodes[static_cast<std::size_t>(ref.index)] : nullptr;
}

const Edge* Flow::edge(std::string_view wanted) const {
    const Ref ref = find(wanted);
    return ref.what == What::edge ? &edges[static_cast<std::size_t>(ref.index)] : nullptr;
}

std::string Flow::called(std::string_view wanted) const {
    const Ref ref = find(wanted);
    const auto at = static_cast<std::size_t>(ref.index);
    const std::string* found = nullptr;
    switch (ref.what) {
        case What::process: found = &processes[at].name; break;
        case What::pool: found = &pools[at].name; break;
        case What::lane: found = &lanes[at].name; break;
        case What::node: found = &nodes[at].name; break;
        case What::edge: found = &edges[at].name; break;
        case What::collaboration: found = &collaborations[at].name; break;
        case What::root: found = &roots[at].name; break;
        case What::nothing: break;
    }
    return found && !found->empty() ? *found : std::string(wanted);
}

void Flow::index() {
    places.clear();
    const auto note = [&](const auto& all, What what) {
        for (std::size_t at = 0; at < all.size(); ++at)
            if (!all[at].id.empty()) places.try_emplace(all[at].id, Ref{what, static_cast<int>(at)});
    };
    note(nodes, What::node);
    note(edges, What::edge);
    note(lanes, What::lane);
    note(pools, What::pool);
    note(processes, What::process);
    note(collaborations, What::collaboration);
    note(roots, What::root);
    for (auto& diagram : diagrams) {
        diagram.shape_places.clear();
        diagram.edge_places.clear();
        for (std::size_t at = 0; at < diagram.shapes.size(); ++at)
            diagram.shape_places.try_emplace(diagram.shapes[at].element, static_cast<int>(at));
        for (std::size_t at = 0; at < diagram.edges.size(); ++at)
            diagram.edge_places.try_emplace(diagram.edges[at].element, static_cast<int>(at));
    }
}

}  // namespace yorozu::flows
