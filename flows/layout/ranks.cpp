#include "flows/layout/ranks.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace yorozu::flows::layout {
namespace {

using Graph = std::vector<std::vector<int>>;

/// Marks the edges that point back to a node on the current path.
void break_cycles(std::size_t count, std::vector<RankEdge>& edges) {
    std::vector<std::vector<std::size_t>> out(count);
    std::vector<int> arrivals(count, 0);
    for (std::size_t e = 0; e < edges.size(); ++e) {
        edges[e].forward = edges[e].from != edges[e].to;
        if (edges[e].data || !edges[e].forward) continue;
        out[static_cast<std::size_t>(edges[e].from)].push_back(e);
        ++arrivals[static_cast<std::size_t>(edges[e].to)];
    }
    enum class State { unseen, on_path, done };
    std::vector<State> state(count, State::unseen);
    std::vector<std::pair<std::size_t, std::size_t>> path;
    const auto walk_from = [&](std::size_t start) {
        if (state[start] != State::unseen) return;
        state[start] = State::on_path;
        path.push_back({start, 0});
        while (!path.empty()) {
            auto& [node, next] = path.back();
            if (next == out[node].size()) {
                state[node] = State::done;
                path.pop_back();
                continue;
            }
            RankEdge& edge = edges[out[node][next++]];
            const auto to = static_cast<std::size_t>(edge.to);
            if (state[to] == State::on_path) edge.forward = false;
            if (state[to] == State::unseen) {
                state[to] = State::on_path;
                path.push_back({to, 0});
            }
        }
    };
    for (std::size_t node = 0; node < count; ++node)
        if (arrivals[node] == 0) walk_from(node);
    for (std::size_t node = 0; node < count; ++node) walk_from(node);
}

/// Longest path from the nodes without predecessors; empty if the graph has a cycle.
std::vector<int> longest_paths(const Graph& graph) {
    std::vector<int> arrivals(graph.size(), 0), rank(graph.size(), 0), ready;
    for (const auto& next : graph)
        for (const int to : next) ++arrivals[static_cast<std::size_t>(to)];
    for (std::size_t node = 0; node < graph.size(); ++node)
        if (arrivals[node] == 0) ready.push_back(static_cast<int>(node));
    for (std::size_t i = 0; i < ready.size(); ++i)
        for (const int to : graph[static_cast<std::size_t>(ready[i])]) {
            auto& at = rank[static_cast<std::size_t>(to)];
            at = std::max(at, rank[static_cast<std::size_t>(ready[i])] + 1);
            if (--arrivals[static_cast<std::size_t>(to)] == 0) ready.push_back(to);
        }
    if (ready.size() < graph.size()) return {};
    return rank;
}

/// Nodes that nothing leads to stand just before what they lead to.
void pull_to_successors(const Graph& graph, std::vector<int>& rank) {
    std::vector<char> led_to(graph.size(), 0);
    for (const auto& next : graph)
        for (const int to : next) led_to[static_cast<std::size_t>(to)] = 1;
    for (std::size_t node = 0; node < graph.size(); ++node) {
        if (led_to[node] || graph[node].empty()) continue;
        int nearest = rank[static_cast<std::size_t>(graph[node].front())];
        for (const int to : graph[node]) nearest = std::min(nearest, rank[static_cast<std::size_t>(to)]);
        rank[node] = std::max(rank[node], nearest - 1);
    }
}

/// Nodes that share a column are one node of the graph.
class Columns {
public:
    explicit Columns(std::size_t count) : of_(count) { std::iota(of_.begin(), of_.end(), 0); }
    int of(int node) const {
        while (of_[static_cast<std::size_t>(node)] != node) node = of_[static_cast<std::size_t>(node)];
        return node;
    }
    void join(int a, int b) {
        a = of(a), b = of(b);
        of_[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }

private:
    std::vector<int> of_;
};

Graph graph_of(std::size_t count, const std::vector<RankEdge>& edges, const Columns& columns) {
    Graph graph(count);
    for (const auto& edge : edges)
        if (edge.forward && !edge.data) graph[static_cast<std::size_t>(columns.of(edge.from))].push_back(columns.of(edge.to));
    return graph;
}

/// A node more per stage: after all of the stage, before all of the next.
void add_stage_gates(const std::vector<int>& stage, const Columns& columns, Graph& graph) {
    std::map<int, std::vector<int>> of_stage;
    for (std::size_t node = 0; node < stage.size(); ++node)
        if (stage[node] >= 0) of_stage[stage[node]].push_back(columns.of(static_cast<int>(node)));
    int gate_before = -1;
    for (const auto& [number, nodes] : of_stage) {
        const int gate = static_cast<int>(graph.size());
        graph.emplace_back();
        for (const int node : nodes) {
            graph[static_cast<std::size_t>(node)].push_back(gate);
            if (gate_before >= 0) graph[static_cast<std::size_t>(gate_before)].push_back(node);
        }
        gate_before = gate;
    }
}

}  // namespace

std::vector<int> ranks(const std::vector<int>& stage, const std::vector<int>& lane, const std::vector<std::pair<int, int>>& same,
                       std::vector<RankEdge>& edges) {
    const std::size_t count = stage.size();
    break_cycles(count, edges);

    Columns columns(count);
    for (const auto& [a, b] : same) {
        Columns joined = columns;
        joined.join(a, b);
        if (!longest_paths(graph_of(count, edges, joined)).empty()) columns = joined;
    }
    const Graph plain = graph_of(count, edges, columns);
    Graph gated = plain;
    add_stage_gates(stage, columns, gated);
    std::vector<int> rank = longest_paths(gated);
    const bool stages_hold = rank.size() == gated.size();
    if (!stages_hold) rank = longest_paths(plain);
    pull_to_successors(stages_hold ? gated : plain, rank);
    rank.resize(count);
    for (std::size_t node = 0; node < count; ++node) rank[node] = rank[static_cast<std::size_t>(columns.of(static_cast<int>(node)))];

    // Data stand by the first step that uses them; what has no edge at all is lined up in its lane, twenty to a row.
    std::vector<int> data_rank(count, -1);
    std::vector<char> connected(count, 0);
    for (const auto& edge : edges)
        if (!edge.data) connected[static_cast<std::size_t>(edge.from)] = connected[static_cast<std::size_t>(edge.to)] = 1;
    for (const auto& edge : edges) {
        if (!edge.data) continue;
        for (const auto& [hung, by] : {std::pair{edge.from, edge.to}, std::pair{edge.to, edge.from}}) {
            if (connected[static_cast<std::size_t>(hung)] || !connected[static_cast<std::size_t>(by)]) continue;
            int& at = data_rank[static_cast<std::size_t>(hung)];
            at = at < 0 ? rank[static_cast<std::size_t>(by)] : std::min(at, rank[static_cast<std::size_t>(by)]);
        }
    }
    std::map<int, int> lined_up;
    for (std::size_t node = 0; node < count; ++node) {
        if (connected[node]) continue;
        rank[node] = data_rank[node] >= 0 ? data_rank[node] : lined_up[lane[node]]++ % 20;
    }
    return rank;
}

}  // namespace yorozu::flows::layout
