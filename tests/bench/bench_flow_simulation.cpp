// Cases a second: one queue, and a counter procedure of 20 steps in two staffed lanes with opening hours, a loop and a parallel part.
#include <benchmark/benchmark.h>

#include "flows/simulation/simulation.h"
#include "tests/flows-analysis/made_flow.h"

namespace yorozu::bench {
namespace {

using namespace flows;

void report(benchmark::State& state, const Flow& flow, double days) {
    SimulationOptions options;
    options.replications = 4;
    options.days = days;
    double cases = 0;
    for (auto _ : state) cases += static_cast<double>(simulate(flow, 0, options).cases);
    state.counters["cases/s"] = benchmark::Counter(cases, benchmark::Counter::kIsRate);
}

void simulate_one_queue(benchmark::State& state) {
    test::MadeFlow made(84096);
    const int lane = made.lane(1), start = made.node(NodeKind::start_event), work = made.random_step(5, lane), end = made.node(NodeKind::end_event);
    made.edge(start, work);
    made.edge(work, end);
    report(state, made.done(), 365);
}
BENCHMARK(simulate_one_queue)->Unit(benchmark::kMillisecond);

void simulate_counter(benchmark::State& state) {
    test::MadeFlow made(29622);
    const int lanes[] = {made.lane(6, "mon-fri 08:30-12:00 13:00-17:15"), made.lane(5, "mon-fri 08:30-17:15")};
    int last = made.node(NodeKind::start_event);
    for (int i = 0; i < 9; ++i) {
        const int next = made.random_step(1.5, lanes[i % 2]);
        made.edge(last, next);
        last = next;
    }
    const int gate = made.node(NodeKind::exclusive_gateway), fork = made.node(NodeKind::parallel_gateway), join = made.node(NodeKind::parallel_gateway);
    made.edge(last, gate);
    made.edge(gate, 1, 0.1);
    made.edge(gate, fork, 0.9);
    for (int way = 0; way < 2; ++way) {
        last = fork;
        for (int i = 0; i < 5; ++i) {
            const int next = made.random_step(1.5, lanes[way]);
            made.edge(last, next);
            last = next;
        }
        made.edge(last, join);
    }
    const int end = made.node(NodeKind::end_event);
    made.edge(join, end);
    report(state, made.done(), 365);
}
BENCHMARK(simulate_counter)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace yorozu::bench
