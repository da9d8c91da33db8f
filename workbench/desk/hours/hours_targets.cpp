#include "workbench/desk/hours/hours_targets.h"

#include <algorithm>

namespace yorozu::desk {
namespace {

const HoursSaved* saved_by(const HoursReport& report, const std::string& scenario) {
    if (scenario.empty()) return &report.total;
    const auto found = std::find_if(report.scenarios.begin(), report.scenarios.end(), [&](const auto& one) { return one.scenario == scenario; });
    return found == report.scenarios.end() ? nullptr : &*found;
}

double passed(const FiscalYear& year, const std::string& today) {
    const int first = *day_number(year.first_day()), days = *day_number(year.last_day()) - first + 1;
    return std::clamp(static_cast<double>(*day_number(today) - first + 1) / days, 0.0, 1.0);
}

}  // namespace

std::vector<TargetProgress> target_progress(const std::vector<Target>& targets, const HoursReport& report, const FiscalYear& year,
                                            const std::string& today) {
    constexpr double ms_an_hour = 3'600'000;
    const double expected = passed(year, today);
    std::vector<TargetProgress> all;
    for (const auto& target : targets) {
        TargetProgress progress{target, 0, 0, 0, expected, ""};
        if (const auto* saved = saved_by(report, target.scenario)) {
            progress.net_ms = saved->net_ms;
            progress.verified_ms = saved->verified_ms;
        }
        const double planned_ms = target.hours * ms_an_hour, net_ms = static_cast<double>(progress.net_ms);
        progress.share = net_ms / planned_ms;
        progress.grade = net_ms > planned_ms ? "達成+" : net_ms >= planned_ms ? "達成" : today > year.last_day() ? "未達成" : "途中";
        all.push_back(std::move(progress));
    }
    return all;
}

}  // namespace yorozu::desk
