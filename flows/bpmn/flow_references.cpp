#include <algorithm>
#include <functional>

#include "flows/bpmn/flow_reader.h"

// Ids become places; what refers to nothing, or to the wrong thing, becomes a problem with its line.
namespace yorozu::flows {

void FlowReader::dangling(const std::string& element, const std::string& reference, const std::string& what, int line_) {
    problems_.push_back({Problem::Weight::error, "dangling-reference", element, flow.called(element), line_, what + "「" + reference + "」がファイルの中にありません",
                         "つなぎ直すか、この要素を消してください"});
}

void FlowReader::find_duplicates() {
    std::unordered_map<std::string_view, int> seen;
    const auto look = [&](const std::string& id, int line_) {
        if (id.empty()) return;
        const auto [found, fresh] = seen.try_emplace(id, line_);
        if (!fresh)
            problems_.push_back({Problem::Weight::error, "duplicate-id", id, flow.called(id), line_, "id「" + id + "」が " + std::to_string(found->second) + " 行目と重なっています。線や図形は先のものに付けます",
                                 "どちらかの id を変えてください"});
    };
    const auto all = [&](const auto& values) { for (const auto& each : values) look(each.id, each.line); };
    all(flow.processes);
    all(flow.collaborations);
    all(flow.pools);
    all(flow.lane_sets);
    all(flow.lanes);
    all(flow.nodes);
    all(flow.edges);
    all(flow.roots);
    for (const auto& diagram : flow.diagrams) {
        look(diagram.id, diagram.line);
        look(diagram.plane_id, diagram.line);
        all(diagram.shapes);
        all(diagram.edges);
    }
}

/// Processes that call each other in a circle never end.
void FlowReader::find_call_cycles() {
    enum class Mark { unseen, open, done };
    std::vector<Mark> marks(flow.processes.size(), Mark::unseen);
    std::vector<std::vector<int>> calls(flow.processes.size());
    for (std::size_t n = 0; n < flow.nodes.size(); ++n)
        if (flow.nodes[n].kind == NodeKind::call_activity && flow.nodes[n].process >= 0) calls[static_cast<std::size_t>(flow.nodes[n].process)].push_back(static_cast<int>(n));
    // Without recursion: a file may have as many processes as it likes.
    struct Step { int process; std::size_t next; };
    for (std::size_t start = 0; start < marks.size(); ++start) {
        if (marks[start] != Mark::unseen) continue;
        std::vector<Step> path{{static_cast<int>(start), 0}};
        marks[start] = Mark::open;
        while (!path.empty()) {
            auto& step = path.back();
            const auto& out = calls[static_cast<std::size_t>(step.process)];
            if (step.next == out.size()) {
                marks[static_cast<std::size_t>(step.process)] = Mark::done;
                path.pop_back();
                continue;
            }
            const Node& call = flow.nodes[static_cast<std::size_t>(out[step.next++])];
            const Ref called = flow.find(call.called);
            if (called.what != What::process) continue;
            auto& mark = marks[static_cast<std::size_t>(called.index)];
            if (mark == Mark::open)
                problems_.push_back({Problem::Weight::error, "process-cycle", call.id, flow.called(call.id), call.line,
                                     "呼び出し先「" + flow.called(call.called) + "」から、めぐってこの工程に戻ります。終わりがありません", "呼び出し先を変えてください"});
            if (mark != Mark::unseen) continue;
            mark = Mark::open;
            path.push_back({called.index, 0});
        }
    }
}

void FlowReader::resolve() {
    find_duplicates();
    for (std::size_t at = 0; at < flow.pools.size(); ++at) {
        auto& pool = flow.pools[at];
        if (pool.process_ref.empty()) continue;
        const Ref ref = flow.find(pool.process_ref);
        if (ref.what == What::process) {
            pool.process = ref.index;
            flow.processes[static_cast<std::size_t>(ref.index)].pool = static_cast<int>(at);
        } else {
            dangling(pool.id, pool.process_ref, "プールのプロセス", pool.line);
        }
    }
    for (auto& [lane, members] : lane_members_) {
        auto& here = flow.lanes[static_cast<std::size_t>(lane)];
        for (auto& id : members) {
            const Ref ref = flow.find(id);
            if (ref.what == What::node) {
                here.nodes.push_back(ref.index);
                auto& node = flow.nodes[static_cast<std::size_t>(ref.index)];
                // Nested lanes repeat their nodes in the outer lane in some tools; lanes are read outside in, so the inner one stays.
                if (node.lane < 0 || flow.lanes[static_cast<std::size_t>(lane)].parent >= 0) node.lane = lane;
            } else {
                dangling(here.id, id, "レーンの工程", here.line);
                here.rest.push_back({xml_.prefix(Vocabulary::bpmn) + "flowNodeRef", "", {}, {{"", std::move(id), {}, {}}}});
            }
        }
    }
    for (std::size_t at = 0; at < flow.nodes.size(); ++at) {
        auto& node = flow.nodes[at];
        for (const auto& [name, value] : node.attributes) {
            if (name == "attachedToRef") {
                const Ref ref = flow.find(value);
                if (ref.what == What::node && flow.nodes[static_cast<std::size_t>(ref.index)].is_activity()) node.attached_to = ref.index;
                else dangling(node.id, value, "境界イベントの付く工程", node.line);
            } else if (name == "default") {
                const Ref ref = flow.find(value);
                if (ref.what == What::edge) {
                    node.default_flow = ref.index;
                    flow.edges[static_cast<std::size_t>(ref.index)].is_default = true;
                } else {
                    dangling(node.id, value, "既定の線", node.line);
                }
            } else if (name == "dataObjectRef" || name == "dataStoreRef") {
                if (!flow.find(value)) dangling(node.id, value, "元のデータ", node.line);
            } else if (name == "categoryValueRef") {
                for (const auto& root : flow.roots)
                    for (const auto& inside : root.xml.children)
                        if (inside.attribute("id") == value) node.name = inside.attribute("value");
            }
        }
    }
    for (std::size_t at = 0; at < flow.edges.size(); ++at) {
        auto& edge = flow.edges[at];
        edge.from_ref = flow.find(edge.source);
        edge.to_ref = flow.find(edge.target);
        if (edge.from_ref.what == What::node) edge.from = edge.from_ref.index;
        if (edge.to_ref.what == What::node) edge.to = edge.to_ref.index;
        // A data association may lead to a property or a data input inside the activity; that is not drawn and no fault.
        const bool data = edge.kind == EdgeKind::data_input || edge.kind == EdgeKind::data_output;
        if (!edge.from_ref && !data) dangling(edge.id, edge.source, "線の始点", edge.line);
        if (!edge.to_ref && !data) dangling(edge.id, edge.target, "線の終点", edge.line);
        if (edge.kind != EdgeKind::sequence) continue;
        if (edge.from >= 0) flow.nodes[static_cast<std::size_t>(edge.from)].outgoing.push_back(static_cast<int>(at));
        if (edge.to >= 0) flow.nodes[static_cast<std::size_t>(edge.to)].incoming.push_back(static_cast<int>(at));
    }
    for (const auto& node : flow.nodes) {
        for (const auto* listed : {&node.listed_incoming, &node.listed_outgoing})
            for (const auto& id : *listed)
                if (!flow.find(id)) dangling(node.id, id, "工程に書かれた線", node.line);
    }
    for (auto& diagram : flow.diagrams) {
        diagram.of = flow.find(diagram.plane_element);
        if (!diagram.of && !diagram.plane_element.empty()) dangling(diagram.id, diagram.plane_element, "図の対象", diagram.line);
        const auto find = [&](auto& drawn, const char* what) {
            for (auto& each : drawn) {
                each.of = flow.find(each.element);
                if (!each.of) dangling(each.element, each.element, what, each.line);
            }
        };
        find(diagram.shapes, "図形の対象");
        find(diagram.edges, "図の線の対象");
    }
    for (const auto& node : flow.nodes) {
        const Ref object = flow.find(node.defined_by);
        if (node.defined_by.empty() || object.what != What::node) continue;
        auto& defined = flow.nodes[static_cast<std::size_t>(object.index)];
        defined.undrawn = std::none_of(flow.diagrams.begin(), flow.diagrams.end(), [&](const Diagram& each) { return each.shape(defined.id); });
    }
    find_call_cycles();
}

}  // namespace yorozu::flows
