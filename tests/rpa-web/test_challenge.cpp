#include <catch2/catch.hpp>

#include "tests/rpa-web/challenge.h"
#include "tests/rpa-web/page_desk.h"

TEST_CASE("Ten rounds of seven fields that change places and ids are keyed right by their labels, all 70, by trusted events") {
    PageDesk page("<p>競技</p>");
    page.serve("/challenge", Challenge::page());
    std::string took;
    for (const int seed : {1, 7, 2026}) {
        page.run(R"j({"type":"web.open","url":"/challenge?seed=)j" + std::to_string(seed) + R"j("},{"type":"web.click","selectors":["#start"]})j");
        for (const auto& row : Challenge::rows()) {
            page.run(Challenge::steps(), row);
            CHECK(page.read_backs.size() == Challenge::fields);
        }
        CHECK(page.holds(Challenge::right_as_script() + " === 70"));
        CHECK(page.holds("window.trusted === 70"));
        took += " " + page.browser().glance({{{{"#end"}}, {}}}).sights[0].text;
    }
    WARN("70 fields with read-back, by the page's own clock:" << took);
    CHECK(page.healed == 0);
}
