#pragma once
#include <optional>
#include <string>
#include <vector>

#include "flows/bpmn/flow.h"
#include "workbench/desk/hours/hours.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/read_forms.h"

namespace yorozu::desk {

/// What a flow says of a step beside what the run logs of its scenario say, or what reading and checking the forms of its template took. A prediction and a
/// measurement stand side by side and are never added. What one side does not say is absent.
struct MeasuredStep {
    struct Pair {
        std::optional<double> predicted, measured;
    };
    std::string step, name;   ///< id and name of the step
    std::string process;      ///< As-Is, To-Be … and the procedure's name
    std::string scenario;     ///< or "" :
    std::string template_id;  ///< forms that are read here
    Period period;            ///< of what was measured
    Pair by_hand;     ///< minutes a case without the scenario: those of the counterpart in the older variant; mean of the stopwatch sample (of a form: the
                      ///< counterpart's, if it was timed)
    Pair people;      ///< minutes a case that people still spend: the step's own; (確認 + 準備 + 例外) ÷ counted records (of a form: looking at its fields ÷ forms)
    Pair robot;       ///< minutes a case of the machine: measured only, never taken off (of a form: from page to page)
    Pair cases;       ///< a year: cases × visits; counted records (forms read) in the period
    Pair hours;       ///< a year: cases × (by hand − people) ÷ 60; net of the period (of a form: the same rule with what was measured)
    double half_width_hours = 0;    ///< of the net: 95 %, from the stopwatch sample
    std::size_t timings = 0;        ///< n of the stopwatch sample
    std::vector<std::string> formula;   ///< both sides written out with their inputs
};

/// Every step of the flow whose scenario is in the report or whose template's forms were read, in the file's order; empty when none is. Pure.
std::vector<MeasuredStep> measured_steps(const flows::Flow& flow, const HoursReport& report, const std::vector<store::ReadForms>& forms = {});
/// The same with what the workspace knows of the fiscal year until today ("R8"; "": the present one). Throws RequestFault.
std::vector<MeasuredStep> measured_steps(const flows::Flow& flow, Workspace& workspace, const std::string& fiscal_year = "");

}  // namespace yorozu::desk
