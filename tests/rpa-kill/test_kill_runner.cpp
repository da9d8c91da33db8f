#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <thread>

#include "rpa/runner.h"
#include "tests/rpa/form_driver.h"
#include "tests/rpa/office_scenario.h"
#include "tests/rpa/seeded_trials.h"
#include "tests/store/temporary_folder.h"
#include "workbench/desk/rpa/work_queue.h"

using namespace yorozu;
using namespace yorozu::rpa;
using std::chrono::milliseconds;

namespace {

TimeMs system_now() { return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }

Scenario scenario_at(int port) {
    auto scenario = office_scenario(port);
    scenario.settle = milliseconds(150);  // the office writes a commit at most 30 ms after it came
    return scenario;
}

/// Starts this program again as a runner; it dies with us.
pid_t start_runner(const std::string& database, int port) {
    const std::string port_text = std::to_string(port);
    const pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setenv("YOROZU_TEST_DATABASE", database.c_str(), 1);
        setenv("YOROZU_TEST_PORT", port_text.c_str(), 1);
        execl("/proc/self/exe", "runner", "[.runner]", nullptr);
        _exit(127);
    }
    return child;
}

struct Judge {
    std::map<std::string, int> keyed;
    explicit Judge(const backoffice::Registry& registry) {
        for (const auto& row : registry.all()) ++keyed[row.number];
    }
};

void kill_runners(int kills, unsigned seed_value) {
    INFO("seed " << seed_value);
    std::mt19937 random(seed_value);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    TemporaryFolder folder;
    backoffice::Office office({folder / "office.db", 0, "1001", "mihon-1001", {}});
    const auto scenario = scenario_at(office.port());
    const std::string file = (folder / "yorozu.db").string();
    int records = 0, done_kills = 0;
    while (done_kills < kills) {
        {
            store::Database database(file, store::Access::write, system_now());
            desk::WorkQueue queue(database);
            std::vector<WorkItem> items;
            for (int i = 0; i < 8; ++i, ++records) {
                office.registry().add({person_number(records), "見本 太郎", "ミホン タロウ", "見本市1-1"});
                items.push_back(record_of(scenario, records));
            }
            REQUIRE(queue.add(items, system_now()).duplicates.empty());
        }
        for (bool finished = false; !finished;) {
            REQUIRE(office.faults().change({{"slow-commit", std::to_string(below(31))}, {"drop-after-commit", std::to_string(below(4) == 0)}, {"drop-before-commit", std::to_string(below(4) == 0)},
                                            {"error-after-commit", std::to_string(below(5) == 0)}, {"end-session-every", std::to_string(below(4) == 0 ? 20 : 0)}}));
            const bool two = below(4) == 0;
            const pid_t runner = start_runner(file, office.port());
            const pid_t second = two ? start_runner(file, office.port()) : 0;
            const bool kill_it = done_kills < kills;
            if (kill_it) {
                std::this_thread::sleep_for(std::chrono::microseconds(20'000 + below(250'000)));
                kill(runner, SIGKILL);
            }
            int status = 0;
            waitpid(runner, &status, 0);
            if (WIFSIGNALED(status)) ++done_kills;
            else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) FAIL("the runner failed: " << status);
            if (second) {
                waitpid(second, &status, 0);
                REQUIRE(WIFEXITED(status));
                REQUIRE(WEXITSTATUS(status) == 0);
            }
            store::Database database(file, store::Access::write, system_now());
            desk::WorkQueue queue(database);
            finished = true;
            for (const auto& item : queue.items(scenario.id)) {
                if (item.state == ItemState::unknown || item.state == ItemState::system_exception) queue.reopen(scenario.id, true);
                finished = finished && (item.state == ItemState::done || item.state == ItemState::already_present);
            }
        }
        const Judge judge(office.registry());
        REQUIRE(static_cast<int>(judge.keyed.size()) == records);
        for (const auto& [number, count] : judge.keyed) REQUIRE(count == 1);
    }
    std::map<std::string, std::string> receipts;
    for (const auto& row : office.registry().all()) receipts[row.number] = row.receipt;
    store::Database database(file, store::Access::write, system_now());
    for (const auto& item : desk::WorkQueue(database).items(scenario.id)) REQUIRE(item.target_number == receipts[item.record.at("hihokensha_no")]);
    WARN(done_kills << " kills, " << records << " records, " << office.registry().count() << " registrations");
}

}  // namespace

TEST_CASE("(a runner, started by the tests below)", "[.runner]") {
    const char* file = std::getenv("YOROZU_TEST_DATABASE");
    const char* port = std::getenv("YOROZU_TEST_PORT");
    REQUIRE(file);
    REQUIRE(port);
    store::Database database(file, store::Access::write, system_now());
    desk::WorkQueue queue(database);
    const auto scenario = scenario_at(std::atoi(port));
    queue.release_dead_runners(scenario.id);
    RunOptions options;
    options.runner = desk::this_runner();
    options.secret = office_secret;
    options.now = system_now;
    options.rest = [](milliseconds time) { std::this_thread::sleep_for(time); };
    options.back_off = milliseconds(10);
    const auto summary = run_items(scenario, queue, [] { return std::make_unique<FormDriver>(); }, options);
    CHECK_FALSE(summary.environment_failed);
}

TEST_CASE("Runners killed 200 times at random moments, lines cut, two at once: every record keyed once") { kill_runners(200, 20261121); }

TEST_CASE("Runners killed 2,000 times at random moments: every record keyed once", "[.slow]") {
    seeded_trials("runner-kills", 7, 26, [](unsigned seed_value) { kill_runners(100, seed_value); });
}
