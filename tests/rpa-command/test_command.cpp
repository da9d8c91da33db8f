// The real command with the real browser against the real back-office, killed at random moments.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "samples/back-office/office.h"
#include "tests/store/temporary_folder.h"

using namespace yorozu;
using std::chrono::milliseconds;

namespace {

namespace fs = std::filesystem;

std::string number_of(int i) { return std::to_string(30000000 + i); }

struct Desk {
    TemporaryFolder folder;
    backoffice::Office office{{folder / "office.db", 0, "1001", "mihon-1001", {}}};
    fs::path scenario = folder / "scenario.json";
    int records = 0;

    Desk() {
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

    pid_t start(std::vector<std::string> words) {
        words.insert(words.begin(), {std::string(YOROZU_BIN_DIR) + "/yorozu", "--workspace", (folder / "workspace").string(), "rpa"});
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        const std::string out = (folder / "out.txt").string(), err = (folder / "err.txt").string(), temporary = (folder / "tmp").string();
        fs::create_directories(temporary);
        const pid_t child = fork();
        if (child == 0) {
            dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
            dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
            setenv("YOROZU_SECRET_clerk", "1001", 1);
            setenv("YOROZU_SECRET_password", "mihon-1001", 1);
            setenv("TMPDIR", temporary.c_str(), 1);
            execv(arguments[0], arguments.data());
            _exit(127);
        }
        return child;
    }
    int finish(pid_t child) {
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    int run(const std::vector<std::string>& words) { return finish(start(words)); }
    std::string text(const char* name) {
        std::ifstream in(folder / name);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::string address() { return "http://127.0.0.1:" + std::to_string(office.port()); }

    void require_each_once() {
        std::map<std::string, int> counts;
        for (const auto& row : office.registry().all()) ++counts[row.number];
        CHECK(static_cast<int>(counts.size()) == records);
        for (const auto& [number, count] : counts) CHECK(count == 1);
    }
};

/// Processes whose arguments or environment name the folder.
int processes_naming(const std::string& what) {
    int found = 0;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        std::ifstream in(entry.path() / "cmdline");
        const std::string words{std::istreambuf_iterator<char>(in), {}};
        if (!words.empty() && words.find(what) != std::string::npos) ++found;
    }
    return found;
}

void kill_and_resume(int kills, unsigned seed_value) {
    Desk desk;
    std::mt19937 random(seed_value);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    int killed = 0;
    while (killed < kills) {
        const auto rows = desk.rows(5);
        for (int code = -1; code != 0;) {
            REQUIRE(desk.office.faults().change({{"drop-after-commit", std::to_string(below(4) == 0)}, {"error-after-commit", std::to_string(below(4) == 0)}, {"slow-commit", std::to_string(below(200))}}));
            const pid_t child = desk.start({"run", desk.scenario.string(), "--data", rows.string(), "--address", desk.address()});
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
    for (int i = 0; i < 50 && processes_naming((desk.folder / "tmp").string()); ++i) std::this_thread::sleep_for(milliseconds(100));
    CHECK(processes_naming((desk.folder / "tmp").string()) == 0);
    CHECK(fs::is_empty(desk.folder / "tmp"));
}

}  // namespace

TEST_CASE("The command keys a file of records once, shows its progress, and refuses the same data afterwards") {
    Desk desk;
    const auto rows = desk.rows(4);
    const std::vector<std::string> words = {"run", desk.scenario.string(), "--data", rows.string(), "--address", desk.address(), "--evidence", (desk.folder / "evidence").string()};
    CHECK(desk.run(words) == 0);
    CHECK(desk.text("err.txt").find("入力 4/4 件") != std::string::npos);
    CHECK(desk.text("out.txt").find("完了 4") != std::string::npos);
    desk.require_each_once();
    CHECK(desk.run(words) == 0);
    CHECK(desk.text("out.txt").find("受け付け済み 4") != std::string::npos);
    desk.require_each_once();
    CHECK(desk.run({"items", "--json"}) == 0);
    const auto items = nlohmann::json::parse(desk.text("out.txt"))["items"];
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
    Desk desk;
    REQUIRE(desk.office.faults().change({{"slow", "300"}}));
    const auto rows = desk.rows(2);
    std::ofstream(rows, std::ios::app) << "99999999,0001,107,普通,7777777,ミホン　ハナコ,2025-04-01\n";
    const pid_t child = desk.start({"run", desk.scenario.string(), "--data", rows.string(), "--address", desk.address()});
    int seen = 0;
    for (int i = 0; i < 20; ++i) {
        std::this_thread::sleep_for(milliseconds(100));
        seen += processes_naming((desk.folder / "tmp").string());
        CHECK(processes_naming("mihon-1001") == 0);
    }
    CHECK(seen > 0);
    CHECK(desk.finish(child) == 4);
    for (const char* secret : {"mihon-1001", "99999999", "7777777", "ミホン　ハナコ"}) {
        CHECK(desk.text("err.txt").find(secret) == std::string::npos);
        CHECK(desk.text("out.txt").find(secret) == std::string::npos);
    }
    CHECK(desk.text("err.txt").find("該当する被保険者がいません") != std::string::npos);
    for (const auto& file : fs::recursive_directory_iterator(desk.folder / "workspace")) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        CHECK(bytes.find("mihon-1001") == std::string::npos);
    }
}

TEST_CASE("Lost answers and ended sessions cost no record and make no double in the real browser") {
    Desk desk;
    REQUIRE(desk.office.faults().change({{"drop-after-commit", "2"}, {"error-after-commit", "1"}, {"drop-before-commit", "1"}, {"end-session-every", "31"}}));
    CHECK(desk.run({"run", desk.scenario.string(), "--data", desk.rows(6).string(), "--address", desk.address()}) == 0);
    desk.require_each_once();
}

TEST_CASE("A dry run registers nothing and leaves nothing in the queue") {
    Desk desk;
    CHECK(desk.run({"run", desk.scenario.string(), "--data", desk.rows(2).string(), "--address", desk.address(), "--dry-run"}) == 0);
    CHECK(desk.text("out.txt").find("確定の手前まで確かめた 2") != std::string::npos);
    CHECK(desk.office.registry().count() == 0);
    CHECK(desk.run({"items"}) == 0);
    CHECK(desk.text("out.txt").find("処理対象 0 件") != std::string::npos);
}

TEST_CASE("What is wrong in the request ends with 2, what is missing on the machine with 3, before anything is keyed") {
    Desk desk;
    const auto rows = desk.rows(1).string();
    const auto scenario = desk.scenario.string();
    CHECK(desk.run({"run", scenario}) == 2);
    CHECK(desk.run({"run", scenario, "--data", "/nonexistent.csv"}) == 2);
    CHECK(desk.run({"run", scenario, "--data", rows, "--address", "http://other.example/"}) == 2);
    CHECK(desk.text("err.txt").find("hosts") != std::string::npos);
    std::ofstream(desk.folder / "short.csv") << "hihokensha_no\n1\n";
    CHECK(desk.run({"run", scenario, "--data", (desk.folder / "short.csv").string()}) == 2);
    CHECK(desk.text("err.txt").find("ginko_code") != std::string::npos);
    std::ofstream(desk.folder / "secrets") << "clerk=1\n";
    chmod((desk.folder / "secrets").c_str(), 0644);
    CHECK(desk.run({"run", scenario, "--data", rows, "--secrets", (desk.folder / "secrets").string()}) == 2);
    CHECK(desk.text("err.txt").find("chmod 600") != std::string::npos);
    std::ofstream(desk.folder / "bad.json") << "{\"formatVersion\":1,\"id\":\"x\",\"title\":\"x\",\"owner\":\"x\",\"hosts\":[\"h\"],\"perRecord\":[{\"type\":\"web.clik\"}]}";
    CHECK(desk.run({"check", (desk.folder / "bad.json").string()}) == 2);
    CHECK(desk.text("err.txt").find("/perRecord/0/type") != std::string::npos);
    CHECK(desk.run({"check", scenario}) == 0);
    CHECK(desk.run({"run", scenario, "--data", rows, "--address", desk.address(), "--chromedriver", "/nonexistent"}) == 3);
    CHECK(desk.text("err.txt").find("chromedriver がありません") != std::string::npos);
    CHECK(desk.office.registry().count() == 0);
    CHECK(desk.run({"run", scenario, "--data", rows, "--address", desk.address()}) == 0);
    desk.require_each_once();
}

TEST_CASE("The command killed 12 times at random moments, answers lost: every record keyed once, no browser left") { kill_and_resume(12, 11); }

TEST_CASE("The command killed 300 times at random moments: every record keyed once", "[.slow]") { kill_and_resume(300, 12); }
