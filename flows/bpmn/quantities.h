#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>

namespace yorozu::flows {

/// Where a number comes from. Bracketed minutes (shared) are never shown or exported as timed ones.
enum class Source {
    unsaid,
    published,   ///< 公表: the office or another one published it
    timed,       ///< 計測: measured with a watch or from run logs
    shared,      ///< 按分: a published total that was shared out over several steps
    estimated,   ///< 見積: somebody's guess
};

/// A duration of one case in minutes, with its distribution. Kept in the file as BPSim (ProcessingTime, WaitTime).
struct Minutes {
    enum class Kind { fixed, normal, lognormal, triangular, uniform, exponential };
    Kind kind = Kind::fixed;
    double mean = 0;        ///< fixed: the value; normal, lognormal (of the duration itself), exponential: the mean
    double deviation = 0;   ///< normal, lognormal: standard deviation
    double low = 0, mode = 0, high = 0;   ///< triangular (all three), uniform (low, high)

    /// The mean, whatever the distribution: triangular (low + mode + high) / 3, uniform (low + high) / 2.
    double expected() const;
    friend bool operator==(const Minutes&, const Minutes&) = default;
};

/// What one step costs, per case. Nothing said: std::nullopt.
struct StepQuantities {
    std::optional<Minutes> minutes;   ///< working time
    Source source = Source::unsaid;   ///< of the working time
    std::string source_note;          ///< "つくば市 デジタル窓口（2023）、受付 7 分を 5 工程に按分"
    std::optional<Minutes> waiting;   ///< time that passes without anybody working on the case
    std::optional<int> people;        ///< staff who work on one case at once (BPSim Quantity)
    std::optional<double> yen;        ///< fixed cost per case, postage for example (BPSim FixedCost)
    int priority = 0;                 ///< the higher goes first where staff is short (BPSim Priority)
    std::string stage;                ///< stage of the procedure that this step belongs to: 受付
    friend bool operator==(const StepQuantities&, const StepQuantities&) = default;
};

/// Staff of one lane.
struct LaneStaff {
    std::optional<double> people;          ///< full-time equivalents that serve this lane
    std::optional<double> yen_per_hour;    ///< wage
    std::string hours;                     ///< opening hours: "mon-fri 08:30-12:00 13:00-17:15"; "" = always
    friend bool operator==(const LaneStaff&, const LaneStaff&) = default;
};

/// Cases a year of one process.
struct Volume {
    double cases_per_year = 0;
    std::array<double, 12> monthly{};   ///< shares of April … March, which sum to 1; all zero: even over the year
    Source source = Source::unsaid;
    std::string source_note;            ///< "葛飾区 R4 転入届"
    std::map<int, double> by_year = {}; ///< cases of fiscal years as far as they are known, by the year in which each begins (R4: 2022)
    friend bool operator==(const Volume&, const Volume&) = default;
};

/// What an office hangs on a step.
struct Attachments {
    std::string template_id;    ///< form template that is read here
    std::string scenario_id;    ///< scenario that does this step
    std::string standard_step;  ///< id of the step in a supplied standard flow
    std::string counterpart;    ///< id of the same step in the other variant: "Task_9", or "file.bpmn#Task_9"
    std::string input;          ///< what comes in: "paper", "digital" or ""
    bool empty() const;
    friend bool operator==(const Attachments&, const Attachments&) = default;
};

}  // namespace yorozu::flows
