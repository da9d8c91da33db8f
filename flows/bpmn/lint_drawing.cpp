#include "flows/bpmn/lint_drawing.h"

#include <algorithm>
#include <map>

#include "flows/bpmn/words.h"

namespace yorozu::flows {
namespace {

constexpr std::size_t most_overlaps = 200;   ///< of one diagram; more say nothing new

bool overlap(const Box& a, const Box& b) { return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom(); }

struct Placed {
    const Shape* shape;
    int node, parent;
};

/// Steps in the same surrounding overlap: by a sweep from left to right.
void find_overlaps(const Flow& flow, const Diagram& diagram, const SayProblem& say) {
    std::vector<Placed> placed;
    for (const auto& shape : diagram.shapes) {
        if (shape.of.what != What::node) continue;
        const auto& node = flow.nodes[static_cast<std::size_t>(shape.of.index)];
        if (node.is_flow_node() && node.kind != NodeKind::boundary_event) placed.push_back({&shape, shape.of.index, node.parent});
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return std::pair(a.shape->bounds.x, a.node) < std::pair(b.shape->bounds.x, b.node); });
    std::vector<const Placed*> open;
    std::size_t found = 0;
    for (const auto& each : placed) {
        std::erase_if(open, [&](const Placed* other) { return other->shape->bounds.right() <= each.shape->bounds.x; });
        for (const Placed* other : open) {
            if (other->parent != each.parent || !overlap(other->shape->bounds, each.shape->bounds)) continue;
            if (++found > most_overlaps) return;
            say("no-overlapping-elements", each.shape->element, "「" + called(flow, other->shape->element) + "」と図形が重なっています。", "離して置いてください");
        }
        open.push_back(&each);
    }
}

}  // namespace

void lint_drawing(const Flow& flow, const SayProblem& say) {
    for (const auto& diagram : flow.diagrams) find_overlaps(flow, diagram, say);
    const auto drawn = [&](const std::string& id) {
        return std::any_of(flow.diagrams.begin(), flow.diagrams.end(), [&](const Diagram& each) { return each.shape(id) || each.edge(id); });
    };
    for (const auto& node : flow.nodes)
        if (node.is_flow_node() && !drawn(node.id)) say("no-bpmndi", node.id, "図の中に置き場所がありません。", "整列すると置かれます（yorozu flow layout）");
    for (const auto& edge : flow.edges)
        if (edge.kind == EdgeKind::sequence && !drawn(edge.id)) say("no-bpmndi", edge.id, "図の中に線がありません。", "整列すると引かれます（yorozu flow layout）");
}

}  // namespace yorozu::flows
