#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace yorozu::desk {

/// A table with a heading row, for reports.
struct Sheet {
    std::string name;
    std::vector<std::vector<std::string>> rows;  ///< the first is the heading
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
