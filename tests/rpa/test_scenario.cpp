#include <catch2/catch.hpp>

#include "rpa/bytes.h"
#include "rpa/check.h"
#include "rpa/japanese.h"
#include "rpa/lua_value.h"
#include "rpa/steps.h"
#include "tests/rpa/office_scenario.h"

using namespace yorozu::rpa;

namespace {

const auto unchanged = [](auto&) {};

template <class Change>
std::string first_fault(const Change& change) {
    const auto reading = sample_scenario(change);
    return reading.faults.empty() ? "" : reading.faults[0].place + " " + reading.faults[0].what;
}

template <class Change>
std::vector<std::string> rules(const Change& change) {
    const auto reading = sample_scenario(change);
    std::vector<std::string> found;
    for (const auto& fault : reading.faults) found.push_back("fault:" + fault.place);
    if (reading.scenario)
        for (const auto& finding : check(*reading.scenario, "2026-11-21")) found.push_back(finding.rule);
    return found;
}

LuaResult lua(const std::string& expression, std::map<std::string, std::string> record = {}) {
    const std::map<std::string, std::string> variables;
    return evaluate_lua(expression, {&record, &variables}, {200'000, 1u << 20});
}

}  // namespace

TEST_CASE("The sample scenario is sound and checks clean") {
    CHECK(sample_scenario(unchanged).faults.empty());
    CHECK(rules(unchanged).empty());
    CHECK(secrets_of(*sample_scenario(unchanged).scenario) == std::set<std::string>{"clerk", "password"});
}

TEST_CASE("What is wrong in a scenario is named by place") {
    CHECK(first_fault([](auto& s) { s["perRecord"][1]["type"] = "web.clik"; }) == "/perRecord/1/type 知らない操作です: web.clik");
    CHECK(first_fault([](auto& s) { s["perRecord"][1]["selector"] = 1; }) == "/perRecord/1/selector 知らないキーです: selector");
    CHECK(first_fault([](auto& s) { s["ovner"] = "x"; }) == "/ovner 知らないキーです: ovner");
    CHECK(first_fault([](auto& s) { s["x-ours"] = "x"; }) == "");
    CHECK(first_fault([](auto& s) { s["formatVersion"] = 2; }) == "/formatVersion 形式の版が 1 ではありません");
    CHECK(first_fault([](auto& s) { s["hosts"] = nlohmann::json::array(); }).find("/hosts") == 0);
    CHECK(first_fault([](auto& s) { s["perRecord"].push_back(s["perRecord"].back()); }).find("確定操作が2つあります") != std::string::npos);
    CHECK(first_fault([](auto& s) { s["setup"].push_back(s["perRecord"].back()); }).find("確定操作が2つあります") != std::string::npos);
    CHECK(first_fault([](auto& s) { s["perRecord"].back().erase("confirmation"); }).find("confirmation がありません") != std::string::npos);
    CHECK(first_fault([](auto& s) { s["perRecord"][2]["value"] = {{"field", "nashi"}}; }).find("dataColumns にない列です: nashi") != std::string::npos);
    CHECK(first_fault([](auto& s) { s["perRecord"][2]["value"] = {{"filed", "x"}}; }).find("値の書き方") != std::string::npos);
    CHECK(first_fault([](auto& s) { s["perRecord"][2]["timeout"] = -1; }).find("/perRecord/2/timeout") == 0);
    CHECK(read_scenario("{\n\"id\": 1,\n]").faults[0].what == "JSON として読めません（3 行目）");
    CHECK(read_scenario("[]").faults.size() == 1);
    CHECK(load_scenario("/nonexistent/s.json").faults[0].what == "ファイルを開けません");
    for (const char* bad : {"{\"formatVersion\":1,\"perRecord\":[{}]}", "{\"steps\":[{\"type\":\"data.for-each-record\"}]}", "{\"perRecord\":{\"type\":1}}", "\xff\xfe", ""})
        CHECK_FALSE(read_scenario(bad).faults.empty());
}

TEST_CASE("A Chrome recording is valid after wrapping") {
    const auto reading = read_scenario(R"({"formatVersion":1,"id":"r","owner":"o","hosts":["example.jp"],"title":"録画",
      "steps":[{"type":"setViewport","width":1280,"height":720,"deviceScaleFactor":1,"isMobile":false,"hasTouch":false,"isLandscape":false},
       {"type":"navigate","url":"https://example.jp/","assertedEvents":[{"type":"navigation","url":"https://example.jp/","title":"x"}]},
       {"type":"data.for-each-record","steps":[
        {"type":"click","target":"main","selectors":[["aria/Sign in"],["#a","pierce/b"],["xpath///*[@id=\"a\"]"],["text/Sign"]],"offsetY":1,"offsetX":2,"frame":[0]},
        {"type":"change","value":"x","selectors":["#a"],"target":"main"},{"type":"keyDown","target":"main","key":"Tab"},{"type":"keyUp","key":"Tab"},
        {"type":"waitForElement","selectors":["#a"],"operator":"==","count":0},{"type":"waitForExpression","expression":"true"}]},
       {"type":"close"}]})");
    for (const auto& fault : reading.faults) INFO(fault.place << fault.what);
    REQUIRE(reading.scenario);
    CHECK(reading.scenario->setup.size() == 2);
    CHECK(reading.scenario->per_record.size() == 6);
    CHECK(reading.scenario->teardown.size() == 1);
    CHECK(reading.scenario->per_record[0].target.selectors[1] == std::vector<std::string>{"#a", "pierce/b"});
    CHECK(reading.scenario->per_record[0].place == "/steps/2/steps/0");
}

TEST_CASE("The check finds what will break one day") {
    using List = std::vector<std::string>;
    CHECK(rules([](auto& s) { s["perRecord"][1]["selectors"] = {"xpath//html/body/div[3]/a[1]"}; }) == List{"only-locator", "positional-xpath"});
    CHECK(rules([](auto& s) { s["perRecord"][1]["selectors"] = {"#ext-gen1234", "aria/x"}; }) == List{"generated-id"});
    CHECK(rules([](auto& s) { s["perRecord"][1] = nlohmann::ordered_json::parse(R"j({"type":"waitForExpression","expression":"new Promise(r => setTimeout(r, 3000))"})j"); }) == List{"fixed-wait"});
    CHECK(rules([](auto& s) { s["perRecord"].erase(0); }) == List{"no-verify-find"});
    CHECK(rules([](auto& s) { s["perRecord"].back()["confirmation"].erase("number"); }) == List{"no-number"});
    CHECK(rules([](auto& s) { s["setup"][2]["value"] = "hunter2"; }) == List{"secret-in-text"});
    CHECK(rules([](auto& s) { s["businessKey"] = nlohmann::json::array(); }) == List{"no-business-key"});
    CHECK(rules([](auto& s) { s["address"] = "http://other.example"; }) == List{"host"});
    CHECK(rules([](auto& s) { s["expiresOn"] = "2026-11-20"; }) == List{"expired"});
    CHECK(rules([](auto& s) { s["perRecord"][6]["value"] = {{"lua", "record.nashi .. 'x'"}}; }) == List{"column"});
    CHECK(rules([](auto& s) { s["perRecord"][6]["value"] = {{"lua", "full_width("}}; }) == List{"lua"});
    CHECK(rules([](auto& s) { for (int i = 0; i < 7; ++i) s["perRecord"].erase(9); }) == List{"commit-unseen"});
}

TEST_CASE("Lua values see the record and Japanese conversions, and nothing else") {
    CHECK(lua("full_katakana(record.kana)", {{"kana", "ﾐﾎﾝ ﾀﾛｳ"}}).text == "ミホン　タロウ");
    CHECK(lua("half_width('ミホン　１２')").text == "ﾐﾎﾝ 12");
    CHECK(lua("half_ascii('１２－Ａ　カ')").text == "12-A カ");
    CHECK(lua("hiragana('カﾅ')").text == "かな");
    CHECK(lua("wareki('2019-05-01')").text == "令和元年5月1日");
    CHECK(lua("seireki('H31.4.30')").text == "2019-04-30");
    CHECK(lua("local d = record['日付']; return replace(d, '-', '/')", {{"日付", "2025-04-01"}}).text == "2025/04/01");
    CHECK(lua("trim('　x ')").text == "x");
    CHECK_FALSE(lua("record.missing").text);
    for (const char* outside : {"io.open('/etc/passwd')", "os.execute('id')", "load('return 1')()", "require('os')", "dofile('/etc/passwd')", "string.dump(trim)",
                                "debug.getinfo(1)", "package.path", "collectgarbage()", "pcall(trim)", "('x'):rep(10)", "getmetatable('')", "string.match('a', 'a')"})
        CHECK_FALSE(lua(outside).text);
}

TEST_CASE("A Lua value that runs or grows without end is stopped") {
    CHECK(lua("(function() while true do end end)()").why_not.find("命令数") != std::string::npos);
    CHECK(lua("(function() local t = {} for i = 1, 1e9 do t[i] = i end end)()").why_not.find("上限") != std::string::npos);
    CHECK(lua("(function() local s = 'x' while true do s = s .. s end end)()").why_not.find("メモリー") != std::string::npos);
    CHECK_FALSE(lua("(function() local function f() return f() + 1 end return f() end)()").text);
    CHECK_FALSE(lua("\x1bLua").text);
    CHECK_FALSE(lua("full_width('\\xff')").text);
}

TEST_CASE("Characters that a browser takes for keys are refused, or changed as the field says") {
    for (const char* text : {"渡\ue006辺", "ab\ue003c", "A\ue000B", "外\uf8ff字", "一\n二", "一\r\n二", "a\tb", "a\x7f", "\u0085", "\xf3\xb0\x80\x80"})
        CHECK(first_unkeyable(text));
    for (const char* text : {"髙﨑彅 𠮷", "葛\xf3\xa0\x84\x80", "か\u3099", "ﾊﾝｶｸ", "～〜―－", "", "　"}) CHECK_FALSE(first_unkeyable(text));
    CHECK(first_unkeyable("渡\ue006辺")->index == 1);
    CHECK(words_of(*first_unkeyable("渡\ue006辺")) == "外字 U+E006（2文字目）");
    CHECK(keyable("一\r\n二\ue000", OnUnkeyable::space, OnUnkeyable::geta).text == "一 二〓");
    CHECK(keyable("一\t二", OnUnkeyable::remove, OnUnkeyable::refuse).text == "一二");
    CHECK(keyable("\xff", OnUnkeyable::remove, OnUnkeyable::remove).refused->why == Unkeyable::not_text);
}

TEST_CASE("Japanese dates exist in their era or are refused") {
    CHECK(to_wareki("2019-04-30") == "平成31年4月30日");
    CHECK(to_wareki("1926-12-25") == "昭和元年12月25日");
    CHECK_FALSE(to_wareki("2023-02-29"));
    CHECK(from_wareki("令和７年４月１日") == "2025-04-01");
    CHECK(from_wareki("令和元年5月1日") == "2019-05-01");
    CHECK_FALSE(from_wareki("平成31年5月1日"));
    CHECK_FALSE(from_wareki("令和元年4月30日"));
    CHECK_FALSE(from_wareki("R7.13.1"));
}

TEST_CASE("Hosts are taken from URLs as a browser takes them") {
    CHECK(host_of("http://127.0.0.1:8480/x") == "127.0.0.1");
    CHECK(host_of("https://user@EVIL.example/?http://127.0.0.1/") == "evil.example");
    CHECK(host_of("http://evil.example\\@127.0.0.1/") == "evil.example");
    CHECK(host_of("file:///etc/passwd") == "");
    CHECK(host_of("javascript:alert(1)") == "");
}

TEST_CASE("Hashes and base64 agree with the published vectors") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(from_base64("Zm9vYmE=") == "fooba");
    for (const char* text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) CHECK(from_base64(to_base64(text)) == text);
    CHECK(to_base64("fo") == "Zm8=");
    CHECK(to_base64("foob") == "Zm9vYg==");
}
