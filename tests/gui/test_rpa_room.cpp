// The RPA room by keys, with a real browser against the sample back-office, whose own database is the judge.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/gui/office_day.h"
#include "tests/rpa-record/person.h"
#include "tests/rpa-record/recording_desk.h"
#include "workbench/desk/rpa/schedules.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/rpa/rpa_evidence.h"
#include "workbench/gui/rpa/rpa_form.h"
#include "workbench/gui/rpa/rpa_items.h"
#include "workbench/gui/rpa/rpa_room.h"
#include "workbench/gui/rpa/rpa_schedules.h"
#include "workbench/gui/rpa/rpa_tree.h"
#include "workbench/store/work_queue.h"

namespace {

using namespace yorozu;
using gui::Frame;

std::string text_of(Person& person) {
    return person.ask<std::string>([](Frame& frame) { return room(frame).document()->text(); });
}

}  // namespace

TEST_CASE("A run stops before each commit until a person goes on, and every record is keyed once") {
    start_screen();
    OfficeDay day;
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.key("F5");
        day.wait_at_commit(person);
        CHECK(day.registered() == 0);
        CHECK(person.is([](Frame& frame) {
            const auto view = room(frame).running()->view();
            bool converted = false;
            for (const auto& one : view.read_backs) converted = converted || one.verdict == rpa::ReadBack::Verdict::converted;
            return converted && view.shots.size() > 5 && !view.shots.back().after.empty();
        }));
        if (const char* picture = std::getenv("YOROZU_RPA_PICTURE")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(600));
            output_of({"import", "-window", "root", picture});
        }
        person.key("F5");
        person.wait("the first record", [&](Frame&) { return day.registered() == 1; });
        day.wait_at_commit(person);
        person.key("F5");
        day.wait_end(person);
        CHECK(day.registered() == 2);
        CHECK(person.is([](Frame& frame) {
            for (int id = 1; id <= 2; ++id)
                if (room(frame).items().item(id)->state != rpa::ItemState::done) return false;
            return true;
        }));
        person.key("F5");  // nothing is left: nothing is keyed again
        day.wait_end(person);
        CHECK(day.registered() == 2);
    });
}

TEST_CASE("A dry run steps through one operation at a time and registers nothing; Shift+F5 ends it") {
    start_screen();
    OfficeDay day;
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.key("ctrl+F5");
        day.wait_at_commit(person);
        person.key("shift+F5");
        day.wait_end(person);
        CHECK(day.registered() == 0);
        person.key("F11");
        person.wait("the first step", [](Frame& frame) { return room(frame).running() && room(frame).running()->view().paused; });
        const auto first = person.ask<std::string>([](Frame& frame) { return room(frame).running()->view().place; });
        CHECK(first == "/setup/0");
        person.key("F11");
        person.wait("the second step", [&](Frame& frame) { return room(frame).running()->view().paused && room(frame).running()->view().place == "/setup/1"; });
        person.key("shift+F5");
        day.wait_end(person);
        CHECK(day.registered() == 0);
        CHECK(person.is([](Frame& frame) { return room(frame).items().waiting() == 0; }));
    });
}

TEST_CASE("Steps are changed by keys, taken back, and kept as a version") {
    start_screen();
    OfficeDay day;
    with_window(day.home, [&](Person& person) {
        day.open(person);
        const auto before = text_of(person);
        person.ask<bool>([](Frame& frame) {
            room(frame).tree().choose("/perRecord/2");
            return true;
        });
        const auto same = [before](Frame& frame) { return room(frame).document()->text() == before; };
        person.key("ctrl+d");
        person.wait("a second step", [](Frame& frame) { return room(frame).document()->text().find("\"bank-2\"") != std::string::npos; });
        person.key("ctrl+Delete");
        person.wait("it removed", same);
        const auto moved = [before](Frame& frame) {
            const auto text = room(frame).document()->text();
            return text != before && text.find("\"branch\"") < text.find("\"bank\"") && room(frame).tree().chosen() == "/perRecord/3";
        };
        person.ask<bool>([](Frame& frame) {
            room(frame).tree().SetFocus();
            room(frame).tree().choose("/perRecord/2");
            return true;
        });
        person.key("alt+Down");
        person.wait("the step one down", moved);
        person.key("alt+Up");
        person.wait("it up again", same);
        person.key("F2");
        person.type("kinyu");
        person.key("Return");
        person.wait("the sentence", [](Frame& frame) { return room(frame).document()->text().find("kinyu") != std::string::npos; });
        person.ask<bool>([](Frame& frame) {
            room(frame).leave();
            return true;
        });
        CHECK(person.is([](Frame& frame) { return desk::kept_scenarios(*frame.session().workspace).at(0).version == 2; }));
    });
}

TEST_CASE("A run that wants the vault asks for its passphrase once, shows real pictures and what each locator finds") {
    start_screen();
    OfficeDay day;
    unsetenv("YOROZU_SECRET_clerk");
    unsetenv("YOROZU_SECRET_password");
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.ask<bool>([](Frame& frame) {
            constexpr desk::PassphraseCost cheap{1, 8192};
            auto& workspace = *frame.session().workspace;
            const desk::Passphrase words("correct horse battery");
            desk::create_vault(workspace, words, cheap);
            desk::set_secret(workspace, words, "clerk", "1001", cheap);
            desk::set_secret(workspace, words, "password", "mihon-1001", cheap);
            return true;
        });
        person.key("ctrl+shift+w");
        person.wait_title("監視する式");
        person.type("#record.koza_no");
        person.key("Return Return Return");
        person.wait_title("RPA");
        person.key("F5");
        person.wait_title("金庫を開く");
        person.key("Escape");
        person.wait("no run", [](Frame& frame) { return !room(frame).running(); });
        person.key("F5");
        person.wait_title("金庫を開く");
        person.type("correct horse battery");
        person.key("Return");
        day.wait_at_commit(person);
        CHECK(day.registered() == 0);
        person.wait("what each locator finds", [](Frame& frame) { return room(frame).form().counts_shown() == "一致 1"; });
        CHECK(person.is([](Frame& frame) { return room(frame).evidence().shows_pictures(); }));
        CHECK(person.ask<std::string>([](Frame& frame) {
            std::string all;
            for (const auto& [expression, value] : room(frame).running()->view().watched) all += expression + " = " + value;
            return all;
        }) == "#record.koza_no = 7");
        if (const char* picture = std::getenv("YOROZU_RPA_PICTURE")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(600));
            output_of({"import", "-window", "root", picture});
        }
        person.key("ctrl+shift+k");
        person.wait_title("画面の要素を選ぶ");
        person.type("confirm-bank");
        person.key("Return");
        person.wait("the picked element's locators", [](Frame& frame) {
            return room(frame).document()->value_at(room(frame).tree().chosen(), "selectors").find("#confirm-bank") != std::string::npos && room(frame).tree().chosen() == room(frame).running()->view().place;
        });
        person.key("shift+F5");
        day.wait_end(person);
        CHECK(day.registered() == 0);
    });
}

TEST_CASE("An unknown outcome is decided in the window with number, reason and picture") {
    start_screen();
    OfficeDay day;
    std::ofstream(day.home.folder / "p.png", std::ios::binary) << "\x89PNG\r\n\x1a\n" << "rest";
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.ask<bool>([](Frame& frame) {
            store::WorkItems items(frame.session().workspace->database());
            store::StoredItem item;
            item.scenario = "koza-furikae";
            item.business_key = "40000000";
            const auto id = items.add({item}, 1).ids.at(0);
            const auto run = items.begin_run("koza-furikae", false, 1);
            const auto claim = *items.claim("koza-furikae", "r", 1, std::chrono::milliseconds(1000));
            items.finish(id, claim.token, "unknown", "", "照会できません", {run, id, "commit", 1, 2, "unknown", "", ""});
            room(frame).refresh();
            return true;
        });
        person.key("ctrl+Down");
        person.wait("the unknown one chosen", [](Frame& frame) { return room(frame).items().chosen() == 1; });
        const auto decide = [&] {
            wxTheApp->CallAfter([] { room(*dynamic_cast<Frame*>(wxTheApp->GetTopWindow())).items().decide(desk::ItemDecision::What::there); });
            person.wait_title("先方にあった");
        };
        decide();
        person.type("K-240591");
        person.key("Escape");
        person.wait_title("RPA");
        CHECK(person.is([](Frame& frame) { return room(frame).items().item(1)->state == rpa::ItemState::unknown; }));
        decide();
        person.type("K-240591");
        person.key("Tab");
        person.type("seen in the target");
        person.key("Tab");
        person.type((day.home.folder / "p.png").string());
        person.key("alt+d");
        person.wait("it done", [](Frame& frame) { return room(frame).items().item(1)->state == rpa::ItemState::done; });
        CHECK(person.is([](Frame& frame) { return room(frame).items().item(1)->target_number == "K-240591"; }));
    });
}

TEST_CASE("A commit whose answer is lost while the office goes down is unknown, its pictures are there, and once the office is up a look-up finds it") {
    start_screen();
    OfficeDay day(1);
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.key("F5");
        day.wait_at_commit(person);
        // Each page takes its time, so that the office is down before the look-up has its first one.
        REQUIRE(day.office.faults().change({{"drop-after-commit", "1"}, {"slow", "500"}}));
        person.key("F5");
        person.wait("the registration", [&](Frame&) { return day.registered() == 1; });
        day.goes_down();
        person.wait("the unknown one", [](Frame& frame) { return room(frame).items().unknown() == 1; });
        day.wait_end(person);
        person.ask<bool>([](Frame& frame) {
            room(frame).tree().SetFocus();
            return true;
        });
        person.key("ctrl+Down");
        person.wait("its evidence", [](Frame& frame) { return room(frame).items().chosen() == 1 && room(frame).evidence().shows_pictures() && room(frame).evidence().variables().rows().size() >= 7; });
        if (const char* picture = std::getenv("YOROZU_RPA_UNKNOWN")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(600));
            output_of({"import", "-window", "root", picture});
        }
        person.key("alt+l");  // still down: it stays unknown, and says so
        person.wait("the look-up in vain", [](Frame& frame) { return frame.session().jobs.idle() && room(frame).items().journal().rows().back().cells[1].Contains(wxString::FromUTF8("照会できません")); });
        CHECK(person.is([](Frame& frame) { return room(frame).items().unknown() == 1; }));
        day.comes_up();
        person.key("alt+l");
        person.wait("it found", [](Frame& frame) { return room(frame).items().item(1)->state == rpa::ItemState::done; });
        CHECK(person.is([](Frame& frame) { return !room(frame).items().item(1)->target_number.empty(); }));
        CHECK(day.registered() == 1);
    });
}

TEST_CASE("What is done in the browser during a recording stands in the tree afterwards, kept as a version") {
    start_screen();
    OfficeDay day;
    const auto temporary = day.home.folder / "tmp";
    const OwnTemporary own(temporary);
    with_window(day.home, [&](Person& person) {
        day.open(person);
        person.ask<bool>([&](Frame& frame) {
            desk::RecordingRequest wanted;
            wanted.address = "http://127.0.0.1:" + std::to_string(day.office.port()) + "/sign-in";
            wanted.title = "録画の見本";
            wanted.headless = true;
            room(frame).record(wanted);
            return room(frame).recording();
        });
        {
            PersonAtBrowser hands(temporary);
            hands.type("#clerk", "1001");
            hands.type("#password", "mihon-1001");
            hands.click("#sign-in button");
            hands.click("a[href='/search']");
            hands.type("#number", "40000000");
            hands.click("form button");
            hands.wait_for("#new");
            std::this_thread::sleep_for(std::chrono::milliseconds(800));
            hands.close();
        }
        person.wait("the recorded steps", [](Frame& frame) { return !room(frame).recording() && room(frame).document()->reading().scenario && room(frame).document()->reading().scenario->title == "録画の見本"; });
        const auto text = text_of(person);
        CHECK(text.find("mihon-1001") == std::string::npos);
        CHECK(text.find("\"hihokensha_no\"") != std::string::npos);  // the typed number is the first row's
        CHECK(person.is([](Frame& frame) { return room(frame).tree().number_of("/perRecord/1") > 0 && desk::kept_scenarios(*frame.session().workspace).size() == 2; }));
        if (const char* picture = std::getenv("YOROZU_RPA_RECORDED")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(600));
            output_of({"import", "-window", "root", picture});
        }
    });
}

TEST_CASE("Schedules are made, paused, renamed and removed by keys, what is ahead names the closed days, and all of it is taken back") {
    start_screen();
    OfficeDay day;
    with_window(day.home, [&](Person& person) {
        day.open(person);
        const auto schedules = [](Frame& frame) { return desk::ScheduleBook(*frame.session().workspace).schedules(); };
        person.ask<bool>([](Frame& frame) {
            frame.session().act("rpa", "rpa.schedules");
            return true;
        });
        person.wait("the schedules", [](Frame& frame) { return room(frame).shows_schedules(); });
        person.key("Insert");
        person.wait_title("予定を作る");
        person.type("asa");
        person.key("Return");
        person.wait("one schedule", [&](Frame& frame) { return schedules(frame).size() == 1 && room(frame).schedules().coming().rows().size() >= 12; });
        CHECK(person.is([&](Frame& frame) {
            const auto made = schedules(frame).at(0);
            return made.name == "asa" && made.days == desk::Schedule::Days::office && made.at == 510 && made.scenario.ends_with("/koza.json");
        }));
        if (const char* picture = std::getenv("YOROZU_RPA_SCHEDULES")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(600));
            output_of({"import", "-window", "root", picture});
        }
        person.key("space");
        person.wait("it pauses", [&](Frame& frame) { return schedules(frame).at(0).paused && room(frame).schedules().coming().rows().empty(); });
        person.key("ctrl+z");
        person.wait("it goes on", [&](Frame& frame) { return !schedules(frame).at(0).paused; });
        person.ask<bool>([](Frame& frame) {
            room(frame).schedules().table().SetFocus();
            return true;
        });
        person.key("Return");
        person.wait_title("予定を変える");
        person.key("ctrl+a");
        person.type("yoru");
        person.key("Return");
        person.wait("another name", [&](Frame& frame) { return schedules(frame).at(0).name == "yoru"; });
        person.ask<bool>([](Frame& frame) {
            room(frame).schedules().table().SetFocus();
            return true;
        });
        person.key("Delete");
        person.wait("none", [&](Frame& frame) { return schedules(frame).empty(); });
        person.key("ctrl+z");
        person.wait("it is back", [&](Frame& frame) { return schedules(frame).size() == 1; });
        person.key("ctrl+z");
        person.wait("as it was", [&](Frame& frame) { return schedules(frame).at(0).name == "asa"; });
        person.key("ctrl+z");
        person.wait("never made", [&](Frame& frame) { return schedules(frame).empty(); });
        person.key("Escape");
        person.wait("the scenario", [](Frame& frame) { return !room(frame).shows_schedules(); });
    });
}
