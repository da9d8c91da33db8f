// The protocol against the real back-office, whose own database is the judge: every record once, none twice, whatever is
// cut, killed, or answered wrongly.
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <thread>

#include "rpa/memory_queue.h"
#include "rpa/runner.h"
#include "tests/rpa/form_driver.h"
#include "tests/rpa/office_scenario.h"
#include "tests/rpa/seeded_trials.h"

using namespace yorozu;
using namespace yorozu::rpa;
using std::chrono::milliseconds;

namespace {

struct Killed {};

/// Time that passes only when somebody waits, plus a little at each look.
struct TestClock {
    TimeMs time = 1'700'000'000'000;
    TimeMs now() { return ++time; }
};

struct OfficeTrial {
    explicit OfficeTrial(int records_) : OfficeTrial(records_, std::make_shared<backoffice::Office>(backoffice::OfficeOptions{":memory:", 0, "1001", "mihon-1001", {}}), 0) {}
    /// In an office that others use too: our people are those from `first_` on.
    OfficeTrial(int records_, std::shared_ptr<backoffice::Office> shared, int first_)
        : held(std::move(shared)), office(*held), scenario(office_scenario(office.port())), records(records_), first(first_) {
        for (int i = 0; i < records; ++i) office.registry().add({person_number(first + i), "見本 太郎", "ミホン タロウ", "見本市1-1"});
        std::vector<WorkItem> items;
        for (int i = 0; i < records; ++i) items.push_back(record_of(scenario, first + i));
        queue.add(items, clock.now());
    }

    RunOptions options(const std::string& runner) {
        RunOptions made;
        made.runner = runner;
        made.secret = office_secret;
        made.now = [this] { return clock.now(); };
        made.rest = [this](milliseconds time) { clock.time += time.count(); };
        return made;
    }

    RunSummary run(const RunOptions& chosen) {
        return run_items(scenario, queue, [] { return std::make_unique<FormDriver>(); }, chosen);
    }

    /// Runs until nothing is left, as a person would: the same command again and resume.
    void run_to_the_end() {
        for (int i = 0; i < 8; ++i) {
            clock.time += 1'000'000;  // the leases of dead runners are over
            queue.reopen(scenario.id, true);
            run(options("last" + std::to_string(i)));
            bool settled = true;
            for (const auto& item : queue.items(scenario.id)) settled = settled && (item.state == ItemState::done || item.state == ItemState::already_present);
            if (settled) return;
        }
    }

    void require_each_once() {
        std::map<std::string, std::string> receipts;
        for (int i = 0; i < records; ++i) {
            const auto keyed = office.registry().registrations_of(person_number(first + i));
            REQUIRE(keyed.size() == 1);
            receipts[keyed[0].number] = keyed[0].receipt;
        }
        for (const auto& item : queue.items(scenario.id)) {
            REQUIRE((item.state == ItemState::done || item.state == ItemState::already_present));
            REQUIRE(item.target_number == receipts[item.record.at("hihokensha_no")]);
        }
    }

    std::shared_ptr<backoffice::Office> held;
    backoffice::Office& office;
    Scenario scenario;
    int records;
    int first = 0;
    TestClock clock;
    MemoryQueue queue;
};

void storm(unsigned seed_value) {
    INFO("seed " << seed_value);
    std::mt19937 random(seed_value);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    static const auto office = std::make_shared<backoffice::Office>(backoffice::OfficeOptions{":memory:", 0, "1001", "mihon-1001", {}});
    static int people = 0;
    OfficeTrial trial(1 + below(3), office, people);
    people += 3;
    const int kills = below(4);
    for (int kill = 0; kill <= kills; ++kill) {
        const std::map<std::string, std::string> faults = {{"drop-before-commit", std::to_string(below(3) == 0)}, {"drop-after-commit", std::to_string(below(3) == 0)},
                                                           {"error-after-commit", std::to_string(below(4) == 0)}, {"end-session-every", std::to_string(below(3) == 0 ? 7 + below(20) : 0)}};
        REQUIRE(trial.office.faults().change(faults));
        auto options = trial.options("runner" + std::to_string(kill));
        int left = kill < kills ? below(30) : 1'000'000;
        options.passes = [&](const char*) {
            if (left-- == 0) throw Killed{};
        };
        try {
            trial.run(options);
        } catch (const Killed&) {
        }
        if (below(2)) trial.clock.time += 1'000'000;
    }
    REQUIRE(trial.office.faults().change({{"drop-before-commit", "0"}, {"drop-after-commit", "0"}, {"error-after-commit", "0"}, {"end-session-every", "0"}}));
    trial.run_to_the_end();
    trial.require_each_once();
}

}  // namespace

TEST_CASE("Without trouble every record is keyed once, with the target's number, journal line before the press") {
    OfficeTrial trial(5);
    const auto summary = trial.run(trial.options("one"));
    CHECK(summary.stopped == "");
    CHECK(summary.outcomes.at(ItemState::done) == 5);
    trial.require_each_once();
    const auto journal = trial.queue.journal();
    for (std::size_t i = 0; i < journal.size(); ++i)
        if (journal[i].outcome == "done") {
            REQUIRE(i > 0);
            CHECK(journal[i - 1].outcome == "intent");
            CHECK(journal[i - 1].item == journal[i].item);
            CHECK(journal[i - 1].detail.size() == 7 + 64);
        }
    CHECK(trial.run(trial.options("again")).outcomes.empty());
    CHECK(trial.office.registry().count() == 5);
}

TEST_CASE("A record that the target has already is not keyed") {
    OfficeTrial trial(2);
    trial.office.registry().insert({"", person_number(0), "0001", "107", "当座", "1000000", "ミホン　タロウ", "2025-04-01"}, "1001");
    trial.run(trial.options("one"));
    const auto items = trial.queue.items(trial.scenario.id);
    CHECK(items[0].state == ItemState::already_present);
    CHECK(items[0].target_number == "R0000001");
    trial.require_each_once();
}

TEST_CASE("The same person's other account is another record") {
    OfficeTrial trial(1);
    trial.office.registry().insert({"", person_number(0), "0001", "107", "当座", "7654321", "ミホン　タロウ", "2024-04-01"}, "1001");
    trial.run(trial.options("one"));
    CHECK(trial.queue.items(trial.scenario.id)[0].state == ItemState::done);
    CHECK(trial.office.registry().count() == 2);
}

TEST_CASE("Every way of losing the answer ends in one registration") {
    const char* fault = GENERATE("drop-before-commit", "drop-after-commit", "error-after-commit");
    INFO(fault);
    OfficeTrial trial(3);
    REQUIRE(trial.office.faults().change({{fault, "2"}}));
    const auto summary = trial.run(trial.options("one"));
    CHECK(summary.outcomes.at(ItemState::done) == 3);
    trial.require_each_once();
}

TEST_CASE("A commit that arrives late is waited for before absence is believed") {
    OfficeTrial trial(1);
    REQUIRE(trial.office.faults().change({{"slow-commit", "400"}}));
    for (auto& step : trial.scenario.per_record)
        if (step.kind == StepKind::commit) step.timeout = milliseconds(50);  // the answer is not waited for
    auto options = trial.options("one");
    const auto start = std::chrono::steady_clock::now();
    options.now = [&] { return 1'700'000'000'000 + std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start).count(); };
    options.rest = [](milliseconds time) { std::this_thread::sleep_for(time); };
    trial.scenario.settle = milliseconds(900);
    trial.run(options);
    trial.require_each_once();
}

TEST_CASE("Sessions that end in the middle cost a sign-in, not a record") {
    OfficeTrial trial(6);
    REQUIRE(trial.office.faults().change({{"end-session-every", "9"}}));
    trial.run(trial.options("one"));
    trial.require_each_once();
}

TEST_CASE("Data that the target refuses is a business exception with its reason and without its values") {
    OfficeTrial trial(2);
    auto bad = record_of(trial.scenario, 0);
    bad.record["koza_no"] = "12";
    bad.business_key = business_key_of(trial.scenario, bad.record);
    auto foreign = record_of(trial.scenario, 77);
    trial.queue.add({bad, foreign}, 0);
    trial.run(trial.options("one"));
    const auto items = trial.queue.items(trial.scenario.id);
    CHECK(items[2].state == ItemState::business_exception);
    CHECK(items[2].message.find("口座番号は半角数字7桁で入力してください。") != std::string::npos);
    CHECK(items[2].attempts == 1);
    CHECK(items[3].state == ItemState::business_exception);
    CHECK(items[3].message.find("該当する被保険者がいません。") != std::string::npos);
    CHECK(items[3].message.find(person_number(77)) == std::string::npos);
    CHECK(trial.office.registry().count() == 2);
}

TEST_CASE("A double that somebody else made is seen and left to a person") {
    OfficeTrial trial(1);
    for (int i = 0; i < 2; ++i) trial.office.registry().insert({"", person_number(0), "0001", "107", "当座", "1000000", "ミホン　タロウ", "2025-04-01"}, "1001");
    trial.run(trial.options("one"));
    CHECK(trial.queue.items(trial.scenario.id)[0].state == ItemState::business_exception);
    CHECK(trial.office.registry().count() == 2);
}

TEST_CASE("Without verify.find an unanswered commit waits for a person and is never keyed again") {
    OfficeTrial trial(1);
    auto& steps = trial.scenario.per_record;
    const auto search = steps[0].steps;
    steps.erase(steps.begin());
    steps.insert(steps.begin(), search.begin(), search.end());
    REQUIRE(trial.office.faults().change({{"drop-before-commit", "1"}}));
    trial.run(trial.options("one"));
    CHECK(trial.queue.items(trial.scenario.id)[0].state == ItemState::unknown);
    trial.run(trial.options("two"));
    trial.queue.reopen(trial.scenario.id, true);
    trial.run(trial.options("three"));
    CHECK(trial.queue.items(trial.scenario.id)[0].state == ItemState::unknown);
    CHECK(trial.office.registry().count() == 0);
}

TEST_CASE("System exceptions in a row stop the run and leave the rest waiting") {
    OfficeTrial trial(9);
    trial.office.stop();
    trial.office.wait();
    for (auto& step : trial.scenario.setup) step.timeout = milliseconds(200);
    const auto summary = trial.run(trial.options("one"));
    CHECK(summary.stopped.find("5 件続いた") != std::string::npos);
    int waiting = 0;
    for (const auto& item : trial.queue.items(trial.scenario.id)) waiting += item.state == ItemState::waiting;
    CHECK(waiting == 4);
}

TEST_CASE("A wrong password stops the run before any record is touched") {
    OfficeTrial trial(2);
    auto options = trial.options("one");
    options.secret = [](const std::string&) { return std::optional<std::string>("falsch-0000"); };
    const auto summary = trial.run(options);
    CHECK(summary.stopped.find("パスワードが違います") != std::string::npos);
    CHECK(summary.stopped.find("falsch-0000") == std::string::npos);
    for (const auto& item : trial.queue.items(trial.scenario.id)) CHECK(item.state == ItemState::waiting);
}

TEST_CASE("A runner whose claim was taken over writes nothing and presses nothing") {
    OfficeTrial trial(1);
    auto slow = trial.options("slow");
    bool overtaken = false;
    slow.passes = [&](const char* point) {
        if (overtaken || std::string(point) != "after fill") return;
        overtaken = true;
        trial.clock.time += 1'000'000;  // our lease is over; another runner does the record
        trial.run(trial.options("quick"));
    };
    trial.run(slow);
    CHECK(overtaken);
    CHECK(trial.office.registry().count() == 1);
    trial.require_each_once();
}

TEST_CASE("A runner that was stopped between journal and press does not press late") {
    OfficeTrial trial(1);
    auto options = trial.options("stopped");
    bool once = false;
    options.passes = [&](const char* point) {
        if (once || std::string(point) != "after intent") return;
        once = true;
        trial.clock.time += options.lease.count();
    };
    trial.run(options);
    CHECK(once);
    trial.run_to_the_end();
    trial.require_each_once();
}

TEST_CASE("A dry run does everything but the commit") {
    OfficeTrial trial(3);
    const auto trials = try_records(trial.scenario, trial.queue.items(trial.scenario.id), [] { return std::make_unique<FormDriver>(); }, trial.options("dry"));
    REQUIRE(trials.size() == 3);
    for (const auto& one : trials) CHECK(one.ready);
    CHECK(trial.office.registry().count() == 0);
    for (const auto& item : trial.queue.items(trial.scenario.id)) CHECK(item.state == ItemState::waiting);
}

TEST_CASE("Killed at any boundary, with any fault, 250 seeded storms: no double, no loss") {
    for (unsigned seed_value = 1; seed_value <= 250; ++seed_value) storm(seed_value);
}

TEST_CASE("Killed at any boundary, with any fault, 10,000 seeded storms: no double, no loss", "[.slow]") {
    seeded_trials("storms", 1001, 11000, storm);
}

TEST_CASE("Two runners at once share the records and key each once") {
    OfficeTrial trial(12);
    std::mutex mutex;  // the test's clock is one
    const auto options_for = [&](const char* name) {
        auto options = trial.options(name);
        options.now = [&] { const std::lock_guard lock(mutex); return trial.clock.now(); };
        options.rest = [&](milliseconds time) { const std::lock_guard lock(mutex); trial.clock.time += time.count(); };
        return options;
    };
    int first = 0, second = 0;
    std::thread other([&] { second = trial.run(options_for("second")).outcomes[ItemState::done]; });
    first = trial.run(options_for("first")).outcomes[ItemState::done];
    other.join();
    CHECK(first + second == 12);
    trial.require_each_once();
}
