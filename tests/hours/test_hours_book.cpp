// The hours out of a real workspace: what triggers keep, what files say, plans and published tables.
#include <SQLiteCpp/Database.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <random>

#include "tests/store/temporary_folder.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/export/xlsx_reader.h"
#include "workbench/desk/hours/hours_book.h"
#include "workbench/store/baselines.h"
#include "workbench/store/keyed.h"
#include "workbench/store/work_queue.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

const FiscalYear r6{2024};

/// A workspace in which scenarios run.
struct KeyedOffice {
    TemporaryFolder folder;
    store::TimeMs now = *moment("2024-06-03 09:00");
    Workspace workspace{folder / "ws", store::Access::write, now};
    std::map<std::string, std::int64_t> runs, test_runs;
    int keys = 0;

    KeyedOffice() {
        workspace.begin({"早乙女", false, [this] { return now; }});
    }
    fs::path file(const std::string& name, const std::string& text = "") const {
        if (!text.empty()) std::ofstream(folder / name, std::ios::binary) << text;
        return folder / name;
    }
    void baseline(const std::string& scenario, double minutes, const std::string& from = "2024-04-01") {
        store::StoredBaseline sample{scenario, 0, {}, "計測係", "ストップウォッチ", from, 0};
        for (int at = 0; at < 12; ++at) sample.minutes.push_back(minutes + (at % 2 ? 0.5 : -0.5));
        store::Baselines(workspace.database()).add(sample, now);
    }
    /// One record keyed to `outcome`; the item's id.
    std::int64_t key(const std::string& scenario, const std::string& outcome = "done", const std::string& number = "U1", bool test = false, bool intent = true) {
        store::WorkItems queue(workspace.database());
        auto& run = (test ? test_runs : runs)[scenario];
        if (!run) run = queue.begin_run(scenario, test, now);
        store::StoredItem item;
        item.scenario = scenario;
        item.business_key = "key" + std::to_string(++keys);
        item.source = "data:x.csv";
        const auto id = queue.add({item}, now).ids.at(0);
        const auto claimed = queue.claim(scenario, "r", now, std::chrono::seconds(60));
        if (intent) queue.intent(id, claimed->token, {run, id, "confirm", now, now + 500, "intent", "", ""});
        queue.finish(id, claimed->token, outcome, number, "", {run, id, "confirm", now + 500, now + 1500, outcome, "e.png", ""});
        return id;
    }
    HoursReport report(const std::string& today = "2025-03-31") { return hours_saved(hours_input(workspace), period_of("R6", today)); }
    HoursReport details(const std::string& today = "2025-03-31") { return hours_saved(hours_details(workspace, ""), period_of("R6", today)); }
};

DurationMs lines_of(const HoursReport& report) {
    DurationMs sum = 0;
    for (const auto& saved : report.scenarios)
        for (const auto& line : saved.lines) sum += line.ms;
    return sum;
}

void same(const HoursSaved& a, const HoursSaved& b) {
    CHECK(a.counted == b.counted);
    CHECK(a.verified_counted == b.verified_counted);
    CHECK(a.not_counted == b.not_counted);
    CHECK(a.gross_ms == b.gross_ms);
    CHECK(a.net_ms == b.net_ms);
    CHECK(a.verified_ms == b.verified_ms);
    CHECK(a.robot_ms == b.robot_ms);
    CHECK(a.half_width_hours == Approx(b.half_width_hours));
}

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

const std::string plan_csv =
    "measure,unit,r6_target,r7_target\nRPA 作成シナリオ数,シナリオ,10,10\nRPA 削減時間,時間,1300,1600\nAI-OCR 削減時間,時間,700,750\n"
    "会議録作成支援システム 削減時間,時間,400,450\nよろず相談DX 相談件数,件,30,30\nよろず相談DX 事業化,件,10,10\n";

}  // namespace

TEST_CASE("The quick sums and the single records give the same hours, whatever came of them") {
    KeyedOffice office;
    office.baseline("koza", 4.2);
    office.baseline("taxi", 2.4, "2024-08-01");
    std::mt19937 random(7);
    const char* outcomes[] = {"done", "done", "done", "unknown", "business_exception", "system_exception", "already_present"};
    std::vector<std::int64_t> ids;
    for (int at = 0; at < 400; ++at) {
        office.now += static_cast<store::TimeMs>(random() % 80'000'000);
        const char* scenario = random() % 3 ? "koza" : random() % 2 ? "taxi" : "none";
        ids.push_back(office.key(scenario, outcomes[random() % 7], random() % 4 ? "U" : "", random() % 9 == 0, random() % 8 != 0));
    }
    for (int at = 0; at < 12; ++at) exclude_record(office.workspace, ids[random() % ids.size()], random() % 3 != 0, "二重払いの確認", "早乙女");
    store::Baselines(office.workspace.database()).add_cost({0, "koza", "build", 600, "2024-05-01", "x", "作成"}, office.now);
    store::Baselines(office.workspace.database()).add_cost({0, "koza", "maintenance", 45, "2024-09-01", "x", "画面が変わった"}, office.now);
    const auto quick = office.report(), single = office.details();
    REQUIRE(quick.scenarios.size() == single.scenarios.size());
    REQUIRE(quick.total.counted > 50);
    for (std::size_t at = 0; at < quick.scenarios.size(); ++at) same(quick.scenarios[at], single.scenarios[at]);
    same(quick.total, single.total);
    CHECK(lines_of(single) == single.total.net_ms);
    CHECK(lines_of(quick) == quick.total.net_ms);
    CHECK(store::Keyed(office.workspace.database()).faults().empty());
    SECTION("and the months add up to the year") {
        DurationMs net = 0, gross = 0, verified = 0;
        for (const auto& month : hours_by_month(hours_input(office.workspace), 2024, "2025-03-31")) net += month.total.net_ms, gross += month.total.gross_ms, verified += month.total.verified_ms;
        CHECK(net == quick.total.net_ms);
        CHECK(gross == quick.total.gross_ms);
        CHECK(verified == quick.total.verified_ms);
    }
}

TEST_CASE("Hours never rise from failed, test, unknown, unconfirmed, double or excluded records") {
    std::mt19937 random(11);
    for (int round = 0; round < 60; ++round) {
        HoursInput input;
        input.baselines.push_back({"koza", 1, std::vector<double>(12, 3.0 + round % 5), "x", "y", "2024-04-01"});
        for (int at = 1; at <= 40; ++at) {
            KeyedRecord record;
            record.scenario = "koza", record.item = at, record.business_key = "k" + std::to_string(random() % 60), record.outcome = random() % 3 ? "done" : "unknown";
            record.confirmed = random() % 4 != 0, record.day = random() % 5 ? "2024-07-01" : "2023-07-01", record.target_number = random() % 2 ? "U" : "";
            input.records.push_back(record);
        }
        const auto before = hours_saved(input, {"2024-04-01", "2025-03-31", "R6"}).total;
        KeyedRecord odd = input.records[random() % 40];
        odd.item = 1000, odd.outcome = "done", odd.confirmed = true, odd.day = "2024-08-01", odd.business_key = "fresh", odd.target_number = "U";
        switch (random() % 6) {
            case 0: odd.outcome = "system_exception"; break;
            case 1: odd.test = true; break;
            case 2: odd.outcome = "unknown"; break;
            case 3: odd.confirmed = false; break;
            case 4: {
                const auto counted = std::find_if(input.records.begin(), input.records.end(), [](const auto& one) { return one.outcome == "done" && one.confirmed; });
                if (counted == input.records.end()) continue;
                odd.business_key = counted->business_key;
                break;
            }
            default: odd.excluded = "理由"; break;
        }
        input.records.push_back(odd);
        const auto after = hours_saved(input, {"2024-04-01", "2025-03-31", "R6"}).total;
        CHECK(after.gross_ms == before.gross_ms);
        CHECK(after.net_ms == before.net_ms);
        CHECK(after.verified_ms == before.verified_ms);
    }
}

TEST_CASE("A record that a person takes out counts nothing, says why, and can come back; the record itself is not changed") {
    KeyedOffice office;
    office.baseline("koza", 4.0);
    const auto id = office.key("koza");
    office.key("koza");
    CHECK(office.report().total.gross_ms == 8 * 60'000);
    exclude_record(office.workspace, id, true, "試しに入れたもの", "早乙女");
    CHECK(office.report().total.gross_ms == 4 * 60'000);
    CHECK(office.report().total.not_counted.at("除外") == 1);
    const auto single = office.details();
    CHECK(single.scenarios[0].lines[0].note == "除外（試しに入れたもの）");
    CHECK(store::WorkItems(office.workspace.database()).of_scenario("koza")[0].state == "done");
    exclude_record(office.workspace, id, false, "やはり本番", "早乙女");
    CHECK(office.report().total.gross_ms == 8 * 60'000);
    CHECK_THROWS_AS(exclude_record(office.workspace, id, true, "", "早乙女"), RequestFault);
    CHECK_THROWS_AS(exclude_record(office.workspace, 999, true, "x", "早乙女"), store::StoreError);
}

TEST_CASE("The published table 17 is kept as reported, 1,351 hours to the digit, and added to nothing") {
    KeyedOffice office;
    const auto file = office.file("17.csv",
                                  "department,uses_tools,tool,work,hours\n戸籍住民課,no,,都度即時,\n課税課,yes,RPA,eLTAX,371\n納税課,yes,RPA,督促状,22\n長寿社会推進課,yes,AI-OCR,名簿,26\n"
                                  "介護保険課,yes,RPA,還付,52\n介護保険課,yes,RPA,認定,15\n後期高齢医療制度課,no,,なし,\n国保年金課,yes,AI-OCR+RPA,ハガキ,59\n障がいサービス課,yes,RPA,タクシー券,25\n"
                                  "保育サービス課,yes,RPA,入園,585\n子育て支援課,yes,RPA,マル親,83\n子育て支援課,yes,AI-OCR+RPA,医療費,113\n");
    import_published_hours(office.workspace, file, FiscalYear{2023}, "図表17", "早乙女");
    import_published_hours(office.workspace, file, FiscalYear{2023}, "図表17", "早乙女");  // again: still one table
    const auto all = published_hours(office.workspace);
    REQUIRE(all.size() == 1);
    CHECK(all[0].total() == 1351);
    CHECK(all[0].by_tool() == std::vector<std::pair<std::string, double>>{{"RPA", 1153}, {"AI-OCR+RPA", 172}, {"AI-OCR", 26}});
    CHECK(all[0].of("子育て支援課") == 196);
    CHECK(all[0].of("介護保険課") == 67);
    CHECK(all[0].departments().front() == "保育サービス課");
    CHECK(all[0].of("戸籍住民課") == 0);
    CHECK(office.report().total.net_ms == 0);
    CHECK_THROWS_AS(import_published_hours(office.workspace, office.file("x.csv", "department,hours\na,1\n"), FiscalYear{2023}, "x", "x"), RequestFault);
    CHECK_THROWS_AS(import_published_hours(office.workspace, office.file("y.csv", "department,uses_tools,tool,work,hours\na,yes,RPA,w,たくさん\n"), FiscalYear{2023}, "x", "x"), RequestFault);
}

TEST_CASE("A policy is graded by the plan's words, and only after the year has closed") {
    const auto grade = [](std::vector<std::pair<double, double>> amounts, const std::string& today = "2025-04-10", bool known = true) {
        std::vector<Measure> measures;
        for (const auto& [planned, achieved] : amounts) measures.push_back({.planned = planned, .achieved = achieved, .known = known});
        return grade_of(measures, r6, today);
    };
    CHECK(grade({{10, 11}, {1300, 1318.4}}) == "達成+");
    CHECK(grade({{10, 10}, {1300, 1318.4}}) == "達成");
    CHECK(grade({{700, 688.2}}) == "達成");
    CHECK(grade({{400, 312}}) == "未達成");
    CHECK(grade({{30, 29}, {10, 9}}) == "達成");
    CHECK(grade({{30, 29}, {10, 7.9}}) == "未達成");
    CHECK(grade({{30, 31}, {10, 11}}, "2025-03-31").empty());
    CHECK(grade({{30, 31}}, "2025-04-10", false) == "未達成");
    CHECK(grade({}).empty());
}

TEST_CASE("The plan's amounts stand beside what was counted; what is counted nowhere is entered by hand and says so") {
    KeyedOffice office;
    CHECK(import_plan(office.workspace, office.file("plan.csv", plan_csv), "早乙女") == 12);
    office.baseline("koza", 60);
    office.baseline("ocr", 30);
    set_scenario_tool(office.workspace, "ocr", "AI-OCR");
    for (int at = 0; at < 5; ++at) office.key("koza"), office.key("ocr");
    add_case(office.workspace, {{"title", "題"}, {"department", "課税課"}}, 0);
    achieve_by_hand(office.workspace, r6, "会議録作成支援システム 削減時間", 312, "業者の月報", "早乙女");
    CHECK_THROWS_AS(achieve_by_hand(office.workspace, r6, "ないもの", 1, "x", "x"), RequestFault);
    const auto book = hours_book(office.workspace, r6, "2025-04-10", false);
    REQUIRE(book.policies.size() == 4);
    CHECK(book.policies[0].measures[0].achieved == 1);
    CHECK(book.policies[0].measures[1].achieved == Approx(5));
    CHECK(book.policies[1].measures[0].achieved == Approx(2.5));
    CHECK(book.policies[2].measures[0].by_hand);
    CHECK(book.policies[2].grade == "未達成");
    CHECK(book.policies[3].measures[0].achieved == 1);
    CHECK_THROWS_AS(import_plan(office.workspace, office.file("bad.csv", "measure,unit,rx_target\na,b,1\n"), "x"), RequestFault);
    CHECK_THROWS_AS(import_plan(office.workspace, office.file("bad2.csv", "measure,unit,r6_target\na,b,-1\n"), "x"), RequestFault);
}

TEST_CASE("The target line is what can be set against the hours counted here, by policy; the rest is named, not added") {
    KeyedOffice office;
    import_plan(office.workspace, office.file("plan.csv", plan_csv), "早乙女");
    office.baseline("koza", 60);
    office.baseline("both", 30);
    office.baseline("ocr", 30);
    set_scenario_tool(office.workspace, "both", "AI-OCR+RPA");
    set_scenario_tool(office.workspace, "ocr", "AI-OCR");
    for (int at = 0; at < 5; ++at) office.key("koza"), office.key("both"), office.key("ocr");
    const auto words_of = [](const Chart& chart) {
        std::string words;
        for (const auto& text : chart.drawing.texts) words += text.words + "\n";
        return words;
    };
    const auto check = [&](const HoursBook& book) {
        CHECK(comparable_target(book, "").hours == 2000);
        CHECK(comparable_target(book, "RPA").hours == 1300);
        CHECK(comparable_target(book, "AI-OCR").hours == 700);
        CHECK(comparable_target(book, "会議録作成支援システム").hours == 0);
        const auto all = words_of(months_chart(book, "", 500, 300));
        CHECK(all.find("目標 2,000") != std::string::npos);
        CHECK(all.find("目標＝RPA 1,300＋AI-OCR 700。よろずで計らない：会議録作成支援システム 400") != std::string::npos);
        CHECK(words_of(months_chart(book, "AI-OCR", 500, 300)).find("会議録") == std::string::npos);
    };
    check(hours_book(office.workspace, r6, "2025-03-31", false));
    achieve_by_hand(office.workspace, r6, "会議録作成支援システム 削減時間", 312, "業者の月報", "早乙女");
    const auto book = hours_book(office.workspace, r6, "2025-03-31", false);
    check(book);
    // The line of a policy ends where its amount stands.
    for (const auto& policy : book.policies)
        for (const auto& measure : policy.measures)
            if (measure.name == "削減時間" && !measure.by_hand) {
                double net = 0;
                for (const auto& month : book.months)
                    for (const auto& saved : month.scenarios) {
                        const auto tool = book.input.tools.find(saved.scenario);
                        if (policy_of_tool(tool == book.input.tools.end() ? "RPA" : tool->second) == policy.name) net += static_cast<double>(saved.net_ms) / 3'600'000;
                    }
                CHECK(net == Approx(measure.achieved));
                CHECK(net > 0);
            }
}

TEST_CASE("Each file says formula, inputs, period and who made it when; XLSX has charts of its own, PDF its fonts") {
    KeyedOffice office;
    office.baseline("koza", 60);
    for (int at = 0; at < 5; ++at) office.key("koza");
    import_plan(office.workspace, office.file("plan.csv", plan_csv), "早乙女");
    const auto book = hours_book(office.workspace, r6, "2025-04-10", true);
    for (const char* name : {"h.csv", "h.html", "h.xlsx", "h.pdf"}) write_hours_book(book, office.folder / name);
    CHECK_THROWS_AS(write_hours_book(book, office.folder / "h.doc"), RequestFault);
    for (const char* name : {"h.csv", "h.html"}) {
        const auto text = bytes_of(office.folder / name);
        INFO(name);
        CHECK(text.find("早乙女") != std::string::npos);
        CHECK(text.find("2024-04-01 から 2025-03-31") != std::string::npos);
        CHECK(text.find("総削減 = 5 件 × 60.00 分 ÷ 60 = 5.0 時間") != std::string::npos);
    }
    CHECK(bytes_of(office.folder / "h.html").find("<svg") != std::string::npos);
    const auto book_bytes = bytes_of(office.folder / "h.xlsx");
    CHECK(book_bytes.find("xl/charts/chart1.xml") != std::string::npos);
    CHECK(book_bytes.find("xl/charts/chart2.xml") != std::string::npos);
    CHECK(read_xlsx(office.folder / "h.xlsx").back()[0] == "合計");
    const auto fonts = office.folder / "fonts.txt";
    REQUIRE(std::system(("pdffonts " + (office.folder / "h.pdf").string() + " | tail -n +3 | awk '{ print $(NF - 4) }' | sort -u > " + fonts.string()).c_str()) == 0);
    CHECK(bytes_of(fonts) == "yes\n");  // each font is embedded
    REQUIRE(std::system(("pdftotext " + (office.folder / "h.pdf").string() + " " + fonts.string()).c_str()) == 0);
    CHECK(bytes_of(fonts).find("純削減") != std::string::npos);
    REQUIRE(std::system(("pdfimages -list " + (office.folder / "h.pdf").string() + " | wc -l > " + fonts.string()).c_str()) == 0);
    CHECK(bytes_of(fonts) == "2\n");  // the two lines of the heading: no picture in it, all is vector
}

TEST_CASE("With a broken audit chain no number is given out") {
    KeyedOffice office;
    office.baseline("koza", 60);
    office.key("koza");
    add_case(office.workspace, {{"title", "題"}, {"department", "課税課"}}, 0);
    CHECK(hours_book(office.workspace, r6, "2025-03-31", false).report.total.counted == 1);
    SQLite::Database raw((office.folder / "ws/yorozu.db").string(), SQLite::OPEN_READWRITE);
    raw.exec("DROP TRIGGER audit_entries_no_update");
    raw.exec("UPDATE audit_entries SET who = 'だれか'");
    CHECK_THROWS_AS(hours_book(office.workspace, r6, "2025-03-31", false), RequestFault);
}
