#include "flows/simulation/plan.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace yorozu::flows {
namespace {

int split_before(const Flow& flow, int join) {
    std::vector<int> near{join};
    std::set<int> seen{join};
    for (std::size_t i = 0; i < near.size(); ++i)
        for (const int e : flow.nodes[at(near[i])].incoming) {
            const int from = flow.edges[at(e)].from;
            if (from < 0 || !seen.insert(from).second) continue;
            if (flow.nodes[at(from)].kind == NodeKind::inclusive_gateway && flow.nodes[at(from)].outgoing.size() > 1) return from;
            near.push_back(from);
        }
    return -1;
}

std::vector<int> starts_of(const Flow& flow, int process, int parent) {
    std::vector<int> starts, loose;
    for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
        const Node& node = flow.nodes[n];
        if (node.process != process || node.parent != parent || !node.is_flow_node()) continue;
        if (node.kind == NodeKind::start_event) starts.push_back(static_cast<int>(n));
        const bool catches_link = node.kind == NodeKind::intermediate_catch_event && node.trigger == Trigger::link;
        if (node.incoming.empty() && node.attached_to < 0 && !node.by_event && !node.compensates && !catches_link) loose.push_back(static_cast<int>(n));
    }
    return starts.empty() ? loose : starts;
}

class Planning {
public:
    Planning(const Flow& flow, int process, const SimulationOptions& options) : flow_(flow), process_(process), options_(options) {}

    Plan run() {
        if (process_ < 0 || at(process_) >= flow_.processes.size()) return failed("業務フローがありません");
        const Visits visits = expected_visits(flow_, process_, options_.inputs.probability);
        if (!visits.fault.empty()) return failed(visits.fault);
        plan_.assumptions = visits.assumptions;
        const auto& volume = flow_.processes[at(process_)].volume;
        plan_.cases_per_year = options_.inputs.cases.value_or(volume ? volume->cases_per_year : 0);
        if (!(plan_.cases_per_year > 0)) return failed("1 年の件数がありません: 件数を入れるか、--cases で与えてください");
        if (volume) months(*volume);
        resources();
        if (!plan_.fault.empty()) return std::move(plan_);
        plan_.nodes.resize(flow_.nodes.size());
        for (std::size_t n = 0; n < flow_.nodes.size(); ++n)
            if (flow_.nodes[n].is_flow_node() && (flow_.nodes[n].process == process_ || visits.of_node[n] > 0)) node(static_cast<int>(n), visits);
        const auto starts = starts_of(flow_, process_, -1);
        if (starts.empty()) return failed("始まりがありません: 開始イベントを置いてください");
        for (const int start : starts) plan_.starts.push_back({start, 1.0 / static_cast<double>(starts.size())});
        return std::move(plan_);
    }

private:
    Plan failed(const std::string& why) {
        plan_.fault = why;
        return std::move(plan_);
    }

    void months(const Volume& volume) {
        double sum = 0;
        for (const double share : volume.monthly) sum += std::max(0.0, share);
        if (sum <= 0) return;
        static constexpr double days[] = {30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31};  // April … March
        for (std::size_t m = 0; m < 12; ++m) plan_.months.push_back(std::max(0.0, volume.monthly[m]) / sum * 365 / days[m]);
    }

    void resources() {
        lane_resource_.assign(flow_.lanes.size(), -1);
        std::string first_hours;
        for (std::size_t l = 0; l < flow_.lanes.size(); ++l) {
            const LaneStaff& staff = flow_.lanes[l].staff;
            if (!staff.people && staff.hours.empty()) continue;
            const auto hours = OpeningHours::parsed(staff.hours);
            if (!hours) {
                plan_.fault = "レーン「" + flow_.lanes[l].name + "」の開庁時間「" + staff.hours + "」を読めません: mon-fri 08:30-12:00 13:00-17:15 のように書いてください";
                return;
            }
            if (first_hours.empty() && flow_.lanes[l].process == process_) first_hours = staff.hours;
            lane_resource_[l] = static_cast<int>(plan_.resources.size());
            plan_.resources.push_back({static_cast<int>(l), staff.people ? std::max(1, static_cast<int>(std::lround(std::min(*staff.people, 1e6)))) : 0, *hours});
        }
        const std::string wanted = options_.arrivals.empty() ? first_hours : options_.arrivals;
        const auto arrivals = OpeningHours::parsed(wanted);
        if (!arrivals) plan_.fault = "受付の時間「" + wanted + "」を読めません: mon-fri 08:30-17:15 のように書いてください";
        else plan_.arrivals = *arrivals;
    }

    /// The staff of the innermost lane around a node that has any.
    int resource_of(int number) const {
        int lane = -1;
        for (int depth = 0; number >= 0 && lane < 0 && depth < 300; number = flow_.nodes[at(number)].parent, ++depth) lane = flow_.nodes[at(number)].lane;
        for (int depth = 0; lane >= 0 && depth < 100; lane = flow_.lanes[at(lane)].parent, ++depth)
            if (lane_resource_[at(lane)] >= 0) return lane_resource_[at(lane)];
        return -1;
    }

    double share(const Edge& edge, int number, const Visits& visits) const {
        const double all = visits.of_node[at(edge.from)];
        return all > 0 ? std::clamp(visits.of_edge[at(number)] / all, 0.0, 1.0) : 0;
    }

    void node(int number, const Visits& visits) {
        const Node& node = flow_.nodes[at(number)];
        PlannedNode& made = plan_.nodes[at(number)];
        made.works = node.is_activity();
        made.minutes = node.quantities.minutes;
        if (const auto other = options_.inputs.minutes.find(node.id); other != options_.inputs.minutes.end()) made.minutes = Minutes{Minutes::Kind::fixed, other->second};
        made.waiting = node.quantities.waiting;
        made.people = std::max(1, node.quantities.people.value_or(1));
        made.priority = node.quantities.priority;
        if (node.is_activity()) made.resource = resource_of(number);
        made.terminates = node.kind == NodeKind::end_event && node.trigger == Trigger::terminate;
        if (node.kind == NodeKind::parallel_gateway && node.incoming.size() > 1) made.join = static_cast<int>(node.incoming.size());
        if (node.kind == NodeKind::inclusive_gateway && node.incoming.size() > 1) {
            made.split = split_before(flow_, number);
            if (made.split >= 0) made.join = static_cast<int>(node.incoming.size());
        }
        const bool one_of = node.kind == NodeKind::exclusive_gateway || node.kind == NodeKind::event_based_gateway || node.kind == NodeKind::complex_gateway;
        if (one_of) made.turn = PlannedNode::Turn::one_of;
        // An interrupted execution goes its own way: the flows' shares are those of the others.
        double through = 1;
        for (std::size_t g = 0; g < flow_.nodes.size(); ++g) {
            const Node& guest = flow_.nodes[g];
            if (guest.attached_to != number || visits.of_node[at(number)] <= 0) continue;
            const double chance = std::clamp(visits.of_node[g] / visits.of_node[at(number)], 0.0, 1.0);
            if (chance <= 0) continue;
            (guest.interrupting ? made.interrupting : made.besides).push_back({static_cast<int>(g), chance});
            if (guest.interrupting) through -= chance;
        }
        for (const int e : node.outgoing) {
            if (flow_.edges[at(e)].to < 0) continue;
            const double part = through > 0 ? std::min(1.0, share(flow_.edges[at(e)], e, visits) / through) : 0;
            made.ways.push_back({flow_.edges[at(e)].to, part});
            if (!one_of && part < 1 - 1e-12 && node.outgoing.size() > 1 && node.kind != NodeKind::parallel_gateway) made.turn = PlannedNode::Turn::some;
        }
        if (node.is_sub_process() && !node.by_event) made.inside = starts_of(flow_, node.process, number);
        if (node.kind == NodeKind::call_activity && !made.minutes && !node.called.empty())
            if (const Ref called = flow_.find(node.called); called.what == What::process) made.inside = starts_of(flow_, called.index, -1);
        if (node.kind == NodeKind::intermediate_throw_event && node.trigger == Trigger::link)
            for (std::size_t n = 0; n < flow_.nodes.size() && made.link < 0; ++n)
                if (flow_.nodes[n].kind == NodeKind::intermediate_catch_event && flow_.nodes[n].trigger == Trigger::link && flow_.nodes[n].name == node.name && flow_.nodes[n].process == node.process)
                    made.link = static_cast<int>(n);
    }

    const Flow& flow_;
    int process_;
    const SimulationOptions& options_;
    Plan plan_;
    std::vector<int> lane_resource_;
};

}  // namespace

Plan plan_of(const Flow& flow, int process, const SimulationOptions& options) { return Planning(flow, process, options).run(); }

}  // namespace yorozu::flows
