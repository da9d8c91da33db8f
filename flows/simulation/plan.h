#pragma once
#include <optional>
#include <string>
#include <vector>

#include "flows/simulation/opening_hours.h"
#include "flows/simulation/simulation.h"

namespace yorozu::flows {

/// A flow made ready to run: numbers only, one entry per node and lane of the Flow.
struct PlannedNode {
    enum class Turn { all, one_of, some } turn = Turn::all;   ///< which of its flows a token takes
    struct Way {
        int to;
        double share;
    };
    std::vector<Way> ways;
    std::vector<Way> interrupting, besides;   ///< boundary events and their chance
    std::optional<Minutes> minutes, waiting;
    int people = 1;
    int priority = 0;
    int resource = -1;          ///< in Plan::resources
    int join = 0;               ///< tokens that a parallel join waits for; 0: no join
    int split = -1;             ///< an inclusive join: the gateway that splits
    std::vector<int> inside;    ///< starts of a sub-process or of the process that it calls
    int link = -1;              ///< where a throwing link goes on
    bool terminates = false;
    bool works = false;         ///< an activity that is counted as a step
};

struct Resource {
    int lane = -1;
    int people = 0;             ///< 0: not limited
    OpeningHours hours;
};

struct Plan {
    std::vector<PlannedNode> nodes;
    std::vector<Resource> resources;
    std::vector<PlannedNode::Way> starts;   ///< with the share of cases that begins there
    OpeningHours arrivals;
    double cases_per_year = 0;
    std::vector<double> months;   ///< twelve factors with mean 1, or empty
    std::vector<std::string> assumptions;
    std::string fault;
};

Plan plan_of(const Flow& flow, int process, const SimulationOptions& options);

/// What one replication saw, after its warm-up.
struct Observed {
    struct Step {
        double visits = 0, minutes = 0, waiting = 0, queue_minutes = 0;
    };
    struct Lane {
        double worked = 0, queue_minutes = 0;
    };
    std::vector<Step> steps;    ///< by node
    std::vector<Lane> lanes;    ///< by resource
    double cases = 0, cycle = 0, work = 0, waiting = 0;
    double traced_until = 0;    ///< when the first case that is not traced arrived, else when the last one was over
    bool too_many = false, stopped = false;
};

Observed run_once(const Plan& plan, std::uint64_t seed, double warm_up, double until, double most_cases, std::size_t trace_cases,
                  std::vector<TraceEvent>* trace, const std::function<bool(double)>& progress);

}  // namespace yorozu::flows
