// Who kept which version of a scenario when and why, what differs between two of them, and handing one over.
#include <catch2/catch.hpp>

#include "tests/store/temporary_folder.h"
#include "workbench/desk/people/people.h"
#include "workbench/desk/rpa/hand_over.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/desk/rpa/scenario_versions.h"

using namespace yorozu;
using Differs = rpa::ScenarioDifference::What;

namespace {

const std::string first_version = R"j({"formatVersion":1,"id":"s","title":"登録","owner":"収納課","hosts":["127.0.0.1"],"perRecord":[
    {"type":"web.open","id":"open","url":"http://127.0.0.1/"},{"type":"web.click","id":"search","selectors":["#go"]},{"type":"web.set","selectors":["#n"],"value":{"field":"n"}}]})j";

std::string changed(const std::string& from, const std::string& to) {
    auto text = first_version;
    text.replace(text.find(from), from.size(), to);
    return text;
}

struct Library {
    TemporaryFolder folder;
    store::TimeMs now = 1'700'000'000'000;
    desk::Clock clock = [this] { return ++now; };
    desk::Workspace workspace{folder / "w", store::Access::write, 1'700'000'000'000};
    Library() {
        auto session = workspace.session();
        session.clock = clock;
        workspace.begin(session);
    }
    std::string refusal(const desk::HandOver& wanted) {
        try {
            desk::hand_over(workspace, "登録", first_version, wanted);
        } catch (const desk::RequestFault& fault) {
            return fault.what();
        }
        return "";
    }
};

}  // namespace

TEST_CASE("Every version says who kept it when and why, also when two scenarios share an id or a name says 第 1 版") {
    Library one;
    desk::keep_scenario(one.workspace, "登録", first_version, "はじめ");
    desk::keep_scenario(one.workspace, "登録 第 1 版の写し", changed("収納課", "写し課"), "別のもの");
    desk::keep_scenario(one.workspace, "登録", changed("収納課", "会計室"), "");
    const auto versions = desk::scenario_versions(one.workspace, "登録");
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].number == 2);
    CHECK(versions[0].why == "");
    CHECK(versions[0].owner == "会計室");
    CHECK(versions[1].why == "はじめ");
    CHECK(versions[1].who == one.workspace.session().who);
    CHECK(versions[1].steps == 3);
    CHECK(versions[0].at > versions[1].at);
    const auto copies = desk::scenario_versions(one.workspace, "登録 第 1 版の写し");
    REQUIRE(copies.size() == 1);
    CHECK(copies[0].why == "別のもの");
    CHECK(desk::scenario_versions(one.workspace, "ない").empty());
}

TEST_CASE("Differences name the steps that were added, removed, moved and changed, and what is new about the whole") {
    CHECK(desk::differences(first_version, first_version).empty());
    const auto owner = desk::differences(first_version, changed("収納課", "会計室"));
    REQUIRE(owner.size() == 1);
    CHECK(owner[0] == rpa::ScenarioDifference{Differs::about, "持ち主", "収納課", "会計室"});
    const auto added = desk::differences(first_version, changed(R"({"type":"web.set")", R"({"type":"web.click","id":"more","selectors":["#more"]},{"type":"web.set")"));
    REQUIRE(added.size() == 1);
    CHECK(added[0].what == Differs::added);
    CHECK(desk::differences(changed(R"({"type":"web.set")", R"({"type":"web.click","id":"more","selectors":["#more"]},{"type":"web.set")"), first_version).at(0).what == Differs::removed);
    const auto locator = desk::differences(first_version, changed("#go", "#search"));
    REQUIRE(locator.size() == 1);
    CHECK(locator[0].what == Differs::changed);
    CHECK(locator[0].before.find("#go") != std::string::npos);
    CHECK(locator[0].after.find("#search") != std::string::npos);
    auto moved = first_version;
    const std::string open = R"({"type":"web.open","id":"open","url":"http://127.0.0.1/"},)", search = R"({"type":"web.click","id":"search","selectors":["#go"]},)";
    moved.replace(moved.find(open), open.size() + search.size(), search + open);
    const auto order = desk::differences(first_version, moved);
    REQUIRE(order.size() == 1);
    CHECK(order[0].what == Differs::moved);
    CHECK(desk::differences("{", first_version).size() == 1);
}

TEST_CASE("Handing over writes owner, days and note, and is a version with the note as its reason") {
    Library one;
    desk::keep_scenario(one.workspace, "登録", first_version, "はじめ");
    CHECK(desk::hand_over(one.workspace, "登録", first_version, {"国保年金課 収納係", "2026-11-22", "2027-11-22", "17時で締まる"}) == 2);
    const auto version = desk::scenario_versions(one.workspace, "登録").at(0);
    CHECK(version.owner == "国保年金課 収納係");
    CHECK(version.verified_on == "2026-11-22");
    CHECK(version.expires_on == "2027-11-22");
    CHECK(version.why == "引き渡し（国保年金課 収納係）: 17時で締まる");
    CHECK(version.text.find("17時で締まる") != std::string::npos);
    CHECK(version.steps == 3);
}

TEST_CASE("Nothing is handed over without an owner or with days that cannot be") {
    Library one;
    CHECK(one.refusal({" ", "2026-11-22", "2027-11-22", ""}).find("持ち主がありません") == 0);
    CHECK(one.refusal({"課", "2026-02-30", "2027-11-22", ""}).find("最終確認が日付ではありません") == 0);
    CHECK(one.refusal({"課", "2026-11-22", "2026-11-22", ""}).find("期限が最終確認より後ではありません") == 0);
    CHECK(desk::scenario_versions(one.workspace, "登録").empty());
}
