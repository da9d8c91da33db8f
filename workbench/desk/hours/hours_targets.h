#pragma once
#include <string>
#include <vector>

#include "workbench/desk/hours/hours.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {

/// Planned hours of a fiscal year.
struct Target {
    std::string scenario;  ///< "" : all together
    double hours = 0;
};

/// How far a target is: against it stands the net, never the gross, and beside it what the target systems confirmed.
struct TargetProgress {
    Target target;
    DurationMs net_ms = 0, verified_ms = 0;
    double share = 0;     ///< net / target
    double expected = 0;  ///< share of the year's days that have passed, 1 after its end
    std::string grade;    ///< 達成+ (more than planned), 達成, 未達成; while the year runs and less is reached: 途中
};

/// Pure. `report` is of the same fiscal year; a scenario that is not in it has saved nothing.
std::vector<TargetProgress> target_progress(const std::vector<Target>& targets, const HoursReport& report, const FiscalYear& year,
                                            const std::string& today);

}  // namespace yorozu::desk
