// The real command with the real browser against the real back-office, killed at random moments.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "samples/back-office/office.h"
#include "tests/rpa-command/command_desk.h"
#include "tests/rpa/seeded_trials.h"

using namespace yorozu;
using std::chrono::milliseconds;

namespace {

namespace fs = std::filesystem;

std::string number_of(int i) { return std::to_string(30000000 + i); }

struct OfficeCommands : CommandDesk {
    backoffice::Office office{{folder / "office.db", 0, "1001", "mihon-1001", {}}};
    fs::path scenario = folder / "scenario.json";
    int records = 0;

    OfficeCommands() {
        variables = {{"YOROZU_SECRET_clerk", "1001"}, {"YOROZU_SECRET_password", "mihon-1001"}};
        std::ifstream in(std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/koza-furikae.json");
        auto json = nlohmann::ordered_json::parse(in);
        json["settleMs"] = 1500;
        std::ofstream(scenario) << json.dump(1);
    }

    fs::path rows(int count) {
        const fs::path file = folder / ("rows" + std::to_string(records) + ".csv");
        std::ofstream out(file);
        out << "hihokensha_no,ginko_code,shiten_code,yokin,koza_no,meigi_kana,todokede_bi\n";
        for (int i = 0; i < count; ++i, ++records) {
            office.registry().add({number_of(records), "見本 太郎", "ミホン タロウ", "見本市1-1"});
            out << number_of(records) << ",0001,107,普通," << 1000000 + records << ",ミホン　タロウ,2025-04-01\n";
        }
        return file;
    }

    pid_t start_rpa(std::vector<std::string> words) const {
        words.insert(words.begin(), "rpa");
        return start(words);
    }
    int rpa(const std::vector<std::string>& words) const { return finish(start_rpa(words)); }
    std::string address() { return "http://127.0.0.1:" + std::to_string(office.port()); }

    void require_each_once() {
        std::map<std::string, int> counts;
        for (const auto& row : office.registry().all()) ++counts[row.number];
        REQUIRE(static_cast<int>(counts.size()) == records);
        for (const auto& [number, count] : counts) REQUIRE(count == 1);
    }
};

void kill_and_resume(int kills, unsigned seed_value) {
    OfficeCommands desk;
    std::mt19937 random(seed_value);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    int killed = 0;
    while (killed < kills) {
        const auto rows = desk.rows(5);
        for (int code = -1; code != 0;) {
            REQUIRE(desk.office.faults().change({{"drop-after-commit", std::to_string(below(4) == 0)}, {"error-after-commit", std::to_string(below(4) == 0)}, {"slow-commit", std::to_string(below(200))}}));
            const pid_t child = desk.start_rpa({"run", desk.scenario.string(), "--data", rows.string(), "--address", desk.address()});
            if (killed < kills) {
                std::this_thread::sleep_for(milliseconds(300 + below(3500)));
                kill(child, SIGKILL);
            }
            code = desk.finish(child);
            if (code == -SIGKILL) ++killed;
            else REQUIRE(code == 0);
        }
        desk.require_each_once();
    }
    WARN(killed << " kills of the command, " << desk.records << " records, " << desk.office.registry().count() << " registrations");
    desk.require_nothing_left();
}

}  // namespace

TEST_CASE("The command keys a file of records once, shows its progress, and refuses the same data afterwards") {
    OfficeCommands desk;
    const auto rows = desk.rows(4);
    const std::vector<std::string> words = {"run", desk.scenario.string(), "--data", rows.string(), "--address", desk.address(), "--evidence", (desk.folder / "evidence").string()};
    CHECK(desk.rpa(words) == 0);
    CHECK(desk.err().find("入力 4/4 件") != std::string::npos);
    CHECK(desk.out().find("完了 4") != std::string::npos);
    desk.require_each_once();
    CHECK(desk.rpa(words) == 0);
    CHECK(desk.out().find("受け付け済み 4") != std::string::npos);
    desk.require_each_once();
    CHECK(desk.rpa({"items", "--json"}) == 0);
    const auto items = nlohmann::json::parse(desk.out())["items"];
    REQUIRE(items.size() == 4);
    for (const auto& item : items) CHECK(item["state"] == "done");
    int pictures = 0;
    for (const auto& file : fs::directory_iterator(desk.folder / "evidence")) {
        ++pictures;
        CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    }
    CHECK(pictures >= 4);
}

TEST_CASE("Neither the password nor a record's values are in arguments, messages or journal") {
    OfficeCommands desk;
    REQUIRE(desk.office.faults().change({{"slow", "300"}}));
    const auto rows = desk.rows(2);
    std::ofstream(rows, std::ios::app) << "99999999,0001,107,普通,7777777,ミホン　ハナコ,2025-04-01\n";
    const pid_t child = desk.start_rpa({"run", desk.scenario.string(), "--data", rows.string(), "--address", desk.address()});
    int seen = 0;
    for (int i = 0; i < 20; ++i) {
        std::this_thread::sleep_for(milliseconds(100));
        seen += processes_with(desk.temporary.string());
        CHECK(processes_with("mihon-1001", {"cmdline"}) == 0);
    }
    CHECK(seen > 0);
    CHECK(desk.finish(child) == 4);
    for (const char* secret : {"mihon-1001", "99999999", "7777777", "ミホン　ハナコ"}) {
        CHECK(desk.err().find(secret) == std::string::npos);
        CHECK(desk.out().find(secret) == std::string::npos);
    }
    CHECK(desk.err().find("該当する被保険者がいません") != std::string::npos);
    for (const auto& file : fs::recursive_directory_iterator(desk.folder / "ws")) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        CHECK(bytes.find("mihon-1001") == std::string::npos);
    }
}

TEST_CASE("Lost answers and ended sessions cost no record and make no double in the real browser") {
    OfficeCommands desk;
    REQUIRE(desk.office.faults().change({{"drop-after-commit", "2"}, {"error-after-commit", "1"}, {"drop-before-commit", "1"}, {"end-session-every", "31"}}));
    CHECK(desk.rpa({"run", desk.scenario.string(), "--data", desk.rows(6).string(), "--address", desk.address()}) == 0);
    desk.require_each_once();
}

TEST_CASE("A target that goes down stops the run after as many failures as the scenario says, loses nothing, and resume keys the rest once") {
    OfficeCommands desk;
    auto json = nlohmann::ordered_json::parse(contents(desk.scenario));
    json["stopAfterFailures"] = 2;
    std::ofstream(desk.scenario) << json.dump(1);
    const auto rows = desk.rows(7);
    const std::string address = desk.address();
    const pid_t child = desk.start_rpa({"run", desk.scenario.string(), "--data", rows.string(), "--address", address});
    for (int round = 0; round < 600 && desk.office.registry().count() < 2; ++round) std::this_thread::sleep_for(milliseconds(50));
    const int port = desk.office.port();
    desk.office.stop();
    CHECK(desk.finish(child) == 4);
    CHECK(desk.err().find("システム例外が 2 件続いたので止めました") != std::string::npos);
    CHECK(desk.err().find("yorozu rpa resume") != std::string::npos);
    REQUIRE(desk.rpa({"items", "--json"}) == 0);
    std::map<std::string, int> states;
    const auto listed = nlohmann::json::parse(desk.out());
    for (const auto& item : listed["items"]) ++states[item["state"]];
    CHECK(states["system_exception"] == 2);
    CHECK(states["waiting"] >= 1);  // those behind were not even begun
    CHECK(states["done"] + states["unknown"] >= 2);
    CHECK(states["done"] + states["unknown"] + states["system_exception"] + states["waiting"] == 7);
    const auto registered = desk.office.registry().count();

    CHECK(desk.rpa({"resume", desk.scenario.string(), "--address", address}) == 4);  // still down: the same again, and still nothing is lost
    CHECK(desk.office.registry().count() == registered);
    backoffice::Office up({desk.folder / "office.db", port, "1001", "mihon-1001", {}});
    CHECK(desk.rpa({"resume", desk.scenario.string(), "--address", address}) == 0);
    desk.require_each_once();
    desk.require_nothing_left();
}

TEST_CASE("A dry run registers nothing and leaves nothing in the queue") {
    OfficeCommands desk;
    CHECK(desk.rpa({"run", desk.scenario.string(), "--data", desk.rows(2).string(), "--address", desk.address(), "--dry-run"}) == 0);
    CHECK(desk.out().find("確定の手前まで確かめた 2") != std::string::npos);
    CHECK(desk.office.registry().count() == 0);
    CHECK(desk.rpa({"items"}) == 0);
    CHECK(desk.out().find("処理対象 0 件") != std::string::npos);
}

TEST_CASE("What is wrong in the request ends with 2, what is missing on the machine with 3, before anything is keyed") {
    OfficeCommands desk;
    const auto rows = desk.rows(1).string();
    const auto scenario = desk.scenario.string();
    CHECK(desk.rpa({"run", scenario}) == 2);
    CHECK(desk.rpa({"run", scenario, "--data", "/nonexistent.csv"}) == 2);
    CHECK(desk.rpa({"run", scenario, "--data", rows, "--address", "http://other.example/"}) == 2);
    CHECK(desk.err().find("hosts") != std::string::npos);
    std::ofstream(desk.folder / "short.csv") << "hihokensha_no\n1\n";
    CHECK(desk.rpa({"run", scenario, "--data", (desk.folder / "short.csv").string()}) == 2);
    CHECK(desk.err().find("ginko_code") != std::string::npos);
    std::ofstream(desk.folder / "secrets") << "clerk=1\n";
    chmod((desk.folder / "secrets").c_str(), 0644);
    CHECK(desk.rpa({"run", scenario, "--data", rows, "--secrets", (desk.folder / "secrets").string()}) == 2);
    CHECK(desk.err().find("chmod 600") != std::string::npos);
    std::ofstream(desk.folder / "bad.json") << "{\"formatVersion\":1,\"id\":\"x\",\"title\":\"x\",\"owner\":\"x\",\"hosts\":[\"h\"],\"perRecord\":[{\"type\":\"web.clik\"}]}";
    CHECK(desk.rpa({"check", (desk.folder / "bad.json").string()}) == 2);
    CHECK(desk.err().find("/perRecord/0/type") != std::string::npos);
    CHECK(desk.rpa({"check", scenario}) == 0);
    CHECK(desk.rpa({"run", scenario, "--data", rows, "--address", desk.address(), "--chromedriver", "/nonexistent"}) == 3);
    CHECK(desk.err().find("chromedriver がありません") != std::string::npos);
    CHECK(desk.office.registry().count() == 0);
    CHECK(desk.rpa({"run", scenario, "--data", rows, "--address", desk.address()}) == 0);
    desk.require_each_once();
}

TEST_CASE("The command killed 12 times at random moments, answers lost: every record keyed once, no browser left") { kill_and_resume(12, 11); }

TEST_CASE("The command killed 300 times at random moments: every record keyed once", "[.slow]") {
    seeded_trials("command-kills", 101, 125, [](unsigned seed_value) { kill_and_resume(12, seed_value); });
}
