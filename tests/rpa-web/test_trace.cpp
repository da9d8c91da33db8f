// The trace of a record: everything a person needs to see what happened, nothing that must not be seen.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "rpa/memory_queue.h"
#include "rpa/runner.h"
#include "tests/rpa-web/page_desk.h"
#include "tests/rpa/office_scenario.h"

using namespace yorozu::rpa;

namespace {

struct TracedOffice {
    TemporaryFolder folder;
    yorozu::backoffice::Office office{{folder / "office.db", 0, "shokuin-7781", "mihon-1001", {}}};
    Scenario scenario = *sample_scenario([](auto&) {}).scenario;
    MemoryQueue queue;

    TracedOffice() {
        scenario.address = "http://127.0.0.1:" + std::to_string(office.port());
        seed(office, 2);
    }
    RunOptions options() {
        RunOptions options;
        options.runner = "t";
        options.traces = folder / "traces";
        options.secret = [](const std::string& name) { return std::optional<std::string>(name == "clerk" ? "shokuin-7781" : "mihon-1001"); };
        options.now = [] { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); };
        options.rest = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
        return options;
    }
    RunSummary run(const std::vector<WorkItem>& items) {
        queue.add(items, 1);
        return run_items(scenario, queue, [this] { return browser(); }, options());
    }
    std::unique_ptr<WebDriver> browser() const {
        ChromiumOptions chosen;
        chosen.hosts = scenario.hosts;
        return start_chromium(chosen);
    }
    std::string trace(const char* name) {
        std::ifstream in(folder / "traces" / name);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++found;
    return found;
}

}  // namespace

TEST_CASE("A trace has every step with sentence, time, pictures, page and read-backs, and opens without anything else") {
    TracedOffice desk;
    CHECK(desk.run({record_of(desk.scenario, 0), record_of(desk.scenario, 1)}).outcomes.at(ItemState::done) == 2);
    const auto first = desk.trace("run1-item1.html"), second = desk.trace("run1-item2.html");
    for (const char* words : {"サインインの画面を開く", "【確定】登録するを押す（取り消せない）", "被保険者番号で登録を照会する", "ミホン　タロウ", "一致", "先方の番号 R0000001", "完了"}) CHECK(first.find(words) != std::string::npos);
    for (const auto& html : {first, second}) {
        CHECK(html.find("mihon-1001") == std::string::npos);
        CHECK(html.find("shokuin-7781") == std::string::npos);
        CHECK(html.find("<script") == std::string::npos);
        CHECK(count(html, "<iframe sandbox") >= 15);
    }
    CHECK(second.find("サインインの画面を開く") == std::string::npos);  // signed in once
    CHECK((std::filesystem::status(desk.folder / "traces/run1-item1.html").permissions() & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
    if (const char* keep = std::getenv("YOROZU_KEEP_TRACE")) std::filesystem::copy(desk.folder / "traces", keep, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    auto& browser = BrowserPage::browser();
    browser.clear_windows();
    browser.open("file://" + (desk.folder / "traces/run1-item1.html").string(), std::chrono::seconds(10));
    CHECK(browser.truth_of("document.querySelectorAll('section').length >= 20 && !document.querySelector('section.failed')"));
    CHECK(browser.truth_of("[...document.querySelectorAll('.picture')].every(e => getComputedStyle(e).backgroundImage.startsWith('url(\"data:image/png'))"));
    CHECK(browser.truth_of("performance.getEntriesByType('resource').every(e => e.name.startsWith('data:'))"));
}

TEST_CASE("The trace of a record that failed says at which step and why, with the page as it was") {
    TracedOffice desk;
    auto wrong = record_of(desk.scenario, 0);
    wrong.record["koza_no"] = "12";
    CHECK(desk.run({wrong}).outcomes.at(ItemState::business_exception) == 1);
    const auto html = desk.trace("run1-item1.html");
    CHECK(html.find("業務例外") != std::string::npos);
    CHECK(count(html, "<section class=\"failed\"") == 1);
    CHECK(html.find("口座番号は半角数字7桁で入力してください。") != std::string::npos);
    CHECK(html.find("【確定】") == std::string::npos);
}

TEST_CASE("A rehearsal is traced up to the commit, which says that it was not pressed") {
    TracedOffice desk;
    const auto trials = try_records(desk.scenario, {record_of(desk.scenario, 0)}, [&] { return desk.browser(); }, desk.options());
    CHECK(trials.at(0).ready);
    CHECK(desk.trace("trial-item0.html").find("試行なので押していません") != std::string::npos);
    CHECK(desk.office.registry().count() == 0);
}
