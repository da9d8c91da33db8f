#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"

namespace yorozu::desk {

/// A question that was solved, as everybody may read it: nobody's name, no department's own words but the titles.
struct FaqEntry {
    std::string question;              ///< title of the newest case
    std::string answer;                ///< its solution
    std::string category, system;
    std::vector<std::string> numbers;  ///< cases with this answer, newest first
    std::vector<std::string> titles;   ///< of those cases, each once
    std::string last_day;              ///< ISO, of the newest receipt
};
/// Solved cases with a solution, those with the same one (width, kana and blanks aside) together; the most asked first, then the newest. `words`: only
/// entries with all of them in a question or the answer; "" : all. For whoever may see finished cases.
std::vector<FaqEntry> case_faq(Workspace& workspace, const std::string& words = "");

/// By the file's ending: .csv, .xlsx, .json, or .html (one page, by category, to be put on the office's own web). Throws RequestFault, ExportFailure.
void write_faq(const std::vector<FaqEntry>& entries, const std::filesystem::path& file);
std::string faq_json(const std::vector<FaqEntry>& entries);

}  // namespace yorozu::desk
