// Pages change under a scenario: steps go on where they surely can, and never touch a wrong element.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/rpa-web/mutators.h"
#include "tests/rpa-web/page_desk.h"
#include "tests/rpa/seeded_trials.h"

using namespace yorozu::rpa;

namespace {

struct Count {
    int steps = 0, survived = 0, wrong = 0, commits = 0, commits_refused = 0;
    std::string failures;
    std::map<std::string, int> kinds;
};

bool try_step(PageDesk& page, const std::string& step) {
    try {
        page.run(step);
        return true;
    } catch (const StepFailure&) {
        return false;
    }
}

void try_page(PageDesk& page, int seed, Count& count) {
    page.run(R"j({"type":"web.open","url":"/mutated?seed=)j" + std::to_string(seed) + "\"}");
    for (const char* kind : {"renamed-ids", "exchanged-ids", "renamed-names", "moved-fields", "new-fields", "changed-labels", "delays", "overlay", "wrapped"})
        count.kinds[kind] += page.holds(std::string("window.kinds.includes('") + kind + "')");
    struct Field {
        const char* label;
        const char* id;
        const char* type;
        const char* value;
    };
    static const Field fields[] = {{"金融機関コード", "bank", "web.set", "0001"}, {"支店コード", "branch", "web.set", "107"},    {"預金種目", "kind", "web.select", "普通"}, {"口座番号", "account", "web.set", "1234567"},
                                   {"口座名義", "holder", "web.set", "ミホン　タロウ"}, {"届出日", "date", "web.set", "2025-04-01"}, {"摘要", "memo", "web.set", "見本"}};
    std::string lost;
    for (const auto& field : fields) {
        const bool done = try_step(page, std::string(R"({"type":")") + field.type + R"(","timeout":2000,"value":")" + field.value + "\"," + MutatedPage::selectors(field.label, field.id) + "}");
        const std::string holders = std::string("all('input,select,textarea').filter(e => e.value === '") + field.value + "')";
        const bool right = page.holds(holders + ".some(e => e.truth === '" + field.id + "')");
        ++count.steps;
        count.survived += done && right;
        count.wrong += page.holds(holders + ".some(e => e.truth !== '" + field.id + "')") || (done && !right);
        if (!done) lost += std::string(" ") + field.id;
    }
    const bool pressed = try_step(page, R"j({"type":"web.click","timeout":2000,"selectors":["aria/確認画面へ[role=\"button\"]","#next","#entry p > button:first-of-type"]})j");
    const bool right = page.holds("window.pressed.join() === 'next'");
    ++count.steps;
    count.survived += pressed && right;
    count.wrong += !right && page.holds("window.pressed.length > 0");
    if (!pressed) lost += " next";
    if (!lost.empty()) count.failures += "seed " + std::to_string(seed) + ":" + lost + "; ";
    // The commit: where its first alternative is gone, it is not looked for elsewhere.
    page.holds("(window.pressed = [], true)");
    try {
        page.browser().press({{{"aria/登録する[role=\"button\"]"}, {"#commit"}, {"xpath///p/button"}}, {}}, WebDriver::Press::click, WebDriver::Heal::never, std::chrono::milliseconds(900));
        ++count.commits;
        count.wrong += !page.holds("window.pressed.join() === 'commit'");
    } catch (const StepFailure&) {
        ++count.commits_refused;
        count.wrong += !page.holds("window.pressed.length === 0 && ![...document.querySelectorAll('button')].some(b => b.truth === 'commit' && b.textContent === '登録する' && !window.kinds.includes('overlay'))");
    }
}

void try_pages(int first, int pages) {
    BrowserPage::serve("/mutated", MutatedPage::html());
    PageDesk page("<p>");
    Count count;
    for (int seed = first; seed < first + pages; ++seed) try_page(page, seed, count);
    std::string kinds;
    for (const auto& [kind, times] : count.kinds) kinds += " " + kind + " " + std::to_string(times);
    WARN(pages << " changed pages: " << count.survived << " of " << count.steps << " steps survived (" << 100.0 * count.survived / count.steps << " %), " << page.healed << " healed, wrong elements " << count.wrong << "; commits pressed "
               << count.commits << ", refused " << count.commits_refused << ";" << kinds << (std::getenv("YOROZU_VERBOSE") ? "\n" + count.failures : ""));
    REQUIRE(count.wrong == 0);
    REQUIRE(count.survived >= 0.95 * count.steps);
}

}  // namespace

TEST_CASE("On pages that were changed at random at least 95 of 100 steps survive, none touches a wrong element, no commit is healed") { try_pages(1, 24); }

TEST_CASE("The same on 400 pages", "[.slow]") {
    seeded_trials("changed-pages", 0, 3, [](unsigned hundred) { try_pages(1000 + static_cast<int>(hundred) * 100, 100); });
}
