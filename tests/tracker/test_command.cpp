// yorozu case tracker and yorozu case sync as people run them, killed at every request that writes.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <sstream>
#include <catch2/catch.hpp>

#include "tests/tracker/sync_office.h"
#include "workbench/store/case_syncs.h"

using namespace yorozu;
using namespace yorozu::desk;

namespace {

struct CommandOffice : SyncOffice {
    using SyncOffice::SyncOffice;
    std::string out;
    std::atomic<pid_t> running{0};

    /// Its exit code, minus the signal that ended it.
    int run(const std::string& words) {
        const auto secrets = folder / "secrets.txt", log = folder / "out.txt";
        std::ofstream(secrets) << "redmine=" << key << '\n';
        chmod(secrets.c_str(), 0600);
        std::vector<std::string> all{std::string(YOROZU_BIN_DIR) + "/yorozu", "--workspace", folder.path().string(), "case"};
        std::istringstream in(words);
        for (std::string word; in >> word;) all.push_back(word);
        if (all[4] == "sync") all.insert(all.end(), {"--secrets", secrets.string()});
        std::vector<char*> arguments;
        for (auto& word : all) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        const pid_t child = fork();
        if (child == 0) {
            dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
            dup2(1, 2);
            execv(arguments[0], arguments.data());
            _exit(127);
        }
        running = child;
        int status = 0;
        waitpid(child, &status, 0);
        running = 0;
        std::ifstream text(log);
        out.assign(std::istreambuf_iterator<char>(text), {});
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    int settled() { return run("sync soudan"); }
};

}  // namespace

TEST_CASE("A sync that is killed before or after any request that writes is repeated without doubles") {
    Redmine* const there = Redmine::running();
    if (!there) return;
    CommandOffice office(*there);
    const bool after = GENERATE(false, true);
    const auto one = office.add("一"), two = office.add("二");
    write_case(*office.workspace, one, {{.kind = "note", .text = "経過 1"}, {.kind = "note", .text = "経過 2"}});
    office.write_there("向こうの一");
    office.tracker_settings();
    REQUIRE(office.run("tracker " + (office.folder / "soudan.json").string()) == 0);
    const int kill_at = after ? 1 : 2;  // one write a run gets done: each of them is struck
    int writes = 0, killed = 0;
    const auto strike = [&] {
        ++killed;
        kill(office.running, SIGKILL);
    };
    office.relay.fate = [&](const std::string& method, const std::string&) {
        if (method == "GET" || ++writes != kill_at || after) return Relay::Fate::pass;
        strike();
        return Relay::Fate::lost_request;
    };
    office.relay.answered = [&](const std::string& method) {
        if (method != "GET" && writes == kill_at && after) strike();
    };
    int code = -1;
    // The command has the real clock: an entry that was asked for is not made anew within two minutes, so that clock is set back in the workspace.
    for (int runs = 0; runs < 40; ++runs) {
        writes = 0;
        code = office.settled();
        CHECK((code == -SIGKILL || code == 0 || code == 4));
        store::CaseSyncs syncs(office.workspace->database());
        for (const auto& sync : syncs.all("redmine:soudan"))
            if (store::CaseSyncs::intended(sync)) {
                syncs.forget("redmine:soudan", sync.case_id);
                syncs.intend("redmine:soudan", sync.case_id, 1);
            }
        if (writes < kill_at && code == 0) break;
    }
    INFO(office.out);
    REQUIRE(code == 0);
    CHECK(killed >= 4);
    CHECK(office.issues().size() == 3);
    CHECK(office.kept().count() == 3);
    CHECK(notes_of(office.issue_of(one)).size() == 2);
    CHECK(notes_of(office.issue_of(two)).empty());
    CHECK(office.workspace->database().faults().empty());
    CHECK(office.kept().faults().empty());
}

TEST_CASE("The command checks, syncs, shows both sides of a conflict, takes the person's word, and never shows the key") {
    Redmine* const there = Redmine::running();
    if (!there) return;
    CommandOffice office(*there);
    office.tracker_settings();
    CHECK(office.run("sync soudan") == 2);  // not there yet
    REQUIRE(office.run("tracker " + (office.folder / "soudan.json").string()) == 0);
    CHECK(office.run("tracker") == 0);
    CHECK(office.out.find(office.relay.url()) != std::string::npos);
    CHECK(office.run("sync soudan --check") == 0);
    CHECK(office.relay.writes() == 0);
    const auto number = office.add("件名");
    REQUIRE(office.run("sync soudan --json") == 0);
    CHECK(nlohmann::json::parse(office.out)["made"] == 1);
    const int id = office.issue_of(number)["id"];
    write_case(*office.workspace, number, {{.kind = "field", .changes = {{"title", "こちら"}}}});
    office.change_there(id, {{"subject", "むこう"}});
    CHECK(office.run("sync soudan") == 4);
    CHECK(office.out.find("こちら  こちら") != std::string::npos);
    CHECK(office.out.find("相手   むこう") != std::string::npos);
    CHECK(office.run("sync soudan --theirs " + number + ":件名") == 0);
    CHECK(office.now_of(number).field("title") == "むこう");
    CHECK(office.run("sync soudan --theirs " + number + ":なにか") == 2);
    CHECK(office.run("sync soudan --forget R6-9999") == 2);
    CHECK(office.run("sync soudan --forget " + number) == 0);
    office.key = "wrong-key-wrong-key";
    CHECK(office.run("sync soudan") == 2);
    CHECK(office.out.find("401") != std::string::npos);
    CHECK(office.out.find(office.key) == std::string::npos);
    office.key = there->key();
    office.settings["url"] = "http://127.0.0.1:1";
    office.tracker_settings();
    REQUIRE(office.run("tracker " + (office.folder / "soudan.json").string()) == 0);
    CHECK(office.run("sync soudan") == 3);
    // The key is in no file of the workspace but the one that the test handed over.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(office.folder.path())) {
        if (!entry.is_regular_file() || entry.path().filename() == "secrets.txt") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        INFO(entry.path());
        CHECK(bytes.find(there->key()) == std::string::npos);
    }
}
