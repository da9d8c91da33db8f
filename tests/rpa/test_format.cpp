// Format 1 as a whole: one table of steps for reader, schema, writer and sentences; what the steps without a page do.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "rpa/check.h"
#include "rpa/scenario_schema.h"
#include "rpa/scenario_text.h"
#include "rpa/sentence.h"
#include "rpa/step_forms.h"
#include "rpa/steps.h"
#include "tests/rpa/form_driver.h"
#include "tests/rpa/office_scenario.h"
#include "tests/store/temporary_folder.h"

using namespace yorozu::rpa;

namespace {

const std::string schema_file = std::string(YOROZU_SOURCE_DIR) + "/rpa/schema/scenario.schema.json";

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

ScenarioReading reading_of(const std::string& steps, const std::filesystem::path& file = {}) {
    return read_scenario(R"j({"formatVersion":1,"id":"t","title":"t","owner":"o","hosts":["127.0.0.1"],"programs":["soffice"],"expiresOn":"2099-01-01","verifiedOn":"2026-01-01","businessKey":["n"],"dataColumns":["n","kana"],"columnLabels":{"kana":"口座名義"},"perRecord":[)j" + steps + "]}", file);
}

std::string fault_in(const std::string& steps) {
    const auto reading = reading_of(steps);
    return reading.faults.empty() ? "" : reading.faults[0].what;
}

bool finds(const std::string& rule, const std::string& steps) {
    const auto reading = reading_of(steps);
    REQUIRE(reading.scenario);
    for (const auto& finding : check(*reading.scenario, "2026-11-21"))
        if (finding.rule == rule) return true;
    return false;
}

/// Runs steps that need no page.
struct Desk {
    TemporaryFolder folder;
    FormDriver driver;
    int asked = 0;
    std::optional<std::string> answer;
    std::vector<std::string> done, passed_over;

    std::map<std::string, std::string> run(const std::string& steps, std::map<std::string, std::string> record = {}) {
        const auto reading = reading_of(steps);
        for (const auto& fault : reading.faults) FAIL(fault.place << ' ' << fault.what);
        StepWorld world{driver, *reading.scenario, true, {}, {}, {}, {}};
        world.files = folder / "files";
        world.after_step = [this](const Step& step, const Steps&) { done.push_back(step.id); };
        world.passed_over = [this](const Step& step, const StepFailure&) { passed_over.push_back(step.id); };
        world.ask = [this](const Step&, const std::string&) { ++asked; return answer; };
        Steps made(std::move(world), std::move(record));
        made.run(reading.scenario->per_record);
        return made.variables();
    }
};

const std::string fails = R"j({"type":"web.click","selectors":["#nowhere"],"timeout":10})j";

std::string stopped_reason(Desk& desk, const std::string& steps, std::map<std::string, std::string> record = {}) {
    try {
        desk.run(steps, std::move(record));
    } catch (const RecordStopped& stopped) {
        return stopped.reason;
    }
    return "";
}

}  // namespace

TEST_CASE("The schema that ships is made from the table of steps", "[schema]") { CHECK(bytes_of(schema_file) == scenario_schema()); }

TEST_CASE("Write the schema and the samples anew", "[.write-schema]") {
    std::ofstream(schema_file, std::ios::binary) << scenario_schema();
    const auto sample = std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/koza-furikae.json";
    const auto text = written_scenario(bytes_of(sample));
    std::ofstream(sample, std::ios::binary) << text;
}

TEST_CASE("Every type of step is known once, says in Japanese what it is, and has one form for a key") {
    std::set<std::string> types, labels;
    for (const auto& form : step_forms()) {
        CHECK(types.insert(form.type).second);
        CHECK(labels.insert(form.label).second);
        std::set<std::string> keys;
        for (const auto& key : form.keys) {
            CHECK(keys.insert(key.key).second);
            CHECK_FALSE(key.label.empty());
            CHECK((key.form != StepKey::Form::choice || !key.choices.empty()));
        }
    }
    CHECK(types.size() == 49);
}

TEST_CASE("A scenario has one way of being written, whatever the order of its keys") {
    const auto file = std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/koza-furikae.json";
    const std::string shipped = bytes_of(file);
    CHECK(written_scenario(shipped) == shipped);
    CHECK(written_scenario(written_scenario(shipped)) == written_scenario(shipped));
    auto sorted = nlohmann::json::parse(shipped);  // keys in alphabetical order
    CHECK(written_scenario(sorted.dump()) == shipped);
    CHECK(nlohmann::json::parse(written_scenario(shipped)) == sorted);
    sorted["perRecord"][2]["x-memo"] = "0123";
    CHECK(nlohmann::json::parse(written_scenario(sorted.dump())) == sorted);
    CHECK_THROWS_AS(written_scenario("{"), std::invalid_argument);
    CHECK(written_scenario(R"j({"type":"data.write","row":{"い":"1","あ":"2"},"file":"a.csv"})j") ==
          "{\n  \"type\": \"data.write\",\n  \"file\": \"a.csv\",\n  \"row\": { \"い\": \"1\", \"あ\": \"2\" }\n}\n");
}

TEST_CASE("What a step may not say is a fault") {
    CHECK(fault_in(R"j({"type":"commit","selectors":["#a"],"confirmation":{"selectors":["#b"]},"disabled":true})j") == "commit は休ませられません");
    CHECK(fault_in(R"j({"type":"commit","selectors":["#a"],"confirmation":{"selectors":["#b"]},"onError":"continue"})j") == "commit の失敗は見過ごせません");
    CHECK(fault_in(R"j({"type":"commit","selectors":["#a"],"confirmation":{"selectors":["#b"]},"dialog":{}})j") == "窓に出る文（contains）がありません");
    CHECK(fault_in(R"j({"type":"commit","selectors":["#a"]})j") == "commit に confirmation がありません");
    CHECK(fault_in(R"j({"type":"flow.retry","times":1,"steps":[]})j") == "回数が正しくありません");
    CHECK(fault_in(R"j({"type":"flow.retry","times":2,"steps":[{"type":"commit","selectors":["#a"],"confirmation":{"selectors":["#b"]}}]})j").find("perRecord のすぐ下") != std::string::npos);
    CHECK(fault_in(R"j({"type":"web.window"})j").find("1つに決まりません") != std::string::npos);
    CHECK(fault_in(R"j({"type":"web.window","first":true,"close":true})j").find("1つに決まりません") != std::string::npos);
    CHECK(fault_in(R"j({"type":"web.dialog","answer":"yes"})j") == "選べない値です: answer");
    CHECK(fault_in(R"j({"type":"data.write","file":"a.csv","row":{}})j") == "列の並びではありません");
    CHECK(fault_in(R"j({"type":"data.convert","name":"a","value":"b","to":"大文字"})j") == "選べない値です: to");
    CHECK(fault_in(R"j({"type":"web.click","selectors":["#a"],"onError":"ignore"})j") == "選べない値です: onError");
    CHECK(fault_in(R"j({"type":"web.table","selectors":["#a"],"column":"c","name":"v"})j") == "web.table に match がありません");
    CHECK(fault_in(R"j({"type":"data.write","file":"a.csv","row":{"a":{"field":"unknown"}}})j") == "dataColumns にない列です: unknown");
}

TEST_CASE("The check names habits that end badly") {
    const std::string commit = R"j({"type":"commit","selectors":["#a"],"confirmation":{"selectors":["#b"]}})j";
    CHECK(finds("same-id", R"j({"type":"web.click","id":"x","selectors":["#a"]},{"type":"web.click","id":"x","selectors":["#b"]})j"));
    CHECK(finds("entry-passed-over", R"j({"type":"web.set","selectors":["#a"],"value":"x","onError":"continue"})j"));
    CHECK(finds("entry-by-text", R"j({"type":"web.set","selectors":["#a","text/番号"],"value":"x"})j"));
    CHECK(finds("enter-key", R"j({"type":"keyDown","key":"Enter"})j"));
    CHECK(finds("only-locator", R"j({"type":"web.click","selectors":["xpath//html/body/div[3]/a[1]"]})j"));
    CHECK(finds("write-before-commit", R"j({"type":"data.write","file":"a.csv","row":{"a":"b"}},)j" + commit));
    CHECK_FALSE(finds("write-before-commit", commit + R"j(,{"type":"data.write","file":"a.csv","row":{"a":"b"}})j"));
    CHECK(finds("blind-dialog", R"j({"type":"web.dialog","answer":"ok"})j"));
    CHECK_FALSE(finds("blind-dialog", R"j({"type":"web.dialog","answer":"cancel"})j"));
    CHECK(finds("number-in-text", R"j({"type":"web.set","selectors":["#a"],"value":"123456789012"})j"));
    CHECK(finds("short-commit-timeout", R"j({"type":"commit","selectors":["#a"],"timeout":500,"confirmation":{"selectors":["#b"]}})j"));
    CHECK(finds("fixed-wait", R"j({"type":"waitForExpression","expression":"new Promise(r => setTimeout(r, 3000))"})j"));
}

TEST_CASE("Steps read as Japanese sentences with the columns as chips") {
    const auto sentence = [](const std::string& step) {
        const auto reading = reading_of(step);
        REQUIRE(reading.scenario);
        return sentence_text(*reading.scenario, reading.scenario->per_record[0]);
    };
    CHECK(sentence(R"j({"type":"web.set","selectors":["#h","aria/名義カナ[role=\"textbox\"]"],"value":{"field":"kana"}})j") == "「名義カナ」に 【口座名義】 を入れ、読み返す");
    CHECK(sentence(R"j({"type":"web.set","selectors":["aria/名義カナ"],"value":{"lua":"half_width(record.kana)"}})j") == "「名義カナ」に 【口座名義 を半角に】 を入れ、読み返す");
    CHECK(sentence(R"j({"type":"web.set","selectors":["#p"],"note":"パスワードを入れる","value":{"secret":"password"}})j") == "パスワードを入れる 【秘密の値 password】");
    CHECK(sentence(R"j({"type":"desktop.menu","path":["ファイル","保存"]})j") == "メニュー「ファイル」→「保存」を選ぶ");
    CHECK(sentence(R"j({"type":"web.dialog","answer":"cancel"})j") == "確認の窓に「キャンセル」と答える");
    for (const auto& form : step_forms()) {  // no kind without words
        Step step;
        step.kind = form.kind;
        step.window_url = Value{};
        CHECK_FALSE(sentence_text({}, step).empty());
    }
}

TEST_CASE("A failure is caught, cleaned up after, and its words kept; what nobody catches goes on") {
    Desk desk;
    const auto variables = desk.run(R"j({"type":"flow.try","steps":[)j" + fails + R"j(],"catch":[{"type":"data.set","id":"caught","name":"a","value":{"variable":"失敗"}}],"finally":[{"type":"data.set","id":"last","name":"b","value":"1"}]})j");
    CHECK(variables.at("a").find("perRecord.0.steps.0") == 0);
    CHECK(variables.at("b") == "1");
    desk.done.clear();
    CHECK_THROWS_AS(desk.run(R"j({"type":"flow.try","steps":[)j" + fails + R"j(],"finally":[{"type":"data.set","id":"last","name":"b","value":"1"}]})j"), StepFailure);
    CHECK(desk.done == std::vector<std::string>{"last"});
    CHECK(stopped_reason(desk, R"j({"type":"flow.try","steps":[{"type":"flow.stop-record","reason":"やめる"}],"catch":[]})j") == "やめる");
}

TEST_CASE("A retry tries as often as it says, no more, and only what a machine failed at") {
    Desk desk;
    CHECK_THROWS_AS(desk.run(R"j({"type":"flow.retry","times":3,"steps":[{"type":"data.set","id":"round","name":"a","value":"1"},)j" + fails + "]}"), StepFailure);
    CHECK(std::count(desk.done.begin(), desk.done.end(), "round") == 3);
    desk.done.clear();
    CHECK_THROWS_AS(desk.run(R"j({"type":"flow.retry","times":3,"steps":[{"type":"data.set","id":"round","name":"a","value":"1"},{"type":"data.convert","name":"b","value":"x","to":"和暦"}]})j"), StepFailure);
    CHECK(std::count(desk.done.begin(), desk.done.end(), "round") == 1);
}

TEST_CASE("A step that is switched off is not run; one that may fail is passed over and told") {
    Desk desk;
    const auto variables = desk.run(R"j({"type":"data.set","disabled":true,"name":"a","value":"1"},{"type":"web.click","id":"weak","selectors":["#nowhere"],"timeout":10,"onError":"continue"},{"type":"data.set","id":"on","name":"b","value":"2"})j");
    CHECK(variables.count("a") == 0);
    CHECK(desk.passed_over == std::vector<std::string>{"weak"});
    CHECK(variables.at("b") == "2");
}

TEST_CASE("A question goes to a person; without an answer the record waits, and no value is in the reason") {
    Desk desk;
    const std::string ask = R"j({"type":"flow.ask-a-person","question":{"lua":"record.kana .. ' でよいか'"},"name":"a","choices":["はい","いいえ"]})j";
    CHECK(stopped_reason(desk, ask, {{"kana", "ミホンタロウ"}}) == "人の判断を待ちます: 〓 でよいか");
    desk.answer = "はい";
    CHECK(desk.run(ask, {{"kana", "x"}}).at("a") == "はい");
    desk.answer = "たぶん";
    CHECK_THROWS_AS(desk.run(ask, {{"kana", "x"}}), StepFailure);
    CHECK(desk.asked == 3);
}

TEST_CASE("Rows are written whole, with quotes where needed, and never under other headings or outside the folder") {
    Desk desk;
    const std::string write = R"j({"type":"data.write","file":"受付.csv","row":{"氏名":{"field":"kana"},"番号":{"field":"n"}}})j";
    desk.run(write, {{"kana", "見本, \"太郎\""}, {"n", "0123"}});
    desk.run(write, {{"kana", "=1+1"}, {"n", ""}});
    CHECK(bytes_of(desk.folder / "files" / "受付.csv") == "\xEF\xBB\xBF氏名,番号\r\n\"見本, \"\"太郎\"\"\",0123\r\n'=1+1,\r\n");
    CHECK((std::filesystem::status(desk.folder / "files" / "受付.csv").permissions() & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
    CHECK_THROWS_AS(desk.run(R"j({"type":"data.write","file":"受付.csv","row":{"番号":"1"}})j"), StepFailure);
    for (const char* name : {"../x.csv", "/tmp/x.csv", ".x", ""})
        CHECK_THROWS_AS(desk.run(std::string(R"j({"type":"data.write","file":")j") + name + R"j(","row":{"a":"1"}})j"), StepFailure);
}

TEST_CASE("Another scenario's steps are called; a circle, a commit inside it, or a missing file is a fault") {
    TemporaryFolder folder;
    const auto write = [&](const char* name, const std::string& text) { std::ofstream(folder / name) << text; };
    write("part.json", R"j({"perRecord":[{"type":"data.set","name":"a","value":"called"}]})j");
    write("circle.json", R"j({"perRecord":[{"type":"flow.call","scenario":"circle.json"}]})j");
    write("commit.json", R"j({"perRecord":[{"type":"commit","selectors":["#a"],"confirmation":{"selectors":["#b"]}}]})j");
    write("broken.json", "{");
    const auto fault = [&](const std::string& name) {
        const auto reading = reading_of(R"j({"type":"flow.call","scenario":")j" + name + R"j("})j", folder / "main.json");
        return reading.faults.empty() ? "" : reading.faults[0].what;
    };
    CHECK(fault("part.json") == "");
    CHECK(reading_of(R"j({"type":"flow.call","scenario":"part.json"})j", folder / "main.json").scenario->per_record[0].steps.size() == 1);
    CHECK(fault("circle.json").find("深すぎます") != std::string::npos);
    CHECK(fault("commit.json").find("commit があります") != std::string::npos);
    CHECK(fault("nashi.json").find("開けません") != std::string::npos);
    CHECK(fault("broken.json").find("読めません") != std::string::npos);
}

TEST_CASE("A desktop scenario names its programs, keeps to the desktop, and knows its own ways to find things") {
    const std::string click = R"j({"type":"desktop.click","selectors":["aria/登録[role=\"button\"]"]})j";
    CHECK(fault_in(click).empty());
    CHECK(fault_in(click + R"j(,{"type":"web.click","selectors":["#a"]})j") == "ブラウザーの操作とデスクトップの操作が混ざっています");
    CHECK(fault_in(R"j({"type":"desktop.click","selectors":["#a"]})j") == "デスクトップでは使えない見つけ方です: #a");
    CHECK(fault_in(R"j({"type":"desktop.menu","path":["ファイル"]})j") == "メニューの順が短すぎます");
    CHECK(fault_in(R"j({"type":"desktop.set-text","selectors":["aria/a"],"value":"1","entry":"insert"})j") == "選べない値です: entry");
    const auto nobody = read_scenario(R"j({"formatVersion":1,"id":"t","title":"t","owner":"o","perRecord":[)j" + click + "]}");
    REQUIRE(nobody.faults.size() == 1);
    CHECK(nobody.faults[0].what == "操作してよいプログラムがありません");
    const auto sample = load_scenario(std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/madoguchi-daicho.json");
    REQUIRE(sample.scenario);
    CHECK(sample.scenario->on_desktop);
    CHECK(sample.scenario->screen->dpi == 96);
    for (const auto& finding : check(*sample.scenario, "2026-11-21")) CHECK(finding.rule == "");
}

TEST_CASE("A secret in the arguments of a program is an error") {
    CHECK(finds("secret-in-arguments", R"j({"type":"desktop.launch","command":["soffice",{"secret":"pin"}],"window":"a"})j"));
}
