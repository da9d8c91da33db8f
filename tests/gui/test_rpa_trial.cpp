// From a recording to those who will run it, by keys: three records tried, looked at, handed over; versions brought back; steps dragged.
#include <catch2/catch.hpp>

#include "tests/gui/office_day.h"
#include "workbench/desk/rpa/scenario_versions.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/rpa/rpa_trial.h"
#include "workbench/store/work_queue.h"

namespace {

using namespace yorozu;
using gui::Frame;

void take_picture(const char* variable) {
    const char* picture = std::getenv(variable);
    if (!picture) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    output_of({"import", "-window", "root", picture});
}

std::vector<desk::ScenarioVersion> versions(Person& person) {
    return person.ask<std::vector<desk::ScenarioVersion>>([](Frame& frame) { return desk::scenario_versions(*frame.session().workspace, "koza"); });
}

}  // namespace

TEST_CASE("Three records are tried without registering any, looked at one by one, and the scenario is handed over; then three are keyed as a test that counts nothing") {
    start_screen();
    OfficeDay day(4);
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.key("ctrl+shift+r");
        person.wait("the trial", [](Frame& frame) { return room(frame).shows_trial(); });
        person.key("alt+g");  // nothing was tried: nothing is handed over
        CHECK(versions(person).size() == 1);
        person.key("F5");
        person.wait("three tried records", [](Frame& frame) { return !room(frame).running() && room(frame).trial().table().rows().size() == 3; });
        CHECK(day.registered() == 0);
        CHECK(person.is([](Frame& frame) { return room(frame).trial().passed() && room(frame).items().item(1) == nullptr; }));
        const auto first = person.ask<std::size_t>([](Frame& frame) { return room(frame).trial().evidence().shots(); });
        CHECK(first > 10);
        CHECK(person.is([](Frame& frame) { return room(frame).trial().evidence().shows_pictures() && room(frame).trial().evidence().variables().rows().size() >= 7; }));
        person.key("Left Left");
        CHECK(person.is([first](Frame& frame) { return room(frame).trial().evidence().at() == first - 3; }));
        person.key("Down");
        person.wait("the second record's pictures", [](Frame& frame) { return room(frame).trial().table().chosen() == "2" && room(frame).trial().evidence().at() + 1 == room(frame).trial().evidence().shots(); });
        person.key("F6 F6");
        person.key("ctrl+a");
        person.type("shuno-ka");
        person.key("Tab Tab Tab");
        person.type("17ji de shimaru");
        take_picture("YOROZU_RPA_TRIAL");
        person.key("alt+g");
        person.wait("a second version", [](Frame& frame) { return desk::kept_scenarios(*frame.session().workspace).at(0).version == 2; });
        const auto handed = versions(person).at(0);
        CHECK(handed.owner == "shuno-ka");
        CHECK_FALSE(handed.verified_on.empty());
        CHECK(handed.expires_on > handed.verified_on);
        CHECK(handed.why.find("17ji de shimaru") != std::string::npos);

        person.key("alt+n");
        person.key("F5");
        for (int done = 0; done < 3; ++done) {
            day.wait_at_commit(person);
            CHECK(day.registered() == done);
            person.key("F5");
            person.wait("it registered", [&](Frame&) { return day.registered() == done + 1; });
        }
        day.wait_end(person);
        CHECK(day.registered() == 3);
        CHECK(person.is([](Frame& frame) {
            if (!room(frame).trial().passed() || room(frame).trial().table().rows().size() != 3) return false;
            return store::WorkItems(frame.session().workspace->database()).runs("koza-furikae").back().test;
        }));
        person.key("Escape");
        person.wait("the steps", [](Frame& frame) { return !room(frame).shows_trial(); });
    });
}

TEST_CASE("A record that cannot be keyed fails the trial with the screen that shows why, and Enter opens the step") {
    start_screen();
    OfficeDay day(1);
    std::ofstream(day.home.folder / "rows.csv", std::ios::app) << "99999999,0001,107,普通,7777777,ﾐﾎﾝ ﾀﾛｳ,2025-04-01\n";
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.key("ctrl+shift+r");
        person.key("F5");
        person.wait("two tried records", [](Frame& frame) { return !room(frame).running() && room(frame).trial().table().rows().size() == 2; });
        CHECK(person.is([](Frame& frame) { return !room(frame).trial().passed() && room(frame).trial().table().chosen() == "2" && room(frame).trial().evidence().shows_pictures(); }));
        take_picture("YOROZU_RPA_TRIAL_FAILED");
        person.key("alt+g");
        CHECK(versions(person).size() == 1);
        person.key("Return");
        person.wait("the step", [](Frame& frame) { return !room(frame).shows_trial() && room(frame).tree().step_chosen(); });
        CHECK(day.registered() == 0);
    });
}

TEST_CASE("The list of versions compares with the one now and brings one back as a new version, which can be taken back") {
    start_screen();
    OfficeDay day;
    with_window(day.home, [&](Person& person) {
        day.open(person);
        const auto text = [&] { return person.ask<std::string>([](Frame& frame) { return room(frame).document()->text(); }); };
        const auto first = text();
        person.ask<bool>([](Frame& frame) {
            room(frame).tree().choose("/perRecord/2");
            return true;
        });
        person.key("ctrl+d");
        person.wait("a step more", [&](Frame& frame) { return room(frame).document()->text() != first; });
        person.key("ctrl+h");
        person.wait_title("版の一覧");
        person.key("Down");
        take_picture("YOROZU_RPA_VERSIONS");
        person.key("alt+b");
        person.wait_title("RPA");
        person.wait("the first version", [&](Frame& frame) { return room(frame).document()->text() == first; });
        const auto all = versions(person);
        REQUIRE(all.size() == 3);
        CHECK(all[0].text == first);
        CHECK(all[0].why == "第 1 版に戻した");
        CHECK_FALSE(all[0].who.empty());
        person.key("ctrl+z");
        person.wait("as before", [&](Frame& frame) { return room(frame).document()->text() == all[1].text; });
    });
}

TEST_CASE("A step is dragged to another place with the mouse; Esc calls it off") {
    start_screen();
    OfficeDay day;
    with_window(day.home, [&](Person& person) {
        day.open(person);
        const auto place_of = [&](const std::string& place) {
            return person.ask<wxPoint>([place](Frame& frame) {
                auto& tree = room(frame).tree();
                tree.choose(place);
                const auto line = tree.GetItemRect(static_cast<std::size_t>(tree.GetSelection()));
                return tree.ClientToScreen(wxPoint(120, line.y + line.height * 3 / 4));
            });
        };
        const auto mouse = [](const std::vector<std::string>& words) {
            std::vector<std::string> command{"xdotool"};
            command.insert(command.end(), words.begin(), words.end());
            output_of(command);
        };
        const auto to = place_of("/perRecord/4"), from = place_of("/perRecord/2");
        const auto before = person.ask<std::string>([](Frame& frame) { return room(frame).document()->text(); });
        const auto moved_id = person.ask<std::string>([](Frame& frame) { return room(frame).document()->value_at("/perRecord/2", "id"); });
        const auto hold_over = [&] {
            mouse({"mousemove", std::to_string(from.x), std::to_string(from.y), "mousedown", "1"});
            mouse({"mousemove", std::to_string(to.x), std::to_string((from.y + to.y) / 2), "sleep", "0.1", "mousemove", std::to_string(to.x), std::to_string(to.y), "sleep", "0.1"});
        };
        hold_over();
        take_picture("YOROZU_RPA_DRAG");
        person.key("Escape");
        mouse({"mouseup", "1"});
        CHECK(person.is([&](Frame& frame) { return room(frame).document()->text() == before; }));
        std::this_thread::sleep_for(std::chrono::milliseconds(600));  // else the next press is the second of a double click
        hold_over();
        mouse({"mouseup", "1"});
        person.wait("the step at its new place", [&](Frame& frame) { return room(frame).document()->value_at("/perRecord/4", "id") == moved_id && room(frame).tree().chosen() == "/perRecord/4"; });
        person.key("ctrl+z");
        person.wait("it is back", [&](Frame& frame) { return room(frame).document()->text() == before; });
    });
}
