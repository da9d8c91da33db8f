#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flows/bpmn/words.h"
#include "workbench/desk/flows/flow_desk.h"
#include "workbench/desk/hours/hours.h"

namespace yorozu::desk {

/// One variant of a procedure as the index of all flows shows it. Figures are the static answer (flows/analysis/analysis.h).
struct IndexedFlow {
    std::filesystem::path file;
    std::string name;          ///< of the file
    std::string process;       ///< id
    flows::Variant variant = flows::Variant::unsaid;
    std::string department;
    int steps = 0;
    std::optional<double> cases;   ///< a year
    std::map<int, double> by_year; ///< cases of single fiscal years, by the year in which each begins
    double minutes = 0;        ///< a case
    double hours = 0;          ///< a year; 0 without cases
    double paper = 0;          ///< share of the minutes that come in on paper, 0 … 1
    bool paper_said = false;   ///< some step says what comes in
    double regular = 0;        ///< share of the minutes that every case takes (steps passed by 95 of 100 cases)
    std::vector<std::string> templates, scenarios;   ///< attached
    std::string words;         ///< all names and texts, for searching
    std::string fault;         ///< not empty: the file can't be counted, and why
};

/// Work that an office only knows from a list: flows/lists/*.csv with columns department, work (or procedure), hours_per_year, cases_per_year
/// (or cases), online (yes/no), year (R4), or 所管課, 業務, 時間, 件数, オンライン, 年度; the first two and one figure must be there. Without a year of its own
/// a line has that of the file's name (suginami-r5.csv).
struct ListedWork {
    std::string department, work;
    std::optional<double> hours, cases;   ///< a year
    std::optional<bool> online;
    int year = 0;                         ///< in which the fiscal year begins; 0: not said
    std::string source;                   ///< file name
};
/// Throws RequestFault naming file and line.
std::vector<ListedWork> read_work_list(const std::filesystem::path& csv);
std::filesystem::path work_lists_folder(const Workspace& workspace);
/// Reads the list and keeps a copy in the workspace; one of that name is replaced. Throws RequestFault, ExportFailure, NotAllowed.
int keep_work_list(Workspace& workspace, const std::filesystem::path& csv);

struct FlowIndex {
    std::vector<IndexedFlow> flows;    ///< by department, name, variant
    std::vector<ListedWork> listed;
    std::vector<std::string> faults;   ///< lists that can't be read, in words
};
/// Told before each file: bytes that were read, and of all; false ends it.
using FlowIndexProgress = std::function<bool(std::uintmax_t done, std::uintmax_t all)>;
/// Reads every flow and list of the workspace: for a thread of its own. Ended early, it has the files until then.
FlowIndex flow_index(const Workspace& workspace, const FlowIndexProgress& progress = {});
/// Of all flow files together.
std::uintmax_t flow_bytes(const Workspace& workspace);

/// Flows that contain all words (parted by blanks; width and case do not matter) in a name, step, lane, system, text or department.
std::vector<IndexedFlow> flows_with(const FlowIndex& index, const std::string& words);

/// What stands now is added up: As-Is, or the only variant there is. To-Be is a plan and never added.
struct DepartmentTotal {
    std::string department;   ///< "" : nobody's; the last one is "計"
    int procedures = 0, steps = 0, uncounted = 0;   ///< uncounted: without cases or minutes
    double cases = 0, hours = 0;                    ///< a year
};
std::vector<DepartmentTotal> totals_by_department(const std::vector<IndexedFlow>& flows);

/// The same fiscal year by fiscal year: cases that a flow names for the year × its minutes, and beside it what the lists say of that year. A procedure may be
/// drawn and listed, so the two are never added.
struct YearTotal {
    std::string department;          ///< "" : nobody's; "計" ends each year
    int year = 0;                    ///< 0: figures without a year
    int procedures = 0;
    double cases = 0, hours = 0;     ///< of flows
    int listed = 0;
    double listed_cases = 0, listed_hours = 0;
    std::string year_name() const;   ///< R5, "年度なし"
};
/// The newest year first, those without a year last.
std::vector<YearTotal> totals_by_year(const FlowIndex& index);

/// "R4=29622, R5=30104" and back. Throws RequestFault naming what can't be read.
std::map<int, double> cases_by_year(const std::string& text);
std::string cases_by_year_text(const std::map<int, double>& by_year);

/// Work that is worth trying with RPA or OCR, best first: points = hours a year × regularity × (1 + paper) ÷ 2. What is not known counts as a
/// half and is said so; work without hours comes last, by its cases. The rule is an order for talking about, not a saving.
struct Candidate {
    std::string department, work;
    std::filesystem::path file;            ///< the flow; "" : from a list
    std::optional<double> hours, cases;
    std::optional<double> regular, paper;  ///< shares, 0 … 1; absent: not known
    std::optional<double> points;
    std::vector<std::string> reasons;      ///< in Japanese, with their figures
};
std::vector<Candidate> candidates(const FlowIndex& index);
extern const char* const candidate_rule;   ///< the formula in words

/// What the flows predict, procedure by procedure, beside what was measured of the scenarios that hang on them.
struct Projection {
    std::filesystem::path file;
    std::string name;                        ///< "転入手続き To-Be"
    std::optional<double> hours;             ///< a year, newer − older: negative is less; absent without cases
    std::string counted;                     ///< whose time: lanes, in words
    std::optional<double> measured_net;      ///< hours of the report's period
};
std::vector<Projection> projections(const Workspace& workspace, const HoursReport& report);

}  // namespace yorozu::desk
