// The measured traps of keying Japanese into a browser, each on the real one.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "rpa/japanese.h"
#include "tests/rpa-web/browser_page.h"

using namespace yorozu::rpa;

namespace {

const char* const form = "<form method=post action=/submit><input id=a name=a><input id=b name=b><button id=go>送る</button></form>";
const std::string set_a = R"({"type":"web.set","selectors":["#a"],"value":{"field":"v"}})";

template <class Act>
StepFailure failure_of(const Act& act) {
    try {
        act();
    } catch (const StepFailure& failure) {
        return failure;
    }
    FAIL("nothing failed");
    return {};
}

}  // namespace

TEST_CASE("Rare kanji, variation selectors, combining marks and half-width kana arrive exactly") {
    BrowserPage page(form);
    for (const char* text : {"髙﨑彅", "𠮷野家", "葛\xf3\xa0\x84\x80飾", "か\u3099き\u309a", "ﾊﾝｶｸ ｶﾅ", "～〜―－‐", "「」・、。", "ａＡ１", "a&<>\"'", "東京都板橋区板橋二丁目六十六番一号　本庁舎四階南側会計管理室"}) {
        INFO(text);
        page.step(set_a, {{"v", text}});
        CHECK(page.value("#a") == text);
    }
    page.step(set_a, {{"v", ""}});
    CHECK(page.value("#a") == "");
    CHECK(page.submitted() == 0);
}

TEST_CASE("Gaiji, line ends and tabs are refused before anything is keyed, and nothing is submitted") {
    BrowserPage page(form);
    for (const char* text : {"渡\ue006辺", "ab\ue003c", "a\ue008bc", "A\ue000B", "一\n二", "一\r\n二", "a\tb"}) {
        const auto failure = failure_of([&] { page.step(set_a, {{"v", text}}); });
        CHECK(failure.kind == StepFailure::Kind::business);
        CHECK(failure.message.find("入力できない文字") != std::string::npos);
        CHECK(page.value("#a") == "");
        CHECK(page.value("#b") == "");
    }
    CHECK(page.submitted() == 0);
}

TEST_CASE("Gaiji and line ends are keyed as the field says, when it says so") {
    BrowserPage page(form);
    page.step(R"({"type":"web.set","selectors":["#a"],"value":{"field":"v"},"privateUse":"geta","control":"space"})", {{"v", "渡\ue006辺\r\n様"}});
    CHECK(page.value("#a") == "渡〓辺 様");
    CHECK(page.submitted() == 0);
}

TEST_CASE("The driver itself keeps even what the rules refuse: text insertion is exact") {
    BrowserPage page(form);
    for (const char* text : {"渡\ue006辺", "ab\ue003c", "A\ue000B", "a\tb"}) {
        page.browser().set_text({{{"#a"}}, {}}, text, Entry::usual, std::chrono::seconds(5));
        CHECK(page.value("#a") == text);
        CHECK(page.value("#b") == "");
    }
    CHECK(page.submitted() == 0);
}

TEST_CASE("A field that changes, cuts or eats the value is a business exception") {
    const auto message = [](const char* field, const char* value) {
        BrowserPage page(field);
        const auto failure = failure_of([&] { page.step(set_a, {{"v", value}}); });
        CHECK(failure.kind == StepFailure::Kind::business);
        CHECK(failure.message.find(value) == std::string::npos);
        return failure.message;
    };
    CHECK(message("<input id=a maxlength=3>", "123456").find("画面に残った値が違います") != std::string::npos);
    CHECK(message("<input id=a onchange=\"this.value=this.value.normalize('NFC')\">", "か\u3099").find("違います") != std::string::npos);
    CHECK(message("<input id=a oninput=\"this.value=''\">", "123").find("違います") != std::string::npos);
    BrowserPage page("<input id=a onchange=\"this.value=this.value.toUpperCase()\">");
    page.step(R"({"type":"web.set","selectors":["#a"],"value":{"field":"v"},"readBack":{"text":"ABC"}})", {{"v", "abc"}});
}

TEST_CASE("Real keys are there for pages that need them; change events fire either way") {
    BrowserPage page("<input id=a onkeydown=\"window.keys=(window.keys||0)+1\" onchange=\"window.changed=this.value\">");
    page.step(R"({"type":"web.set","selectors":["#a"],"value":"abc","entry":"keys"})");
    CHECK(page.holds("window.keys === 3 && window.changed === 'abc'"));
    page.step(R"({"type":"web.set","selectors":["#a"],"value":"漢字"})");
    CHECK(page.holds("window.changed === '漢字'"));
}

TEST_CASE("Lists and radio buttons are chosen by what people read, or by value; a wrong choice is refused") {
    BrowserPage page("<select id=s><option value=''>-<option value=1>普通<option value=2>当座</select>"
                     "<label><input type=radio name=r value=1>普通</label><label><input type=radio name=r value=2>当座</label>");
    page.step(R"({"type":"web.select","selectors":["#s"],"value":"当座"})");
    CHECK(page.holds("document.querySelector('#s').value === '2'"));
    page.step(R"({"type":"web.choose","selectors":["input[name=r]"],"value":"当座"})");
    CHECK(page.holds("document.querySelector('input[name=r]:checked').value === '2'"));
    page.step(R"({"type":"web.choose","selectors":["input[name=r]"],"value":"1"})");
    CHECK(page.holds("document.querySelector('input[name=r]:checked').value === '1'"));
    CHECK(failure_of([&] { page.step(R"({"type":"web.select","selectors":["#s"],"value":"定期"})"); }).kind == StepFailure::Kind::business);
    CHECK(failure_of([&] { page.step(R"({"type":"web.choose","selectors":["input[name=r]"],"value":"定期"})"); }).kind == StepFailure::Kind::business);
}

TEST_CASE("Every way of pointing at an element finds it; shadow roots and frames too") {
    BrowserPage page("<label for=x>口座番号</label><input id=x><button title=t>登録する</button><div id=h></div>"
                     "<iframe srcdoc=\"<input id=inner>\"></iframe><script>document.getElementById('h').attachShadow({mode:'open'}).innerHTML='<input id=deep>';</script>");
    for (const char* selector : {R"("aria/口座番号")", R"("#x")", R"("xpath///label[text()='口座番号']/following-sibling::input")", R"("aria/口座番号[role=\"textbox\"]")"}) {
        page.step(std::string(R"({"type":"web.set","selectors":[)") + selector + R"(],"value":"1"})");
        CHECK(page.value("#x") == "1");
        page.step(R"({"type":"web.set","selectors":["#x"],"value":""})");
    }
    page.step(R"({"type":"web.set","selectors":["pierce/#deep"],"value":"2"})");
    page.step(R"({"type":"web.set","selectors":[["#h","#deep"]],"value":"3"})");
    page.step(R"({"type":"web.set","selectors":["#inner"],"frame":[0],"value":"4"})");
    CHECK(page.holds("document.querySelector('#h').shadowRoot.querySelector('input').value === '3'"));
    page.step(R"({"type":"web.expect","selectors":["text/登録する"],"present":true})");
    CHECK(page.healed == 0);
}

TEST_CASE("A second locator stands in only if the survivors agree, and it is told") {
    BrowserPage page("<input id=a name=one class=c><input id=b name=two class=c>");
    page.step(R"({"type":"web.set","selectors":["#gone","#a","[name=one]"],"value":"1"})");
    CHECK(page.healed == 1);
    CHECK(page.value("#a") == "1");
    for (const char* selectors : {R"(["#gone","#a","#b"])", R"([".c"])", R"(["#gone"])", R"(["#gone","#a","#none"])", R"(["#gone","#a","#b.c",".c"])"}) {
        const auto failure = failure_of([&] { page.step(std::string(R"({"type":"web.set","timeout":900,"value":"2","selectors":)") + selectors + "}"); });
        CHECK(failure.kind == StepFailure::Kind::system);
    }
    CHECK(page.value("#a") == "1");
    CHECK_THROWS_AS(page.browser().ready({{{"#gone"}, {"#a"}}, {}}, WebDriver::Heal::never, std::chrono::milliseconds(1500)), StepFailure);
}

TEST_CASE("Nothing is pressed or keyed before it can be: hidden, disabled, covered, moving, read-only") {
    const auto after = [](const char* html, const char* then) {
        BrowserPage page(std::string("<button id=p onclick=\"window.pressed=1\">p</button><input id=i>") + "<style>#cover{position:fixed;inset:0;background:#fff8}</style>" + html +
                         "<script>const p=document.getElementById('p'),i=document.getElementById('i');" + then + "</script>");
        const auto start = std::chrono::steady_clock::now();
        page.step(R"({"type":"web.click","selectors":["#p"]},{"type":"web.set","selectors":["#i"],"value":"v"})");
        CHECK(page.holds("window.pressed === 1"));
        CHECK(page.value("#i") == "v");
        CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(200));
    };
    after("", "p.disabled=true;setTimeout(()=>p.disabled=false,400);");
    after("", "p.style.visibility='hidden';setTimeout(()=>p.style.visibility='',400);");
    after("<div id=cover></div>", "setTimeout(()=>document.getElementById('cover').remove(),400);");
    after("", "i.readOnly=true;setTimeout(()=>i.readOnly=false,400);");
    BrowserPage page("<button id=p disabled>p</button>");
    CHECK(failure_of([&] { page.step(R"({"type":"web.click","selectors":["#p"],"timeout":300})"); }).message.find("使えない状態") != std::string::npos);
}

TEST_CASE("A host that the scenario does not name cannot be reached") {
    BrowserPage page("<a id=l href='http://localhost:1/'>x</a>");
    CHECK(failure_of([&] { page.step(R"({"type":"web.open","url":"http://example.com/"})"); }).message.find("許していない相手") != std::string::npos);
    CHECK(failure_of([&] { page.browser().open("http://yorozu-nowhere.example/", std::chrono::seconds(5)); }).message.find("ERR_NAME_NOT_RESOLVED") != std::string::npos);
}

TEST_CASE("A password is not in the picture") {
    BrowserPage page("<style>input{font-size:60px;width:90%}</style><input type=password id=a>");
    const auto empty = page.browser().picture();
    page.browser().set_text({{{"#a"}}, {}}, "geheim-1234", Entry::usual, std::chrono::seconds(5));
    page.value("#a");
    CHECK(page.browser().picture() == empty);
    CHECK(empty.substr(1, 3) == "PNG");
    CHECK(page.holds("document.querySelector('#a').style.visibility === ''"));
}

TEST_CASE("A missing chromedriver is said, with the mend") {
    ChromiumOptions options;
    options.driver = "/nonexistent/chromedriver";
    const auto failure = failure_of([&] { start_chromium(options); });
    CHECK(failure.kind == StepFailure::Kind::environment);
    CHECK(failure.message.find("apt-get install chromium-driver") != std::string::npos);
}
