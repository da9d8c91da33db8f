// What is shown of a simulation is what its events say, at any moment.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "tests/flows-analysis/made_flow.h"
#include "workbench/desk/flows/flow_playback.h"

using namespace yorozu;
using namespace yorozu::flows;
using desk::FlowPlayback;
using test::MadeFlow;
using State = FlowPlayback::Token::State;

namespace {

Simulation traced(const Flow& flow, std::size_t cases) {
    SimulationOptions options;
    options.replications = 1;
    options.trace_cases = cases;
    auto result = simulate(flow, 0, options);
    REQUIRE(result.fault.empty());
    return result;
}

}  // namespace

TEST_CASE("At any moment the playback has the cases that the events have: at most one per clerk is worked on, the others wait") {
    MadeFlow made(84096);
    const int lane = made.lane(2), start = made.node(NodeKind::start_event), work = made.random_step(10, lane), end = made.node(NodeKind::end_event);
    made.edge(start, work);
    made.edge(work, end);
    const auto simulation = traced(made.done(), 400);
    const FlowPlayback playback(made.flow, simulation);
    REQUIRE(playback.ends() <= simulation.traced_until);
    int most_waiting = 0;
    for (double time = playback.begins(); time < playback.ends(); time += (playback.ends() - playback.begins()) / 997) {
        int here = 0, over = 0;
        for (const auto& event : simulation.trace) {
            if (event.time > time) break;
            here += event.kind == TraceEvent::Kind::arrives && event.node == start;
            over += event.kind == TraceEvent::Kind::leaves && event.node < 0;
        }
        const auto frame = playback.at(time, 0);
        REQUIRE(frame.working <= 2);
        REQUIRE(frame.working + frame.waiting == here - over);
        REQUIRE(frame.over == over);
        REQUIRE((frame.waiting == 0 || frame.working == 2));
        REQUIRE(static_cast<int>(frame.tokens.size()) == here - over);
        most_waiting = std::max(most_waiting, frame.waiting);
        REQUIRE(frame.longest == (frame.waiting ? made[work].id : ""));
    }
    CHECK(most_waiting > 0);
}

TEST_CASE("A case on its way is shown on the lines that it took, past gateways that take no time") {
    MadeFlow made(1000);
    const int start = made.node(NodeKind::start_event), gate = made.node(NodeKind::exclusive_gateway), step = made.step(5), end = made.node(NodeKind::end_event);
    made.edge(start, gate);
    made.edge(gate, step, 1.0);
    made.edge(step, end);
    const auto simulation = traced(made.done(), 1);
    const FlowPlayback playback(made.flow, simulation);
    const double begun = playback.begins();
    const auto moving = playback.at(begun + 1, 2);
    REQUIRE(moving.tokens.size() == 1);
    CHECK(moving.tokens[0].state == State::moving);
    CHECK(moving.tokens[0].edges == std::vector<std::string>{"e0", "e1"});
    CHECK(moving.tokens[0].share == Approx(0.5));
    CHECK(moving.working == 1);   // the engine has it at the step already
    const auto there = playback.at(begun + 3, 2);
    REQUIRE(there.tokens.size() == 1);
    CHECK(there.tokens[0].state == State::working);
    CHECK(there.tokens[0].node == made[step].id);
    const auto leaving = playback.at(begun + 6, 2);
    REQUIRE(leaving.tokens.size() == 1);
    CHECK(leaving.tokens[0].edges == std::vector<std::string>{"e2"});
    CHECK(leaving.working == 0);
    CHECK(leaving.over == 1);
    CHECK(playback.at(begun + 8, 2).tokens.empty());
    // Events on and back, one by one.
    CHECK(playback.next_after(begun) == Approx(begun + 5));
    CHECK(playback.last_before(begun + 5) == begun);
    CHECK(playback.next_after(playback.ends()) == playback.ends());
    CHECK(playback.last_before(begun) == begun);
}

TEST_CASE("On parallel ways a case is at several places; what has come to the join rests there until the other comes") {
    MadeFlow made(1000);
    const int start = made.node(NodeKind::start_event), fork = made.node(NodeKind::parallel_gateway), quick = made.step(2), slow = made.step(9), join = made.node(NodeKind::parallel_gateway), last = made.step(4), end = made.node(NodeKind::end_event);
    for (const auto& [from, to] : {std::pair{start, fork}, {fork, quick}, {fork, slow}, {quick, join}, {slow, join}, {join, last}, {last, end}}) made.edge(from, to);
    const auto simulation = traced(made.done(), 1);
    const FlowPlayback playback(made.flow, simulation);
    const double begun = playback.begins();
    const auto at = [&](double minutes) {
        std::set<std::string> places;
        for (const auto& token : playback.at(begun + minutes, 0).tokens) places.insert(token.node);
        return places;
    };
    CHECK(at(1) == std::set<std::string>{made[quick].id, made[slow].id});
    CHECK(at(5) == std::set<std::string>{made[join].id, made[slow].id});
    CHECK(playback.at(begun + 5, 0).nodes.at(made[join].id).waiting == 1);
    CHECK(at(10) == std::set<std::string>{made[last].id});
    CHECK(at(14).empty());
}

TEST_CASE("The playback ends where the first case that was not kept comes, and none of a simulation without trace") {
    MadeFlow made(84096);
    const int lane = made.lane(1), start = made.node(NodeKind::start_event), work = made.random_step(4, lane), end = made.node(NodeKind::end_event);
    made.edge(start, work);
    made.edge(work, end);
    const auto few = traced(made.done(), 20), more = traced(made.flow, 21);
    double next_arrival = 0;
    for (const auto& event : more.trace)
        if (event.of_case == 20 && event.node == start && event.kind == TraceEvent::Kind::arrives) next_arrival = event.time;
    CHECK(few.traced_until == next_arrival);
    CHECK(FlowPlayback(made.flow, few).ends() <= next_arrival);
    CHECK(few.cycle.mean == more.cycle.mean);   // being watched changes nothing
    CHECK(FlowPlayback(made.flow, simulate(made.flow, 0)).empty());
    CHECK(FlowPlayback().at(0, 1).tokens.empty());
}

TEST_CASE("Sub-processes, terminating ends and joins that open by themselves leave nobody behind") {
    MadeFlow made(5000);
    const int start = made.node(NodeKind::start_event), fork = made.node(NodeKind::parallel_gateway), around = made.node(NodeKind::sub_process), inner = made.node(NodeKind::start_event), in = made.step(3), out = made.node(NodeKind::end_event),
              a = made.step(2), join = made.node(NodeKind::parallel_gateway), gate = made.node(NodeKind::exclusive_gateway), end = made.node(NodeKind::end_event), stop = made.node(NodeKind::end_event);
    for (const int node : {inner, in, out}) made[node].parent = around;
    made[stop].trigger = Trigger::terminate;
    for (const auto& [from, to] : {std::pair{start, fork}, {fork, around}, {fork, gate}, {inner, in}, {in, out}, {around, join}, {a, join}, {join, end}}) made.edge(from, to);
    made.edge(gate, a, 0.5);
    made.edge(gate, stop, 0.5);
    const auto simulation = traced(made.done(), 200);
    const FlowPlayback playback(made.flow, simulation);
    std::set<std::uint32_t> begun, over;
    for (const auto& event : simulation.trace) {
        begun.insert(event.of_case);
        if (event.kind == TraceEvent::Kind::leaves && event.node < 0) over.insert(event.of_case);
    }
    REQUIRE(begun.size() == 200);
    CHECK(over == begun);
    bool seen_inside = false;
    for (double time = playback.begins(); time <= playback.ends(); time = std::max(playback.next_after(time), time + 1e-6)) {
        const auto frame = playback.at(time, 0);
        std::set<std::uint32_t> cases;
        for (const auto& token : frame.tokens) cases.insert(token.of_case);
        std::size_t expected = 0, gone = 0;
        std::set<std::uint32_t> came;
        for (const auto& event : simulation.trace) {
            if (event.time > time) break;
            came.insert(event.of_case);
            gone += event.kind == TraceEvent::Kind::leaves && event.node < 0;
        }
        expected = came.size() - gone;
        REQUIRE(cases.size() == expected);
        seen_inside = seen_inside || frame.nodes.count(made[in].id);
        if (time == playback.ends()) break;
    }
    CHECK(seen_inside);
}
