// What a person decides about records whose outcome was not seen, and the scenarios that a workspace keeps.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/store/temporary_folder.h"
#include "workbench/desk/people/people.h"
#include "workbench/desk/rpa/item_decisions.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/store/work_queue.h"

using namespace yorozu;
using desk::ItemDecision;
using What = ItemDecision::What;

namespace {

const std::string scenario = R"j({"formatVersion":1,"id":"s","title":"登録","owner":"収納課","hosts":["127.0.0.1"],"perRecord":[{"type":"web.open","url":"http://127.0.0.1/"}]})j";

struct UnknownItem {
    TemporaryFolder folder;
    store::TimeMs now = 1'700'000'000'000;
    desk::Clock clock = [this] { return ++now; };
    desk::Workspace workspace{folder / "w", store::Access::write, 1'700'000'000'000};
    store::WorkItems items{workspace.database()};
    std::int64_t id = 0;

    explicit UnknownItem(const std::string& state = "unknown") {
        store::StoredItem item;
        item.scenario = "s";
        item.business_key = "29140863";
        id = items.add({item}, 1).ids.at(0);
        const auto run = items.begin_run("s", false, 1);
        const auto claim = *items.claim("s", "r", 1, std::chrono::milliseconds(1000));
        items.finish(id, claim.token, state, "", "照会できません", {run, id, "commit", 1, 2, state, "", ""});
        std::ofstream(folder / "p.png", std::ios::binary) << "\x89PNG\r\n\x1a\n" << "rest";
    }
    std::string state() { return items.of_scenario("s")[0].state; }
    std::string refusal(const ItemDecision& decision, desk::Workspace* second = nullptr) {
        try {
            desk::decide_item(workspace, id, decision, clock, second);
        } catch (const desk::RequestFault& fault) {
            return fault.what();
        }
        return "";
    }
    ItemDecision there() { return {What::there, "K-240591", "先方の検索の画面で見た", folder / "p.png", ""}; }
    ItemDecision not_there() { return {What::not_there, "", "先方の検索の画面で見た", folder / "p.png", "三宅"}; }
};

bool begins(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

}  // namespace

TEST_CASE("An unknown outcome that a person saw in the target is done, with number, reason and picture on record") {
    UnknownItem one;
    REQUIRE(one.refusal(one.there()) == "");
    const auto item = one.items.of_scenario("s")[0];
    CHECK(item.state == "done");
    CHECK(item.target_number == "K-240591");
    const auto journal = desk::item_journal(one.workspace, one.id);
    REQUIRE(journal.size() == 2);
    CHECK(journal[1].outcome == "decided");
    CHECK(journal[1].words.find("先方にあった") != std::string::npos);
    CHECK(std::filesystem::exists(one.workspace.evidence_folder() / journal[1].evidence));
    CHECK(begins(one.refusal(one.there()), "いまの結果では決められません"));
}

TEST_CASE("Nothing is decided without what it takes, and nothing changes when it is refused") {
    UnknownItem one;
    const auto without = [&](ItemDecision decision, auto change) {
        change(decision);
        return one.refusal(decision);
    };
    CHECK(begins(without(one.there(), [](auto& d) { d.number = ""; }), "先方の番号がありません"));
    CHECK(begins(without(one.there(), [](auto& d) { d.reason = " "; }), "わけがありません"));
    CHECK(begins(without(one.there(), [](auto& d) { d.picture = ""; }), "画像がありません"));
    CHECK(begins(without(one.there(), [](auto& d) { d.picture = "/etc/hostname"; }), "画像として読めません"));
    CHECK(begins(without(one.not_there(), [](auto& d) { d.second_person = ""; }), "二人目の確認がありません"));
    CHECK(begins(without(one.not_there(), [&](auto& d) { d.second_person = one.workspace.session().who; }), "二人目の確認がありません"));
    CHECK(begins(without(one.there(), [](auto& d) { d.what = What::again; }), "いまの結果では決められません"));
    CHECK(one.state() == "unknown");
    CHECK(desk::item_journal(one.workspace, one.id).size() == 1);
}

TEST_CASE("Not there: two people, then it waits; where people sign in, the second one signs in too") {
    UnknownItem alone;
    CHECK(alone.refusal(alone.not_there()) == "");
    CHECK(alone.state() == "waiting");

    UnknownItem office;
    const desk::PassphraseCost cheap{1, 1u << 14};
    desk::add_person(office.workspace, {"木村", {desk::Right::admin, desk::Right::clerk}, {}, false}, desk::Passphrase("十二文字以上のことばです、木村"), cheap);
    desk::sign_in(office.workspace, "木村", desk::Passphrase("十二文字以上のことばです、木村"), office.clock, {}, cheap);
    desk::add_person(office.workspace, {"三宅", {desk::Right::clerk}, {}, false}, desk::Passphrase("十二文字以上のことばです、三宅"), cheap);
    CHECK(begins(office.refusal(office.not_there()), "二人目がサインインしていません"));
    CHECK(office.state() == "unknown");
    desk::Workspace second(office.folder / "w", store::Access::write, office.clock());
    desk::sign_in(second, "三宅", desk::Passphrase("十二文字以上のことばです、三宅"), office.clock, {}, cheap);
    CHECK(office.refusal(office.not_there(), &second) == "");
    CHECK(office.state() == "waiting");
}

TEST_CASE("A business exception is entered again only with a reason") {
    UnknownItem one("business_exception");
    CHECK(begins(one.refusal({What::again, "", "", "", ""}), "わけがありません"));
    CHECK(one.refusal({What::again, "", "金融機関コードを直した", "", ""}) == "");
    CHECK(one.state() == "waiting");
}

TEST_CASE("Scenarios are kept in versions; the same text is no new one, and what is no scenario is refused") {
    UnknownItem one;
    CHECK(desk::keep_scenario(one.workspace, "登録", scenario, "はじめ") == 1);
    CHECK(desk::keep_scenario(one.workspace, "登録", scenario, "同じ") == 1);
    auto changed = scenario;
    changed.replace(changed.find("収納課"), 9, "会計室");
    CHECK(desk::keep_scenario(one.workspace, "登録", changed, "持ち主が替わった") == 2);
    const auto kept = desk::kept_scenarios(one.workspace);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].version == 2);
    CHECK(kept[0].owner == "会計室");
    CHECK_THROWS_AS(desk::keep_scenario(one.workspace, "登録", "{", ""), desk::RequestFault);
    CHECK_THROWS_AS(desk::keep_scenario(one.workspace, "../x", scenario, ""), desk::RequestFault);
    CHECK(desk::kept_scenarios(one.workspace)[0].version == 2);
}
