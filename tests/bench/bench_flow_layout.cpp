// Placing flows of 100, 1,000 and 5,000 steps in eight lanes. Goals: 20 ms, 0.3 s, 3 s.
#include <benchmark/benchmark.h>

#include "flows/layout/layout.h"
#include "tests/flows-layout/generated_diagram.h"

namespace yorozu::bench {
namespace {

void arrange_flow(benchmark::State& state) {
    test::Wanted wanted;
    wanted.steps = static_cast<int>(state.range(0));
    wanted.lanes = 8;
    const auto diagram = test::generated_diagram(7, wanted);
    std::size_t faults = 0;
    for (auto _ : state) {
        const auto placed = flows::layout::arrange(diagram);
        faults = placed.faults.size();
        benchmark::DoNotOptimize(placed.nodes.data());
    }
    state.counters["nodes"] = static_cast<double>(diagram.nodes.size());
    state.counters["edges"] = static_cast<double>(diagram.edges.size());
    state.counters["faults"] = static_cast<double>(faults);
}
BENCHMARK(arrange_flow)->Arg(100)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace yorozu::bench
