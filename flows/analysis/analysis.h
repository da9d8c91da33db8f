#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flows/analysis/visits.h"

namespace yorozu::flows {

/// The static answer: what an office reports. Hours a year = Σ cases × visits × minutes × people ÷ 60, per step and summed up per lane and stage. Waiting is
/// counted apart and never added. These are projections from the flow, not measured savings.
struct StepFigure {
    int node = -1;
    std::string id, name;
    int lane = -1;
    std::string stage;
    double visits = 0;             ///< per case
    double minutes = 0;            ///< per visit
    int people = 1;                ///< who work on it at once
    double minutes_per_case = 0;   ///< visits × minutes × people
    double waiting_per_case = 0;
    double hours = 0;              ///< a year
    double yen = 0;                ///< a year: hours × the lane's wage + cases × visits × fixed cost
    Source source = Source::unsaid;
    std::string source_note;
    bool said = false;             ///< false: no minutes are given, it counts as 0
    std::string formula;           ///< "29,622 件 × 1 回 × 5 分 ÷ 60 = 2,468.5 時間"
};

struct GroupFigure {
    std::string id, name;          ///< a stage has no id
    double minutes_per_case = 0, waiting_per_case = 0, hours = 0, yen = 0;
    std::string formula;
};

struct Analysis {
    int process = -1;
    std::string id, name, department;
    Variant variant = Variant::unsaid;
    std::optional<double> cases;   ///< a year; none: hours stay 0, minutes per case are counted all the same
    std::string cases_note;        ///< source of the number of cases
    std::vector<StepFigure> steps; ///< activities, in the file's order
    std::vector<GroupFigure> lanes, stages;   ///< stages in the order of their first step
    double minutes_per_case = 0, waiting_per_case = 0, hours = 0, yen = 0;
    std::string formula;           ///< "29,622 件 × 39 分 ÷ 60 = 19,254.3 時間"
    std::vector<std::string> assumptions;   ///< what had to be assumed, and which steps have no or only shared-out minutes
    std::string fault;             ///< not empty: it could not be counted, and why
};

/// Other inputs than those of the file.
struct Inputs {
    std::optional<double> cases;
    std::map<std::string, double> minutes;       ///< per step id
    std::map<std::string, double> probability;   ///< per flow id
};

Analysis analyse(const Flow& flow, int process, const Inputs& inputs = {});

/// Two variants side by side. Differences are newer − older: negative is less. Never "saved hours": a projection.
struct Comparison {
    struct Row {
        std::string name;
        double older = 0, newer = 0, difference = 0;   ///< minutes per case
    };
    std::vector<Row> stages;            ///< by name, the older one's order first; a stage of one side only has 0 on the other
    Row total;
    double cases = 0, older_hours = 0, newer_hours = 0, hours_difference = 0;
    std::string older_formula, newer_formula, difference_formula;
    std::string rule;                   ///< in words, what is counted and what is not
};
Comparison compare(const Analysis& older, const Analysis& newer);

/// One line of a what-if table.
struct WhatIf {
    std::string name;
    Inputs inputs;
};
struct WhatIfRow {
    std::string name;
    double cases = 0, minutes_per_case = 0, hours = 0, difference = 0;   ///< hours a year − those of the file as it is
    std::string formula, fault;
};
std::vector<WhatIfRow> what_if(const Flow& flow, int process, const std::vector<WhatIf>& table);

/// "19,254.3": thousands apart, `decimals` at most, without trailing zeros if `trim`.
std::string figure_text(double value, int decimals, bool trim = false);

}  // namespace yorozu::flows
