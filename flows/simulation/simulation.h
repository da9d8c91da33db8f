#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "flows/analysis/analysis.h"
#include "flows/bpmn/flow.h"

namespace yorozu::flows {

/// The simulated answer: cases arrive at random, wait where staff is short, and go through the flow one by one.
///
/// - Arrivals: Poisson, cases a year over the open minutes of a year of 365 days that begins on Monday, 1 April; months by the volume's pattern.
/// - A lane with `people` is a resource of so many (at least 1, rounded); without, nobody ever waits for it. Work is done in the lane's opening hours only:
///   what is not finished at closing goes on at the next opening. Higher priority goes first, then first come, first served.
/// - A step's `waiting` passes before its work, day and night. `minutes` is drawn from its distribution.
/// - Branches as in the static analysis (visits.h); loops run as often as chance wills. A parallel join waits for all its flows, an inclusive one for
///   those that its split has sent. If nothing else of a case can move, its joins open, so that a case never hangs.
/// - Figures count the cases that arrive after the warm-up; each replication runs until they are done. The interval is Student's t over the replications.
/// The same flow, options and seed give the same result to the bit everywhere. Safe to run in any thread.
struct SimulationOptions {
    std::uint64_t seed = 1;
    int replications = 10;
    double days = 0;              ///< observed, after the warm-up; 0: 365 if the volume has months, else 60
    double warm_up_days = 10;
    double most_cases = 2e6;      ///< per replication; beyond it the run ends with a fault
    Inputs inputs;                ///< other cases, minutes, shares than the file's
    std::string arrivals;         ///< opening hours for arrivals; "": those of the first lane that has any
    std::size_t trace_cases = 0;  ///< of the first replication: so many cases' ways are kept for the animation
    std::function<bool(double done)> progress;   ///< 0 … 1, often; false: stop. May be empty
};

/// Mean over replications and half the width of its 95 % interval.
struct Estimate {
    double mean = 0, half = 0;
};

struct SimulatedStep {
    int node = -1;
    std::string id, name;
    Estimate visits;          ///< per case
    Estimate minutes;         ///< of work per visit
    Estimate waiting;         ///< minutes per visit until the work begins (queue and closing time; not the step's own `waiting`)
    Estimate queue;           ///< how many wait on average, over all time
    Estimate hours;           ///< a year: cases × minutes × people ÷ 60
};
struct SimulatedLane {
    int lane = -1;
    std::string id, name;
    int people = 0;           ///< 0: not limited
    Estimate utilisation;     ///< share of the open person-minutes that is worked
    Estimate queue;
};
/// What happens to a case, in the order in which it happened. A case that goes parallel ways is at several nodes.
struct TraceEvent {
    enum class Kind {
        arrives,   ///< comes to the node; at a join: with all that it waited for
        rests,     ///< comes to a join that waits for others
        begins,    ///< its work there begins
        ends,      ///< it goes on from the node
        leaves     ///< it is taken from the node (node -1: the case is over)
    } kind;
    double time = 0;          ///< minutes from the first Monday 00:00
    int node = -1;
    int from = -1;            ///< arrives, rests: the node that it comes from
    std::uint32_t of_case = 0;
};

struct Simulation {
    std::uint64_t seed = 0;
    int replications = 0;
    double days = 0, warm_up_days = 0;
    double cases_per_year = 0;
    std::uint64_t cases = 0;      ///< counted, all replications together
    Estimate cycle;               ///< minutes from arrival to end of a case, nights included
    Estimate work;                ///< minutes of work per case (× people)
    Estimate waiting;             ///< minutes per case spent waiting for staff or opening
    Estimate hours;               ///< a year
    std::vector<SimulatedStep> steps;
    std::vector<SimulatedLane> lanes;
    std::vector<TraceEvent> trace;
    double traced_until = 0;      ///< minutes: up to here the trace has every case
    std::vector<std::string> assumptions;
    std::string fault;            ///< not empty: nothing was simulated (or only in part, "中止"), and why
};

Simulation simulate(const Flow& flow, int process, const SimulationOptions& options = {});

/// Mean and interval of a sample, one value per replication.
Estimate estimate(const std::vector<double>& values);

}  // namespace yorozu::flows
