// The Qt form: the same words as for GTK, judged by the file that it writes.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <thread>

#include "tests/rpa-desktop/ledger_desk.h"

using namespace yorozu::rpa;

TEST_CASE("A Qt form is filled by its labels, notices the editing, and its own file holds every value") {
    TemporaryFolder folder;
    const std::string program = std::string(YOROZU_BIN_DIR) + "/yorozu-qt-form";
    const auto desktop = start_desktop({{}, {program}, {}});
    const auto patience = LedgerDesk::patience;
    const auto aria = LedgerDesk::aria;
    desktop->launch({program, (folder / "records").string()}, "届出入力", patience);
    const auto enter = [&](const std::string& field, const std::string& text, Entry how = Entry::usual) {
        desktop->set_text(aria(field), text, how, patience);
        CHECK(desktop->read_back(aria(field)) == text);
    };
    enter("氏名", "髙﨑 𠮷彅");
    enter("住所", "見本市１－２－３　ﾊｲﾂ見本", Entry::set);
    enter("備考", "葛\U000E0100飾 か\u3099", Entry::paste);
    desktop->select(aria("種別[role=\"combobox\"]"), "転居", patience);
    CHECK(desktop->read_back(aria("種別[role=\"combobox\"]")) == "転居");
    desktop->choose(aria("至急[role=\"checkbox\"]"), "オン", patience);
    desktop->press(aria("保存[role=\"button\"]"), Driver::Press::click, Driver::Heal::never, patience);
    const Target saved{{{"text/保存しました（1 件）"}}, {}};
    for (int round = 0; round < 100 && desktop->glance({saved}).sights[0].count == 0; ++round) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::ifstream in(folder / "records");
    const auto record = nlohmann::json::parse(in, nullptr, false);
    REQUIRE(record.is_object());
    CHECK(record["name"] == "髙﨑 𠮷彅");
    CHECK(record["address"] == "見本市１－２－３　ﾊｲﾂ見本");
    CHECK(record["remarks"] == "葛\U000E0100飾 か\u3099");
    CHECK(record["kind"] == "転居");
    CHECK(record["urgent"] == true);
    CHECK(record["edited"].get<int>() > 0);
    const auto rows = desktop->table(aria("届出の一覧[role=\"table\"]"));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == std::vector<std::string>{"氏名", "種別"});
    CHECK(rows[1] == std::vector<std::string>{"髙﨑 𠮷彅", "転居"});
}
