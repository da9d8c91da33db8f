#include "flows/analysis/visits.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace yorozu::flows {
namespace {

struct Term {
    int from;       ///< node
    double share;   ///< of its visits
};

class Equations {
public:
    Equations(const Flow& flow, int process, const std::map<std::string, double>& probability) : flow_(flow), process_(process), probability_(probability) {
        arriving_.resize(flow.nodes.size());
        start_.assign(flow.nodes.size(), 0);
        share_.assign(flow.edges.size(), 0);
        inside_.resize(flow.nodes.size());
        guests_.resize(flow.nodes.size());
        for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
            const Node& node = flow.nodes[n];
            if (node.parent >= 0 && node.is_flow_node()) inside_[at(node.parent)].push_back(static_cast<int>(n));
            if (node.attached_to >= 0) guests_[at(node.attached_to)].push_back(static_cast<int>(n));
        }
        for (std::size_t n = 0; n < flow.nodes.size(); ++n)
            if (flow.nodes[n].is_flow_node()) leave(static_cast<int>(n));
        starts_of(roots(process), -1, 1);
        for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
            const Node& node = flow.nodes[n];
            if (node.is_sub_process() && !node.by_event) starts_of(inside_[n], static_cast<int>(n), 1);
            if (node.kind == NodeKind::call_activity && !node.quantities.minutes && !node.called.empty())
                if (const Ref called = flow.find(node.called); called.what == What::process) starts_of(roots(called.index), static_cast<int>(n), 1);
        }
        link_events();
        for (std::size_t n = 0; n < flow.nodes.size(); ++n) arrive(static_cast<int>(n));
        say_assumptions();
    }

    Visits solve() {
        Visits visits;
        visits.of_node.assign(flow_.nodes.size(), 0);
        visits.of_edge.assign(flow_.edges.size(), 0);
        for (const auto& part : parts())
            if (!solve_part(part, visits.of_node)) {
                visits.fault = "出口のない繰り返しがあります: 「" + flow_.called(flow_.nodes[at(part.front())].id) + "」のあたり: 繰り返しから出る線に割合を入れてください";
                std::fill(visits.of_node.begin(), visits.of_node.end(), 0.0);
                return visits;
            }
        for (std::size_t e = 0; e < flow_.edges.size(); ++e)
            if (flow_.edges[e].from >= 0) visits.of_edge[e] = visits.of_node[at(flow_.edges[e].from)] * share_[e];
        visits.assumptions = assumptions_;
        return visits;
    }

private:
    std::vector<int> roots(int process) const {
        std::vector<int> nodes;
        for (std::size_t n = 0; n < flow_.nodes.size(); ++n)
            if (flow_.nodes[n].process == process && flow_.nodes[n].parent < 0 && flow_.nodes[n].is_flow_node()) nodes.push_back(static_cast<int>(n));
        return nodes;
    }

    /// Start events of a sheet, or what nothing leads to.
    void starts_of(const std::vector<int>& sheet, int by, double share) {
        std::vector<int> starts;
        for (const int n : sheet)
            if (flow_.nodes[at(n)].kind == NodeKind::start_event) starts.push_back(n);
        if (starts.empty())
            for (const int n : sheet) {
                const Node& node = flow_.nodes[at(n)];
                const bool catches_link = node.kind == NodeKind::intermediate_catch_event && node.trigger == Trigger::link;
                if (node.incoming.empty() && node.attached_to < 0 && !node.by_event && !node.compensates && !catches_link) starts.push_back(n);
            }
        if (starts.size() > 1 && flow_.nodes[at(starts.front())].process == process_) several_starts_ = true;
        for (const int n : starts) {
            const double part = share / static_cast<double>(starts.size());
            if (by < 0) start_[at(n)] += part;
            else arriving_[at(n)].push_back({by, part});
        }
    }

    std::optional<double> given(const Edge& edge) const {
        if (const auto other = probability_.find(edge.id); other != probability_.end()) return other->second;
        return edge.probability;
    }

    bool counts(const Node& node) const { return node.process == process_; }

    void leave(int number) {
        const Node& node = flow_.nodes[at(number)];
        double through = 1;
        for (const int guest : guests_[at(number)]) {
            const Node& event = flow_.nodes[at(guest)];
            double chance = 0;
            for (const int e : event.outgoing)
                if (const auto share = given(flow_.edges[at(e)])) chance = std::clamp(*share, 0.0, 1.0);
                else if (counts(node)) silent_events_ = true;
            arriving_[at(guest)].push_back({number, chance});
            if (event.interrupting) through -= chance;
        }
        through = std::max(0.0, through);
        if (node.kind == NodeKind::boundary_event) {
            for (const int e : node.outgoing) share_[at(e)] = 1;
            return;
        }
        const bool one_of = node.kind == NodeKind::exclusive_gateway || node.kind == NodeKind::event_based_gateway || node.kind == NodeKind::complex_gateway;
        if (!one_of || node.outgoing.size() < 2) {
            for (const int e : node.outgoing) {
                const Edge& edge = flow_.edges[at(e)];
                const bool choice = node.outgoing.size() > 1 && node.kind != NodeKind::parallel_gateway;
                const auto share = choice ? given(edge) : std::nullopt;
                if (choice && !share && node.kind == NodeKind::inclusive_gateway && counts(node)) open_inclusive_ = true;
                share_[at(e)] = through * std::clamp(share.value_or(1), 0.0, 1.0);
            }
            return;
        }
        double said = 0;
        int unsaid = 0;
        for (const int e : node.outgoing) {
            if (const auto share = given(flow_.edges[at(e)])) said += std::max(0.0, *share);
            else ++unsaid;
        }
        if (unsaid > 0 && counts(node)) even_.push_back(number);
        // Shares that do not add up to 1 are taken in proportion.
        const double scale = said > 1 || (unsaid == 0 && said > 0) ? 1 / said : 1;
        if (std::abs(scale - 1) > 1e-6 && counts(node)) scaled_.push_back(number);
        const double left = std::max(0.0, 1 - said * scale);
        for (const int e : node.outgoing) {
            const auto share = given(flow_.edges[at(e)]);
            share_[at(e)] = share ? std::max(0.0, *share) * scale : left / unsaid;
        }
        if (said == 0 && unsaid == 0)
            for (const int e : node.outgoing) share_[at(e)] = 1.0 / static_cast<double>(node.outgoing.size());
    }

    void arrive(int number) {
        const Node& node = flow_.nodes[at(number)];
        if (node.kind == NodeKind::inclusive_gateway && node.incoming.size() > 1)
            if (const int split = split_before(number); split >= 0) {
                arriving_[at(number)].push_back({split, 1});
                return;
            }
        const double round = node.kind == NodeKind::parallel_gateway && node.incoming.size() > 1 ? static_cast<double>(node.incoming.size()) : 1;
        for (const int e : node.incoming)
            if (flow_.edges[at(e)].from >= 0) arriving_[at(number)].push_back({flow_.edges[at(e)].from, share_[at(e)] / round});
    }

    /// The nearest inclusive gateway upstream that splits.
    int split_before(int join) const {
        std::vector<int> near{join};
        std::set<int> seen{join};
        for (std::size_t i = 0; i < near.size(); ++i)
            for (const int e : flow_.nodes[at(near[i])].incoming) {
                const int from = flow_.edges[at(e)].from;
                if (from < 0 || !seen.insert(from).second) continue;
                if (flow_.nodes[at(from)].kind == NodeKind::inclusive_gateway && flow_.nodes[at(from)].outgoing.size() > 1) return from;
                near.push_back(from);
            }
        return -1;
    }

    void link_events() {
        std::map<std::pair<int, std::string>, int> catches;
        for (std::size_t n = 0; n < flow_.nodes.size(); ++n)
            if (flow_.nodes[n].kind == NodeKind::intermediate_catch_event && flow_.nodes[n].trigger == Trigger::link)
                catches.try_emplace({flow_.nodes[n].process, flow_.nodes[n].name}, static_cast<int>(n));
        for (std::size_t n = 0; n < flow_.nodes.size(); ++n)
            if (flow_.nodes[n].kind == NodeKind::intermediate_throw_event && flow_.nodes[n].trigger == Trigger::link)
                if (const auto found = catches.find({flow_.nodes[n].process, flow_.nodes[n].name}); found != catches.end())
                    arriving_[at(found->second)].push_back({static_cast<int>(n), 1});
    }

    std::string names(const std::vector<int>& nodes) const {
        std::string list;
        for (std::size_t i = 0; i < nodes.size() && i < 3; ++i) list += "「" + flow_.called(flow_.nodes[at(nodes[i])].id) + "」";
        return nodes.size() > 3 ? list + "など " + std::to_string(nodes.size()) + " か所" : list;
    }

    void say_assumptions() {
        if (!even_.empty()) assumptions_.push_back("割合のない分岐は等分しました: " + names(even_));
        if (!scaled_.empty()) assumptions_.push_back("割合の合計が 100 % でない分岐は、比で配りました: " + names(scaled_));
        if (open_inclusive_) assumptions_.push_back("割合のない包含分岐は、どの線も必ず通るとしました");
        if (silent_events_) assumptions_.push_back("割合のない境界イベントは、起きないとしました");
        if (several_starts_) assumptions_.push_back("開始が複数あるので、件数を等分しました");
        for (const Node& node : flow_.nodes)
            if (counts(node) && node.repeat != Repeat::once) {
                assumptions_.push_back("繰り返しの印のある工程は、1 回として数えました");
                break;
            }
    }

    /// Strongly connected parts, what leads to others first (Tarjan, without recursion).
    std::vector<std::vector<int>> parts() const {
        const std::size_t count = flow_.nodes.size();
        std::vector<int> index(count, -1), low(count, 0), stack;
        std::vector<char> on_stack(count, 0);
        std::vector<std::vector<int>> found;
        int next = 0;
        struct Visit {
            int node;
            std::size_t term;
        };
        for (std::size_t root = 0; root < count; ++root) {
            if (index[root] >= 0) continue;
            std::vector<Visit> path{{static_cast<int>(root), 0}};
            while (!path.empty()) {
                const int node = path.back().node;
                if (path.back().term == 0) {
                    index[at(node)] = low[at(node)] = next++;
                    stack.push_back(node);
                    on_stack[at(node)] = 1;
                }
                bool deeper = false;
                while (path.back().term < arriving_[at(node)].size()) {
                    const int from = arriving_[at(node)][path.back().term++].from;
                    if (index[at(from)] < 0) {
                        path.push_back({from, 0});
                        deeper = true;
                        break;
                    }
                    if (on_stack[at(from)]) low[at(node)] = std::min(low[at(node)], index[at(from)]);
                }
                if (deeper) continue;
                if (low[at(node)] == index[at(node)]) {
                    std::vector<int> part;
                    for (int member = -1; member != node;) {
                        member = stack.back();
                        stack.pop_back();
                        on_stack[at(member)] = 0;
                        part.push_back(member);
                    }
                    found.push_back(std::move(part));
                }
                path.pop_back();
                if (!path.empty()) low[at(path.back().node)] = std::min(low[at(path.back().node)], low[at(node)]);
            }
        }
        return found;  // parts are found sources first, as the terms point upstream
    }

    bool solve_part(const std::vector<int>& part, std::vector<double>& value) const {
        const std::size_t size = part.size();
        std::map<int, std::size_t> place;
        for (std::size_t i = 0; i < size; ++i) place[part[i]] = i;
        // (I − A) v = b, by elimination on sparse rows: a flow's loops fill in little. Its matrix needs no pivoting (I − A with shares A).
        std::vector<std::map<std::size_t, double>> row(size);
        std::vector<std::set<std::size_t>> below(size);
        std::vector<double> right(size);
        bool fed = false;
        for (std::size_t i = 0; i < size; ++i) {
            row[i][i] += 1;
            right[i] = start_[at(part[i])];
            for (const Term& term : arriving_[at(part[i])]) {
                if (const auto own = place.find(term.from); own != place.end()) row[i][own->second] -= term.share;
                else right[i] += term.share * value[at(term.from)];
            }
            for (const auto& [column, factor] : row[i])
                if (column < i) below[column].insert(i);
            fed = fed || right[i] != 0;
        }
        if (!fed) return true;  // no case ever comes here
        for (std::size_t column = 0; column < size; ++column) {
            const double pivot = row[column][column];
            if (std::abs(pivot) < 1e-9) return false;
            for (const std::size_t i : below[column]) {
                const auto own = row[i].find(column);
                if (own == row[i].end()) continue;
                const double factor = own->second / pivot;
                row[i].erase(own);
                if (factor == 0) continue;
                for (const auto& [k, number] : row[column]) {
                    if (k <= column) continue;
                    row[i][k] -= factor * number;
                    if (k < i) below[k].insert(i);
                }
                right[i] -= factor * right[column];
            }
        }
        for (std::size_t i = size; i-- > 0;) {
            double sum = right[i];
            for (const auto& [k, number] : row[i])
                if (k > i) sum -= number * value[at(part[k])];
            value[at(part[i])] = sum / row[i][i];
            if (!(value[at(part[i])] > -1e-6 && value[at(part[i])] < 1e6)) return false;
        }
        return true;
    }

    const Flow& flow_;
    int process_;
    const std::map<std::string, double>& probability_;
    std::vector<std::vector<Term>> arriving_;
    std::vector<double> start_, share_;
    std::vector<std::vector<int>> inside_, guests_;
    std::vector<int> even_, scaled_;
    bool open_inclusive_ = false, silent_events_ = false, several_starts_ = false;
    std::vector<std::string> assumptions_;
};

}  // namespace

Visits expected_visits(const Flow& flow, int process, const std::map<std::string, double>& probability) {
    return Equations(flow, process, probability).solve();
}

}  // namespace yorozu::flows
