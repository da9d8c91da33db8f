#pragma once
#include <string>
#include <vector>

#include "workbench/desk/hours/hours.h"

namespace yorozu::desk {

/// A row for each scenario and the total; a row for each line behind them; the calculation in sentences. The first row is the heading.
std::vector<std::vector<std::string>> hours_summary_rows(const HoursReport& report);
std::vector<std::vector<std::string>> hours_line_rows(const HoursReport& report);
std::vector<std::vector<std::string>> hours_formula_rows(const HoursReport& report);
/// 「R8 年度の削減時間（2026-04-01 から …」
std::string hours_heading(const HoursReport& report);

/// Everything as JSON: totals, inputs and formula; with `lines`, what `hours explain` lists. Times in ms and hours.
std::string hours_json(const HoursReport& report, bool lines);

}  // namespace yorozu::desk
