#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "workbench/desk/export/drawing.h"
#include "workbench/desk/hours/hours_data.h"
#include "workbench/desk/hours/plans.h"

namespace yorozu::desk {

/// A fiscal year's hours with all that stands beside them; the screen, the command and every file show the same numbers.
struct HoursBook {
    FiscalYear year;
    std::string today;
    HoursInput input;
    HoursReport report;
    std::vector<HoursReport> months;        ///< April until the month of today
    std::vector<Policy> policies;
    std::vector<PublishedHours> published;  ///< 報告: apart
    std::string produced;                   ///< who and when
};
/// `lines`: every record by itself, for files that list them. Throws RequestFault: a year that has not begun; the audit log's chain is
/// broken (no number is then shown or written).
HoursBook hours_book(Workspace& workspace, const FiscalYear& year, const std::string& today, bool lines);

/// Net hours of each department by tool, most first; departments of `published` without any come last.
struct DepartmentHours {
    std::string department;
    std::vector<double> by_tool;  ///< RPA, AI-OCR+RPA, AI-OCR
    bool measured = false;
};
std::vector<DepartmentHours> department_hours(const HoursBook& book);
extern const std::vector<std::string> hour_tools;

Chart measured_chart(const HoursBook& book, double width, double height);
Chart published_chart(const PublishedHours& published, double longest, double width, double height);
/// The policy (施策) to which a tool's hours are planned: AI-OCR+RPA goes with AI-OCR, each hour once, as standing_of_plan counts. "" of "".
std::string policy_of_tool(const std::string& tool);
/// What was planned for hours that are counted here, and can be set against them; the rest by name and hours.
struct ComparableTarget {
    double hours = 0;
    std::vector<Measure> measured, not_measured;
    std::string words() const;   ///< 「目標＝RPA 1,300＋AI-OCR 700。よろずで計らない：会議録作成支援システム 400」
};
/// `policy` "" : of all policies that are counted here.
ComparableTarget comparable_target(const HoursBook& book, const std::string& policy);
/// Of the scenarios of one policy; "" of all. The target is comparable_target().
Chart months_chart(const HoursBook& book, const std::string& policy, double width, double height);
/// The longest bar of both charts, so that they have one scale.
double longest_bar(const HoursBook& book);

/// Writes the book by the file's ending: .csv (UTF-8 with BOM), .xlsx (a sheet each, with charts that Excel draws), .html (one file with
/// pictures), .pdf (A4, vector pictures, fonts embedded). Each says formula, inputs, period, who produced it and when. Throws RequestFault for another
/// ending, ExportFailure.
void write_hours_book(const HoursBook& book, const std::filesystem::path& file);

}  // namespace yorozu::desk
