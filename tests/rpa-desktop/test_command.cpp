// The real command on the sample ledger: exactly once, through kill -9 and through a program that dies behind the commit.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "tests/rpa-command/command_desk.h"
#include "tests/rpa-desktop/ledger_desk.h"

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

struct LedgerCommands : CommandDesk {
    fs::path scenario = folder / "scenario.json", ledger = folder / "ledger.db", rows = folder / "rows.csv";
    int records = 0;

    LedgerCommands() {
        variables["YOROZU_SECRET_pin"] = "mihon-1001";  // the sample clerk's
        auto json = nlohmann::ordered_json::parse(contents(std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/madoguchi-daicho.json"));
        const std::string program = std::string(YOROZU_BIN_DIR) + "/yorozu-counter-ledger";
        json["programs"] = {program};
        json["setup"][0]["command"] = {program, "--db", ledger.string(), "--faults", (folder / "faults").string()};
        std::ofstream(scenario) << json.dump(1);
    }
    void make_rows(int count) {
        std::ofstream out(rows);
        out << "number,name,kana,address,kind,payment\n";
        records = count;
        for (int i = 0; i < count; ++i) out << 26000001 + i << ",髙﨑 𠮷彅,ﾀｶｻｷ,見本市" << i + 1 << "番地,学生,口座振替\n";
    }
    int key() { return run({"rpa", "run", scenario.string(), "--data", rows.string(), "--evidence", (folder / "evidence").string()}); }
    void require_each_once() {
        const counter_ledger::Ledger saved(ledger);
        for (int i = 0; i < records; ++i) {
            const auto found = saved.find(std::to_string(26000001 + i));
            INFO(i);
            REQUIRE(found.size() == 1);
            CHECK(found[0].name == "髙﨑 𠮷彅");
            CHECK(found[0].kana == "タカサキ");
            CHECK(found[0].address == "見本市" + std::to_string(i + 1) + "番地");
            CHECK(found[0].kind == "学生");
            CHECK(found[0].payment == "口座振替");
        }
    }
};

}  // namespace

TEST_CASE("yorozu rpa run keys records into a desktop program once each, with evidence, and a second run keys nothing") {
    LedgerCommands desk;
    desk.make_rows(3);
    const int code = desk.key();
    INFO(desk.err());
    REQUIRE(code == 0);
    desk.require_each_once();
    CHECK(desk.out().find("完了 3") != std::string::npos);
    CHECK_FALSE(fs::is_empty(desk.folder / "evidence"));
    CHECK(desk.key() == 0);
    desk.require_each_once();
    desk.require_nothing_left();
    CHECK(contents(desk.folder / "ws/yorozu.db").find("mihon-1001") == std::string::npos);
}

TEST_CASE("A program that crashes or hangs behind the commit is started again and asked; nothing is keyed twice") {
    LedgerCommands desk;
    desk.make_rows(2);
    auto json = nlohmann::ordered_json::parse(contents(desk.scenario));
    for (auto& step : json["perRecord"])
        if (step["type"] == "commit") step["timeout"] = 5000;
    std::ofstream(desk.scenario) << json.dump(1);
    std::ofstream(desk.folder / "faults") << GENERATE("crash-after-save", "hang-after-save");
    const int code = desk.key();
    INFO(desk.err());
    CHECK(code == 0);
    desk.require_each_once();
}

TEST_CASE("A program that refuses every commit without a word ends as a system exception, with its picture") {
    LedgerCommands desk;
    desk.make_rows(1);
    auto json = nlohmann::ordered_json::parse(contents(desk.scenario));
    desk.variables["YOROZU_SECRET_pin"] = "wrong";
    for (auto& step : json["perRecord"])
        if (step["type"] == "commit") step["timeout"] = 300;
    std::ofstream(desk.scenario) << json.dump(1);
    CHECK(desk.key() == 4);
    CHECK(desk.err().find("確定を 10 回押しましたが、登録されていません") != std::string::npos);
    CHECK(counter_ledger::Ledger(desk.ledger).find("26000001").empty());
    desk.require_nothing_left();
}

TEST_CASE("kill -9 of the runner at any moment leaves no process behind, and the next run keys each record once") {
    LedgerCommands desk;
    desk.make_rows(4);
    std::mt19937 random(20261121);
    int killed = 0;
    for (int code = -1; code != 0;) {
        const pid_t child = desk.start({"rpa", "run", desk.scenario.string(), "--data", desk.rows.string()});
        if (killed < 4) {
            std::this_thread::sleep_for(milliseconds(300 + random() % 3000));
            kill(child, SIGKILL);
        }
        code = CommandDesk::finish(child);
        desk.require_nothing_left();
        if (code == -SIGKILL) ++killed;
        else {
            INFO(desk.err());
            REQUIRE(code == 0);
        }
    }
    desk.require_each_once();
}
