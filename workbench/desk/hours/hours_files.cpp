// The hours as files for an auditor who has no program of ours.
#include <cmath>
#include <cstdio>

#include "workbench/desk/export/export.h"
#include "workbench/desk/export/safe_html.h"
#include "workbench/desk/export/sheets.h"
#include "workbench/desk/hours/hours_book.h"
#include "workbench/desk/hours/hours_output.h"
#include "workbench/desk/hours/hours_pdf.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {

std::string title_of(const HoursBook& book) { return hours_heading(book.report); }

std::vector<std::string> preface_of(const HoursBook& book) {
    return {"作成 " + book.produced + "。期間 " + book.report.period.first_day + " から " + book.report.period.last_day + " まで。",
            "数えるのは、業務システムが登録を確かめた記録だけです。試行・未確定・失敗・重複・除外・基準のない記録は 0 です。",
            "報告（公表された値）・計測・見込みは別のもので、足し合わせません。幅は基準の計測から求めた 95 % 区間です。"};
}

std::vector<Sheet> sheets_of(const HoursBook& book) {
    const auto decimal = [](double value) {
        char text[48];
        std::snprintf(text, sizeof text, "%.1f", value);
        return std::string(text);
    };
    std::vector<Sheet> sheets{{"計測", hours_summary_rows(book.report)}, {"式", hours_formula_rows(book.report)}};
    Sheet departments{"課別", {{"所管課", "RPA(時間)", "AI-OCR+RPA(時間)", "AI-OCR(時間)", "備考"}}, SheetChart{SheetChart::Kind::stacked_bars, {1, 2, 3}, "課ごとの純削減（時間）"}};
    for (const auto& row : department_hours(book)) departments.rows.push_back({row.department, decimal(row.by_tool[0]), decimal(row.by_tool[1]), decimal(row.by_tool[2]), row.measured ? "" : "計測なし"});
    sheets.push_back(departments);
    Sheet months{"月別", {{"月", "純(時間)", "純の累計(時間)", "総の累計(時間)", "確認済の累計(時間)"}}, SheetChart{SheetChart::Kind::lines, {2, 3, 4}, "月ごとの積み上げ（時間）"}};
    DurationMs net = 0, gross = 0, verified = 0;
    for (const auto& month : book.months) {
        net += month.total.net_ms, gross += month.total.gross_ms, verified += month.total.verified_ms;
        const auto h = [&](DurationMs ms) { return decimal(static_cast<double>(ms) / 3'600'000); };
        months.rows.push_back({month.period.name, h(month.total.net_ms), h(net), h(gross), h(verified)});
    }
    sheets.push_back(months);
    Sheet plan{"事業量", {{"施策", "事業量", "単位", "目標", "実績", "率(%)", "判定", "数え方"}}};
    for (const auto& policy : book.policies)
        for (const auto& one : policy.measures)
            plan.rows.push_back({policy.name, one.name, one.unit, decimal(one.planned), one.known ? decimal(one.achieved) : "", one.known ? decimal(100 * one.share()) : "", policy.grade, one.source});
    for (const auto& rule : grade_rules()) plan.rows.push_back({rule});
    sheets.push_back(plan);
    int tables = 0;
    for (const auto& published : book.published) {
        // Two tables of one year have names of their own: a workbook takes each name once.
        Sheet sheet{"報告 " + published.year.name() + (++tables > 1 ? "（" + std::to_string(tables) + "）" : ""), {{"所管課", "ツール", "業務", "時間(報告)", "出典 " + published.source}}};
        for (const auto& row : published.rows) {
            char text[32];
            std::snprintf(text, sizeof text, "%.0f", row.hours);
            sheet.rows.push_back({row.department, row.uses_tools ? row.tool : "使っていない", row.work, row.uses_tools ? text : "", ""});
        }
        char total[32];
        std::snprintf(total, sizeof total, "%.0f", published.total());
        sheet.rows.push_back({"合計", "", "", total, "計測とは足し合わせません"});
        sheets.push_back(sheet);
    }
    sheets.push_back({"もとになる記録", hours_line_rows(book.report)});
    Sheet about{"この表について", {{hours_heading(book.report)}}};
    for (const auto& line : preface_of(book)) about.rows.push_back({line});
    sheets.push_back(about);
    return sheets;
}

namespace {

std::string html_of(const HoursBook& book) {
    std::string html = "<!doctype html>\n<html lang=\"ja\"><meta charset=\"utf-8\"><title>" + safe_html(title_of(book)) +
                       "</title>\n<style>body{font-family:sans-serif;margin:2em;line-height:1.6}table{border-collapse:collapse;font-size:90%}"
                       "th,td{border:1px solid #999;padding:.2em .5em;text-align:left}th{background:#eee}figure{display:inline-block;margin:0 1em 1em 0}"
                       "@media print{body{margin:0}tr{break-inside:avoid}}</style>\n<h1>" + safe_html(title_of(book)) + "</h1>\n";
    for (const auto& line : preface_of(book)) html += "<p>" + safe_html(line) + "</p>\n";
    const auto figure = [&](const std::string& name, const Chart& chart) { html += "<figure><figcaption>" + safe_html(name) + "</figcaption>" + svg_of(chart.drawing) + "</figure>\n"; };
    for (const auto& published : book.published)
        figure("報告　" + published.year.name() + " 年度　" + published.source + "・計 " + std::to_string(std::lround(published.total())) + " 時間", published_chart(published, longest_bar(book), 424, 300));
    figure("計測　" + book.year.name() + " 年度　純・計 " + hours_text(book.report.total.net_ms) + " 時間", measured_chart(book, 424, 300));
    figure("月ごとの積み上げ（すべてのツール）", months_chart(book, "", 498, 300));
    for (const auto& measure : comparable_target(book, "").measured) figure("月ごとの積み上げ（" + measure.policy + "）", months_chart(book, measure.policy, 498, 300));
    for (const auto& sheet : sheets_of(book)) {
        html += "<h2>" + safe_html(sheet.name) + "</h2>\n<table>\n";
        for (const auto& row : sheet.rows) {
            const char* tag = &row == &sheet.rows.front() ? "th" : "td";
            html += "<tr>";
            for (const auto& cell : row) html += std::string("<") + tag + ">" + safe_html(cell) + "</" + tag + ">";
            html += "</tr>\n";
        }
        html += "</table>\n";
    }
    return html + "</html>\n";
}

}  // namespace

void write_hours_book(const HoursBook& book, const std::filesystem::path& file) {
    const auto ending = file.extension();
    if (ending == ".csv" || ending == ".xlsx") return write_sheets(sheets_of(book), "", file);
    if (ending != ".html" && ending != ".pdf")
        throw RequestFault("書き出す形が分かりません: " + file.string() + ": .csv、.xlsx、.html、.pdf のどれかで終わる名前にしてください");
    WholeFile whole(file);
    if (ending == ".html") whole.write(html_of(book));
    else write_pdf(book, whole.beside());
    whole.place();
}

}  // namespace yorozu::desk
