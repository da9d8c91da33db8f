#include "workbench/desk/hours_output.h"

#include <xlsxwriter.h>

#include <nlohmann/json.hpp>

#include "workbench/desk/export.h"
#include "workbench/desk/reading_setup.h"
#include "workbench/desk/whole_file.h"

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

double hours(DurationMs ms) { return static_cast<double>(ms) / 3'600'000.0; }

Json saved_json(const HoursSaved& saved, bool lines) {
    Json json{{"scenario", saved.scenario.empty() ? Json(nullptr) : Json(saved.scenario)},
              {"counted", saved.counted},
              {"verified_counted", saved.verified_counted},
              {"not_counted", saved.not_counted},
              {"no_baseline", saved.no_baseline},
              {"gross_hours", hours(saved.gross_ms)},
              {"net_hours", hours(saved.net_ms)},
              {"verified_hours", hours(saved.verified_ms)},
              {"half_width_hours", saved.half_width_hours},
              {"interval", "95 %, Student's t"},
              {"gross_ms", saved.gross_ms},
              {"checking_ms", saved.checking_ms},
              {"set_up_ms", saved.set_up_ms},
              {"exception_ms", saved.exception_ms},
              {"maintenance_ms", saved.maintenance_ms},
              {"build_ms", saved.build_ms},
              {"net_ms", saved.net_ms},
              {"verified_ms", saved.verified_ms},
              {"robot_ms", saved.robot_ms},
              {"formula", saved.formula}};
    json["baselines"] = Json::array();
    for (const auto& use : saved.baselines)
        json["baselines"].push_back({{"version", use.version},
                                     {"n", use.n},
                                     {"mean_minutes", use.mean_minutes},
                                     {"deviation_minutes", use.deviation_minutes},
                                     {"per_record_ms", use.per_record_ms},
                                     {"records", use.records},
                                     {"verified_records", use.verified_records},
                                     {"who", use.who},
                                     {"method", use.method},
                                     {"valid_from", use.valid_from}});
    if (!lines) return json;
    json["lines"] = Json::array();
    for (const auto& line : saved.lines)
        json["lines"].push_back({{"kind", line.kind},
                                 {"day", line.day},
                                 {"item", line.item},
                                 {"run", line.run},
                                 {"ms", line.ms},
                                 {"counted", line.counted},
                                 {"verified", line.verified},
                                 {"baseline_version", line.baseline_version},
                                 {"note", line.note},
                                 {"target_number", line.target_number},
                                 {"evidence", line.evidence},
                                 {"source", line.source}});
    return json;
}

const Row summary_head{"シナリオ", "数えた件数", "先方の番号あり", "総削減(時間)", "確認(時間)", "準備(時間)", "例外(時間)", "保守(時間)",
                       "作成(時間)", "純削減(時間)", "95%の幅(時間)", "確かめた分(時間)", "機械の時間", "備考"};
const Row lines_head{"シナリオ", "種別", "日", "処理対象", "実行", "時間(分)", "数えた", "先方の番号", "基準の版", "備考", "証跡", "元"};

std::string decimal(double value, int places) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

Row summary_row(const HoursSaved& saved) {
    const auto h = [](DurationMs ms) { return decimal(hours(ms), 2); };
    return {saved.scenario.empty() ? "合計" : saved.scenario,
            std::to_string(saved.counted),
            std::to_string(saved.verified_counted),
            h(saved.gross_ms),
            h(saved.checking_ms),
            h(saved.set_up_ms),
            h(saved.exception_ms),
            h(saved.maintenance_ms),
            h(saved.build_ms),
            h(saved.net_ms),
            decimal(saved.half_width_hours, 2),
            h(saved.verified_ms),
            h(saved.robot_ms),
            saved.no_baseline ? "基準なし：0" : ""};
}

Row line_row(const std::string& scenario, const HoursLine& line) {
    return {scenario,
            line.kind,
            line.day,
            line.item ? std::to_string(line.item) : "",
            line.run ? std::to_string(line.run) : "",
            decimal(static_cast<double>(line.ms) / 60'000.0, 3),
            line.counted ? "○" : "×",
            line.target_number,
            line.baseline_version ? std::to_string(line.baseline_version) : "",
            line.note,
            line.evidence,
            line.source};
}

}  // namespace

std::vector<Row> hours_summary_rows(const HoursReport& report) {
    std::vector<Row> rows{summary_head};
    for (const auto& saved : report.scenarios) rows.push_back(summary_row(saved));
    rows.push_back(summary_row(report.total));
    return rows;
}

std::vector<Row> hours_line_rows(const HoursReport& report) {
    std::vector<Row> rows{lines_head};
    for (const auto& saved : report.scenarios)
        for (const auto& line : saved.lines) rows.push_back(line_row(saved.scenario, line));
    return rows;
}

std::vector<Row> hours_formula_rows(const HoursReport& report) {
    std::vector<Row> formulas{{"シナリオ", "式"}};
    for (const auto& saved : report.scenarios)
        for (const auto& line : saved.formula) formulas.push_back({saved.scenario, line});
    for (const auto& line : report.total.formula) formulas.push_back({"合計", line});
    return formulas;
}

std::string hours_heading(const HoursReport& report) {
    return report.period.name + " 年度の削減時間（" + report.period.first_day + " から " + report.period.last_day + " まで）";
}

namespace {

/// A text that a spreadsheet would take for a formula is kept as text.
std::string csv_cell(const std::string& text) {
    const bool formula = !text.empty() && (text[0] == '=' || text[0] == '+' || text[0] == '@');
    const std::string safe = formula ? "'" + text : text;
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

std::string csv_of(const std::vector<Row>& rows) {
    std::string text;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) text += csv_cell(row[i]) + (i + 1 == row.size() ? "\r\n" : ",");
    return text;
}

std::string html_text(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&') safe += "&amp;";
        else if (c == '<') safe += "&lt;";
        else if (c == '>') safe += "&gt;";
        else safe += c;
    }
    return safe;
}

std::string html_table(const std::vector<Row>& rows) {
    std::string html = "<table>\n";
    for (const auto& row : rows) {
        const char* cell = &row == &rows.front() ? "th" : "td";
        html += "<tr>";
        for (const auto& text : row) html += std::string("<") + cell + ">" + html_text(text) + "</" + cell + ">";
        html += "</tr>\n";
    }
    return html + "</table>\n";
}

std::string html_of(const HoursReport& report, const std::string& produced) {
    std::string html =
        "<!doctype html>\n<html lang=\"ja\"><meta charset=\"utf-8\"><title>" + html_text(hours_heading(report)) +
        "</title>\n<style>body{font-family:sans-serif;margin:2em;line-height:1.6}table{border-collapse:collapse;font-size:90%}"
        "th,td{border:1px solid #999;padding:.2em .5em;text-align:left}th{background:#eee}"
        "@media print{body{margin:0}tr{break-inside:avoid}}</style>\n<h1>" +
        html_text(hours_heading(report)) + "</h1>\n<p>作成 " + html_text(produced) +
        "。数えるのは、業務システムが登録を確かめた記録だけです。試行・未確定・失敗・重複・基準のない記録は 0 です。</p>\n";
    html += html_table(hours_summary_rows(report));
    std::vector<HoursSaved> all = report.scenarios;
    all.push_back(report.total);
    for (const auto& saved : all) {
        html += "<h2>" + html_text(saved.scenario.empty() ? "合計" : saved.scenario) + "</h2>\n<ul>\n";
        for (const auto& line : saved.formula) html += "<li>" + html_text(line) + "</li>\n";
        html += "</ul>\n";
    }
    return html + "<h2>もとになる記録</h2>\n" + html_table(hours_line_rows(report)) + "</html>\n";
}

void write_sheet(lxw_workbook* book, const char* name, const std::vector<Row>& rows) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, name);
    lxw_format* bold = workbook_add_format(book);
    format_set_bold(bold);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const auto& text = rows[r][c];
            const auto row = static_cast<lxw_row_t>(r);
            const auto column = static_cast<lxw_col_t>(c);
            char* end = nullptr;
            const double number = std::strtod(text.c_str(), &end);
            // Amounts become numbers; numbers with leading zeros are codes and stay text.
            const bool amount = r > 0 && !text.empty() && *end == '\0' && (text[0] != '0' || text.size() == 1 || text[1] == '.');
            if (amount) worksheet_write_number(sheet, row, column, number, nullptr);
            else worksheet_write_string(sheet, row, column, text.c_str(), r == 0 ? bold : nullptr);
        }
    worksheet_freeze_panes(sheet, 1, 0);
}

void write_xlsx(const HoursReport& report, WholeFile& file) {
    lxw_workbook* book = workbook_new(file.beside().c_str());
    write_sheet(book, "削減時間", hours_summary_rows(report));
    write_sheet(book, "式", hours_formula_rows(report));
    write_sheet(book, "もとになる記録", hours_line_rows(report));
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
        throw ExportFailure(std::string("XLSX を書けません（") + lxw_strerror(error) + "）: " + file.beside().string() +
                            ": 空き容量とフォルダーの権限を確かめてください");
}

}  // namespace

std::string hours_json(const HoursReport& report, bool lines) {
    Json json{{"period",
               {{"name", report.period.name}, {"first_day", report.period.first_day}, {"last_day", report.period.last_day}}}};
    json["scenarios"] = Json::array();
    for (const auto& saved : report.scenarios) json["scenarios"].push_back(saved_json(saved, lines));
    json["total"] = saved_json(report.total, false);
    return json.dump(2);
}

void write_hours(const HoursReport& report, const std::filesystem::path& file, const std::string& produced) {
    const auto ending = file.extension();
    if (ending != ".csv" && ending != ".xlsx" && ending != ".html")
        throw RequestFault("書き出す形が分かりません: " + file.string() + ": .csv、.xlsx、.html のどれかで終わる名前にしてください");
    WholeFile whole(file);
    if (ending == ".csv") whole.write("\xEF\xBB\xBF" + csv_of(hours_summary_rows(report)) + "\r\n" + csv_of(hours_line_rows(report)));
    else if (ending == ".html") whole.write(html_of(report, produced));
    else write_xlsx(report, whole);
    whole.place();
}

}  // namespace yorozu::desk
