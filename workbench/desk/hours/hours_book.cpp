#include "workbench/desk/hours/hours_book.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "workbench/store/audit_log.h"

namespace yorozu::desk {
namespace {

double in_hours(DurationMs ms) { return static_cast<double>(ms) / 3'600'000; }

std::string tool_of(const HoursInput& input, const std::string& scenario) {
    const auto tool = input.tools.find(scenario);
    return tool == input.tools.end() ? "RPA" : tool->second;
}

/// 1,300
std::string whole_hours(double hours) {
    std::string text = std::to_string(std::llround(hours));
    for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

using Ink = Drawing::Ink;
const std::vector<Ink> measured_inks{Ink::accent, Ink::accent_middle, Ink::accent_light}, published_inks{Ink::grey, Ink::grey_light, Ink::grey_lighter};

}  // namespace

const std::vector<std::string> hour_tools{"RPA", "AI-OCR+RPA", "AI-OCR"};

HoursBook hours_book(Workspace& workspace, const FiscalYear& year, const std::string& today, bool lines) {
    if (const auto audit = store::AuditLog(workspace.database()).check(); !audit.sound())
        throw RequestFault("監査ログの鎖が切れているので、数字を出せません: " + workspace.folder().string() + ": " + audit.fault + "。控え（workspace backup）と突き合わせてください");
    HoursBook book;
    book.year = year;
    book.today = today;
    book.input = lines ? hours_details(workspace, "") : hours_input(workspace);
    book.report = hours_saved(book.input, period_of(std::to_string(year.begins), today));
    book.months = hours_by_month(book.input, year.begins, today);
    book.policies = standing_of_plan(workspace, year, today, book.input, book.report);
    book.published = published_hours(workspace);
    book.produced = date_and_time(workspace.session().clock()) + " " + workspace.session().who;
    return book;
}

std::vector<DepartmentHours> department_hours(const HoursBook& book) {
    std::map<std::string, DepartmentHours> found;
    for (const auto& saved : book.report.scenarios) {
        const auto department = book.input.departments.find(saved.scenario);
        const std::string name = department == book.input.departments.end() ? "（所管課なし）" : department->second;
        auto& row = found.try_emplace(name, DepartmentHours{name, std::vector<double>(hour_tools.size()), false}).first->second;
        const auto tool = std::find(hour_tools.begin(), hour_tools.end(), tool_of(book.input, saved.scenario));
        row.by_tool[static_cast<std::size_t>(tool - hour_tools.begin())] += in_hours(saved.net_ms);
        row.measured = row.measured || saved.counted > 0;
    }
    std::vector<DepartmentHours> rows;
    for (auto& [name, row] : found) rows.push_back(std::move(row));
    const auto sum = [](const DepartmentHours& row) { return row.by_tool[0] + row.by_tool[1] + row.by_tool[2]; };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return sum(a) > sum(b); });
    if (!book.published.empty())
        for (const auto& name : book.published.back().departments())
            if (!found.count(name)) rows.push_back({name, std::vector<double>(hour_tools.size()), false});
    return rows;
}

double longest_bar(const HoursBook& book) {
    double longest = 1;
    for (const auto& row : department_hours(book)) longest = std::max(longest, row.by_tool[0] + row.by_tool[1] + row.by_tool[2]);
    if (!book.published.empty())
        for (const auto& name : book.published.back().departments()) longest = std::max(longest, book.published.back().of(name));
    return longest;
}

Chart measured_chart(const HoursBook& book, double width, double height) {
    BarPlan plan{.legend = hour_tools, .inks = measured_inks, .longest = longest_bar(book)};
    for (const auto& row : department_hours(book)) plan.rows.push_back({row.department, row.by_tool, row.measured ? "" : "計測なし"});
    return bar_chart(plan, width, height);
}

Chart published_chart(const PublishedHours& published, double longest, double width, double height) {
    BarPlan plan{.legend = hour_tools, .inks = published_inks, .longest = longest, .decimals = 0};
    for (const auto& name : published.departments()) {
        BarRow row{name, {}, "使っていない"};
        for (const auto& tool : hour_tools) row.pieces.push_back(published.of(name, tool));
        plan.rows.push_back(std::move(row));
    }
    return bar_chart(plan, width, height);
}

std::string policy_of_tool(const std::string& tool) { return tool.starts_with("AI-OCR") ? "AI-OCR" : tool; }

std::string ComparableTarget::words() const {
    const auto listed = [](const std::vector<Measure>& measures, const char* between) {
        std::string text;
        for (const auto& one : measures) text += (text.empty() ? "" : between) + one.policy + " " + whole_hours(one.planned);
        return text;
    };
    std::string text = measured.empty() ? "" : "目標＝" + listed(measured, "＋");
    if (!not_measured.empty()) text += (text.empty() ? "" : "。") + std::string("よろずで計らない：") + listed(not_measured, "、");
    return text;
}

ComparableTarget comparable_target(const HoursBook& book, const std::string& policy) {
    ComparableTarget target;
    for (const auto& planned : book.policies)
        for (const auto& measure : planned.measures) {
            if (measure.name != "削減時間" || (!policy.empty() && measure.policy != policy)) continue;
            const bool counted_here = measure.policy == "RPA" || measure.policy == "AI-OCR";
            (counted_here ? target.measured : target.not_measured).push_back(measure);
            if (counted_here) target.hours += measure.planned;
        }
    return target;
}

Chart months_chart(const HoursBook& book, const std::string& policy, double width, double height) {
    BurnUp months;
    for (const auto& month : book.months) {
        DurationMs net = 0, gross = 0, verified = 0;
        for (const auto& saved : month.scenarios) {
            if (!policy.empty() && policy_of_tool(tool_of(book.input, saved.scenario)) != policy) continue;
            net += saved.net_ms, gross += saved.gross_ms, verified += saved.verified_ms;
        }
        months.net.push_back(in_hours(net));
        months.gross.push_back(in_hours(gross));
        months.verified.push_back(in_hours(verified));
    }
    const auto target = comparable_target(book, policy);
    months.target = target.hours;
    months.remark = target.words();
    return burn_up_chart(months, width, height);
}

}  // namespace yorozu::desk
