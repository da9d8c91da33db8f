// Two cases that are one; what is asked again and again; views; paper.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "tests/cases/office.h"
#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/cases/case_print.h"
#include "workbench/desk/cases/case_report.h"
#include "workbench/desk/cases/case_similar.h"
#include "workbench/desk/cases/standard_questions.h"
#include "workbench/desk/flows/flow_desk.h"
#include "workbench/store/baselines.h"

using namespace yorozu;
using namespace yorozu::desk;

namespace {

std::vector<std::string> numbers(const std::vector<Case>& all) {
    std::vector<std::string> found;
    for (const auto& one : all) found.push_back(one.number);
    return found;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("After a merge both numbers open the same case, which has both histories, links, files and minutes; it counts once") {
    Office office;
    const auto first = office.add("還付口座の登録を自動化したい"), second = office.add("還付の口座入力を楽に", "介護保険課", "はがきの台帳"), third = office.add("三");
    write_case(*office.workspace, first, {{.kind = "note", .text = "一の経過", .minutes = 10}});
    write_case(*office.workspace, second, {{.kind = "note", .text = "二の珍しい経過", .minutes = 5}});
    link_case(*office.workspace, second, "case", third);
    merge_cases(*office.workspace, second, first);
    for (const auto& number : {first, second}) {
        const auto page = office.page(number);
        CHECK(page.now.number == first);
        CHECK(page.now.minutes == 15);
        REQUIRE(page.merged.size() == 1);
        CHECK(page.merged[0].number == second);
        CHECK(page.merged[0].events.size() == 4);
        CHECK(page.links == std::vector<store::CaseLink>{{"case", third, page.links.at(0).at}});
    }
    CHECK(numbers(cases(*office.workspace, {}, "2025-03-24")) == std::vector<std::string>{third, first});
    CHECK(case_report(*office.workspace, *fiscal_year("R6"), "2025-03-24").total.all == 2);
    CHECK(case_report(*office.workspace, *fiscal_year("R6"), "2025-03-24").minutes == 15);
    SECTION("it is found by the words and by the number of the one that went") {
        for (const auto& words : {std::string("珍しい経過"), std::string("台帳"), second}) {
            const auto hits = search_cases(*office.workspace, words).hits;
            REQUIRE(hits.size() == 1);
            CHECK(hits[0].found.number == first);
        }
        std::size_t same = 0;
        for (const auto& one : similar_work(*office.workspace, "還付の口座入力")) {
            same += one.id == first;
            CHECK(one.id != second);
        }
        CHECK(same == 1);
    }
    SECTION("nothing is written to the one that went") {
        CHECK_THROWS_AS(write_case(*office.workspace, second, {{.kind = "note", .text = "x"}}), RequestFault);
        CHECK_THROWS_AS(merge_cases(*office.workspace, second, third), RequestFault);
        CHECK_THROWS_AS(merge_cases(*office.workspace, first, second), RequestFault);  // itself, by its other number
        CHECK_THROWS_AS(merge_cases(*office.workspace, "R6-0999", first), RequestFault);
    }
    SECTION("a chain of merges leads to its end, and each can be taken back by itself") {
        merge_cases(*office.workspace, first, third);
        CHECK(office.page(second).now.number == third);
        CHECK(office.page(third).merged.size() == 2);
        CHECK(office.page(third).now.minutes == 15);
        part_cases(*office.workspace, first);
        CHECK(office.page(second).now.number == first);
        CHECK(office.page(third).now.minutes == 0);
    }
    SECTION("taken back, all is as it was, but the history knows") {
        part_cases(*office.workspace, second);
        CHECK(office.page(second).now.number == second);
        CHECK(office.page(second).now.open());
        CHECK(office.page(first).now.minutes == 10);
        CHECK(office.page(first).merged.empty());
        CHECK(office.page(first).links.empty());
        CHECK(office.page(second).events.back().kind == "withdrawn");
        CHECK_THROWS_AS(part_cases(*office.workspace, second), RequestFault);
        merge_cases(*office.workspace, first, second);
        CHECK(office.page(first).now.number == second);
    }
    CHECK(office.kept().faults().empty());
}

TEST_CASE("A standard question begins a case with its answer; what is typed comes first, and no names go along") {
    Office office;
    CHECK_THROWS_AS(keep_standard_question(*office.workspace, " ", {{"title", "題"}}), RequestFault);
    CHECK_THROWS_AS(keep_standard_question(*office.workspace, "名", {{"body", "x"}}), RequestFault);
    CHECK_THROWS_AS(keep_standard_question(*office.workspace, "名", {{"title", "題"}, {"priority", "最高"}}), RequestFault);
    keep_standard_question(*office.workspace, "外字", {{"title", "外字が出ない"}, {"category", "その他"}, {"solution", "文字情報基盤のフォントを入れる"}, {"requester", "梶原"}, {"next_date", "2025-04-01"}});
    const auto question = standard_question(*office.workspace, "外字");
    CHECK_FALSE(question.fields.count("requester"));
    CHECK_FALSE(question.fields.count("next_date"));
    const auto number = desk::add_case(*office.workspace, with_question({{"department", "戸籍住民課"}, {"title", "氏名の外字が出ない"}}, question), 0);
    const auto now = office.page(number).now;
    CHECK(now.field("title") == "氏名の外字が出ない");
    CHECK(now.field("solution") == "文字情報基盤のフォントを入れる");
    CHECK_THROWS_WITH(standard_question(*office.workspace, "ない"), Catch::Contains("外字"));
    remove_standard_question(*office.workspace, "外字");
    CHECK(standard_questions(*office.workspace).empty());
    CHECK(office.page(number).now.field("solution") == "文字情報基盤のフォントを入れる");
}

TEST_CASE("Each person has their own saved views, which come back as they were") {
    Office office;
    const CaseView late{.name = "遅れ", .filter = {.stage = CaseStage::trial, .department = "課税課", .category = "RPA", .open = true, .counter = true, .overdue = true}, .mine = true, .words = "口座"};
    keep_case_view(*office.workspace, late);
    const auto kept = case_views(*office.workspace);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].filter.stage == CaseStage::trial);
    CHECK(kept[0].filter.department == "課税課");
    CHECK(kept[0].filter.category == "RPA");
    CHECK((kept[0].filter.open && kept[0].filter.counter && kept[0].filter.overdue && kept[0].mine));
    CHECK(kept[0].words == "口座");
    office.be("三宅", false);
    CHECK(case_views(*office.workspace).empty());
    CHECK_THROWS_AS(remove_case_view(*office.workspace, "遅れ"), RequestFault);
    office.be("大槻", false);
    remove_case_view(*office.workspace, "遅れ");
    CHECK(case_views(*office.workspace).empty());
    CHECK_THROWS_AS(keep_case_view(*office.workspace, {.name = "", .filter = {}}), RequestFault);
}

TEST_CASE("A printed case says everything that its page does, with corrected lines marked, as PDF and HTML") {
    Office office;
    const auto number = office.add("還付<口座>の登録"), other = office.add("もう一つ");
    write_case(*office.workspace, number, {{.kind = "hearing", .text = "週2回、2人で", .minutes = 45}});
    const auto old = office.page(number).events.back();
    write_case(*office.workspace, number, {{.kind = "hearing", .text = "週3回、2人で", .minutes = 45, .corrects = old.id}});
    advance_case(*office.workspace, number, {.to = CaseStage::hearing});
    merge_cases(*office.workspace, other, number);
    const auto printed = print_case(*office.workspace, number);
    write_printed_case(printed, office.folder / "c.html");
    write_printed_case(printed, office.folder / "c.pdf");
    const auto html = text_of(office.folder / "c.html");
    REQUIRE(std::system(("pdftotext -layout " + (office.folder / "c.pdf").string() + " " + (office.folder / "c.txt").string()).c_str()) == 0);
    const auto pdf = text_of(office.folder / "c.txt");
    for (const auto& words : {"週2回", "訂正済み", "週3回", "ヒアリング", "45 分", "介護保険課", "大槻", "もう一つ"}) {
        INFO(words);
        CHECK(html.find(words) != std::string::npos);
        CHECK(pdf.find(words) != std::string::npos);
    }
    CHECK(html.find("還付&lt;口座&gt;") != std::string::npos);
    CHECK_THROWS_AS(write_printed_case(printed, office.folder / "c.doc"), RequestFault);
    store::AuditLog::Filter filter;
    filter.subject = "case/" + number;
    CHECK(store::AuditLog(office.workspace->database()).entries(filter).back().act == "print");
}

TEST_CASE("A case begins a flow; what is hung on the flow's steps is linked to the case by itself, once") {
    Office office;
    const auto number = office.add("還付口座の登録を自動化したい"), other = office.add("別の件");
    const auto file = begin_flow_for(*office.workspace, number);
    REQUIRE(std::filesystem::exists(file));
    const std::string id = file.stem().string();
    CHECK(id == "還付口座の登録を自動化したい");
    CHECK(office.page(number).links == std::vector<store::CaseLink>{{"flow", id, office.now}});
    store::Baselines(office.workspace->database()).set_scenario({"kaigo-kanpu", "大槻", "介護保険課", std::nullopt}, office.now);
    auto opened = open_flow(file);
    auto text = std::string(opened.document.text());
    const std::string event = R"(<bpmn:startEvent id="Start_1" name="開始" />)";
    text.replace(text.find(event), event.size(),
                 R"(<bpmn:startEvent id="Start_1" name="開始" /><bpmn:task id="Task_1" name="入力"><bpmn:extensionElements><yorozu:attachments template="kanpu" scenario="kaigo-kanpu" /></bpmn:extensionElements></bpmn:task>)");
    OpenedFlow drawn{file, flows::FlowDocument(text), false};
    REQUIRE(drawn.document.flow().node("Task_1")->attachments.scenario_id == "kaigo-kanpu");
    save_flow(drawn, *office.workspace);
    const auto kinds = [&](const std::string& one) {
        std::string words;
        for (const auto& link : office.page(one).links) words += link.kind + "/" + link.target + " ";
        return words;
    };
    CHECK(kinds(number) == "flow/" + id + " scenario/kaigo-kanpu template/kanpu ");
    CHECK(kinds(other).empty());
    const auto linked = cases_linked_to(*office.workspace, "scenario", "kaigo-kanpu");
    CHECK(numbers(linked) == std::vector<std::string>{number});
    SECTION("a link that was taken back is not made again, and no link twice") {
        link_case(*office.workspace, number, "template", "kanpu", false);
        const auto before = office.page(number).events.size();
        save_flow(drawn, *office.workspace);
        CHECK(office.page(number).events.size() == before);
        CHECK(kinds(number) == "flow/" + id + " scenario/kaigo-kanpu ");
    }
}
