// yorozu rpa record --desktop: what a person does once in a program is recorded, and the recording keys other records. The
// programs' own files are the judge.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/rpa-desktop/ledger_desk.h"
#include "tests/rpa-desktop/person_at_desktop.h"
#include "tests/rpa-record/recording_desk.h"

namespace {

struct ProgramDesk : RecordingDesk {
    ProgramDesk() { variables["YOROZU_SECRET_暗証番号"] = "mihon-1001"; }
    pid_t record(const std::vector<std::string>& program, const std::string& data = "") const { return RecordingDesk::record({}, program, data); }
};

}  // namespace

TEST_CASE("What a person keys once into a GTK program is recorded with its question, its menu and the look-up, and keys another record") {
    ProgramDesk desk;
    const std::string program = std::string(YOROZU_BIN_DIR) + "/yorozu-counter-ledger", ledger = (desk.folder / "ledger.db").string();
    std::ofstream(desk.folder / "hand.csv") << "number,name,kana,address,kind,payment\n26000001,髙﨑 𠮷彅,ﾀｶｻｷ,見本市1番地,学生,口座振替\n";
    std::ofstream(desk.folder / "rows.csv") << "number,name,kana,address,kind,payment\n26000002,見本 二郎,ﾐﾎﾝ,見本市2番地,シルバー,口座振替\n";
    const pid_t recorder = desk.record({program, "--db", ledger}, (desk.folder / "hand.csv").string());
    {
        PersonAtDesktop person(desk.temporary);
        person.press("aria/暗証番号[role=\"textbox\"]");
        person.type("mihon-1001");
        person.press("aria/ファイル[role=\"menu\"]");
        person.press("aria/新しい申請[role=\"menuitem\"]");
        person.fill("aria/申請番号[role=\"textbox\"]", "26000001");
        person.fill("aria/氏名[role=\"textbox\"]", "髙﨑 𠮷彅");
        person.keys("Tab");
        person.paste("タカサキ");
        person.fill("aria/住所[role=\"textbox\"]", "見本市1番地");
        person.press("aria/区分[role=\"combobox\"]");
        person.keys("Down");
        person.keys("Down");
        person.keys("Enter");
        person.press("aria/口座振替[role=\"radio\"]");
        person.press("aria/登録[role=\"button\"]");
        person.press("aria/はい[role=\"button\"]");
        person.fill("aria/検索する申請番号[role=\"textbox\"]", "26000001");
        person.press("aria/検索[role=\"button\"]");
        std::this_thread::sleep_for(std::chrono::seconds(1));
        person.press("aria/ファイル[role=\"menu\"]");
        person.press("aria/終了[role=\"menuitem\"]");
    }
    const int ended = CommandDesk::finish(recorder);
    const auto heard = desk.err();
    INFO(heard);
    INFO(desk.err() << contents(desk.scenario));
    REQUIRE(ended == 0);
    desk.require_nothing_left();
    const auto json = desk.recorded();
    desk.require_none_of({"mihon-1001", "26000001", "髙﨑", "見本市1番地"});
    CHECK(ProgramDesk::types_of(json.at("setup")) == std::vector<std::string>{"desktop.launch", "desktop.set-text"});
    CHECK(ProgramDesk::types_of(json.at("perRecord")) == std::vector<std::string>{"verify.find", "desktop.menu", "desktop.set-text", "desktop.set-text", "desktop.set-text", "desktop.set-text", "desktop.select", "desktop.choose", "commit"});
    CHECK(ProgramDesk::types_of(json.at("teardown")) == std::vector<std::string>{"desktop.menu"});
    CHECK(contents(desk.scenario).find("full_katakana(record[\\\"kana\\\"])") != std::string::npos);

    const auto run = [&] { return desk.run({"rpa", "run", desk.scenario.string(), "--data", (desk.folder / "rows.csv").string()}); };
    const int code = run();
    INFO(desk.err() << desk.out());
    REQUIRE(code == 0);
    const auto found = counter_ledger::Ledger(ledger).find("26000002");
    REQUIRE(found.size() == 1);
    CHECK(found[0].name == "見本 二郎");
    CHECK(found[0].kana == "ミホン");
    CHECK(found[0].address == "見本市2番地");
    CHECK(found[0].kind == "シルバー");
    CHECK(found[0].payment == "口座振替");
    // A workspace that knows nothing of it finds the registration by the recorded look-up.
    desk.workspace = desk.folder / "ws2";
    CHECK(run() == 0);
    CHECK(desk.out().find("登録済み 1") != std::string::npos);
    CHECK(counter_ledger::Ledger(ledger).find("26000002").size() == 1);
}

TEST_CASE("What a person does in a Qt form is recorded by its labels, and the form's own file holds the next record") {
    ProgramDesk desk;
    const std::string program = std::string(YOROZU_BIN_DIR) + "/yorozu-qt-form", file = (desk.folder / "qt.jsonl").string();
    std::ofstream(desk.folder / "rows.csv") << "氏名,住所,種別\n見本 二郎,見本市2番地,転居\n";
    const pid_t recorder = desk.record({program, file});
    {
        PersonAtDesktop person(desk.temporary);
        person.fill("aria/氏名[role=\"textbox\"]", "髙﨑");
        person.fill("aria/住所[role=\"textbox\"]", "見本市1番地");
        person.press("aria/種別[role=\"combobox\"]");
        person.keys("Down");
        person.keys("Enter");
        person.press("aria/至急[role=\"checkbox\"]");
        person.press("aria/保存[role=\"button\"]");
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    kill(recorder, SIGINT);
    const int ended = CommandDesk::finish(recorder);
    const auto heard = desk.err();
    INFO(heard);
    INFO(desk.err() << contents(desk.scenario));
    REQUIRE(ended == 0);
    const auto json = desk.recorded();
    CHECK(ProgramDesk::types_of(json.at("perRecord")) == std::vector<std::string>{"desktop.set-text", "desktop.set-text", "desktop.select", "desktop.choose", "commit"});
    std::ofstream rows(desk.folder / "rows.csv");
    for (const auto& column : json.at("dataColumns")) rows << (column == json.at("dataColumns").front() ? "" : ",") << column.get<std::string>();
    rows << "\n見本 二郎,見本市2番地,転居,オン\n";
    rows.close();
    CHECK(desk.run({"rpa", "run", desk.scenario.string(), "--data", (desk.folder / "rows.csv").string()}) == 0);
    INFO(desk.err() << desk.out());
    std::ifstream in(file);
    std::string first, second;
    std::getline(in, first);
    std::getline(in, second);
    REQUIRE_FALSE(second.empty());
    const auto saved = ProgramDesk::Json::parse(second);
    CHECK(saved.at("name") == "見本 二郎");
    CHECK(saved.at("address") == "見本市2番地");
    CHECK(saved.at("kind") == "転居");
    CHECK(saved.at("urgent") == true);
}

TEST_CASE("A recording of a program that is not there, or ends at once, or in which nothing is done, says what to do") {
    ProgramDesk desk;
    CHECK(CommandDesk::finish(desk.record({"yorozu-no-such-program"})) == 2);
    CHECK(desk.err().find("プログラムがありません") != std::string::npos);
    CHECK(CommandDesk::finish(desk.record({"/bin/false"})) == 3);
    CHECK(desk.err().find("プログラムが始まりません") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(desk.scenario));
    desk.require_nothing_left();
}
