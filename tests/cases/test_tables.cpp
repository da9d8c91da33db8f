#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "ocr/lexicon/csv_table.h"
#include "tests/cases/office.h"
#include "workbench/desk/cases/case_report.h"
#include "workbench/desk/cases/case_table.h"
#include "workbench/desk/export/xlsx_reader.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

const fs::path sample = fs::path(YOROZU_SOURCE_DIR) / "samples/cases/soudan-r5.csv";

fs::path written(const Office& office, const std::string& name, const std::string& text) {
    const fs::path file = office.folder / name;
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

CaseImport imported(Office& office, const fs::path& file, const CaseMapping& mapping = own_case_mapping(), bool take_theirs = false) {
    return import_cases(*office.workspace, file, mapping, take_theirs);
}

std::string all_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Runs the command as a person does; its exit code.
int command(const Office& office, const std::string& words, const std::string& out = "out.txt") {
    const std::string line = std::string(YOROZU_BIN_DIR "/yorozu --workspace ") + office.folder.path().string() + " " + words + " > " + (office.folder / out).string() + " 2>&1";
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("The published table of R5 comes out of the imported cases to the digit") {
    // What the audit published: 区分, 全庁 相談, 全庁 解決, 窓口 相談, 窓口 解決.
    const std::vector<CaseCount> published{{"BPR", 3, 0, 1, 0},     {"システム導入", 11, 4, 0, 0},     {"データ活用・分析", 0, 0, 0, 0}, {"RPA", 6, 5, 1, 1},
                                           {"Kintone", 1, 0, 0, 0}, {"手続オンライン化", 33, 29, 4, 3}, {"その他", 10, 9, 1, 1}};
    Office office;
    const auto result = imported(office, sample);
    CHECK(result.added == 64);
    CHECK(result.faults.empty());
    const auto report = case_report(*office.workspace, FiscalYear{2023}, "2024-03-31");
    CHECK(report.by_category == published);
    CHECK(report.total == CaseCount{"合計", 64, 47, 7, 5});
    int months = 0, departments = 0;
    for (const auto& row : report.by_month) months += row.all;
    for (const auto& row : report.by_department) departments += row.all;
    CHECK(months == 64);
    CHECK(departments == 64);
    CHECK(case_report(*office.workspace, FiscalYear{2024}, "2024-05-01").total.all == 0);
    SECTION("the same file again changes nothing") {
        const auto again = imported(office, sample);
        CHECK(again.added == 0);
        CHECK(again.changed == 0);
        CHECK(again.same == 64);
        CHECK(again.conflicts.empty());
        CHECK(office.kept().count() == 64);
    }
    SECTION("and each output says what it counts, by whom and when") {
        for (const char* name : {"r.csv", "r.json", "r.xlsx"}) write_case_report(report, office.folder / name, "2024-04-10 09:00 大槻");
        CHECK(all_of(office.folder / "r.csv").find("手続オンライン化,33,29,4,3\r\n") != std::string::npos);
        CHECK(all_of(office.folder / "r.csv").find("合計,64,47,7,5\r\n") != std::string::npos);
        CHECK(all_of(office.folder / "r.csv").find("作成 2024-04-10 09:00 大槻") != std::string::npos);
        CHECK(read_xlsx(office.folder / "r.xlsx").back() == std::vector<std::string>{"合計", "64", "47", "7", "5"});
        CHECK_THROWS_AS(write_case_report(report, office.folder / "r.doc", ""), RequestFault);
    }
}

TEST_CASE("Ageing, first answer, reasons and time are counted as they are defined") {
    Office office;
    const auto one = office.add("一"), two = office.add("二"), three = office.add("三");
    office.later(30);
    write_case(*office.workspace, one, {{.kind = "first-answer", .minutes = 30}});
    office.later(60 * 48);
    write_case(*office.workspace, two, {{.kind = "first-answer", .minutes = 90}});
    advance_case(*office.workspace, two, {.to = CaseStage::declined, .reason = "管理職の理解"});
    advance_case(*office.workspace, three, {.to = CaseStage::done, .outcome = "事業化"});
    const auto report = case_report(*office.workspace, FiscalYear{2024}, "2025-06-30");
    CHECK(report.total == CaseCount{"合計", 3, 1, 0, 0});
    CHECK(report.answered == 2);
    CHECK(report.answered_in_a_day == 1);
    CHECK(report.first_answer_hours == Approx((0.5 + 48.5) / 2));
    CHECK(report.minutes == 120);
    CHECK(report.declined == std::map<std::string, int>{{"管理職の理解", 1}});
    CHECK(report.projects == 1);
    CHECK(report.ages[0].open + report.ages[1].open + report.ages[2].open == 0);
    CHECK(report.ages[3].open == 1);  // 98 days
    CHECK(report.resolution_rate() == Approx(1.0 / 3));
}

TEST_CASE("What cases export, a new workspace imports, as CSV in either encoding and as XLSX") {
    Office from;
    imported(from, sample);
    const auto number = from.add("一行め\n二行め, \"引用\"", "課税課", "=1+1");
    advance_case(*from.workspace, number, {.to = CaseStage::declined, .reason = "費用"});
    auto mapping = own_case_mapping();
    const char* name = "out.csv";
    SECTION("UTF-8") {}
    SECTION("CP932") { mapping.encoding = ExportEncoding::cp932; }
    SECTION("XLSX") { name = "out.xlsx"; }
    std::vector<LostCell> lost;
    CHECK(export_cases(*from.workspace, from.folder / name, mapping, {}, &lost) == 65);
    CHECK(lost.empty());
    Office to;
    const auto result = imported(to, from.folder / name);
    for (const auto& fault : result.faults) UNSCOPED_INFO(fault.line << " " << fault.fault);
    CHECK(result.faults.empty());
    REQUIRE(result.added == 65);
    for (const auto& one : from.kept().all()) {
        const auto other = to.kept().find(one.number);
        REQUIRE(other);
        INFO(one.number);
        CHECK(other->fields == one.fields);
        CHECK(other->received == one.received);
        CHECK(other->first_answer == one.first_answer);
        CHECK(other->closed == one.closed);
        CHECK(other->minutes == one.minutes);
    }
}

TEST_CASE("A row that cannot be a case is told with its line, and the others come in") {
    Office office;
    const auto file = written(office, "x.csv",
                              "件名,所管課,段階,結果,理由,受付,使った時間(分)\n"
                              "良い行,課税課,受付,,,2025-01-10,5\n"
                              ",課税課,受付,,,2025-01-10,5\n"
                              "課がない,,受付,,,2025-01-10,5\n"
                              "段階が違う,課税課,飛行,,,2025-01-10,5\n"
                              "理由がない,課税課,見送り,,,2025-01-10,5\n"
                              "結果がない,課税課,完了,,,2025-01-10,5\n"
                              "日が違う,課税課,受付,,,2025-02-30,5\n"
                              "時間が違う,課税課,受付,,,2025-01-10,たくさん\n"
                              "良い行,課税課,受付,,,2025-01-10,5\n");
    const auto result = imported(office, file);
    CHECK(result.added == 1);
    std::set<int> lines;
    for (const auto& fault : result.faults) lines.insert(fault.line);
    CHECK(lines == std::set<int>{3, 4, 5, 6, 7, 8, 9, 10});
    CHECK_THROWS_AS(imported(office, written(office, "y.csv", "なまえ,課\nあ,い\n")), RequestFault);
    CHECK_THROWS_AS(imported(office, written(office, "z.csv", "")), RequestFault);
    CHECK_THROWS_AS(imported(office, written(office, "z.xlsx", "PK not a book")), RequestFault);
    CHECK_THROWS_AS(imported(office, office.folder / "absent.csv"), RequestFault);
}

TEST_CASE("Columns of another tracker come in by a saved mapping; changes are merged, conflicts are shown and lose nothing") {
    Office office;
    keep_case_mapping(*office.workspace, written(office, "kadai.json",
                                                 R"({"formatVersion": 1, "columns": {"番号": "external", "題名": "title", "課": "department", "状況": "stage", "機械": "system"},
                                                     "values": {"stage": {"対応中": "hearing", "新規": "received"}}, "encoding": "cp932"})"));
    const auto mapping = kept_case_mapping(*office.workspace, "kadai");
    const auto take = [&](const std::string& rows, bool theirs = false) { return imported(office, written(office, "k.csv", "番号,題名,課,状況,機械\n" + rows), mapping, theirs); };
    CHECK(take("77,口座,課税課,対応中,A\n").added == 1);
    const auto number = office.kept().all().front().number;
    const auto now = [&] { return *office.kept().find(number); };
    CHECK(now().field("stage") == "hearing");
    SECTION("changed there only: taken over") {
        CHECK(take("77,口座,課税課,対応中,B\n").changed == 1);
        CHECK(now().field("system") == "B");
    }
    SECTION("changed here only: kept, also when the old file comes again") {
        write_case(*office.workspace, number, {{.kind = "field", .changes = {{"system", "C"}}}});
        const auto result = take("77,口座,課税課,対応中,A\n");
        CHECK(result.conflicts.empty());
        CHECK(now().field("system") == "C");
    }
    SECTION("changed on both sides: both are shown, ours stays until the file is preferred") {
        write_case(*office.workspace, number, {{.kind = "field", .changes = {{"system", "C"}}}});
        for (int again = 0; again < 2; ++again) {
            const auto result = take("77,口座,課税課,対応中,B\n");
            REQUIRE(result.conflicts.size() == 1);
            CHECK(result.conflicts[0].ours == "C");
            CHECK(result.conflicts[0].theirs == "B");
            CHECK(now().field("system") == "C");
        }
        CHECK(take("77,口座,課税課,対応中,B\n", true).conflicts.empty());
        CHECK(now().field("system") == "B");
    }
    CHECK(office.kept().count() == 1);
    for (const char* bad : {"{", R"({"formatVersion": 2, "columns": {"a": "title"}})", R"({"formatVersion": 1, "columns": {"a": "planet"}})", R"({"formatVersion": 1, "columns": {"a": "body"}})",
                            R"({"formatVersion": 1, "columns": {"a": "title"}, "typo": 1})", R"({"formatVersion": 1, "columns": 7})"}) {
        INFO(bad);
        CHECK_THROWS_AS(read_case_mapping(written(office, "bad.json", bad)), RequestFault);
    }
}

TEST_CASE("An import that is killed is repeated without doubles") {
    Office office;
    std::string rows = "件名,所管課,受付,内容\n";
    for (int at = 0; at < 6000; ++at) rows += "相談" + std::to_string(at) + ",課税課,2025-01-10 09:00,ながい内容の文字をここに書く\n";
    const auto file = written(office, "many.csv", rows);
    office.workspace.reset();
    REQUIRE(command(office, "case list") == 0);
    // As a power cut would: early, in the middle, late.
    std::int64_t before = 0;
    for (const char* seconds : {"0.05", "0.2", "0.4"}) {
        const std::string kill_it = "timeout -s KILL " + std::string(seconds) + " " + YOROZU_BIN_DIR + "/yorozu --workspace " + office.folder.path().string() + " case import " + file.string() + " > /dev/null 2>&1";
        (void)!std::system(("sh -c '" + kill_it + "' 2>/dev/null").c_str());
        office.open();
        const auto now = static_cast<std::int64_t>(office.kept().count());
        INFO(now << " were in after " << seconds << " s");
        CHECK(now >= before);
        if (before == 0 && std::string(seconds) == "0.05") CHECK(now < 6000);
        before = now;
        office.workspace.reset();
    }
    REQUIRE(command(office, "case import " + file.string()) == 0);
    office.open();
    CHECK(office.kept().count() == 6000);
}

TEST_CASE("The command takes a case from receipt to its end") {
    Office office;
    REQUIRE(command(office, "case add --title 還付口座の登録 --department 介護保険課 --body はがきの打ち間違い --received '2026-04-02 10:12' --minutes 5 --json") == 0);
    REQUIRE(command(office, "case advance R8-0001") == 0);
    CHECK(command(office, "case note R8-0001 --kind first-answer --text 事例を紹介 --minutes 14 --at '2026-04-02 10:26'") == 0);
    CHECK(command(office, "case set R8-0001 担当=三宅 次の予定=課長に確認 次の日=2026-04-10") == 0);
    CHECK(command(office, "case set R8-0001 なぞ=1") == 2);
    CHECK(command(office, "case advance R8-0001 --to 見送り") == 2);
    CHECK(all_of(office.folder / "out.txt").find("見送りには理由が要ります") != std::string::npos);
    CHECK(command(office, "case advance R8-0001 --to 完了 --outcome 解決 --solution 読取で足りた") == 0);
    CHECK(command(office, "case advance R8-0001") == 2);
    CHECK(command(office, "case search 読取で") == 0);
    CHECK(all_of(office.folder / "out.txt").find("R8-0001") != std::string::npos);
    CHECK(command(office, "case show R8-0001 --json") == 0);
    CHECK(all_of(office.folder / "out.txt").find("\"minutes\": 19") != std::string::npos);
    CHECK(command(office, "case report --fiscal-year R8") == 0);
    CHECK(command(office, "case report --fiscal-year 来年") == 2);
    CHECK(command(office, "case show R8-0099") == 2);
    CHECK(command(office, "case export --out " + (office.folder / "o.csv").string()) == 0);
    CHECK(command(office, "case export --out " + (office.folder / "o.pdf").string()) == 2);
    CHECK(command(office, "case import " + (office.folder / "o.csv").string()) == 0);
    CHECK(command(office, "workspace check") == 0);
}
