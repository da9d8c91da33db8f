#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"

namespace yorozu::desk {

/// One case on paper: what it is, what belongs to it, and its history oldest first, with the lines that were corrected marked as such.
struct PrintedCase {
    std::string title;    ///< 「R6-0027　還付口座の登録を自動化したい」
    std::string remark;   ///< who printed it, and when
    std::vector<std::array<std::string, 2>> fields;                ///< word, value
    std::vector<std::array<std::string, 2>> belongings;            ///< links and attachments: kind, what
    std::vector<std::array<std::string, 4>> history;               ///< when, who, kind, words
};
/// Pure; `produced`: who and when.
PrintedCase printed_case(const CasePage& page, const std::string& produced);
/// What the person may see of it; the printing is in the audit log first. Throws RequestFault as case_page.
PrintedCase print_case(Workspace& workspace, const std::string& number);

/// .pdf (A4) or .html (one file, for a browser). Throws RequestFault for another ending, ExportFailure.
void write_printed_case(const PrintedCase& printed, const std::filesystem::path& file);

}  // namespace yorozu::desk
