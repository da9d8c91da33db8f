// Several browsers on one queue: no record by two of them, one stop for all.
#include <catch2/catch.hpp>
#include <atomic>
#include <set>
#include <thread>

#include "rpa/memory_queue.h"
#include "rpa/side_by_side.h"
#include "tests/rpa/form_driver.h"
#include "tests/rpa/office_scenario.h"

using namespace yorozu;
using namespace yorozu::rpa;

namespace {

struct SideBySide {
    backoffice::Office office{{":memory:", 0, "1001", "mihon-1001", {}}};
    Scenario scenario = office_scenario(office.port());
    MemoryQueue queue;
    std::atomic<int> opened{0};

    explicit SideBySide(int records, int known) {
        seed(office, known);
        std::vector<WorkItem> items;
        for (int i = 0; i < records; ++i) items.push_back(record_of(scenario, i));
        queue.add(items, 1);
    }
    RunOptions options() {
        RunOptions made;
        made.runner = "t";
        made.back_off = std::chrono::milliseconds(1);
        made.secret = office_secret;
        made.now = [] { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); };
        made.rest = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
        return made;
    }
    RunSummary run(const RunOptions& chosen) {
        return run_side_by_side(scenario, queue, [this] { ++opened; return std::make_unique<FormDriver>(); }, chosen, 4);
    }
};

}  // namespace

TEST_CASE("Four browsers key forty records once each, answers lost on the way, and count together") {
    SideBySide desk(40, 40);
    desk.scenario.settle = std::chrono::milliseconds(100);
    REQUIRE(desk.office.faults().change({{"drop-after-commit", "3"}, {"error-after-commit", "3"}, {"slow", "3"}}));
    std::set<int> told;
    auto options = desk.options();
    options.progress = [&](const RunProgress& now) { told.insert(now.finished); };
    const auto summary = desk.run(options);
    CHECK(summary.outcomes.at(ItemState::done) == 40);
    CHECK(summary.stopped == "");
    CHECK(desk.opened == 4);
    CHECK(*told.rbegin() == 40);
    CHECK(desk.office.registry().count() == 40);
    for (int i = 0; i < 40; ++i) CHECK(desk.office.registry().registrations_of(person_number(i)).size() == 1);
}

TEST_CASE("When one browser's run stops, the others end too, and the reason is told") {
    SideBySide desk(200, 200);
    desk.office.stop();
    desk.office.wait();
    for (auto& step : desk.scenario.setup) step.timeout = std::chrono::milliseconds(200);
    const auto summary = desk.run(desk.options());
    CHECK(summary.stopped.find("5 件続いた") != std::string::npos);
    int waiting = 0;
    for (const auto& item : desk.queue.items(desk.scenario.id)) waiting += item.state == ItemState::waiting;
    CHECK(waiting > 100);
    CHECK(desk.office.registry().count() == 0);
}
