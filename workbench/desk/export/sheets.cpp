#include "workbench/desk/export/sheets.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>

#include "workbench/desk/export/table_writer.h"
#include "workbench/desk/workspace/request_fault.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace {

std::string csv_of(const std::vector<Sheet>& sheets) {
    std::string text = "\xEF\xBB\xBF";
    for (const auto& sheet : sheets) {
        if (&sheet != &sheets.front()) text += "\r\n";
        text += report_csv_cell(sheet.name) + "\r\n";
        for (const auto& row : sheet.rows)
            for (std::size_t at = 0; at < row.size(); ++at) text += report_csv_cell(row[at]) + (at + 1 == row.size() ? "\r\n" : ",");
    }
    return text;
}

void add_chart(lxw_workbook* book, lxw_worksheet* page, const Sheet& sheet) {
    if (!sheet.chart || sheet.rows.size() < 2) return;
    const bool bars = sheet.chart->kind == SheetChart::Kind::stacked_bars;
    lxw_chart* chart = workbook_add_chart(book, bars ? LXW_CHART_BAR_STACKED : LXW_CHART_LINE);
    const auto last = static_cast<lxw_row_t>(sheet.rows.size() - 1);
    for (const lxw_col_t column : sheet.chart->columns) {
        lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
        chart_series_set_categories(series, sheet.name.c_str(), 1, 0, last, 0);
        chart_series_set_values(series, sheet.name.c_str(), 1, column, last, column);
        chart_series_set_name_range(series, sheet.name.c_str(), 0, column);
    }
    chart_title_set_name(chart, sheet.chart->title.c_str());
    if (bars) chart_axis_set_reverse(chart->x_axis);   // the first row on top
    lxw_chart_options place{};
    place.x_scale = place.y_scale = 1.4;
    worksheet_insert_chart_opt(page, 1, static_cast<lxw_col_t>(sheet.rows.front().size() + 1), chart, &place);
}

void write_xlsx(const std::vector<Sheet>& sheets, WholeFile& file) {
    lxw_workbook* book = workbook_new(file.beside().c_str());
    lxw_format* bold = workbook_add_format(book);
    format_set_bold(bold);
    for (const auto& sheet : sheets) {
        lxw_worksheet* page = workbook_add_worksheet(book, sheet.name.c_str());
        for (std::size_t r = 0; r < sheet.rows.size(); ++r)
            for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
                const auto& text = sheet.rows[r][c];
                const auto row = static_cast<lxw_row_t>(r);
                const auto column = static_cast<lxw_col_t>(c);
                if (r > 0 && is_amount(text)) worksheet_write_number(page, row, column, std::strtod(text.c_str(), nullptr), nullptr);
                else worksheet_write_string(page, row, column, text.c_str(), r == 0 ? bold : nullptr);
            }
        worksheet_set_column(page, 0, 0, 28, nullptr);
        worksheet_freeze_panes(page, 1, 0);
        add_chart(book, page, sheet);
    }
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
        throw ExportFailure(std::string("XLSX を書けません（") + lxw_strerror(error) + "）: " + file.beside().string() + ": 空き容量とフォルダーの権限を確かめてください");
}

}  // namespace

bool is_amount(const std::string& text) {
    if (text.empty() || text.find_first_not_of("-0123456789.") != std::string::npos) return false;
    char* end = nullptr;
    std::strtod(text.c_str(), &end);
    return *end == '\0' && (text[0] != '0' || text.size() == 1 || text[1] == '.');
}

std::string report_csv_cell(const std::string& text) {
    const bool formula = !text.empty() && (text[0] == '=' || text[0] == '+' || text[0] == '@');
    const std::string safe = formula ? "'" + text : text;
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

void write_sheets(const std::vector<Sheet>& sheets, const std::string& json, const std::filesystem::path& file) {
    const auto format = export_format(file);
    if (!format) throw RequestFault("書き出す形が分かりません: " + file.string() + ": .csv、.xlsx、.json のどれかで終わる名前にしてください");
    WholeFile whole(file);
    if (*format == ExportFormat::csv) whole.write(csv_of(sheets));
    else if (*format == ExportFormat::json) whole.write(json + "\n");
    else write_xlsx(sheets, whole);
    whole.place();
}

}  // namespace yorozu::desk
