#pragma once
#include <utility>
#include <vector>

namespace yorozu::flows::layout {

struct RankEdge {
    int from, to;
    bool data = false;     ///< hangs beside its step: makes no order
    bool forward = true;   ///< out: not one that closes a cycle
    double label = 0;      ///< width of its name: so much room is left between two ends in one row
};

/// The column number of each of `stage.size()` nodes: longest path from the starts over the edges that close no cycle (depth first from nodes
/// without predecessors, in the order given). Stages follow each other if the edges allow it at all. Nodes of a pair in `same` share a
/// column unless that would close a cycle. Marks each edge's `forward`.
std::vector<int> ranks(const std::vector<int>& stage, const std::vector<int>& lane, const std::vector<std::pair<int, int>>& same,
                       std::vector<RankEdge>& edges);

}  // namespace yorozu::flows::layout
