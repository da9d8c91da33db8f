#include "workbench/cli/dates.h"

#include "workbench/cli/command.h"

namespace yorozu::cli {

desk::FiscalYear fiscal_year_named(const std::string& text, const std::string& today) {
    if (text.empty()) return desk::fiscal_year_of(today);
    const auto year = desk::fiscal_year(text);
    if (!year) throw Failure(exit_request_wrong, "年度が分かりません", text, "R5、令和5年度、2023 のように書いてください");
    return *year;
}

std::int64_t moment_named(const std::string& option, const std::string& text) {
    if (text.empty()) return 0;
    const auto at = desk::moment(text);
    if (!at) throw Failure(exit_request_wrong, "日時が正しくありません", option + " " + text, "2026-04-01 10:12 のように書いてください");
    return *at;
}

std::string day_named(const std::string& option, const std::string& text, const std::string& otherwise) {
    if (text.empty()) return otherwise;
    if (!desk::day_number(text)) throw Failure(exit_request_wrong, "日付が正しくありません", option + " " + text, "2026-04-01 のように書いてください");
    return text;
}

}  // namespace yorozu::cli
