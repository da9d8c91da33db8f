#pragma once
#include "workbench/desk/hours.h"
#include "workbench/desk/hours_targets.h"
#include "workbench/desk/workspace.h"
#include "workbench/store/baselines.h"

namespace yorozu::desk {

/// Everything the hours are made of, out of the workspace: the queue with its journal, stopwatch samples, people's
/// time (checking is measured while they check), retirements.
HoursInput hours_input(Workspace& workspace);

/// The fiscal year until today; throws RequestFault when it lies in the future.
Period period_of(const std::string& fiscal_year_text, const std::string& today);

/// Plans hours for a fiscal year; the newest word counts, 0 withdraws.
void set_target(Workspace& workspace, const FiscalYear& year, const Target& target, const std::string& who, store::TimeMs now);
/// The year's targets with what was saved until `today`; nothing was before the year began.
std::vector<TargetProgress> standing_of_targets(Workspace& workspace, const FiscalYear& year, const std::string& today);

}  // namespace yorozu::desk
