#include "flows/bpmn/earlier_flow.h"

namespace yorozu::flows {

EarlierFlow::EarlierFlow(const KeptXml& xml, Flow& flow, const Handles& handles, const KeptXml::Changes& changes) : flow_(flow), places_(xml.size(), {-1, -1}) {
    const auto note = [&](const std::vector<Id>& ids, int diagram) {
        for (std::size_t n = 0; n < ids.size(); ++n) places_[static_cast<std::size_t>(ids[n])] = {diagram, static_cast<int>(n)};
    };
    note(handles.nodes, -1);
    note(handles.edges, -1);
    for (std::size_t d = 0; d < handles.shapes.size(); ++d) note(handles.shapes[d], static_cast<int>(d));
    for (std::size_t d = 0; d < handles.drawn.size(); ++d) note(handles.drawn[d], static_cast<int>(d));
    for (const auto& change : changes)   // what was taken out still knows where it stood
        for (Id at = change.node; at != KeptXml::none; at = xml.parent(at)) places_[static_cast<std::size_t>(at)] = {-1, -1};
}

Node* EarlierFlow::node(Id element) {
    const auto [diagram, at] = place(element);
    if (at < 0) return nullptr;
    Node& node = flow_.nodes[static_cast<std::size_t>(at)];
    // A group's name stands elsewhere, a sub-process holds other values.
    if (node.kind == NodeKind::group || node.kind == NodeKind::other || node.is_sub_process()) return nullptr;
    node.lane = node.attached_to = node.default_flow = -1;
    node.undrawn = node.inside_rest = false;
    node.quantities = {};
    node.attachments = {};
    node.incoming.clear();
    node.outgoing.clear();
    return &node;
}

Edge* EarlierFlow::edge(Id element) {
    const auto [diagram, at] = place(element);
    if (at < 0) return nullptr;
    Edge& edge = flow_.edges[static_cast<std::size_t>(at)];
    if (edge.kind == EdgeKind::data_input || edge.kind == EdgeKind::data_output) return nullptr;   // one end is the activity around it
    edge.from = edge.to = -1;
    edge.from_ref = edge.to_ref = {};
    edge.is_default = false;
    edge.probability.reset();
    return &edge;
}

Shape* EarlierFlow::shape(Id element) {
    const auto [diagram, at] = place(element);
    return diagram < 0 ? nullptr : &flow_.diagrams[static_cast<std::size_t>(diagram)].shapes[static_cast<std::size_t>(at)];
}

DrawnEdge* EarlierFlow::drawn(Id element) {
    const auto [diagram, at] = place(element);
    return diagram < 0 ? nullptr : &flow_.diagrams[static_cast<std::size_t>(diagram)].edges[static_cast<std::size_t>(at)];
}

}  // namespace yorozu::flows
