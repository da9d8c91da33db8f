#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "tests/store/temporary_folder.h"
#include "workbench/store/work_queue.h"

using namespace yorozu::store;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds lease{1000};

StoredItem item_of(const std::string& key) {
    StoredItem item;
    item.scenario = "s";
    item.business_key = key;
    item.record = {{"列", "値 " + key}};
    return item;
}

StoredRunEntry entry(std::int64_t run, std::int64_t item, const char* outcome, TimeMs at) { return {run, item, "commit", at, at, outcome, "", ""}; }

struct Queue {
    TemporaryFolder folder;
    Database database{folder / "yorozu.db", Access::write, 0};
    WorkItems items{database};
    std::int64_t run = 0;
    Queue() {
        items.add({item_of("a"), item_of("b")}, 1);
        run = items.begin_run("s", false, 1);
    }
};

}  // namespace

TEST_CASE("A business key is taken once per scenario, the rest of the load goes in") {
    Queue queue;
    auto other = item_of("a");
    other.scenario = "other";
    const auto added = queue.items.add({item_of("b"), item_of("c"), item_of("c"), other}, 2);
    CHECK(added.ids.size() == 2);
    CHECK(added.duplicates == std::vector<std::string>{"b", "c"});
    CHECK(queue.items.of_scenario("s").size() == 3);
    CHECK(queue.items.of_scenario("").size() == 4);
}

TEST_CASE("A claimed item is nobody else's until its lease runs out; then the old token can write nothing") {
    Queue queue;
    const auto first = queue.items.claim("s", "one", 100, lease);
    const auto second = queue.items.claim("s", "two", 100, lease);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->id != second->id);
    CHECK_FALSE(queue.items.claim("s", "three", 1099, lease));
    const auto taken = queue.items.claim("s", "three", 1100, lease);
    REQUIRE(taken);
    CHECK(taken->id == first->id);
    CHECK(taken->token > second->token);
    CHECK(taken->attempts == 2);
    CHECK_FALSE(queue.items.heartbeat(first->id, first->token, 9999));
    CHECK_FALSE(queue.items.intent(first->id, first->token, entry(queue.run, first->id, "intent", 1101)));
    CHECK_FALSE(queue.items.log(first->id, first->token, entry(queue.run, first->id, "failed", 1101)));
    CHECK_FALSE(queue.items.finish(first->id, first->token, "done", "R1", "", entry(queue.run, first->id, "done", 1102)));
    CHECK(queue.items.journal_of(first->id).empty());
    CHECK(queue.items.intent(taken->id, taken->token, entry(queue.run, taken->id, "intent", 1103)));
    CHECK(queue.items.finish(taken->id, taken->token, "done", "R1", "", entry(queue.run, taken->id, "done", 1104)));
    CHECK_FALSE(queue.items.finish(taken->id, taken->token, "waiting", "", "", entry(queue.run, taken->id, "again", 1105)));
    CHECK(queue.items.journal_of(taken->id).size() == 2);
}

TEST_CASE("A heartbeat keeps the item") {
    Queue queue;
    const auto claim = queue.items.claim("s", "one", 100, lease);
    queue.items.claim("s", "one", 100, milliseconds(1'000'000));
    REQUIRE(queue.items.heartbeat(claim->id, claim->token, 5000));
    CHECK_FALSE(queue.items.claim("s", "two", 4999, lease));
    CHECK(queue.items.claim("s", "two", 5000, lease)->id == claim->id);
}

TEST_CASE("An item left in intent is claimed in intent, before new work, with the time of its press") {
    Queue queue;
    const auto claim = queue.items.claim("s", "one", 100, lease);
    REQUIRE(queue.items.intent(claim->id, claim->token, entry(queue.run, claim->id, "intent", 150)));
    const auto again = queue.items.claim("s", "two", 1200, lease);
    CHECK(again->id == claim->id);
    CHECK(again->state == "intent");
    CHECK(again->intent_at == 150);
}

TEST_CASE("What is known to be dead gives its items back at once; unknown items come back only on request, in intent") {
    Queue queue;
    const auto claim = queue.items.claim("s", "dead", 100, milliseconds(1'000'000));
    CHECK(queue.items.runners("s") == std::vector<std::string>{"dead"});
    CHECK(queue.items.release("s", "alive") == 0);
    CHECK(queue.items.release("s", "dead") == 1);
    const auto again = queue.items.claim("s", "next", 101, lease);
    CHECK(again->id == claim->id);
    REQUIRE(queue.items.finish(again->id, again->token, "unknown", "", "?", entry(queue.run, again->id, "unknown", 102)));
    CHECK(queue.items.claim("s", "next", 103, milliseconds(1'000'000))->id != claim->id);
    CHECK_FALSE(queue.items.claim("s", "next", 104, lease));
    CHECK(queue.items.reopen("s", false) == 1);
    CHECK(queue.items.claim("s", "next", 105, lease)->state == "intent");
}

TEST_CASE("Two connections never claim the same item") {
    TemporaryFolder folder;
    {
        Database database(folder / "yorozu.db", Access::write, 0);
        std::vector<StoredItem> many;
        for (int i = 0; i < 60; ++i) many.push_back(item_of(std::to_string(i)));
        WorkItems(database).add(many, 1);
    }
    std::vector<std::int64_t> claimed[2];
    std::thread threads[2];
    for (int i = 0; i < 2; ++i)
        threads[i] = std::thread([&, i] {
            Database database(folder / "yorozu.db", Access::write, 0);
            WorkItems items(database);
            while (const auto claim = items.claim("s", std::to_string(i), 10, lease)) claimed[i].push_back(claim->id);
        });
    for (auto& thread : threads) thread.join();
    std::set<std::int64_t> all(claimed[0].begin(), claimed[0].end());
    all.insert(claimed[1].begin(), claimed[1].end());
    CHECK(all.size() == 60);
    CHECK(claimed[0].size() + claimed[1].size() == 60);
}

TEST_CASE("A run ends once and its journal lines are found by item") {
    Queue queue;
    const auto claim = queue.items.claim("s", "one", 100, lease);
    REQUIRE(queue.items.log(claim->id, claim->token, entry(queue.run, claim->id, "failed", 101)));
    CHECK(queue.items.journal_of(claim->id).size() == 1);
    queue.items.end_run(queue.run, 200);
    CHECK(queue.items.runs("s")[0].end == 200);
    queue.items.end_run(queue.run, 300);
    CHECK(queue.items.runs("s")[0].end == 200);
}
