// A scenario that a person edits, and the procedure document that is made of it.
#include <catch2/catch.hpp>

#include "rpa/procedure.h"
#include "rpa/scenario_document.h"
#include "rpa/scenario_text.h"
#include "rpa/step_forms.h"
#include "tests/rpa/office_scenario.h"

using namespace yorozu::rpa;

namespace {

std::string shipped(const std::string& name = "koza-furikae") {
    std::ifstream in(std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/" + name + ".json");
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("Editing and taking back leaves the very same text") {
    const ScenarioDocument before(shipped());
    REQUIRE(before.reading().scenario);
    ScenarioDocument document = before;
    std::string place;
    CHECK(document.move("/perRecord/2", 1, place) == "");
    CHECK(place == "/perRecord/3");
    CHECK_FALSE(document == before);
    CHECK(document.move("/perRecord/3", -1, place) == "");
    CHECK(document == before);
    CHECK(document.copy("/perRecord/2", place) == "");
    CHECK(place == "/perRecord/3");
    CHECK(document.value_at(place, "id") == "\"bank-2\"");
    CHECK(document.remove(place) == "");
    CHECK(document == before);
    CHECK(document.set("/perRecord/2", "note", "\"金融機関\"") == "");
    CHECK(document.reading().scenario->per_record[2].note == "金融機関");
    CHECK(document.set("/perRecord/2", "note", "") == "");
    CHECK(document == before);
}

TEST_CASE("A change that would leave no scenario is refused and changes nothing") {
    const ScenarioDocument before(shipped());
    ScenarioDocument document = before;
    std::string place;
    const auto commit = "/perRecord/" + std::to_string(before.reading().scenario->per_record.size() - 1);
    CHECK(document.copy(commit, place).find("確定操作が2つあります") == 0);
    CHECK(document.set(commit, "disabled", "true").find("休ませられません") != std::string::npos);
    CHECK(document.set("/perRecord/2", "timeout", "\"x\"") != "");
    CHECK(document.set("/perRecord/2", "selectors", "[") != "");
    CHECK(document.set("/perRecord/99", "note", "\"x\"") != "");
    CHECK(document.remove("/perRecord") != "");
    CHECK(document.move("/perRecord/0", -1, place) == "これより動かせません");
    CHECK(document == before);
    ScenarioDocument broken("{");
    CHECK_FALSE(broken.reading().faults.empty());
    CHECK(broken.set("/perRecord/0", "note", "\"x\"") != "");
}

TEST_CASE("A step that is moved beside another lands there, whatever the numbers are by then, and back again is the same text") {
    const ScenarioDocument before(shipped());
    ScenarioDocument document = before;
    using Side = ScenarioDocument::Side;
    std::string place;
    CHECK(document.move_beside("/perRecord/2", "/perRecord/4", Side::behind, place) == "");
    CHECK(place == "/perRecord/4");
    CHECK(document.value_at(place) == before.value_at("/perRecord/2"));
    CHECK(document.move_beside(place, "/perRecord/2", Side::before, place) == "");
    CHECK(document == before);
    CHECK(document.move_beside("/perRecord/2", "/teardown", Side::behind, place) == "");
    CHECK(place == "/teardown/0");
    CHECK(document.move_beside(place, "/perRecord/1", Side::behind, place) == "");
    CHECK(place == "/perRecord/2");
    CHECK(document.reading().scenario->per_record.size() == before.reading().scenario->per_record.size());
    // Behind a step inside a later one, from before it: the place of that later one shrinks.
    ScenarioDocument nested(R"j({"formatVersion":1,"id":"s","title":"t","owner":"o","hosts":["h"],"perRecord":[{"type":"web.click","id":"a","selectors":["#a"]},
        {"type":"flow.if","id":"if","condition":{"lua":"true"},"then":[{"type":"web.click","id":"b","selectors":["#b"]},{"type":"web.click","id":"c","selectors":["#c"]}]}]})j");
    REQUIRE(nested.reading().scenario);
    CHECK(nested.move_beside("/perRecord/0", "/perRecord/1/then/0", Side::behind, place) == "");
    CHECK(place == "/perRecord/0/then/1");
    CHECK(nested.value_at(place, "id") == "\"a\"");
    CHECK(nested.move_beside("/perRecord/0", "/perRecord/0/then/1", Side::behind, place).find("中へは移せません") != std::string::npos);
    const auto commit = "/perRecord/" + std::to_string(before.reading().scenario->per_record.size() - 1);
    ScenarioDocument kept = before;
    CHECK(kept.move_beside(commit, "/setup", Side::behind, place) != "");
    CHECK(kept == before);
}

TEST_CASE("Every kind of step that a person may add can be added at once") {
    for (const auto& form : step_forms()) {
        if (form.kind == StepKind::commit || form.kind == StepKind::verify_find || form.kind == StepKind::flow_call) continue;
        INFO(form.type);
        ScenarioDocument document(shipped(form.type.rfind("desktop.", 0) == 0 ? "madoguchi-daicho" : "koza-furikae"));
        std::string place;
        CHECK(document.add_after("/perRecord/3", form.type, place) == "");
        CHECK(place == "/perRecord/4");
        CHECK(document.add_after("/teardown", form.type, place) == "");
        CHECK(place == "/teardown/1");
    }
}

TEST_CASE("The procedure document says every step, what is irreversible, who owns it, and nothing from outside is needed") {
    auto scenario = *sample_scenario([](auto& json) { json["title"] = "登録 <b>&"; }).scenario;
    ProcedureOptions options;
    options.today = "2027-12-01";
    options.picture = [](const std::string& step) { return step == "bank" ? "PNG" : ""; };
    const std::string html = procedure_html(scenario, options);
    each_step(scenario, [&](const Step& step) {
        if (!step.note.empty()) CHECK(html.find(step.note) != std::string::npos);
    });
    for (const char* part : {"収納課 収納係", "期限が過ぎています", "登録 &lt;b&gt;&amp;", "data:image/png;base64,UE5H", "<b>確定</b>", "口座名義 を全角カナに", "<td>ginko_code</td><td>金融機関コード</td>", "「金融機関コード」"})
        CHECK(html.find(part) != std::string::npos);
    for (const char* outside : {"<script", "src=\"http", "href=\"http", "@import"}) CHECK(html.find(outside) == std::string::npos);
    CHECK(html.find("<img") == html.rfind("<img"));
}
