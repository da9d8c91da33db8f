#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace yorozu::desk {

/// A real chart over columns of its own sheet, so that a spreadsheet draws it anew when a number changes.
struct SheetChart {
    enum class Kind { stacked_bars, lines } kind = Kind::stacked_bars;
    std::vector<std::uint16_t> columns;   ///< from 0; column 0 has the categories
    std::string title;
};

/// A table with a heading row, for reports.
struct Sheet {
    std::string name;
    std::vector<std::vector<std::string>> rows;  ///< the first is the heading
    std::optional<SheetChart> chart{};           ///< beside the table in .xlsx; a table without rows has none
};

/// By the file's ending: .csv (UTF-8 with BOM, tables one after the other, each under its name), .xlsx (a sheet each; amounts become numbers),
/// .json (`json` as it is). A text that a spreadsheet would take for a formula stays text. Throws RequestFault for another ending,
/// ExportFailure; the file is there whole or not at all.
void write_sheets(const std::vector<Sheet>& sheets, const std::string& json, const std::filesystem::path& file);

/// A number that may be written as one; digits with leading zeros are a code and stay text.
bool is_amount(const std::string& text);

/// One field of such a CSV.
std::string report_csv_cell(const std::string& text);

}  // namespace yorozu::desk
