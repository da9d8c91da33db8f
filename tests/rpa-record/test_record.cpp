#include <catch2/catch.hpp>
#include <httplib.h>

#include "rpa/recorded_scenario.h"
#include "rpa/recorder.h"
#include "samples/back-office/office.h"
#include "tests/rpa-record/person.h"
#include "tests/rpa-record/recording_desk.h"

using namespace yorozu;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// Records what the person does on pages of ours, ended as Ctrl+C ends it.
std::vector<rpa::RecordedEvent> recorded(const std::string& address, const std::function<void(PersonAtBrowser&)>& doing) {
    TemporaryFolder temporary;
    const OwnTemporary own(temporary.path());
    std::atomic<bool> over{false};
    std::exception_ptr failed;
    std::thread person([&] {
        try {
            PersonAtBrowser hands(temporary.path());
            doing(hands);
            std::this_thread::sleep_for(std::chrono::milliseconds(600));
        } catch (...) {
            failed = std::current_exception();
        }
        over = true;
    });
    rpa::RecordOptions options;
    options.address = address;
    options.ended = [&] { return over.load(); };
    std::vector<rpa::RecordedEvent> events;
    try {
        events = rpa::record(options);
    } catch (const rpa::StepFailure& failure) {
        over = true;
        person.join();
        FAIL(failure.message);
    }
    person.join();
    if (failed) std::rethrow_exception(failed);
    return events;
}

struct Pages {
    httplib::Server server;
    std::thread thread;
    int port = 0;
    explicit Pages(std::map<std::string, std::string> pages) {
        for (const auto& [path, body] : pages)
            server.Get(path, [body](const auto&, auto& answer) { answer.set_content("<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>頁</title><body>" + body, "text/html"); });
        port = server.bind_to_any_port("127.0.0.1");
        thread = std::thread([this] { server.listen_after_bind(); });
    }
    ~Pages() {
        server.stop();
        thread.join();
    }
    std::string address() const { return "http://127.0.0.1:" + std::to_string(port) + "/"; }
};

const rpa::RecordedEvent* find(const std::vector<rpa::RecordedEvent>& events, rpa::RecordedEvent::Kind kind, const std::string& label) {
    for (const auto& event : events)
        if (event.kind == kind && event.label == label) return &event;
    return nullptr;
}

}  // namespace

using Kind = rpa::RecordedEvent::Kind;

TEST_CASE("What a person keys once into the back-office, and looks up afterwards, is recorded, and the recording keys another record once") {
    RecordingDesk desk;
    backoffice::Office office{{desk.folder / "office.db", 0, "1001", "mihon-1001", {}}};
    office.registry().add({"40000001", "見本 一郎", "ミホン イチロウ", "見本市1-1"});
    office.registry().add({"40000002", "見本 二郎", "ミホン ジロウ", "見本市1-2"});
    const std::string address = "http://127.0.0.1:" + std::to_string(office.port());
    const auto header = "hihokensha_no,ginko_code,shiten_code,yokin,koza_no,meigi_kana,todokede_bi\n";
    std::ofstream(desk.folder / "hand.csv") << header << "40000001,0001,107,普通,1234567,ﾐﾎﾝ ｲﾁﾛｳ,2025-04-01\n";
    std::ofstream(desk.folder / "rows.csv") << header << "40000002,0005,021,当座,7654321,ﾐﾎﾝ ｼﾞﾛｳ,2025-04-02\n";
    const auto& scenario = desk.scenario;

    const pid_t recorder = desk.record({address + "/sign-in", "--owner", "収納課"}, {}, (desk.folder / "hand.csv").string());
    {
        PersonAtBrowser person(desk.temporary);
        person.type("#clerk", "1001");
        person.type("#password", "mihon-1001");
        person.click("#sign-in button");
        person.click("a[href='/search']");
        person.type("#number", "40000001");
        person.click("form button");
        person.click("#new");
        person.type("#bank", "0001");
        person.type("#branch", "107");
        person.type("#kind", "普通");
        person.type("#account", "1234567");
        person.type("#holder", "ミホン　イチロウ");
        person.type("#date", "2025-04-01");
        person.click("form button");
        person.click("#commit");
        person.wait_for("#receipt");
        std::this_thread::sleep_for(std::chrono::seconds(1));
        person.click("a[href='/search']");
        person.type("#number", "40000001");
        person.click("form button");
        person.wait_for("#registrations");
        std::this_thread::sleep_for(std::chrono::seconds(1));
        person.close();
    }
    REQUIRE(CommandDesk::finish(recorder) == 0);
    INFO(desk.err() << contents(scenario));
    CHECK(office.registry().count() == 1);
    const auto json = desk.recorded();
    desk.require_none_of({"mihon-1001", "\"1001\"", "40000001", "1234567", "イチロウ"});
    const auto types = RecordingDesk::types_of(json.at("perRecord"));
    for (const auto& step : json.at("perRecord")) {
        if (step.contains("selectors") && step.at("type") != "commit") CHECK(step.at("selectors").size() >= 3);
    }
    CHECK(std::count(types.begin(), types.end(), "commit") == 1);
    REQUIRE(types.front() == "verify.find");
    CHECK(types.back() == "commit");  // the search behind it is no step of its own
    REQUIRE(json.at("setup").back().at("type") == "web.expect");  // nothing is opened before the sign-in is through
    CHECK(json.at("setup").back().at("selectors").front() == "aria/口座振替の登録[role=\"link\"]");
    const auto& find = json.at("perRecord").front();
    CHECK(find.at("rows").at("selectors") == Json{"#registrations tr.registration"});
    CHECK(find.at("number") == "td.receipt-number");
    CHECK(find.at("shown").at("match") == Json::array({{{"field", "hihokensha_no"}}}));
    CHECK(contents(scenario).find("full_katakana(record[\\\"meigi_kana\\\"])") != std::string::npos);

    // The business key is a person's to choose; here it is left as it was made.
    const auto run = [&] { return desk.run({"rpa", "run", scenario.string(), "--data", (desk.folder / "rows.csv").string()}, {{"YOROZU_SECRET_職員番号", "1001"}, {"YOROZU_SECRET_パスワード", "mihon-1001"}}); };
    const int code = run();
    INFO(desk.err() << desk.out());
    CHECK(code == 0);
    REQUIRE(office.registry().count() == 2);
    for (const auto& row : office.registry().all())
        if (row.number == "40000002") {
            CHECK(row.bank == "0005");
            CHECK(row.branch == "021");
            CHECK(row.kind == "当座");
            CHECK(row.account == "7654321");
            CHECK(row.holder == "ミホン　ジロウ");
            CHECK(row.date == "2025-04-02");
        }
    // Also while the office takes its time to sign a clerk in: a workspace that knows nothing of it finds the registration by the recorded look-up, and the target's own number.
    REQUIRE(office.faults().change({{"slow", "800"}}));
    desk.workspace = desk.folder / "other";
    const int again = run();
    INFO(desk.err() << desk.out());
    CHECK(again == 0);
    CHECK(desk.out().find("登録済み 1") != std::string::npos);
    CHECK(office.registry().count() == 2);
    CHECK(desk.run({"rpa", "items", "--json"}) == 0);
    CHECK(Json::parse(desk.out()).at("items").at(0).at("target_number") == office.registry().all().back().receipt);
}

TEST_CASE("Frames, shadow roots, new windows, dialogs, choices, files and corrections are heard in order") {
    Pages pages({{"/", R"html(<h1>表</h1><table><tr><th>氏名</th><td><input name=shimei></td></tr></table>
        <fieldset><label><input type=radio name=shu value=f>普通</label><label><input type=radio name=shu value=t>当座</label></fieldset>
        <label><input type=checkbox id=kakunin>確認した</label><input type=file id=tenpu aria-label=添付>
        <my-box></my-box><iframe src=/inner></iframe><a href=/second target=_blank>別の窓</a>
        <button onclick="document.title=confirm('消しますか')">消す</button>
        <script>customElements.define('my-box', class extends HTMLElement { constructor() { super(); this.attachShadow({mode: 'open'}).innerHTML = '<button>影のボタン</button>'; } });</script>)html"},
                 {"/inner", "<label>枠の欄<input id=waku></label>"},
                 {"/second", "<button id=futatsume>二つ目</button>"}});
    const auto events = recorded(pages.address(), [](PersonAtBrowser& person) {
        person.type("input[name=shimei]", "山田");
        person.click("input[value=t]");
        person.click("#kakunin");
        person.type("#tenpu", std::string(YOROZU_SOURCE_DIR) + "/LICENSE");
        person.type("input[name=shimei]", "太郎");
        person.run("const b = document.querySelector('my-box').shadowRoot.querySelector('button').getBoundingClientRect(); return [b.x, b.y];");
        person.enter_frame(0);
        person.type("#waku", "内");
        person.leave_frames();
        person.click("button");
        person.answer_dialog(false);
        person.click("a");
        person.to_window(1);
        std::this_thread::sleep_for(std::chrono::milliseconds(800));
        person.click("#futatsume");
    });
    std::string heard;
    for (const auto& event : events) heard += std::to_string(static_cast<int>(event.kind)) + " " + event.label + " " + event.value + " " + event.url + "\n";
    INFO(heard);
    const auto* name = find(events, Kind::set, "氏名");
    REQUIRE(name);
    CHECK(name->target.selectors.size() >= 3);
    const auto *chosen = find(events, Kind::choose, "shu"), *given = find(events, Kind::upload, "添付");
    REQUIRE(chosen);
    CHECK(chosen->value == "当座");
    CHECK(find(events, Kind::click, "確認した"));
    REQUIRE(given);
    CHECK(given->value == "LICENSE");
    const auto* inner = find(events, Kind::set, "枠の欄");
    REQUIRE(inner);
    CHECK(inner->target.frame == std::vector<int>{0});
    const auto* asked = find(events, Kind::dialog, "消しますか");
    REQUIRE(asked);
    CHECK_FALSE(asked->accepted);
    const auto* second = find(events, Kind::click, "二つ目");
    REQUIRE(second);
    CHECK(second->window == 1);
    const auto made = rpa::scenario_of(events, {});
    REQUIRE(rpa::read_scenario(made.scenario).scenario);
    CHECK(made.commit.empty());
    CHECK(made.scenario.find("山田") == std::string::npos);
    CHECK(made.scenario.find("web.window") != std::string::npos);
}

TEST_CASE("A recording without a browser, without a display, over a file that is there, or with nothing done says what to do") {
    CommandDesk desk;
    const auto out = (desk.folder / "s.json").string();
    CHECK(desk.run({"rpa", "record", "見本", "--out", out}) == 2);
    CHECK(desk.err().find("アドレスではありません") != std::string::npos);
    CHECK(desk.run({"rpa", "record", "http://127.0.0.1:1/", "--out", out}, {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}}) == 3);
    CHECK(desk.err().find("画面がありません") != std::string::npos);
    CHECK(desk.run({"rpa", "record", "http://127.0.0.1:1/", "--headless", "--out", out, "--chromedriver", "/nowhere"}) == 3);
    CHECK(desk.run({"rpa", "record", "http://127.0.0.1:1/", "--headless", "--out", out}) == 3);
    CHECK(desk.err().find("開けません") != std::string::npos);
    std::ofstream(out) << "{}";
    CHECK(desk.run({"rpa", "record", "http://127.0.0.1:1/", "--headless", "--out", out}) == 2);
    CHECK(contents(out) == "{}");
}
