#pragma once
#include "workbench/desk/hours/hours.h"
#include "workbench/desk/hours/hours_targets.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/baselines.h"

namespace yorozu::desk {

/// What the hours are made of, out of the workspace: the queue with its journal, stopwatch samples, people's time (checking is
/// measured while they check), retirements, exclusions. Records that came out alike on one day are one entry each: quick for a million.
HoursInput hours_input(Workspace& workspace);
/// The same with every record by itself, for lists down to the record; of one scenario, "" of all. hours_saved() of both gives the same
/// numbers.
HoursInput hours_details(Workspace& workspace, const std::string& scenario);

/// A stopwatch sample: minutes parted by spaces or commas, each above 0 and below a day; valid from today. Returns its version. Throws
/// RequestFault naming the one that is none.
int add_baseline(Workspace& workspace, const std::string& scenario, const std::string& minutes, const std::string& who, const std::string& method);

/// Takes one record out of the count, or back in, with the reason; what was said before stays. Wants a manager or it.
void exclude_record(Workspace& workspace, std::int64_t item, bool excluded, const std::string& reason, const std::string& who);
/// RPA, AI-OCR or AI-OCR+RPA: for tables and planned amounts. Wants a manager or it.
void set_scenario_tool(Workspace& workspace, const std::string& scenario, const std::string& tool);

/// The fiscal year until today; throws RequestFault when it lies in the future.
Period period_of(const std::string& fiscal_year_text, const std::string& today);

/// Plans hours for a fiscal year; the newest word counts, 0 withdraws.
void set_target(Workspace& workspace, const FiscalYear& year, const Target& target, const std::string& who, store::TimeMs now);
/// The year's targets with what was saved until `today`; nothing was before the year began.
std::vector<TargetProgress> standing_of_targets(Workspace& workspace, const FiscalYear& year, const std::string& today);

}  // namespace yorozu::desk
