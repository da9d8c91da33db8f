#include <catch2/catch.hpp>
#include <fstream>

#include "tests/store/temporary_folder.h"
#include "workbench/desk/office_settings.h"
#include "workbench/store/audit_log.h"

using namespace yorozu;
namespace fs = std::filesystem;

TEST_CASE("What an office decides is kept, copied with a backup and written down; a broken file stops instead of being guessed at") {
    TemporaryFolder folder;
    desk::Workspace workspace(folder / "ws", store::Access::write, 1);
    workspace.begin({"確認者 1", false, [] { return store::TimeMs{1}; }});
    CHECK(desk::office_settings(workspace).error_limit == Approx(0.001));
    desk::change_office_settings(workspace, {.error_limit = 0.0005});
    CHECK(desk::office_settings(workspace).error_limit == Approx(0.0005));
    const auto log = store::AuditLog(workspace.database()).entries({});
    REQUIRE_FALSE(log.empty());
    CHECK(log.back().act == "settings");
    CHECK(log.back().detail.find("0.05 %") != std::string::npos);

    desk::backup_workspace(workspace, folder / "copy");
    CHECK(fs::exists(folder / "copy" / "settings" / "reading.json"));

    CHECK_THROWS_AS(desk::change_office_settings(workspace, {.error_limit = 0.5}), desk::RequestFault);
    CHECK(desk::office_settings(workspace).error_limit == Approx(0.0005));
    for (const char* broken : {"{", "{}", R"({"error_limit": "small"})", R"({"error_limit": 1})"}) {
        std::ofstream(folder / "ws" / "settings" / "reading.json") << broken;
        INFO(broken);
        CHECK_THROWS_AS(desk::office_settings(workspace), desk::RequestFault);
    }
}
