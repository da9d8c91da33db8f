// Copying shapes out of a flow and putting them into the same or another one.
#include <algorithm>
#include <cmath>
#include <set>

#include "workbench/desk/flows/flow_moves.h"
#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::desk {

std::string FlowClip::text() const {
    std::string names;
    for (const auto& piece : pieces) names += piece.node.name + "\n";
    return names;
}

FlowClip copy_shapes(const flows::Flow& flow, int number, const std::vector<std::string>& ids) {
    FlowClip clip;
    if (number < 0 || number >= static_cast<int>(flow.diagrams.size())) return clip;
    const auto& diagram = flow.diagrams[static_cast<std::size_t>(number)];
    std::unordered_map<std::string, int> places;
    for (const auto& id : ids) {
        const auto *node = flow.node(id);
        const auto* shape = diagram.shape(id);
        if (!node || !shape || node->attached_to >= 0 || places.count(id)) continue;
        places[id] = static_cast<int>(clip.pieces.size());
        clip.pieces.push_back({*node, shape->bounds});
    }
    if (clip.empty()) return clip;
    flows::Box all = clip.pieces[0].box;
    for (const auto& piece : clip.pieces) all = around(all, piece.box);
    clip.corner = {all.x, all.y};
    for (auto& piece : clip.pieces) piece.box.x -= all.x, piece.box.y -= all.y;
    for (const auto& edge : flow.edges) {
        const auto from = places.find(edge.source), to = places.find(edge.target);
        if (from == places.end() || to == places.end()) continue;
        FlowClip::Link link{from->second, to->second, edge.name, edge.kind, {}};
        if (const auto* drawn = diagram.edge(edge.id)) link.points = drawn->points;
        for (auto& point : link.points) point.x -= all.x, point.y -= all.y;
        clip.links.push_back(std::move(link));
    }
    return clip;
}

FlowEdits paste_shapes(const flows::Flow& flow, int number, const FlowClip& clip, flows::Point corner, std::vector<std::string>& ids) {
    FlowEdits edits;
    ids.clear();
    int task = 1, line = 1;
    for (const auto& piece : clip.pieces) {
        const std::string id = free_flow_id(flow, "Copy_", task);
        const flows::Box box{corner.x + piece.box.x, corner.y + piece.box.y, piece.box.width, piece.box.height};
        auto made = create_at(flow, number, {id, piece.node.name, piece.node.kind, piece.node.trigger}, box.centre());
        for (auto& edit : made) {
            if (auto* add = std::get_if<flows::AddNode>(&edit)) add->bounds = box;
            edits.push_back(edit);
        }
        if (!(piece.node.quantities == flows::StepQuantities{})) edits.push_back(flows::SetStep{id, piece.node.quantities});
        if (!piece.node.attachments.empty()) {
            auto attached = piece.node.attachments;
            attached.counterpart.clear();   // the original has that one
            if (!attached.empty()) edits.push_back(flows::Attach{id, attached});
        }
        if (!piece.node.text.empty()) edits.push_back(flows::SetText{id, piece.node.text});
        ids.push_back(id);
    }
    for (const auto& link : clip.links) {
        flows::Line points = link.points;
        for (auto& point : points) point.x += corner.x, point.y += corner.y;
        if (link.kind == flows::EdgeKind::sequence || link.kind == flows::EdgeKind::association)
            edits.push_back(flows::AddEdge{free_flow_id(flow, "Copied_", line), link.name, link.kind, ids[static_cast<std::size_t>(link.from)], ids[static_cast<std::size_t>(link.to)], number, points});
    }
    return edits;
}

}  // namespace yorozu::desk
