#include <catch2/catch.hpp>
#include <SQLiteCpp/Database.h>

#include "tests/store/temporary_folder.h"
#include "workbench/store/checking.h"

using namespace yorozu::store;

namespace {

constexpr TimeMs at_work = 1'790'000'000'000;

/// A batch "b" with `pages` pages of two fields in review each.
void add_pages(Database& database, int pages) {
    Documents documents(database);
    for (int page = 0; page < pages; ++page) {
        const std::string hash = std::string(60, 'c') + std::to_string(1000 + page);
        documents.register_scans("b", std::vector<ArrivedScan>{{hash, 1, "scan.png"}}, at_work);
        StoredReading reading;
        reading.template_id = "t";
        reading.fields = {{"sure", "1", StoredStatus::accepted, 0.999, "{}"},
                          {"first", "1", StoredStatus::review, 0.5, "{}"},
                          {"second", "2", StoredStatus::review, 0.5, "{}"}};
        documents.add_reading(documents.unread("b").back().id, reading, at_work);
        documents.set_pages(hash, 1);
    }
}

CheckStep step_of(std::int64_t document, const std::string& field, const std::string& kind, std::int64_t seen = 0) {
    CheckStep step;
    step.batch = "b";
    step.who = "確認者";
    step.at = at_work;
    step.decisions.push_back({document, seen, {field, kind, "1", "7", "確認者", at_work, 2.0}});
    return step;
}

std::vector<std::string> names(const std::vector<WaitingField>& fields) {
    std::vector<std::string> all;
    for (const auto& field : fields) all.push_back(std::to_string(field.document) + field.field);
    return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("A workspace of the version before keeps every decision when it learns to undo") {
    TemporaryFolder folder;
    const auto steps = migrations();
    REQUIRE(steps.size() >= 4);
    {
        Database before(folder / "yorozu.db", Access::write, at_work, steps.first(3));
        add_pages(before, 1);
        SQLite::Database raw(folder / "yorozu.db", SQLite::OPEN_READWRITE);
        raw.exec("INSERT INTO corrections VALUES (5, 1, 'first', 'corrected', '1', '7', 'w', 9, 1.5)");
    }
    Database after(folder / "yorozu.db", Access::change, at_work);
    const auto history = Documents(after).history(1, "first");
    REQUIRE(history.size() == 1);
    CHECK(history[0].id == 5);
    CHECK(history[0].value == "7");
    CHECK(history[0].seconds == 1.5);
    CHECK(names(Checking(after).waiting("b")) == Names{"1second"});
    CHECK(after.faults().empty());
}

TEST_CASE("What waits is what nobody settled, in the order of pages and fields; an undo is a new line that opens it again") {
    TemporaryFolder folder;
    Database database(folder / "yorozu.db", Access::write, at_work);
    add_pages(database, 2);
    Checking checking(database);
    CHECK(names(checking.waiting("b")) == Names{"1first", "1second", "2first", "2second"});
    checking.keep(step_of(1, "first", "corrected"));
    checking.keep(step_of(2, "first", "referred"));
    CHECK(names(checking.waiting("b")) == Names{"1second", "2first", "2second"});
    CHECK(checking.waiting("b")[1].referred);
    CHECK(checking.settled("b") == std::pair<int, int>{1, 0});

    auto last = checking.last_step("b", "確認者");
    REQUIRE(last);
    CHECK(last->fields == std::vector<std::pair<std::int64_t, std::string>>{{2, "first"}});
    CHECK_FALSE(checking.last_step("b", "ほかの人"));
    checking.undo(*last, "b", "確認者", at_work, {});
    CHECK_FALSE(checking.waiting("b")[1].referred);
    checking.undo(*checking.last_step("b", "確認者"), "b", "確認者", at_work, {});
    CHECK(checking.waiting("b").size() == 4);
    CHECK_FALSE(checking.last_step("b", "確認者"));
    CHECK(Documents(database).history(1, "first").size() == 2);
    CHECK_THROWS_AS(checking.undo(*last, "b", "確認者", at_work, {}), StoreError);
}

TEST_CASE("A field that somebody else decided meanwhile is not decided twice, and nothing else of the step is kept") {
    TemporaryFolder folder;
    Database database(folder / "yorozu.db", Access::write, at_work);
    add_pages(database, 1);
    Checking checking(database);
    auto others = step_of(1, "second", "confirmed");
    others.who = others.decisions[0].decision.who = "ほかの人";
    checking.keep(others);
    auto step = step_of(1, "first", "confirmed");
    step.decisions.push_back(step_of(1, "second", "corrected").decisions[0]);
    CHECK_THROWS_AS(checking.keep(step), StoreError);
    CHECK(names(checking.waiting("b")) == Names{"1first"});
    CHECK(Documents(database).decisions(1).size() == 1);
}

TEST_CASE("A group's characters are one step, and its undo opens all of them") {
    TemporaryFolder folder;
    Database database(folder / "yorozu.db", Access::write, at_work);
    add_pages(database, 2);
    Checking checking(database);
    CheckStep step;
    step.batch = "b";
    step.kind = "group";
    step.who = "確認者";
    step.at = at_work;
    step.characters = {{1, "first", 0, "7", "7"}, {2, "first", 0, "7", "1"}};
    checking.keep(step);
    REQUIRE(checking.settled_characters("b").size() == 2);
    CHECK(checking.settled_characters(2).front().value == "1");
    checking.undo(*checking.last_step("b", "確認者"), "b", "確認者", at_work, {});
    CHECK(checking.settled_characters("b").empty());
}

TEST_CASE("A field marked for double entry waits though OCR was sure, until the mark is taken away") {
    TemporaryFolder folder;
    Database database(folder / "yorozu.db", Access::write, at_work);
    add_pages(database, 1);
    Checking checking(database);
    checking.mark_double_entry("b", "sure", true, "IT 担当", at_work);
    CHECK(names(checking.waiting("b")) == Names{"1sure", "1first", "1second"});
    CHECK(checking.waiting("b")[0].entered_twice);
    CHECK(Documents(database).batch("b")->to_check == 3);
    checking.mark_double_entry("b", "sure", false, "IT 担当", at_work);
    CHECK(names(checking.waiting("b")) == Names{"1first", "1second"});
}
