// Cases and the real Redmine, both ways.
#include <catch2/catch.hpp>

#include "tests/tracker/sync_office.h"

using namespace yorozu;
using namespace yorozu::desk;
using tracker::TrackerFault;

#define WITH_REDMINE                            \
    Redmine* const there = Redmine::running(); \
    if (!there) return

namespace {

CaseSyncResult nothing_to_do(SyncOffice& office) {
    const int writes = office.relay.writes();
    const auto again = office.sync();
    CHECK(again.settled());
    CHECK(again.made + again.received + again.sent + again.taken + again.remarks_sent + again.remarks_taken == 0);
    CHECK(office.relay.writes() == writes);
    return again;
}

std::string failing(SyncOffice& office) {
    try {
        office.sync();
    } catch (const TrackerFault& fault) {
        return fault.what();
    }
    return "";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("Cases become issues and issues become cases, once, with their notes") {
    WITH_REDMINE;
    SyncOffice office(*there);
    const auto one = office.add("転記が多い", "介護保険課", "紙を見て\n打ち直している");
    write_case(*office.workspace, one, {{.kind = "hearing", .text = "月 400 件", .minutes = 20}, {.kind = "note", .text = "係長は慎重", .internal = true}});
    advance_case(*office.workspace, one, {.to = CaseStage::hearing});
    const auto two = office.add("二つめ");
    const int theirs = office.write_there("Redmine で受けた相談", "一行め\r\n二行め");
    office.change_there(theirs, {{"notes", "向こうの経過"}}, true);

    const auto first = office.sync();
    for (const auto& one_waiting : first.waiting) UNSCOPED_INFO(one_waiting.what);
    INFO(first.broken_off);
    REQUIRE(first.settled());
    CHECK(first.made == 2);
    CHECK(first.received == 1);
    const auto issue = office.issue_of(one);
    CHECK(issue["subject"] == "転記が多い");
    CHECK(issue["description"] == "紙を見て\r\n打ち直している");  // Redmine's own line ends
    CHECK(issue["status"]["name"] == "進行中");
    CHECK(custom_value(issue, "所管課") == "介護保険課");
    REQUIRE(notes_of(issue).size() == 1);
    CHECK(has(notes_of(issue)[0], "月 400 件"));
    CHECK_FALSE(has(issue.dump(), "係長は慎重"));
    CHECK(office.now_of(one).field("external") == std::to_string(issue["id"].get<int>()));

    const auto received = custom_value(there->issue(theirs), "よろず番号");
    REQUIRE_FALSE(received.empty());
    const auto page = office.page(received);
    CHECK(page.now.field("title") == "Redmine で受けた相談");
    CHECK(page.now.field("body") == "一行め\n二行め");
    CHECK(page.now.field("department") == "DX推進課");
    CHECK(has(page.events.back().text, "向こうの経過"));
    CHECK(has(page.events.back().text, "山田"));

    nothing_to_do(office);
    CHECK(nothing_to_do(office).same == 3);
    CHECK(office.issues().size() == 3);
    CHECK(office.kept().count() == 3);
}

TEST_CASE("What changed on one side goes to the other; what changed on both waits until a person decides") {
    WITH_REDMINE;
    SyncOffice office(*there);
    const auto number = office.add("もとの件名");
    REQUIRE(office.sync().settled());
    const int id = office.issue_of(number)["id"];

    write_case(*office.workspace, number, {{.kind = "field", .changes = {{"body", "こちらで書いた内容"}}}});
    office.change_there(id, {{"status_id", office.status_id("解決")}});
    auto result = office.sync();
    CHECK(result.settled());
    CHECK(result.sent == 1);
    CHECK(result.taken == 1);
    CHECK(there->issue(id)["description"] == "こちらで書いた内容");
    CHECK(office.now_of(number).field("stage") == "done");
    CHECK(office.now_of(number).field("outcome") == "解決");
    nothing_to_do(office);

    write_case(*office.workspace, number, {{.kind = "field", .changes = {{"title", "こちらの件名"}}}});
    office.change_there(id, {{"subject", "向こうの件名"}});
    result = office.sync();
    REQUIRE(result.conflicts.size() == 1);
    const auto conflict = result.conflicts.front();
    CHECK(conflict.number == number);
    CHECK(conflict.field == "title");
    CHECK(conflict.before == "もとの件名");
    CHECK(conflict.ours == "こちらの件名");
    CHECK(conflict.theirs == "向こうの件名");
    CHECK(office.now_of(number).field("title") == "こちらの件名");
    CHECK(there->issue(id)["subject"] == "向こうの件名");
    CHECK(office.sync().conflicts.size() == 1);  // it is shown again until it is decided

    SECTION("for ours") {
        CHECK(office.sync({{number, "title", SyncSide::ours}}).settled());
        CHECK(there->issue(id)["subject"] == "こちらの件名");
    }
    SECTION("for theirs") {
        CHECK(office.sync({{number, "", SyncSide::theirs}}).settled());
        CHECK(office.now_of(number).field("title") == "向こうの件名");
    }
    SECTION("but not on values that the person never saw") {
        office.change_there(id, {{"subject", "さらに向こうの件名"}});
        const auto again = office.sync({{number, "title", SyncSide::ours, std::pair<std::string, std::string>("こちらの件名", "向こうの件名")}});
        REQUIRE(again.conflicts.size() == 1);
        CHECK(again.conflicts.front().theirs == "さらに向こうの件名");
        CHECK(office.sync({{number, "title", SyncSide::ours}}).settled());
    }
    nothing_to_do(office);
}

TEST_CASE("Notes go each way once; what is rewritten there becomes a correction here") {
    WITH_REDMINE;
    SyncOffice office(*there);
    const auto number = office.add("経過");
    REQUIRE(office.sync().settled());
    const int id = office.issue_of(number)["id"];
    write_case(*office.workspace, number, {{.kind = "note", .text = "こちらの経過"}});
    office.change_there(id, {{"notes", "向こうの経過"}});
    office.change_there(id, {{"notes", "向こうの内緒"}, {"private_notes", true}});
    auto result = office.sync();
    CHECK(result.remarks_sent == 1);
    CHECK(result.remarks_taken == 2);
    CHECK(notes_of(there->issue(id)).size() == 3);
    nothing_to_do(office);
    const auto events = office.page(number).events;
    CHECK(std::count_if(events.begin(), events.end(), [](const auto& event) { return event.internal && has(event.text, "向こうの内緒"); }) == 1);

    int journal = 0;
    for (const auto& one : journals_of(there->issue(id)))
        if (one["notes"] == "向こうの経過") journal = one["id"];
    there->put("/journals/" + std::to_string(journal) + ".json", {{"journal", {{"notes", "向こうで直した経過"}}}});
    office.change_there(id, {{"subject", "経過あり"}});  // a rewritten note alone does not change the issue's time
    REQUIRE(office.sync().settled());
    int holding = 0;
    for (const auto& event : store::holding(office.page(number).events)) {
        holding += has(event.text, "向こうで直した経過");
        CHECK_FALSE(has(event.text, "向こうの経過"));
    }
    CHECK(holding == 1);
    // Somebody takes our line out of our note: it is still known.
    for (const auto& one : journals_of(there->issue(id)))
        if (has(one["notes"].get<std::string>(), "こちらの経過")) there->put("/journals/" + std::to_string(one["id"].get<int>()) + ".json", {{"journal", {{"notes", "こちらの経過（短く）"}}}});
    office.change_there(id, {{"subject", "経過"}});
    office.sync();
    CHECK(notes_of(there->issue(id)).size() == 3);
}

TEST_CASE("Whatever request or answer is lost, repeated syncs end as the undisturbed one did, without doubles or losses") {
    WITH_REDMINE;
    using Fate = Relay::Fate;
    const auto fate = GENERATE(Fate::lost_request, Fate::lost_answer, Fate::error_after, Fate::cut);
    SyncOffice office(*there);
    // Each request of the way is disturbed once: the first sync loses its first, the next its second, and so on.
    int lost = 0, at = 0;
    office.relay.fate = [&](const std::string&, const std::string&) { return ++at == lost ? fate : Fate::pass; };
    const auto one = office.add("一"), two = office.add("二", "課税課", "内容");
    write_case(*office.workspace, one, {{.kind = "note", .text = "経過 1"}, {.kind = "note", .text = "経過 2"}});
    advance_case(*office.workspace, two, {.to = CaseStage::hearing});
    office.write_there("向こうの一");
    office.write_there("向こうの二");
    CaseSyncResult last;
    for (lost = 1; lost < 80; ++lost) {
        at = 0;
        try {
            last = office.sync();
        } catch (const TrackerFault&) {
            last.broken_off = "check";
        }
        office.later(3);
        if (lost > at && last.settled()) break;
    }
    REQUIRE(lost < 80);
    REQUIRE(lost > 5);
    office.relay.fate = {};
    const auto issues = office.issues();
    REQUIRE(issues.size() == 4);
    REQUIRE(office.kept().count() == 4);
    for (const auto& one_case : office.kept().all()) {
        const auto issue = office.issue_of(one_case.number);
        REQUIRE(issue.is_object());
        CHECK(issue["subject"] == one_case.field("title"));
        CHECK(notes_of(issue).size() == (one_case.number == one ? 2 : 0));
    }
    CHECK(office.issue_of(two)["status"]["name"] == "進行中");
    CHECK(office.now_of(two).field("stage") == "hearing");
    nothing_to_do(office);
}

TEST_CASE("An entry whose making was not answered is not made again at once, and when it was made late it is found") {
    WITH_REDMINE;
    SyncOffice office(*there);
    const auto number = office.add("遅い");
    office.relay.fate = [](const std::string& method, const std::string&) { return method == "POST" ? Relay::Fate::lost_request : Relay::Fate::pass; };
    auto result = office.sync();
    REQUIRE(result.waiting.size() == 1);
    office.relay.fate = {};
    result = office.sync();  // within two minutes
    CHECK(result.waiting.size() == 1);
    CHECK(office.issues().empty());
    SECTION("it comes late") {
        const int id = office.write_there("遅い");
        office.number_there(id, number);
        CHECK(office.sync().settled());
    }
    SECTION("it never comes") {
        office.later(3);
        CHECK(office.sync().settled());
    }
    CHECK(office.issues().size() == 1);
    nothing_to_do(office);
}

TEST_CASE("An answer that is no answer ends the sync with words that say what to mend, and nothing was written") {
    WITH_REDMINE;
    using Fate = Relay::Fate;
    SyncOffice office(*there);
    office.add("一");
    Fate fate = Fate::html;
    office.relay.fate = [&](const std::string&, const std::string&) { return fate; };
    CHECK(has(failing(office), "HTML"));
    fate = Fate::moved;
    CHECK(has(failing(office), "別の URL へ移る"));
    fate = Fate::busy;
    CHECK(has(failing(office), "503"));
    fate = Fate::lost_request;
    CHECK(has(failing(office), "途切れました"));
    fate = Fate::silence;
    office.settings["patience_s"] = 1;
    CHECK(has(failing(office), "時間内に答えがありません"));
    office.settings["patience_s"] = 20;
    fate = Fate::pass;
    office.key = "0123456789012345678901234567890123456789";
    CHECK(has(failing(office), "401"));
    office.key = there->member_key();
    CHECK(failing(office).empty());
    office.key = there->key();
    office.settings["project"] = "nai";
    CHECK(has(failing(office), "プロジェクトがありません"));
    office.settings["project"] = office.project;
    office.settings["tracker"] = "ない";
    CHECK(has(failing(office), "トラッカー"));
    office.settings["tracker"] = "サポート";
    office.settings["number"] = "ない欄";
    CHECK(has(failing(office), "カスタムフィールドがありません"));
    office.settings["number"] = "探せない番号";
    CHECK(has(failing(office), "フィルタとして使用"));
    office.settings["number"] = "よろず番号";
    office.settings["values"]["stage"]["ない状態"] = "trial";
    CHECK(has(failing(office), "ない状態"));
    office.settings["values"]["stage"].erase("ない状態");
    for (const auto& [url, words] : {std::pair<std::string, std::string>("http://127.0.0.1:1", "つながりません"),
                                     {"https://127.0.0.1:" + std::to_string(there->port()), "TLS"},
                                     {"https://nowhere.invalid", "名前が見つかりません"},
                                     {"http://redmine.example.lg.jp", "暗号化されない"},
                                     {"ftp://127.0.0.1", "https://"},
                                     {"http://me:secret@127.0.0.1", "利用者名"},
                                     {office.relay.url() + "/wrong/path", "プロジェクト"}}) {
        INFO(url);
        office.settings["url"] = url;
        CHECK((has(failing(office), words) || has(failing(office), "404")));
    }
    CHECK(office.issues().size() == 1);  // of the member's sync
    CHECK_FALSE(has(failing(office), office.key));
}

TEST_CASE("What the tracker does not take is said for that case, and the others go on") {
    WITH_REDMINE;
    SyncOffice office(*there);
    std::string long_title;
    for (int i = 0; i < 300; ++i) long_title += "あ";
    const auto too_long = office.add(long_title), good = office.add("よい");
    auto result = office.sync();
    REQUIRE(result.waiting.size() == 1);
    CHECK(result.waiting[0].number == too_long);
    CHECK(has(result.waiting[0].what, "422"));
    CHECK_FALSE(has(result.waiting[0].what, long_title));
    CHECK(result.made == 1);

    const int id = office.issue_of(good)["id"];
    SECTION("an issue that was deleted there is never made again by itself") {
        there->remove("/issues/" + std::to_string(id) + ".json");
        write_case(*office.workspace, good, {{.kind = "note", .text = "経過"}});
        result = office.sync();
        CHECK(result.waiting.size() == 2);
        CHECK(office.issues().empty());
        forget_entry(*office.workspace, office.tracker_settings(), good);
        result = office.sync();
        CHECK(result.made == 1);
        CHECK(office.issues().size() == 1);
    }
    SECTION("an issue that was copied there with its number is shown as a double") {
        const int copy = office.write_there("よい");
        office.number_there(copy, good);
        result = office.sync();
        REQUIRE(result.waiting.size() == 2);
        CHECK(has(result.waiting[0].what + result.waiting[1].what, "二重"));
        CHECK(office.kept().count() == 2);
    }
    SECTION("a number that was rewritten there is not written over") {
        office.number_there(id, "R6-9999");
        result = office.sync();
        CHECK(result.waiting.size() == 2);
        CHECK(custom_value(there->issue(id), "よろず番号") == "R6-9999");
    }
    SECTION("a status that the settings do not know stays there and is said") {
        office.change_there(id, {{"status_id", office.status_id("フィードバック")}});
        result = office.sync();
        CHECK(result.waiting.size() == 2);
        CHECK(office.now_of(good).field("stage") == "received");
        CHECK(there->issue(id)["status"]["name"] == "フィードバック");
    }
}

TEST_CASE("A status that the workflow does not allow is said, sent again, and never taken for a change of theirs") {
    WITH_REDMINE;
    SyncOffice office(*there);
    office.key = there->member_key();
    const auto number = office.add("流れ");
    REQUIRE(office.sync().settled());
    advance_case(*office.workspace, number, {.to = CaseStage::declined, .reason = "費用"});
    const auto result = office.sync();
    CHECK(office.now_of(number).field("stage") == "declined");
    if (office.issue_of(number)["status"]["name"] == "却下") {
        CHECK(result.settled());
    } else {
        REQUIRE(result.waiting.size() == 1);
        CHECK(has(result.waiting[0].what, "ワークフロー"));
        CHECK(office.sync().waiting.size() == 1);
        CHECK(office.now_of(number).field("stage") == "declined");
    }
}
