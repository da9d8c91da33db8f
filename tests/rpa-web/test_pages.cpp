// What pages do besides fields and buttons: files, dialogs, tables.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/rpa-web/page_desk.h"

using namespace yorozu::rpa;

CATCH_TRANSLATE_EXCEPTION(const StepFailure& failure) { return failure.message; }

TEST_CASE("Pages are asked for in Japanese, whatever the locale that the program was started in") {
    PageDesk page("<p>");
    CHECK(page.holds("navigator.languages[0] === 'ja'"));
}

TEST_CASE("A file is given to the page, and a download that never comes is a failure") {
    PageDesk page("<input type=file id=f style='display:none'>");
    std::ofstream(page.folder / "申請 書.txt") << "x";
    page.run(R"j({"type":"web.upload","selectors":["#f"],"file":"申請 書.txt"})j");
    CHECK(page.holds("document.querySelector('#f').files[0].name === '申請 書.txt'"));
    CHECK_THROWS_AS(page.run(R"j({"type":"web.upload","selectors":["#f"],"file":"nashi.txt"})j"), StepFailure);
    CHECK_THROWS_AS(page.run(R"j({"type":"web.download","selectors":["#f"],"name":"file","timeout":300})j"), StepFailure);
}

TEST_CASE("A dialog is answered only if it says what the scenario expects; a commit may have one") {
    PageDesk page("<button id=b onclick=\"window.said = confirm('登録しますか') ? 'ok' : 'no'\">b</button><button id=p onclick=\"window.typed = prompt('理由')\">p</button>"
                  "<button id=c onclick=\"if (confirm('登録しますか')) document.body.insertAdjacentHTML('beforeend', '<p id=receipt>K-1</p>')\">c</button>");
    page.run(R"j({"type":"web.click","selectors":["#b"]},{"type":"web.dialog","answer":"ok","contains":"登録"})j");
    CHECK(page.holds("window.said === 'ok'"));
    page.run(R"j({"type":"web.click","selectors":["#b"]},{"type":"web.dialog","answer":"cancel"})j");
    CHECK(page.holds("window.said === 'no'"));
    page.run(R"j({"type":"web.click","selectors":["#p"]},{"type":"web.dialog","answer":"ok","text":"髙﨑"})j");
    CHECK(page.holds("window.typed === '髙﨑'"));
    CHECK_THROWS_AS(page.run(R"j({"type":"web.click","selectors":["#b"]},{"type":"web.dialog","answer":"ok","contains":"削除"})j"), StepFailure);
    CHECK(page.holds("window.said === 'no'"));
    CHECK_THROWS_AS(page.run(R"j({"type":"web.dialog","answer":"ok","timeout":200})j"), StepFailure);
    const std::string commit = R"j({"type":"commit","selectors":["#c"],"confirmation":{"selectors":["#receipt"],"number":["#receipt"]},"timeout":3000,"dialog":{"contains":"%"}})j";
    const auto with = [&](const std::string& text) { return std::string(commit).replace(commit.find('%'), 1, text); };
    CHECK_THROWS_AS(page.press_commit(with("削除")), StepFailure);
    CHECK(page.holds("!document.querySelector('#receipt')"));
    CHECK(page.press_commit(with("登録しますか")) == "K-1");
}

TEST_CASE("A cell is read from the one row that fits") {
    PageDesk page("<table id=t><tr><th>番号</th><th>氏名</th><th>受付</th></tr><tr><td>1</td><td>見本</td><td>K-1</td></tr><tr><td>2</td><td>見本</td><td>K-2</td></tr></table>");
    page.run(R"j({"type":"web.table","selectors":["#t"],"match":["2"],"column":"受付","name":"k"})j");
    CHECK(page.variables.at("k") == "K-2");
    CHECK_THROWS_AS(page.run(R"j({"type":"web.table","selectors":["#t"],"match":["見本"],"column":"受付","name":"k"})j"), StepFailure);
    CHECK_THROWS_AS(page.run(R"j({"type":"web.table","selectors":["#t"],"match":["3"],"column":"受付","name":"k"})j"), StepFailure);
    CHECK_THROWS_AS(page.run(R"j({"type":"web.table","selectors":["#t"],"match":["2"],"column":"ない","name":"k"})j"), StepFailure);
    CHECK(page.browser().count_each({{{"td"}, {"#t"}, {"#gone"}, {"xpath/["}}, {}}) == std::vector<int>{6, 1, 0, -1});
}

TEST_CASE("Of boxes and long lists those of the record are chosen, and no others; none is a choice, too") {
    PageDesk page("<label><input type=checkbox name=c value=a checked>介護</label><label><input type=checkbox name=c value=b>国保</label><label><input type=checkbox name=c value=c>税</label>"
                  "<select id=s multiple><option selected>東<option>西<option>南</select>");
    const auto checked = [&](const std::string& expected) { return page.holds("[...document.querySelectorAll('input:checked')].map(e => e.value).join('|') === '" + expected + "'"); };
    const std::string boxes = R"j({"type":"web.choose","selectors":["input[name=c]"],"value":{"field":"v"}})j", list = R"j({"type":"web.select","selectors":["#s"],"value":{"field":"v"}})j";
    page.run(boxes, {{"v", "国保|税"}});
    CHECK(checked("b|c"));
    page.run(boxes, {{"v", ""}});
    CHECK(checked(""));
    CHECK(page.failure(boxes, {{"v", "国保|年金"}}).kind == StepFailure::Kind::business);
    page.run(list, {{"v", "西|南"}});
    CHECK(page.holds("[...document.querySelector('#s').selectedOptions].map(o => o.value).join() === '西,南'"));
    CHECK(page.failure(list, {{"v", "北"}}).kind == StepFailure::Kind::business);
}

TEST_CASE("A day is keyed into a date field, or picked in the calendar that the field opens; a day that is none is refused") {
    PageDesk page(R"h(<input type=date id=d><input id=p readonly><div id=cal style="display:none"><button id=prev>前</button><span id=title></span><button id=next>次</button><table></table></div><script>
      let y = 2026, m = 11;
      const box = document.querySelector('#cal'), field = document.querySelector('#p');
      const draw = () => {
        document.querySelector('#title').textContent = '令和' + (y - 2018) + '年' + m + '月';
        const days = new Date(y, m, 0).getDate();
        box.querySelector('table').innerHTML = '<tr><td class=other>30<td class=other>31' + [...Array(days)].map((_, i) => (i % 7 ? '' : '<tr>') + '<td class=day>' + (i + 1)).join('') + '<tr><td class=other>1';
      };
      const turn = by => { m += by; if (m > 12) { m = 1; ++y; } if (m < 1) { m = 12; --y; } setTimeout(draw, 30); };
      field.onclick = () => { box.style.display = ''; draw(); };
      document.querySelector('#prev').onclick = () => turn(-1);
      document.querySelector('#next').onclick = () => turn(1);
      box.onclick = e => { if (e.target.className === 'day') { field.value = y + '-' + String(m).padStart(2, '0') + '-' + e.target.textContent.padStart(2, '0'); box.style.display = 'none'; } };
    </script>)h");
    const std::string native = R"j({"type":"web.set","selectors":["#d"],"value":{"field":"v"}})j";
    page.run(native, {{"v", "2025-04-01"}});
    CHECK(page.value("#d") == "2025-04-01");
    CHECK(page.failure(native, {{"v", "2025-02-30"}}).kind == StepFailure::Kind::business);
    const std::string picked = R"j({"type":"web.set","selectors":["#p"],"value":{"field":"v"},"readBack":{"lua":"seireki(record.v)"},"calendar":{"title":"#title","next":"#next","previous":"#prev","days":"#cal td.day"},"timeout":30000})j";
    for (const auto& [given, shown] : std::map<std::string, std::string>{{"令和7年4月1日", "2025-04-01"}, {"令和9年2月28日", "2027-02-28"}, {"令和8年10月31日", "2026-10-31"}}) {
        page.run(picked, {{"v", given}});
        CHECK(page.value("#p") == shown);
    }
    CHECK(page.failure(picked, {{"v", "令和7年2月30日"}}).kind == StepFailure::Kind::business);
}

TEST_CASE("A host that asks for a name and password gets them from the vault, no page sees them, and a wrong one is not tried twice") {
    int asked = 0, wrong = 0;
    const auto guarded = [&](const httplib::Request& request, httplib::Response& answer) {
        // base64 of 見本 利用者:秘密 @:/%
        const std::string given = request.get_header_value("Authorization");
        if (given == "Basic 6KaL5pysIOWIqeeUqOiAhTrnp5jlr4YgQDovJQ==") return answer.set_content(BrowserPage::whole("<p id=in>入れました</p>"), "text/html");
        given.empty() ? ++asked : ++wrong;
        answer.status = 401;
        answer.set_header("WWW-Authenticate", "Basic realm=\"x\", charset=\"UTF-8\"");
    };
    PageDesk page("<p>前</p>");
    BrowserPage::serve("/guarded/a", guarded);
    BrowserPage::serve("/guarded/b", guarded);
    CHECK(page.failure(R"j({"type":"web.open","url":"/guarded/a"})j").message.find("基本認証を求めています") != std::string::npos);
    const auto refused = page.failure(R"j({"type":"web.open","url":"/guarded/a","user":"だれか","password":{"secret":"password"}})j");
    CHECK(refused.kind == StepFailure::Kind::business);
    CHECK(refused.message.find("秘密") == std::string::npos);
    CHECK(wrong == 1);
    page.run(R"j({"type":"web.open","url":"/guarded/a","user":{"secret":"user"},"password":{"secret":"password"}},{"type":"web.expect","selectors":["#in"],"present":true},
                 {"type":"web.open","url":"/guarded/b"},{"type":"web.expect","selectors":["#in"],"present":true})j");
    CHECK(page.holds("!document.URL.includes('@') && !JSON.stringify(performance.getEntries()).includes('%E7%A7%98')"));
}

TEST_CASE("A button that would open the file chooser is given the file instead, also when its field is not in the page") {
    PageDesk page(R"h(<label for=f id=l>添付</label><input type=file id=f style="display:none"><button id=b1 onclick="document.querySelector('#f').click()">参照</button>
      <button id=b2 onclick="const i = document.createElement('input'); i.type = 'file'; i.onchange = () => { window.taken = i.files[0].name; i.value = ''; }; i.click()">追加</button><button id=b3>何もしない</button>)h");
    std::ofstream(page.folder / "申請.pdf") << "%PDF-";
    std::ofstream(page.folder / "別紙.pdf") << "%PDF-";
    page.run(R"j({"type":"web.upload","selectors":["#b1"],"file":"申請.pdf"})j");
    CHECK(page.holds("document.querySelector('#f').files[0].name === '申請.pdf'"));
    page.run(R"j({"type":"web.upload","selectors":["aria/追加"],"file":"別紙.pdf"})j");
    CHECK(page.holds("window.taken === '別紙.pdf' && !window.yorozuChooser"));
    page.run(R"j({"type":"web.upload","selectors":["#l"],"file":"別紙.pdf"})j");
    CHECK(page.holds("document.querySelector('#f').files[0].name === '別紙.pdf'"));
    CHECK(page.failure(R"j({"type":"web.upload","selectors":["#b3"],"file":"別紙.pdf","timeout":400})j").message.find("ファイルを選ぶ窓が出ません") != std::string::npos);
    CHECK(page.holds("!window.yorozuChooser"));
}

TEST_CASE("A dialog that nobody expected is dismissed and named; leaving an unsaved page asks nobody") {
    PageDesk page("<button id=b onclick=\"alert('入力に誤りがあります')\">b</button><input id=i>");
    CHECK(page.failure(R"j({"type":"web.click","selectors":["#b"]},{"type":"web.set","selectors":["#i"],"value":"1"})j").message.find("入力に誤りがあります") != std::string::npos);
    page.run(R"j({"type":"web.set","selectors":["#i"],"value":"1"})j");
    CHECK(page.holds("(window.onbeforeunload = e => { e.preventDefault(); return 'x'; }, true)"));
    page.run(R"j({"type":"web.open","url":"/"},{"type":"web.expect","selectors":["#b"],"present":true})j");
    CHECK(page.value("#i") == "");
}
