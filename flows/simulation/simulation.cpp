#include "flows/simulation/simulation.h"

#include <cmath>

#include "flows/simulation/chance.h"
#include "flows/simulation/plan.h"

namespace yorozu::flows {
namespace {

/// 97.5 % points of Student's t with 1 … 30 degrees of freedom (standard table); beyond, those of the normal distribution are near enough.
double student(std::size_t degrees) {
    static constexpr double t[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
                                   2.120,  2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    return degrees == 0 ? 0 : degrees <= 30 ? t[degrees - 1] : degrees <= 60 ? 2.0 : 1.96;
}

double per(double sum, double count) { return count > 0 ? sum / count : 0; }

}  // namespace

Estimate estimate(const std::vector<double>& values) {
    if (values.empty()) return {};
    double sum = 0;
    for (const double value : values) sum += value;
    const auto count = static_cast<double>(values.size());
    const double mean = sum / count;
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    if (values.size() < 2) return {mean, 0};
    return {mean, student(values.size() - 1) * std::sqrt(squares / (count - 1) / count)};
}

Simulation simulate(const Flow& flow, int process, const SimulationOptions& options) {
    Simulation result;
    result.seed = options.seed;
    const Plan plan = plan_of(flow, process, options);
    result.assumptions = plan.assumptions;
    result.fault = plan.fault;
    if (!result.fault.empty()) return result;
    result.cases_per_year = plan.cases_per_year;
    result.days = options.days > 0 ? options.days : plan.months.empty() ? 60 : 365;
    result.warm_up_days = std::max(0.0, options.warm_up_days);
    const int replications = std::max(1, options.replications);
    const double warm_up = result.warm_up_days * 1440, until = warm_up + result.days * 1440;

    std::vector<Observed> seen;
    Chance seeds(options.seed);
    for (int r = 0; r < replications; ++r) {
        const auto progress = [&](double part) { return !options.progress || options.progress((r + part) / replications); };
        seen.push_back(run_once(plan, seeds.next(), warm_up, until, options.most_cases, r == 0 ? options.trace_cases : 0,
                                r == 0 && options.trace_cases > 0 ? &result.trace : nullptr, progress));
        if (seen.back().stopped || seen.back().too_many) {
            result.fault = seen.back().stopped ? "中止しました" : "件数が多すぎます（1 回の試行で " + figure_text(options.most_cases, 0) + " 件を超えました）: 日数か件数を減らしてください";
            return result;
        }
        if (!progress(1)) {
            result.fault = "中止しました";
            return result;
        }
    }
    result.replications = replications;
    if (options.trace_cases > 0) result.traced_until = seen.front().traced_until;
    const auto over = [&](auto value) {
        std::vector<double> values;
        for (const Observed& one : seen) values.push_back(value(one));
        return estimate(values);
    };
    for (const Observed& one : seen) result.cases += static_cast<std::uint64_t>(one.cases);
    result.cycle = over([](const Observed& o) { return per(o.cycle, o.cases); });
    result.work = over([](const Observed& o) { return per(o.work, o.cases); });
    result.waiting = over([](const Observed& o) { return per(o.waiting, o.cases); });
    result.hours = {result.work.mean * plan.cases_per_year / 60, result.work.half * plan.cases_per_year / 60};
    for (std::size_t n = 0; n < plan.nodes.size(); ++n) {
        if (!plan.nodes[n].works) continue;
        SimulatedStep step;
        step.node = static_cast<int>(n);
        step.id = flow.nodes[n].id, step.name = flow.nodes[n].name;
        step.visits = over([&](const Observed& o) { return per(o.steps[n].visits, o.cases); });
        step.minutes = over([&](const Observed& o) { return per(o.steps[n].minutes, o.steps[n].visits); });
        step.waiting = over([&](const Observed& o) { return per(o.steps[n].waiting, o.steps[n].visits); });
        step.queue = over([&](const Observed& o) { return o.steps[n].queue_minutes / (until - warm_up); });
        const double people = plan.nodes[n].people;
        step.hours = over([&](const Observed& o) { return per(o.steps[n].minutes, o.cases) * people * plan.cases_per_year / 60; });
        result.steps.push_back(step);
    }
    for (std::size_t r = 0; r < plan.resources.size(); ++r) {
        const Resource& resource = plan.resources[r];
        const auto& lane = flow.lanes[static_cast<std::size_t>(resource.lane)];
        if (lane.process != process) continue;
        SimulatedLane one{resource.lane, lane.id, lane.name, resource.people, {}, {}};
        const double open = resource.hours.open_between(warm_up, until) * resource.people;
        one.utilisation = over([&](const Observed& o) { return per(o.lanes[r].worked, open); });
        one.queue = over([&](const Observed& o) { return o.lanes[r].queue_minutes / (until - warm_up); });
        result.lanes.push_back(one);
    }
    return result;
}

}  // namespace yorozu::flows
