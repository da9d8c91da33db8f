#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/cases/office.h"
#include "workbench/desk/cases/case_faq.h"
#include "workbench/desk/cases/case_similar.h"
#include "workbench/desk/people/people.h"
#include "workbench/store/people.h"

using namespace yorozu;
using namespace yorozu::desk;

namespace {

std::vector<std::string> numbers(const CaseHits& hits) {
    std::vector<std::string> all;
    for (const auto& hit : hits.hits) all.push_back(hit.found.number);
    return all;
}

std::vector<std::string> found(Office& office, const std::string& words) { return numbers(search_cases(*office.workspace, words)); }

}  // namespace

TEST_CASE("Search finds a case by title, body, history and solution, whatever width and kana") {
    Office office;
    const auto one = office.add("口座振替ハガキの入力", "国保年金課", "週に二度、手で入れている");
    const auto two = office.add("ｅＬＴＡＸ 回送の確認", "課税課");
    write_case(*office.workspace, two, {{.kind = "note", .text = "他自治体に回送する資料"}});
    advance_case(*office.workspace, one, {.to = CaseStage::done, .outcome = "解決", .solution = "読取と RPA で登録し、人は確認だけ。"});
    const std::vector<std::string> first{one}, second{two};
    CHECK(found(office, "口座振替") == first);
    CHECK(found(office, "はがき") == first);   // kana either way
    CHECK(found(office, "ﾊｶﾞｷ") == first);     // half width
    CHECK(found(office, "人は確認") == first); // the solution
    CHECK(found(office, "eltax") == second);   // case and width
    CHECK(found(office, "他自治体") == second);
    CHECK(found(office, "口座 手で") == first);
    CHECK(found(office, "口座 回送").empty());
    CHECK(found(office, "ないもの").empty());
    CHECK(found(office, "").empty());
    CHECK(found(office, "　 ").empty());
}

TEST_CASE("One and two characters are answered too, and marks are no commands") {
    Office office;
    const auto one = office.add("口座の登録"), two = office.add("100%削減を目指す (仮) \"案\"");
    const std::vector<std::string> first{one}, second{two};
    CHECK(found(office, "口座") == first);
    CHECK(found(office, "座") == first);
    CHECK(found(office, "登 口") == first);
    CHECK(found(office, "%") == second);
    CHECK(found(office, "(仮)") == second);
    CHECK(found(office, "\"案\"") == second);
    for (const char* odd : {"AND", "NEAR(", "*", "口座*", "title:口座", "^口", "'", "\"", "%_", "\\", "-口座"}) {
        INFO(odd);
        CHECK_NOTHROW(found(office, odd));
    }
}

TEST_CASE("What is typed later is found, what was corrected is not") {
    Office office;
    const auto number = office.add("題名");
    write_case(*office.workspace, number, {{.kind = "field", .changes = {{"title", "封筒の宛名"}}}});
    CHECK(found(office, "題名").empty());
    CHECK(found(office, "宛名") == std::vector<std::string>{number});
    CHECK(found(office, "封筒の宛名") == std::vector<std::string>{number});
    write_case(*office.workspace, number, {{.kind = "note", .text = "間違いの言葉"}});
    const auto wrong = office.page(number).events.back().id;
    write_case(*office.workspace, number, {{.kind = "note", .text = "正しい言葉", .corrects = wrong}});
    CHECK(found(office, "間違いの").empty());
    CHECK(found(office, "正し") == std::vector<std::string>{number});
    CHECK(office.kept().faults().empty());
}

TEST_CASE("While a title is typed, cases that share its rare words come first, with finished ones before open ones") {
    Office office;
    for (int at = 0; at < 40; ++at) office.add("会議室の予約を減らしたい " + std::to_string(at), "総務課");
    const auto done = office.add("国保 口座振替はがきの入力", "国保年金課");
    advance_case(*office.workspace, done, {.to = CaseStage::done, .outcome = "解決", .solution = "読取と RPA で登録し、人は確認だけ。"});
    const auto open = office.add("還付口座の登録を自動化したい");
    const auto similar = similar_work(*office.workspace, "口座のはがき入力を減らし");
    REQUIRE(similar.size() >= 2);
    CHECK(similar[0].id == done);
    CHECK(similar[0].line == "読取と RPA で登録し、人は確認だけ。");
    CHECK(similar[1].id == open);
    CHECK(similar_work(*office.workspace, "").empty());
    CHECK(similar_work(*office.workspace, "口").empty());
    CHECK(similar_work(*office.workspace, "ㄅㄆㄇㄈ").empty());
}

TEST_CASE("Marks are put where the words stand, also across kana") {
    const std::string text = "国保 口座振替ハガキの入力";
    std::vector<std::string> marked;
    for (const auto& [begin, end] : marks_in(text, "口座のはがき入力を減らし")) marked.push_back(text.substr(begin, end - begin));
    CHECK(marked == std::vector<std::string>{"口座", "ハガキ", "入力"});
    CHECK(marks_in(text, "").empty());
    CHECK(marks_in("", "口座").empty());
}

namespace {

void add_people(Office& office) {
    store::People people(office.workspace->database());
    people.add({"大槻", "x", {"help-desk"}, {}}, "大槻", office.now);
    people.add({"早川", "x", {"clerk"}, {"介護保険課"}}, "大槻", office.now);
}

}  // namespace

TEST_CASE("A counter department sees its own cases without internal notes, and every solution without names") {
    Office office;
    const auto own = office.add("自分の課の相談");
    write_case(*office.workspace, own, {{.kind = "note", .text = "見せない覚え", .internal = true}, {.kind = "note", .text = "見せる覚え"}});
    const auto solved = office.add("解決した相談", "国保年金課"), other = office.add("進行中の相談", "国保年金課");
    write_case(*office.workspace, solved, {{.kind = "note", .text = "担当者どうしの話"}});
    advance_case(*office.workspace, solved, {.to = CaseStage::done, .outcome = "解決", .solution = "読取で足りた"});
    add_people(office);
    office.be("早川", true);
    CHECK(cases(*office.workspace, {}, "2025-03-24").size() == 2);
    const auto mine = office.page(own);
    CHECK_FALSE(mine.may_write);
    for (const auto& event : mine.events) CHECK(event.text != "見せない覚え");
    CHECK(mine.events.size() == 2);
    const auto theirs = office.page(solved);
    CHECK(theirs.now.field("solution") == "読取で足りた");
    CHECK(theirs.now.field("requester").empty());
    CHECK(theirs.now.field("assignee").empty());
    CHECK(theirs.events.empty());
    CHECK_THROWS_AS(office.page(other), RequestFault);
    CHECK(found(office, "進行中").empty());
    CHECK(found(office, "担当者どうし").empty());
    CHECK(found(office, "読取で足り") == std::vector<std::string>{solved});
    for (const auto& one : similar_work(*office.workspace, "進行中の相談")) CHECK(one.id != other);
    CHECK_THROWS_AS(office.add("書けない"), NotAllowed);
    CHECK_THROWS_AS(write_case(*office.workspace, own, {{.kind = "note", .text = "書けない"}}), NotAllowed);
    office.be("大槻", true);
    CHECK(cases(*office.workspace, {}, "2025-03-24").size() == 3);
    CHECK(office.page(own).events.size() == 3);
    office.be("だれか", false);
    CHECK_THROWS_AS(cases(*office.workspace, {}, "2025-03-24"), NotAllowed);
}

TEST_CASE("Solved cases become answers to frequent questions: the same solution once, the most asked first, nobody's name") {
    Office office;
    const auto solve = [&](const std::string& title, const std::string& outcome, const std::string& solution) {
        const auto number = office.add(title);
        advance_case(*office.workspace, number, {.to = CaseStage::done, .outcome = outcome, .solution = solution});
        office.later(60);
        return number;
    };
    solve("外字が出ない", "解決", "設定を直した。");
    const auto older = solve("はがきの入力を減らしたい", "解決", "読取と RPA で登録する。"), newer = solve("口座のハガキを手で入れている", "事業化", "読取とＲＰＡで登録する。");
    solve("よその課のこと", "他課紹介", "総務課を紹介した。");
    solve("書かれていない", "解決", "");
    office.add("まだの件");
    const auto entries = case_faq(*office.workspace);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].numbers == std::vector<std::string>{newer, older});
    CHECK(entries[0].question == "口座のハガキを手で入れている");
    CHECK(entries[0].titles.size() == 2);
    CHECK(case_faq(*office.workspace, "はがき　rpa").size() == 1);
    CHECK(case_faq(*office.workspace, "ない言葉").empty());
    for (const char* name : {"faq.html", "faq.csv", "faq.xlsx", "faq.json"}) {
        write_faq(entries, office.folder.path() / name);
        std::ifstream in(office.folder.path() / name, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        CHECK(bytes.size() > 100);
        CHECK(bytes.find("早川") == std::string::npos);
    }
    CHECK_THROWS_AS(write_faq(entries, office.folder.path() / "faq.doc"), RequestFault);
}
