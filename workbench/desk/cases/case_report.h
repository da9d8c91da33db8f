#pragma once
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"

namespace yorozu::desk {

/// One row of the table that the audit published (図表16): received and resolved, whole ward and counter departments.
struct CaseCount {
    std::string name;
    int all = 0, resolved = 0, counter = 0, counter_resolved = 0;

    friend bool operator==(const CaseCount&, const CaseCount&) = default;
};

/// Cases of one fiscal year: those that were received in it. "Resolved" is 解決 or 事業化, whenever that was.
struct CaseReport {
    FiscalYear year;
    std::string today;
    std::vector<CaseCount> by_category;     ///< known ones in their order, also empty; then the office's own
    std::vector<CaseCount> by_department;   ///< most cases first
    std::vector<CaseCount> by_month;        ///< twelve, from 4月: by day of receipt
    CaseCount total;                        ///< 合計
    std::map<std::string, int> outcomes;    ///< of closed ones
    std::map<std::string, int> declined;    ///< 見送り by reason
    std::map<CaseStage, int> stages;        ///< where they stand now
    struct Age {
        std::string name;                   ///< 7 日まで, 30 日まで, 90 日まで, 90 日超
        int open = 0;
    };
    std::vector<Age> ages;                  ///< of open ones, since receipt
    int answered = 0;                       ///< with a first answer
    double first_answer_hours = 0;          ///< median over those; 0 when there is none
    int answered_in_a_day = 0;
    double days_to_close = 0;               ///< median over closed ones
    double minutes = 0;                     ///< that people spent
    int projects = 0;                       ///< 事業化
    double resolution_rate() const { return total.all ? static_cast<double>(total.resolved) / total.all : 0; }
};

/// Pure. Cases of other years are left out.
CaseReport case_report(std::span<const Case> cases, const FiscalYear& year, const std::string& today);
/// Over what the session's person may see; wants the help desk or a manager.
CaseReport case_report(Workspace& workspace, const FiscalYear& year, const std::string& today);

/// What a person gets by the file's ending: .csv (UTF-8 with BOM, the tables one after the other), .xlsx (a sheet each), .json.
/// Each says what is counted, of which year, who produced it and when. Throws RequestFault for another ending, ExportFailure.
void write_case_report(const CaseReport& report, const std::filesystem::path& file, const std::string& produced);
std::string case_report_json(const CaseReport& report);
/// What the report counts, in sentences.
std::vector<std::string> case_report_rules(const CaseReport& report);

}  // namespace yorozu::desk
