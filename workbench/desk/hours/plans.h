#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/hours/hours.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/workspace.h"

/// What a plan wants of a fiscal year (事業量), how far it came, and tables that were published elsewhere.
namespace yorozu::desk {

/// One planned amount: 「RPA 削減時間」 is the amount 削減時間 of the policy (施策) RPA.
struct Measure {
    std::string policy = {}, name = {}, unit = {};
    double planned = 0;
    double achieved = 0;
    bool known = false;      ///< counted here, or entered by hand; else nothing is known
    bool by_hand = false;
    std::string source = {}; ///< how it was counted, in words
    double share() const { return planned > 0 ? achieved / planned : 0; }
};
struct Policy {
    std::string name;
    std::vector<Measure> measures;
    std::string grade;       ///< 達成+, 達成, 未達成; "" while the year runs
};

/// 達成 wants all or most of each amount; the plan names no number, so "most" is our setting.
constexpr double most_of_a_plan = 0.8;

/// Pure, after the plan's words: 達成+ when every amount is above its plan (and has one in numbers); 達成 when each is reached at least for the
/// most part; else 未達成. "" before the year has ended. An amount that nobody knows is not reached.
std::string grade_of(const std::vector<Measure>& measures, const FiscalYear& year, const std::string& today);
/// The rule in words, one line for each grade.
std::vector<std::string> grade_rules();

/// The year's plan with what was counted: 削減時間 are net hours of the tool's scenarios (AI-OCR+RPA goes with AI-OCR, each hour once),
/// 作成シナリオ数 the scenarios of RPA whose first counted record is of the year, 相談件数 and 事業化 the cases received in it; anything else is what
/// was entered by hand. `report`: of the same year.
std::vector<Policy> standing_of_plan(Workspace& workspace, const FiscalYear& year, const std::string& today, const HoursInput& input, const HoursReport& report);

/// Planned amounts of the year as they stand, by measure.
std::vector<std::pair<std::string, double>> planned_amounts(Workspace& workspace, const FiscalYear& year);
/// Reads a table of planned amounts: measure,unit and a column for each year, r6_target … Returns how many amounts. Wants a manager.
int import_plan(Workspace& workspace, const std::filesystem::path& file, const std::string& who);
void achieve_by_hand(Workspace& workspace, const FiscalYear& year, const std::string& measure, double amount, const std::string& reason, const std::string& who);

/// A table that was published elsewhere, as it was; kept apart under 報告 and never added to what is counted here.
struct PublishedHours {
    FiscalYear year;
    std::string source;      ///< 図表17
    struct Row {
        std::string department, tool, work;
        bool uses_tools = false;
        double hours = 0;
    };
    std::vector<Row> rows;
    double total() const;
    std::vector<std::pair<std::string, double>> by_tool() const;  ///< in the order RPA, AI-OCR+RPA, AI-OCR
    std::vector<std::string> departments() const;                 ///< most hours first, those without tools last
    double of(const std::string& department, const std::string& tool = "") const;
};
std::vector<PublishedHours> published_hours(Workspace& workspace);
/// Columns department,uses_tools,tool,work,hours. Throws RequestFault naming line and mend.
PublishedHours import_published_hours(Workspace& workspace, const std::filesystem::path& file, const FiscalYear& year, const std::string& source, const std::string& who);

/// Columns category,ward_total,ward_resolved,counter_total,counter_resolved.
struct PublishedCases {
    FiscalYear year;
    std::string source;
    struct Row {
        std::string category;
        int all = 0, resolved = 0, counter = 0, counter_resolved = 0;
    };
    std::vector<Row> rows;   ///< the last one 合計
};
std::vector<PublishedCases> published_cases(Workspace& workspace);
PublishedCases import_published_cases(Workspace& workspace, const std::filesystem::path& file, const FiscalYear& year, const std::string& source, const std::string& who);

}  // namespace yorozu::desk
