#pragma once
#include "tests/store/temporary_folder.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/store/audit_log.h"

/// A workspace of its own with a clock that the test moves.
struct Office {
    TemporaryFolder folder;
    yorozu::store::TimeMs now = *yorozu::desk::moment("2025-03-24 10:12");
    std::unique_ptr<yorozu::desk::Workspace> workspace;

    Office() { open(); }
    void open() {
        workspace = std::make_unique<yorozu::desk::Workspace>(folder.path(), yorozu::store::Access::write, now);
        be("大槻", false);
    }
    void be(const std::string& who, bool signed_in) { workspace->begin({who, signed_in, [this] { return now; }}); }
    void later(int minutes) { now += minutes * std::int64_t{60'000}; }

    std::string add(const std::string& title, const std::string& department = "介護保険課", const std::string& body = "", const std::string& category = "RPA") {
        return yorozu::desk::add_case(*workspace, {{"title", title}, {"department", department}, {"body", body}, {"category", category}, {"requester", "早川"}}, 0);
    }
    yorozu::desk::CasePage page(const std::string& number) { return yorozu::desk::case_page(*workspace, number); }
    yorozu::store::Cases kept() { return yorozu::desk::stored_cases(*workspace); }
};
