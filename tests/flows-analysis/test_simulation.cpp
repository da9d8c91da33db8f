#include <catch2/catch.hpp>
#include <cmath>

#include "flows/simulation/chance.h"
#include "flows/simulation/opening_hours.h"
#include "flows/simulation/simulation.h"
#include "tests/flows-analysis/made_flow.h"

using namespace yorozu::flows;
using yorozu::test::MadeFlow;

namespace {

constexpr double year = 365 * 1440;

/// One queue: cases every `gap` minutes, work of `mean` minutes, `people` at work.
MadeFlow queue(double gap, double mean, int people) {
    MadeFlow made(year / gap);
    const int lane = made.lane(people);
    const int start = made.node(NodeKind::start_event), work = made.random_step(mean, lane), end = made.node(NodeKind::end_event);
    made.edge(start, work);
    made.edge(work, end);
    return made;
}

/// Mean time in an M/M/c queue, by Erlang's C formula.
double erlang_waiting(double gap, double mean, int people) {
    const double load = mean / gap;
    double term = 1, sum = 1;
    for (int k = 1; k < people; ++k) sum += term *= load / k;
    const double last = term * load / people * people / (people - load);
    const double all_busy = last / (sum + last);
    return all_busy * mean / (people - load);
}

/// Of 30 simulations with different seeds, how many have the truth in their interval (about 28.5 should).
int covered(MadeFlow& made, double truth, Estimate Simulation::*figure) {
    int inside = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SimulationOptions options;
        options.seed = seed;
        options.days = 25;
        options.warm_up_days = 5;
        const auto result = simulate(made.done(), 0, options);
        REQUIRE(result.fault.empty());
        inside += std::abs((result.*figure).mean - truth) <= (result.*figure).half;
    }
    return inside;
}

}  // namespace

TEST_CASE("One clerk's queue agrees with the M/M/1 formulas within the simulation's own interval") {
    auto made = queue(6.25, 5, 1);  // load 0.8
    CHECK(covered(made, 20, &Simulation::waiting) >= 25);   // ρ × mean ÷ (1 − ρ)
    CHECK(covered(made, 25, &Simulation::cycle) >= 25);     // mean ÷ (1 − ρ)
    const auto result = simulate(made.done(), 0, {});
    CHECK(result.lanes[0].utilisation.mean == Approx(0.8).epsilon(0.02));
    CHECK(result.lanes[0].queue.mean == Approx(3.2).epsilon(0.1));  // ρ² ÷ (1 − ρ)
}

TEST_CASE("Three clerks at one queue agree with the M/M/c formula within the simulation's own interval") {
    auto made = queue(2, 5, 3);
    CHECK(covered(made, erlang_waiting(2, 5, 3), &Simulation::waiting) >= 25);
}

TEST_CASE("Simulated hours agree with the static ones within 1 %, loops, branches and opening hours included") {
    MadeFlow made(20000);
    const int lane = made.lane(4, "mon-fri 08:30-12:00 13:00-17:15");
    const int start = made.node(NodeKind::start_event), work = made.random_step(6, lane), check = made.step(2, "", lane), gate = made.node(NodeKind::exclusive_gateway);
    const int fork = made.node(NodeKind::parallel_gateway), join = made.node(NodeKind::parallel_gateway), a = made.step(1, "", lane), b = made.step(2, "", lane), end = made.node(NodeKind::end_event);
    made[a].quantities.waiting = Minutes{Minutes::Kind::fixed, 500};
    made.edge(start, work);
    made.edge(work, check);
    made.edge(check, gate);
    made.edge(gate, work, 0.25);
    made.edge(gate, fork, 0.75);
    for (const int way : {a, b}) made.edge(fork, way), made.edge(way, join);
    made.edge(join, end);
    SimulationOptions options;
    options.days = 365;
    const auto simulated = simulate(made.done(), 0, options);
    const auto counted = analyse(made.done(), 0);
    CHECK(simulated.hours.mean == Approx(counted.hours).epsilon(0.01));
    for (const auto& step : simulated.steps)
        for (const auto& other : counted.steps)
            if (step.node == other.node) CHECK(step.hours.mean == Approx(other.hours).epsilon(0.015));
    CHECK(simulated.cases > 190000);
    // Nobody works at night: what is begun late goes on in the morning.
    CHECK(simulated.lanes[0].utilisation.mean < 1);
}

TEST_CASE("The same seed gives the same result to the bit, another seed another one") {
    auto made = queue(6, 5, 1);
    SimulationOptions options;
    options.days = 20;
    options.seed = 42;
    const auto once = simulate(made.done(), 0, options), again = simulate(made.done(), 0, options);
    CHECK(once.cycle.mean == again.cycle.mean);
    CHECK(once.waiting.half == again.waiting.half);
    // A figure that was seen once: it must be the same on every machine and compiler.
    Chance chance(42);
    CHECK(chance.next() == 1546998764402558742ull);
    options.seed = 43;
    CHECK(simulate(made.done(), 0, options).cycle.mean != once.cycle.mean);
}

TEST_CASE("Higher priority waits less") {
    MadeFlow made(year / 5);
    const int lane = made.lane(1);
    const int start = made.node(NodeKind::start_event), gate = made.node(NodeKind::exclusive_gateway), urgent = made.random_step(4, lane), usual = made.random_step(4, lane), end = made.node(NodeKind::end_event);
    made[urgent].quantities.priority = 5;
    made.edge(start, gate);
    made.edge(gate, urgent, 0.3);
    made.edge(gate, usual, 0.7);
    made.edge(urgent, end);
    made.edge(usual, end);
    const auto result = simulate(made.done(), 0, {});
    CHECK(result.steps[0].waiting.mean < result.steps[1].waiting.mean / 2);
}

TEST_CASE("Joins that nothing can complete any more open, and a terminating end takes the rest along") {
    MadeFlow made(5000);
    const int start = made.node(NodeKind::start_event), gate = made.node(NodeKind::exclusive_gateway), a = made.step(1), b = made.step(1), join = made.node(NodeKind::parallel_gateway), last = made.step(3), end = made.node(NodeKind::end_event);
    made[end].trigger = Trigger::terminate;
    made.edge(start, gate);
    made.edge(gate, a, 0.5);
    made.edge(gate, b, 0.5);
    made.edge(a, join);
    made.edge(b, join);
    made.edge(join, last);
    made.edge(last, end);
    SimulationOptions options;
    options.trace_cases = 3;
    const auto result = simulate(made.done(), 0, options);
    CHECK(result.cycle.mean == Approx(4));
    CHECK(result.trace.size() > 9);
}

TEST_CASE("A sub-process is gone through inside, with its own work at the end") {
    MadeFlow made(5000);
    const int start = made.node(NodeKind::start_event), box = made.node(NodeKind::sub_process), end = made.node(NodeKind::end_event);
    made.edge(start, box);
    made.edge(box, end);
    const int inner = made.step(7), inner_end = made.node(NodeKind::end_event);
    made[inner].parent = made[inner_end].parent = box;
    made.edge(inner, inner_end);
    CHECK(simulate(made.done(), 0, {}).cycle.mean == Approx(7));
    made[box].quantities.minutes = Minutes{Minutes::Kind::fixed, 2};
    CHECK(simulate(made.done(), 0, {}).cycle.mean == Approx(9));
    CHECK(analyse(made.done(), 0).minutes_per_case == Approx(9));
}

TEST_CASE("What can't be simulated is said: no cases, unreadable hours, stopped by a person, too many") {
    auto made = queue(6, 5, 1);
    made.flow.processes[0].volume.reset();
    CHECK(simulate(made.done(), 0, {}).fault.find("件数がありません") != std::string::npos);
    SimulationOptions options;
    options.inputs.cases = 1e6;
    options.most_cases = 100;
    CHECK(simulate(made.done(), 0, options).fault.find("多すぎます") != std::string::npos);
    options.most_cases = 1e9;
    options.progress = [](double) { return false; };
    CHECK(simulate(made.done(), 0, options).fault == "中止しました");
    made.flow.lanes[0].staff.hours = "平日";
    CHECK(simulate(made.done(), 0, options).fault.find("開庁時間") != std::string::npos);
}

TEST_CASE("Opening hours: work goes on after lunch, at the next opening, after the weekend") {
    const auto hours = OpeningHours::parsed("mon-fri 08:30-12:00 13:00-17:15");
    REQUIRE(hours);
    const double monday = 0, noon = 720;
    CHECK(hours->next_open(monday) == 510);
    CHECK(hours->next_open(noon) == 780);
    CHECK(hours->after_work(monday + 715, 10) == 785);
    CHECK(hours->after_work(4 * 1440 + 1030, 10) == 7 * 1440 + 515);
    CHECK(hours->open_between(0, 7 * 1440) == 5 * (210 + 255));
    CHECK(hours->after_work(0, 5 * 465.0) == 4 * 1440 + 1035);
    CHECK_FALSE(OpeningHours::parsed("mon-fri"));
    CHECK_FALSE(OpeningHours::parsed("mon 25:00-26:00"));
    CHECK_FALSE(OpeningHours::parsed("mon 12:00-08:00"));
    CHECK(OpeningHours::parsed("")->always());
}

TEST_CASE("Our logarithm, exponential and distributions are right") {
    for (const double x : {1e-300, 1e-9, 0.3, 0.999999, 1.0, 1.5, 7.25, 1e12}) CHECK(exact_log(x) == Approx(std::log(x)).epsilon(1e-13).margin(1e-15));
    for (const double x : {-600.0, -3.5, 0.0, 1e-9, 1.0, 20.5, 300.0}) CHECK(exact_exp(x) == Approx(std::exp(x)).epsilon(1e-12));
    Chance chance(5);
    const Minutes kinds[] = {{Minutes::Kind::fixed, 5, 0, 0, 0, 0}, {Minutes::Kind::normal, 20, 3, 0, 0, 0}, {Minutes::Kind::lognormal, 8, 6, 0, 0, 0}, {Minutes::Kind::exponential, 4, 0, 0, 0, 0},
                             {Minutes::Kind::triangular, 0, 0, 2, 3, 10}, {Minutes::Kind::uniform, 0, 0, 4, 0, 9}};
    for (const Minutes& kind : kinds) {
        double sum = 0;
        for (int i = 0; i < 100000; ++i) sum += chance.minutes(kind);
        CHECK(sum / 100000 == Approx(kind.expected()).epsilon(0.015));
    }
}
