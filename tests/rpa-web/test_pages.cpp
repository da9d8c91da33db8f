// What pages do besides fields and buttons: files, dialogs, tables.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/rpa-web/browser_page.h"
#include "tests/store/temporary_folder.h"

using namespace yorozu::rpa;

namespace {

/// Steps on one page, with a folder for files; keeps the variables.
struct PageDesk : BrowserPage {
    using BrowserPage::BrowserPage;
    TemporaryFolder folder;
    std::map<std::string, std::string> variables;
    void run(const std::string& json) {
        auto scenario = scenario_with(json);
        scenario.file = folder / "scenario.json";
        StepWorld world{browser(), scenario, true, {}, {}, {}, {}};
        world.files = folder / "files";
        Steps steps(std::move(world), {});
        steps.run(scenario.per_record);
        variables = steps.variables();
    }
    std::string press_commit(const std::string& json) {
        const auto scenario = scenario_with(json);
        Steps steps({browser(), scenario, true, {}, {}, {}, {}}, {});
        steps.prepare_commit(*scenario.commit());
        return steps.press_commit(*scenario.commit());
    }
};

}  // namespace

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
