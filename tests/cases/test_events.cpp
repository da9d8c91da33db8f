#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <catch2/catch.hpp>

#include "tests/cases/office.h"
#include "workbench/desk/cases/case_links.h"

using namespace yorozu;
using namespace yorozu::desk;

TEST_CASE("A case is numbered in its fiscal year and has what was said, with defaults for the rest") {
    Office office;
    const auto number = office.add("還付口座の登録を自動化したい");
    CHECK(number == "R6-0001");
    CHECK(office.add("二つめ") == "R6-0002");
    office.now = *moment("2025-04-01 09:00");
    CHECK(office.add("新しい年度") == "R7-0001");
    const auto page = office.page(number);
    CHECK(page.now.field("title") == "還付口座の登録を自動化したい");
    CHECK(page.now.field("channel") == "電話");
    CHECK(page.now.field("assignee") == "大槻");
    CHECK(page.now.field("counter") == "0");
    CHECK(page.now.received == *moment("2025-03-24 10:12"));
    CHECK(page.now.open());
}

TEST_CASE("First answer, minutes and stages are computed from the history") {
    Office office;
    const auto number = office.add("還付口座の登録を自動化したい");
    office.later(14);
    write_case(*office.workspace, number, {{.kind = "first-answer", .text = "国保の事例を紹介", .minutes = 14}});
    office.later(60);
    write_case(*office.workspace, number, {{.kind = "hearing", .text = "週2回、2人で読み合わせ", .minutes = 45}});
    advance_case(*office.workspace, number, {.to = CaseStage::hearing});
    const auto page = office.page(number);
    CHECK(page.now.first_answer - page.now.received == 14 * 60'000);
    CHECK(page.now.minutes == 59);
    CHECK(stage_of(page.now) == CaseStage::hearing);
    CHECK(page.stages.at(CaseStage::hearing) == office.now);
}

TEST_CASE("A correction is a new line that names the old one; the old one stays to be read and counts no more") {
    Office office;
    const auto number = office.add("題");
    write_case(*office.workspace, number, {{.kind = "note", .text = "10 件", .minutes = 90}});
    const auto old = office.page(number).events.back();
    write_case(*office.workspace, number, {{.kind = "note", .text = "10,000 件", .minutes = 9, .corrects = old.id}});
    auto page = office.page(number);
    REQUIRE(page.events.size() == 3);
    CHECK(page.events[1].text == "10 件");
    CHECK(page.events[2].corrects == old.id);
    CHECK(page.now.minutes == 9);
    SECTION("only the newest can be corrected again") {
        CHECK_THROWS_AS(write_case(*office.workspace, number, {{.kind = "note", .text = "x", .corrects = old.id}}), store::StoreError);
        write_case(*office.workspace, number, {{.kind = "note", .text = "12,000 件", .minutes = 8, .corrects = page.events[2].id}});
        CHECK(office.page(number).now.minutes == 8);
    }
    SECTION("it can be taken back") {
        write_case(*office.workspace, number, {{.kind = "withdrawn", .corrects = page.events[2].id}});
        CHECK(office.page(number).now.minutes == 0);
    }
    SECTION("an event of another case cannot be corrected here") {
        const auto other = office.add("別");
        CHECK_THROWS_AS(write_case(*office.workspace, other, {{.kind = "note", .text = "x", .corrects = page.events[2].id}}), store::StoreError);
    }
}

TEST_CASE("No case is declined without a reason, by no way in") {
    Office office;
    const auto number = office.add("題");
    CHECK_THROWS_AS(advance_case(*office.workspace, number, {.to = CaseStage::declined}), RequestFault);
    CHECK_THROWS_AS(advance_case(*office.workspace, number, {.to = CaseStage::declined, .reason = "なんとなく"}), RequestFault);
    CHECK_THROWS_AS(advance_case(*office.workspace, number, {.to = CaseStage::declined, .reason = "その他"}), RequestFault);
    CHECK_THROWS_AS(write_case(*office.workspace, number, {{.kind = "stage", .changes = {{"stage", "declined"}}}}), store::StoreError);
    CHECK_THROWS_AS(write_case(*office.workspace, number, {{.kind = "field", .changes = {{"stage", "declined"}}}}), RequestFault);
    CHECK(office.page(number).now.open());
    advance_case(*office.workspace, number, {.to = CaseStage::declined, .reason = "他課との合意"});
    const auto closed = office.page(number).now;
    CHECK_FALSE(closed.open());
    CHECK(closed.field("outcome") == "見送り");
    SECTION("taken up again it has no reason any more") {
        advance_case(*office.workspace, number, {.to = CaseStage::hearing});
        CHECK(office.page(number).now.open());
        CHECK(office.page(number).now.field("reason").empty());
    }
}

TEST_CASE("A finished case says what became of it") {
    Office office;
    const auto number = office.add("題");
    CHECK_THROWS_AS(advance_case(*office.workspace, number, {.to = CaseStage::done}), RequestFault);
    CHECK_THROWS_AS(advance_case(*office.workspace, number, {.to = CaseStage::done, .outcome = "見送り"}), RequestFault);
    advance_case(*office.workspace, number, {.to = CaseStage::done, .outcome = "解決", .solution = "読取で足りた"});
    CHECK(office.page(number).now.field("solution") == "読取で足りた");
}

TEST_CASE("History cannot be changed or deleted, not even past the program") {
    Office office;
    office.add("題");
    SQLite::Database raw((office.folder / "yorozu.db").string(), SQLite::OPEN_READWRITE);
    CHECK_THROWS_AS(raw.exec("UPDATE case_events SET text = 'x'"), SQLite::Exception);
    CHECK_THROWS_AS(raw.exec("DELETE FROM case_events"), SQLite::Exception);
    CHECK_THROWS_AS(raw.exec("UPDATE cases SET number = 'x'"), SQLite::Exception);
    CHECK_THROWS_AS(raw.exec("DELETE FROM cases"), SQLite::Exception);
}

TEST_CASE("Two people who type the same field at once: the second is told, nothing is overwritten unseen") {
    Office office;
    const auto number = office.add("題");
    const auto seen = office.page(number).now.last_event;
    office.be("三宅", false);
    write_case(*office.workspace, number, {{.kind = "field", .changes = {{"system", "介護保険システム"}}}}, seen);
    office.be("大槻", false);
    CHECK_THROWS_AS(write_case(*office.workspace, number, {{.kind = "field", .changes = {{"system", "国保システム"}}}}, seen), store::StoreError);
    CHECK(office.page(number).now.field("system") == "介護保険システム");
    write_case(*office.workspace, number, {{.kind = "field", .changes = {{"next_action", "課長に確認"}}}}, seen);  // another field: both count
    CHECK(office.page(number).now.field("next_action") == "課長に確認");
}

TEST_CASE("Values that no field can have are refused with the field's name") {
    Office office;
    const auto number = office.add("題");
    for (const auto& [field, value] : {std::pair("title", ""), {"next_date", "2025-02-30"}, {"priority", "最高"}, {"counter", "たぶん"}, {"nonsense", "x"}}) {
        INFO(field);
        CHECK_THROWS_AS(write_case(*office.workspace, number, {{.kind = "field", .changes = {{field, value}}}}), RequestFault);
    }
    CHECK_THROWS_AS(desk::add_case(*office.workspace, {{"title", "題"}}, 0), RequestFault);
    CHECK_THROWS_AS(office.page("R6-9999"), RequestFault);
}

TEST_CASE("Links are found from both ends and can be taken back") {
    Office office;
    const auto first = office.add("一"), second = office.add("二");
    link_case(*office.workspace, first, "case", second);
    CHECK(office.page(first).links.size() == 1);
    CHECK(office.page(second).linked_from == std::vector<std::string>{first});
    CHECK_THROWS_AS(link_case(*office.workspace, first, "case", first), RequestFault);
    CHECK_THROWS_AS(link_case(*office.workspace, first, "scenario", "ないもの"), RequestFault);
    CHECK_THROWS_AS(link_case(*office.workspace, first, "planet", "x"), RequestFault);
    link_case(*office.workspace, first, "case", second, false);
    CHECK(office.page(first).links.empty());
    CHECK(office.page(second).linked_from.empty());
}

TEST_CASE("What is kept beside the events is what the events say, and a difference is found") {
    Office office;
    const auto number = office.add("還付口座の登録", "介護保険課", "はがきの口座番号");
    write_case(*office.workspace, number, {{.kind = "note", .text = "台帳で確かめる", .minutes = 5}});
    CHECK(office.kept().faults().empty());
    SQLite::Database raw((office.folder / "yorozu.db").string(), SQLite::OPEN_READWRITE);
    SECTION("minutes") { raw.exec("UPDATE case_state SET minutes = 1"); }
    SECTION("fields") { raw.exec("UPDATE case_state SET fields = replace(fields, '還付', '賦課')"); }
    SECTION("index") { raw.exec("UPDATE case_words SET history = 'x'"); }
    CHECK(office.kept().faults() == std::vector<std::string>{number});
}

TEST_CASE("Every write is in the audit log, by whom and on which case, never what stands there") {
    Office office;
    const auto number = office.add("秘密の題", "介護保険課", "秘密の内容");
    write_case(*office.workspace, number, {{.kind = "note", .text = "秘密の経過"}});
    office.page(number);
    store::AuditLog::Filter filter;
    filter.subject = "case/" + number;
    const auto entries = store::AuditLog(office.workspace->database()).entries(filter);
    REQUIRE(entries.size() == 3);
    CHECK(entries.back().act == "view");
    for (const auto& entry : entries) CHECK((entry.detail + entry.field + entry.subject).find("秘密") == std::string::npos);
    CHECK(store::AuditLog(office.workspace->database()).check().sound());
}

TEST_CASE("Reminders are open cases whose next date has come, one's own and nobody's, the oldest first") {
    Office office;
    const auto set = [&](const std::string& number, const std::string& date, const std::string& assignee) {
        write_case(*office.workspace, number, {{.kind = "field", .changes = {{"next_date", date}, {"next_action", "電話する"}, {"assignee", assignee}}}});
        return number;
    };
    const std::string who = office.workspace->session().who;
    const auto today = set(office.add("きょうの件"), "2025-03-28", who), late = set(office.add("おくれた件"), "2025-03-01", "");
    set(office.add("先の件"), "2025-03-29", who);
    set(office.add("ほかの人の件"), "2025-03-01", who + "ではない人");
    office.add("日のない件");
    const auto done = set(office.add("終わった件"), "2025-03-01", who);
    advance_case(*office.workspace, done, {.to = CaseStage::done, .outcome = "解決"});
    std::vector<std::string> numbers;
    for (const auto& one : due_cases(*office.workspace, "2025-03-28")) numbers.push_back(one.number);
    CHECK(numbers == std::vector<std::string>{late, today});
}
