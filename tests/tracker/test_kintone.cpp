// Cases and a mock of kintone (there is no kintone to run here), both ways.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/cases/office.h"
#include "tests/tracker/kintone_mock.h"
#include "tests/tracker/relay.h"
#include "workbench/desk/cases/case_sync.h"

using namespace yorozu;
using namespace yorozu::desk;

namespace {

struct KintoneOffice : Office {
    KintoneMock there;
    Relay relay{there.port()};
    std::string token = there.token;
    nlohmann::ordered_json settings{{"formatVersion", 1},
                                    {"kind", "kintone"},
                                    {"url", relay.url()},
                                    {"secret", "kintone"},
                                    {"app", 12},
                                    {"number", "番号"},
                                    {"fields", {{"title", "件名"}, {"body", "内容"}, {"stage", "状態"}, {"department", "所管課"}}},
                                    {"values", {{"stage", {{"新規", "received"}, {"進行中", "hearing"}, {"解決", "done/解決"}}}}},
                                    {"defaults", {{"department", "DX推進課"}}},
                                    {"patience_s", 5}};
    CaseSyncResult sync(const std::vector<SyncDecision>& decisions = {}) {
        std::ofstream(folder / "kintone.json") << settings.dump(1);
        const auto made = read_case_tracker(folder / "kintone.json");
        const auto opened = tracker::open_tracker(made.place, token);
        return sync_cases(*workspace, *opened, made, decisions);
    }
    int id_of(const std::string& number) {
        for (const auto& [id, record] : there.records)
            if (record["番号"]["value"] == number) return id;
        return 0;
    }
    std::string failing() {
        try {
            sync();
        } catch (const tracker::TrackerFault& fault) {
            return fault.what();
        } catch (const RequestFault& fault) {
            return fault.what();
        }
        return "";
    }
};

}  // namespace

TEST_CASE("Against the mock of kintone: 250 cases are made by a hundred a call, once, and records there become cases") {
    KintoneOffice office;
    std::vector<std::string> numbers;
    for (int i = 0; i < 250; ++i) numbers.push_back(office.add("件名 " + std::to_string(i)));
    write_case(*office.workspace, numbers[7], {{.kind = "note", .text = "こちらの経過"}});
    const int theirs = office.there.add({{"件名", "向こうの相談"}, {"所管課", "課税課"}});
    for (int i = 0; i < 23; ++i) office.there.comments[theirs].push_back({{"id", std::to_string(1000 + i)}, {"text", "向こう " + std::to_string(i)}, {"createdAt", "2026-11-21T00:00:00Z"}, {"creator", {{"name", "鈴木"}}}});
    const auto first = office.sync();
    for (const auto& one : first.waiting) UNSCOPED_INFO(one.what);
    INFO(first.broken_off);
    REQUIRE(first.settled());
    CHECK(first.made == 250);
    CHECK(first.received == 1);
    CHECK(std::count(office.relay.requests.begin(), office.relay.requests.end(), "POST /k/v1/records.json") == 3);
    CHECK(office.there.records.size() == 251);
    CHECK(office.there.comments[office.id_of(numbers[7])].size() == 1);
    const auto number = office.there.value(theirs, "番号");
    REQUIRE_FALSE(number.empty());
    CHECK(first.remarks_taken == 23);
    const int writes = office.relay.writes();
    CHECK(office.sync().settled());
    CHECK(office.relay.writes() == writes);
    CHECK(office.kept().count() == 251);
}

TEST_CASE("Against the mock of kintone: changes cross, both-sided ones wait, a record changed meanwhile is not written over") {
    KintoneOffice office;
    const auto number = office.add("もと");
    REQUIRE(office.sync().settled());
    const int id = office.id_of(number);
    advance_case(*office.workspace, number, {.to = CaseStage::hearing});
    office.there.change(id, {{"内容", "向こうの内容"}});
    REQUIRE(office.sync().settled());
    CHECK(office.there.value(id, "状態") == "進行中");
    CHECK(office.page(number).now.field("body") == "向こうの内容");
    write_case(*office.workspace, number, {{.kind = "field", .changes = {{"title", "こちら"}}}});
    office.there.change(id, {{"件名", "むこう"}});
    auto result = office.sync();
    REQUIRE(result.conflicts.size() == 1);
    CHECK(result.conflicts[0].before == "もと");
    // Changed between our reading and our writing: kintone's revision refuses.
    office.relay.fate = [&](const std::string& method, const std::string&) {
        if (method == "PUT") office.there.change(id, {{"件名", "すれちがい"}});
        return Relay::Fate::pass;
    };
    result = office.sync({{number, "title", SyncSide::ours}});
    CHECK(result.waiting.size() == 1);
    CHECK(office.there.value(id, "件名") == "すれちがい");
    office.relay.fate = {};
    result = office.sync();
    for (const auto& one : result.waiting) UNSCOPED_INFO(one.what);
    INFO(result.broken_off);
    INFO("same " << result.same << " sent " << result.sent << " taken " << result.taken << " " << office.there.value(id, "件名") << " " << office.page(number).now.field("title"));
    REQUIRE(result.conflicts.size() == 1);
    CHECK(office.sync({{number, "title", SyncSide::theirs}}).settled());
    CHECK(office.page(number).now.field("title") == "すれちがい");
}

TEST_CASE("Against the mock of kintone: whatever is lost, repeated syncs double nothing and lose nothing") {
    using Fate = Relay::Fate;
    const auto fate = GENERATE(Fate::lost_request, Fate::lost_answer, Fate::error_after, Fate::cut);
    // One office for each request of the first sync: that one is disturbed, then the sync is repeated.
    int lost = 0;
    for (bool disturbed = true; disturbed;) {
        ++lost;
        KintoneOffice office;
        for (int i = 0; i < 3; ++i) write_case(*office.workspace, office.add("件名 " + std::to_string(i)), {{.kind = "note", .text = "経過"}});
        office.there.add({{"件名", "向こう"}});
        int at = 0;
        office.relay.fate = [&](const std::string&, const std::string&) { return ++at == lost ? fate : Fate::pass; };
        try {
            office.sync();
        } catch (const tracker::TrackerFault&) {  // at the first question
        }
        disturbed = at >= lost;
        office.relay.fate = {};
        office.later(3);
        INFO("request " << lost);
        CHECK(office.sync().settled());
        CHECK(office.there.records.size() == 4);
        CHECK(office.kept().count() == 4);
        int comments = 0;
        for (const auto& [id, all] : office.there.comments) comments += static_cast<int>(all.size());
        CHECK(comments == 3);
    }
    CHECK(lost > 15);
}

TEST_CASE("Against the mock of kintone: one bad record of a hundred keeps only itself back") {
    KintoneOffice office;
    const auto good = office.add("よい"), bad = office.add("わるい"), other = office.add("これもよい");
    office.there.properties["所管課"]["options"]["介護保険課"] = {{"label", "介護保険課"}};
    office.settings["values"]["department"] = {{"介護保険課", "介護保険課"}};
    write_case(*office.workspace, bad, {{.kind = "field", .changes = {{"department", "名もない課"}}}});
    auto result = office.sync();
    CHECK(result.made == 2);
    REQUIRE(result.waiting.size() == 1);
    CHECK(result.waiting[0].number == bad);
    // The same found by the server only.
    office.settings["values"].erase("department");
    result = office.sync();
    CHECK(result.waiting.size() == 1);
    CHECK(office.id_of(good) != 0);
    CHECK(office.id_of(other) != 0);
    CHECK(office.id_of(bad) == 0);
}

TEST_CASE("kintone ignores unknown fields without a word, so the form is asked first and nothing is sent") {
    KintoneOffice office;
    office.add("一");
    const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
    SECTION("a field code that is not there") {
        office.settings["fields"]["requester"] = "相談者";
        CHECK(has(office.failing(), "フィールドコードがありません"));
    }
    SECTION("a kind that cannot be written") {
        office.settings["fields"]["next_date"] = "更新日時";
        CHECK(has(office.failing(), "種類には書けません"));
    }
    SECTION("an option that is not there") {
        office.settings["values"]["stage"]["保留"] = "trial";
        CHECK(has(office.failing(), "選択肢"));
    }
    SECTION("a number that may be there twice") {
        office.there.properties["番号"]["unique"] = false;
        CHECK(has(office.failing(), "重複"));
    }
    SECTION("a wrong token") {
        office.token = "another";
        CHECK(has(office.failing(), "401"));
    }
    CHECK(office.relay.writes() == 0);
    CHECK(office.there.records.empty());
}

TEST_CASE("Settings of a tracker say what is wrong, where, and how to mend it") {
    KintoneOffice office;
    const auto good = office.settings;
    const auto fault = [&](const auto& change) {
        office.settings = good;
        change(office.settings);
        return office.failing();
    };
    using Json = nlohmann::ordered_json;
    const auto has = [](const std::string& text, const char* part) {
        INFO(text);
        CHECK(text.find(part) != std::string::npos);
    };
    has(fault([](Json& json) { json["key"] = "secret"; }), "知らない項目「key」");
    has(fault([](Json& json) { json["kind"] = "jira"; }), "redmine か kintone");
    has(fault([](Json& json) { json.erase("secret"); }), "金庫の名前");
    has(fault([](Json& json) { json["fields"].erase("title"); }), "title を加えて");
    has(fault([](Json& json) { json["fields"]["reason"] = "理由"; }), "知らない項目");
    has(fault([](Json& json) { json["fields"]["body"] = "件名"; }), "重なって");
    has(fault([](Json& json) { json["values"]["stage"]["解決"] = "done"; }), "完了には結果");
    has(fault([](Json& json) { json["values"]["stage"]["解決"] = "finished"; }), "知らない段階");
    has(fault([](Json& json) { json["values"]["stage"].erase("新規"); }), "受付にあたる状態");
    has(fault([](Json& json) { json["fields"].erase("department"); json.erase("defaults"); }), "所管課が決まりません");
    has(fault([](Json& json) { json["send"] = "maybe"; }), "open、all、none");
    has(fault([](Json& json) { json["app"] = "twelve"; }), "JSON");
    has(fault([](Json& json) { json["formatVersion"] = 2; }), "版が");
    has(fault([](Json& json) { json["certificates"] = "none.pem"; }), "証明書");
    std::ofstream(office.folder / "broken.json") << "{ not json";
    CHECK_THROWS_AS(read_case_tracker(office.folder / "broken.json"), RequestFault);
    CHECK_THROWS_AS(kept_case_tracker(*office.workspace, "../kintone"), RequestFault);
}
