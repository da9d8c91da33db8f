#pragma once
#include <string>

#include "flows/bpmn/flow.h"

namespace yorozu::test {

/// A flow with one process, made node by node.
class MadeFlow {
public:
    explicit MadeFlow(double cases_per_year) {
        flows::Process process;
        process.id = "p";
        process.volume = flows::Volume{};
        process.volume->cases_per_year = cases_per_year;
        flow.processes.push_back(process);
    }
    int node(flows::NodeKind kind, const std::string& id = "") {
        flows::Node made;
        made.kind = kind;
        made.process = 0;
        made.id = id.empty() ? "n" + std::to_string(flow.nodes.size()) : id;
        made.name = made.id;
        flow.nodes.push_back(made);
        return static_cast<int>(flow.nodes.size()) - 1;
    }
    int step(double minutes, const std::string& stage = "", int lane = -1) {
        const int made = node(flows::NodeKind::user_task);
        flow.nodes[at(made)].quantities.minutes = flows::Minutes{flows::Minutes::Kind::fixed, minutes};
        flow.nodes[at(made)].quantities.stage = stage;
        flow.nodes[at(made)].lane = lane;
        return made;
    }
    int random_step(double mean, int lane) {
        const int made = step(mean, "", lane);
        flow.nodes[at(made)].quantities.minutes->kind = flows::Minutes::Kind::exponential;
        return made;
    }
    int lane(double people, const std::string& hours = "") {
        flows::Lane made;
        made.id = made.name = "lane" + std::to_string(flow.lanes.size());
        made.process = 0;
        if (people > 0) made.staff.people = people;
        made.staff.hours = hours;
        flow.lanes.push_back(made);
        return static_cast<int>(flow.lanes.size()) - 1;
    }
    int edge(int from, int to, std::optional<double> probability = std::nullopt) {
        flows::Edge made;
        made.id = "e" + std::to_string(flow.edges.size());
        made.from = from, made.to = to, made.process = 0;
        made.probability = probability;
        flow.nodes[at(from)].outgoing.push_back(static_cast<int>(flow.edges.size()));
        flow.nodes[at(to)].incoming.push_back(static_cast<int>(flow.edges.size()));
        flow.edges.push_back(made);
        return static_cast<int>(flow.edges.size()) - 1;
    }
    flows::Node& operator[](int node) { return flow.nodes[at(node)]; }
    const flows::Flow& done() {
        flow.index();
        return flow;
    }

    flows::Flow flow;

private:
    static std::size_t at(int number) { return static_cast<std::size_t>(number); }
};

}  // namespace yorozu::test
