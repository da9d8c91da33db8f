// Recordings of other programs become scenarios, and every step of them is answered.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "rpa/check.h"
#include "rpa/import_recording.h"
#include "rpa/scenario.h"

using namespace yorozu::rpa;
using Json = nlohmann::ordered_json;
using Outcome = ImportedStep::Outcome;

namespace {

ImportedRecording imported(const std::string& bytes, const std::string& name = "録画.json") {
    auto result = import_recording(bytes, {name, "収納課", true});
    if (result.fault.empty()) {
        CHECK(read_scenario(result.scenario).faults.empty());
    }
    return result;
}

ImportedRecording side(const std::vector<std::vector<std::string>>& commands) {
    Json list = Json::array();
    for (const auto& one : commands) list.push_back({{"command", one[0]}, {"target", one.size() > 1 ? one[1] : ""}, {"value", one.size() > 2 ? one[2] : ""}});
    return imported(Json{{"name", "試し"}, {"url", "https://system.example.jp"}, {"tests", {{{"name", "t"}, {"commands", list}}}}}.dump(), "a.side");
}

Scenario scenario_of(const ImportedRecording& recording) { return *read_scenario(recording.scenario).scenario; }

// As Selenium IDE 3 lists them.
const char* const selenium_commands[] = {
    "addSelection", "answerOnNextPrompt", "assert", "assertAlert", "assertChecked", "assertConfirmation", "assertEditable", "assertElementNotPresent", "assertElementPresent",
    "assertNotChecked", "assertNotEditable", "assertNotSelectedValue", "assertNotText", "assertPrompt", "assertSelectedLabel", "assertSelectedValue", "assertText", "assertTitle",
    "assertValue", "check", "chooseCancelOnNextConfirmation", "chooseCancelOnNextPrompt", "chooseOkOnNextConfirmation", "click", "clickAt", "close", "debugger", "do",
    "doubleClick", "doubleClickAt", "dragAndDropToObject", "echo", "editContent", "else", "elseIf", "end", "executeAsyncScript", "executeScript", "forEach", "if", "mouseDown",
    "mouseDownAt", "mouseMoveAt", "mouseOut", "mouseOver", "mouseUp", "mouseUpAt", "open", "pause", "removeSelection", "repeatIf", "run", "runScript", "select", "selectFrame",
    "selectWindow", "sendKeys", "setSpeed", "setWindowSize", "store", "storeAttribute", "storeElementCount", "storeJson", "storeText", "storeTitle", "storeValue",
    "storeWindowHandle", "storeXpathCount", "submit", "times", "type", "uncheck", "verify", "verifyChecked", "verifyEditable", "verifyElementNotPresent", "verifyElementPresent",
    "verifyNotChecked", "verifyNotEditable", "verifyNotSelectedValue", "verifyNotText", "verifySelectedLabel", "verifySelectedValue", "verifyText", "verifyTitle", "verifyValue",
    "waitForElementEditable", "waitForElementNotEditable", "waitForElementNotPresent", "waitForElementNotVisible", "waitForElementPresent", "waitForElementVisible", "waitForText",
    "webdriverAnswerOnVisiblePrompt", "webdriverChooseCancelOnVisibleConfirmation", "webdriverChooseCancelOnVisiblePrompt", "webdriverChooseOkOnVisibleConfirmation", "while"};

}  // namespace

TEST_CASE("A Chrome recording comes over step by step; typed values become columns, passwords secrets") {
    const auto result = imported(R"j({"title":"口座登録","steps":[{"type":"setViewport","width":1280,"height":720,"deviceScaleFactor":1,"isMobile":false,"hasTouch":false,"isLandscape":false},
      {"type":"navigate","url":"https://system.example.jp/","assertedEvents":[{"type":"navigation"}]},
      {"type":"click","target":"main","selectors":[["aria/ログイン"],["#l"]],"offsetX":1,"offsetY":2},
      {"type":"change","value":"29141777","selectors":[["aria/被保険者番号"],["#n"]],"target":"main"},
      {"type":"change","value":"hunter2","selectors":[["aria/パスワード"],["#p"]],"target":"main"},
      {"type":"change","value":"x","selectors":[["aria/被保険者番号"]],"target":"main"},
      {"type":"customStep","name":"x","parameters":{}},{"type":"keyUp","key":"Tab","target":"main","unknownKey":1}]})j");
    REQUIRE(result.steps.size() == 8);
    CHECK(result.kind == RecordingKind::chrome_recorder);
    std::vector<Outcome> outcomes;
    for (const auto& step : result.steps) outcomes.push_back(step.outcome);
    CHECK(outcomes == std::vector<Outcome>{Outcome::kept, Outcome::kept, Outcome::kept, Outcome::changed, Outcome::changed, Outcome::changed, Outcome::unsupported, Outcome::changed});
    CHECK(result.columns == std::vector<std::string>{"被保険者番号", "被保険者番号_2"});
    for (const char* value : {"29141777", "hunter2"}) CHECK(result.scenario.find(value) == std::string::npos);
    const auto scenario = scenario_of(result);
    CHECK(scenario.hosts == std::vector<std::string>{"system.example.jp"});
    CHECK(scenario.setup.size() == 1);
    CHECK(scenario.per_record.size() == 7);
    CHECK(secrets_of(scenario) == std::set<std::string>{"パスワード"});
    bool told = false;
    for (const auto& finding : check(scenario, "2026-11-21")) told = told || finding.rule == "not-imported";
    CHECK(told);
}

TEST_CASE("Every command of Selenium IDE is answered by name, with words where it is not kept") {
    std::vector<std::vector<std::string>> commands;
    for (const char* name : selenium_commands) commands.push_back({name, "id=a", "b"});
    commands.push_back({"neverHeardOf", "x"});
    const auto result = side(commands);
    INFO(result.fault);
    REQUIRE(result.steps.size() == commands.size());
    int unknown = 0;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        INFO(commands[i][0]);
        CHECK(result.steps[i].command == commands[i][0]);
        CHECK(result.steps[i].number == static_cast<int>(i) + 1);
        CHECK((result.steps[i].outcome != Outcome::unsupported || !result.steps[i].words.empty()));
        unknown += result.steps[i].words == "対応する操作がありません";
    }
    CHECK(unknown == 1);
    int standing = 0, unsupported = 0;
    for (const auto& step : result.steps) unsupported += step.outcome == Outcome::unsupported;
    each_step(scenario_of(result), [&](const Step& step) { standing += step.value.body.find("取り込めなかった") == 0; });
    CHECK(standing == unsupported);
}

TEST_CASE("What Selenium says is said again: fields, variables, conditions, dialogs, frames") {
    const auto result = side({{"open", "/menu"}, {"type", "id=bango", "123"}, {"store", "K", "k"}, {"type", "name=memo", "受付 ${k} 号"}, {"if", "${k} === \"K\""}, {"click", "linkText=戻る"},
                              {"else"}, {"click", "//a[2]"}, {"end"}, {"click", "css=.go"}, {"assertConfirmation", "登録しますか"}, {"webdriverChooseOkOnVisibleConfirmation"},
                              {"selectFrame", "index=1"}, {"click", "id=inner"}, {"selectFrame", "relative=parent"}, {"verifyText", "id=s", "済"}, {"sendKeys", "id=a", "${KEY_ENTER}"}});
    const auto scenario = scenario_of(result);
    const auto& steps = scenario.per_record;
    REQUIRE(steps.size() == 10);
    CHECK(steps[0].value.body == "https://system.example.jp/menu");
    CHECK(steps[1].value.from == Value::From::field);
    CHECK(steps[3].value.body == "'受付 ' .. variables['k'] .. ' 号'");
    CHECK(steps[4].kind == StepKind::flow_if);
    CHECK(steps[4].value.body == "variables['k'] == 'K'");
    CHECK(steps[4].then_steps[0].target.selectors[0][0] == "aria/戻る[role=\"link\"]");
    CHECK(steps[4].else_steps[0].target.selectors[0][0] == "xpath///a[2]");
    CHECK(steps[6].kind == StepKind::web_dialog);
    CHECK(steps[6].contains->body == "登録しますか");
    CHECK(steps[7].target.frame == std::vector<int>{1});
    CHECK(steps[8].passable);
    CHECK(steps[9].value.body == "Enter");
}

TEST_CASE("Loops and conditions that cannot be said rest, with what was inside them") {
    const auto scenario = scenario_of(side({{"times", "3"}, {"click", "id=a"}, {"end"}, {"if", "Math.random() > 0.5"}, {"click", "id=b"}, {"elseIf", "${x} == 'y'"}, {"click", "id=c"}, {"end"}, {"click", "id=d"}}));
    REQUIRE(scenario.per_record.size() == 3);
    CHECK(scenario.per_record[0].disabled);
    CHECK(scenario.per_record[0].then_steps.size() == 1);
    CHECK(scenario.per_record[1].disabled);
    CHECK(scenario.per_record[1].else_steps[0].then_steps.size() == 1);
    CHECK(scenario.per_record[2].target.selectors[0][0] == "#d");
}

TEST_CASE("UI.Vision macros and lists of labels come over too") {
    const auto macro = imported(R"j({"Name":"登録","CreationDate":"2024-1-1","Commands":[{"Command":"open","Target":"https://system.example.jp","Value":""},
      {"Command":"clickAndWait","Target":"linkText=新規","Value":"","Targets":["xpath=//a"]},{"Command":"XClickText","Target":"確認","Value":""},{"Command":"comment","Target":"x","Value":""}]})j");
    REQUIRE(macro.steps.size() == 4);
    CHECK(macro.steps[1].outcome == Outcome::kept);
    CHECK(macro.steps[2].outcome == Outcome::unsupported);
    CHECK(macro.title == "登録");
    const auto list = imported("\xEF\xBB\xBFlabel,value\r\n被保険者番号,1\r\n\"口座 \"\"名義\"\"\",ミホン\r\n", "koza.csv");
    REQUIRE(list.steps.size() == 2);
    CHECK(list.columns == std::vector<std::string>{"被保険者番号", "口座 \"名義\""});
    CHECK(scenario_of(list).per_record[0].target.selectors[0][0] == "aria/被保険者番号");
}

TEST_CASE("Rubbish is refused with a reason, never half imported") {
    for (const char* bytes : {"", "   ", "{", "[]", "{}", "{\"tests\":1}", "{\"tests\":[]}", "{\"tests\":[{\"commands\":[1,null]}]}", "{\"Commands\":{}}", "{\"steps\":[]}", "{\"formatVersion\":1,\"steps\":[]}", "a,b,c", "\"a", "\xff\xfe",
                              "{\"steps\":[{\"type\":\"click\",\"selectors\":[[]]}]}"}) {
        INFO(bytes);
        const auto result = import_recording(bytes, {"x", "o", true});
        CHECK((!result.fault.empty() || read_scenario(result.scenario).faults.empty()));
        CHECK(result.fault.empty() != result.scenario.empty());
    }
}
