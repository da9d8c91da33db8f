#include <catch2/catch.hpp>
#include <wx/textctrl.h>

#include <algorithm>

#include "tests/gui/screen.h"
#include "workbench/gui/check_room.h"
#include "workbench/gui/composition.h"
#include "workbench/gui/group_view.h"
#include "workbench/gui/import_job.h"
#include "workbench/store/checking.h"

namespace {

using namespace yorozu;
using gui::CheckRoom;
using gui::CheckScreen;
using gui::Frame;

CheckRoom* checking(Frame& frame) { return dynamic_cast<CheckRoom*>(frame.room()); }

bool looks_at_field(Frame& frame) {
    const auto* room = checking(frame);
    return room && room->screen().state == CheckScreen::State::field && room->screen().pages;
}

/// The sample postcards are read, and the first field of the batch is on the screen.
void open_checking(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) {
        frame.open_workspace(home.workspace, store::Access::write);
        return gui::start_import(&frame, frame.session(), {"束", {home.samples / "scans/postcards"}, {home.samples / "forms"}});
    });
    person.wait("the import", [](Frame& frame) { return frame.session().jobs.idle(); }, 120);
    person.ask<bool>([](Frame& frame) {
        frame.session().go("check", "束");
        return true;
    });
    person.wait("the first field", looks_at_field);
}

std::string label_now(Person& person) {
    return person.ask<std::string>([](Frame& frame) { return checking(frame)->screen().field ? checking(frame)->screen().field->label : ""; });
}

/// Every decision of the batch, as it is on disk.
std::vector<store::Decision> decisions(Person& person) {
    return person.ask<std::vector<store::Decision>>([](Frame& frame) {
        std::vector<store::Decision> all;
        const store::Documents documents(frame.session().workspace->database());
        for (const auto& page : documents.documents("束"))
            for (const auto& decision : documents.decisions(page.id)) all.push_back(decision);
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        return all;
    });
}

/// Goes on without deciding until a field is of the kind.
void look_for(Person& person, const std::string& what, const std::function<bool(const desk::FieldToCheck&)>& is) {
    for (int i = 0; i < 40; ++i) {
        person.wait("a field", looks_at_field);
        if (person.is([&](Frame& frame) { return is(*checking(frame)->screen().field); })) return;
        person.key("Next");
    }
    throw std::runtime_error("no field is " + what);
}

}  // namespace

TEST_CASE("Fields are checked by keys alone; what is accepted is on disk, and Ctrl+Z opens it again") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_checking(person, home);
        const auto first = label_now(person);
        person.key("Return");
        person.wait("the second field", [&](Frame& frame) { return looks_at_field(frame) && checking(frame)->screen().lines.back().last; });
        REQUIRE(decisions(person).size() == 1);
        CHECK(decisions(person)[0].kind == "confirmed");

        person.key("ctrl+z");
        CHECK(label_now(person) == first);
        CHECK(decisions(person).back().kind == "reopened");

        look_for(person, "a number", [](const auto& field) { return field.kind == ocr::FieldKind::digits && field.cells > 4; });
        const int cells = person.ask<int>([](Frame& frame) { return checking(frame)->screen().field->cells; });
        person.key("Home");
        person.type(std::string(static_cast<std::size_t>(cells), '7'));
        person.type("q");  // a letter is nothing in a number
        person.key("Return");
        CHECK(decisions(person).back().kind == "corrected");
        CHECK(decisions(person).back().value == std::string(static_cast<std::size_t>(cells), '7'));

        look_for(person, "katakana", [](const auto& field) { return field.kind == ocr::FieldKind::katakana && field.cells > 8; });
        person.key("End ctrl+minus");
        for (int i = 0; i < 20; ++i) person.key("BackSpace Left");
        person.key("Home");
        person.type("itabashi hana");
        person.key("Return");
        CHECK(decisions(person).back().value == "イタバシ　ハナ");

        person.wait("a field", looks_at_field);
        person.key("F3");
        CHECK(decisions(person).back().kind == "unreadable");
        person.wait("a field", looks_at_field);
        person.key("F4");
        CHECK(decisions(person).back().kind == "referred");
        const auto turns = person.ask<std::vector<double>>([](Frame& frame) { return checking(frame)->turn_milliseconds(); });
        REQUIRE(turns.size() == 5);
    });
}

TEST_CASE("A held-down Enter accepts one field, and no field is accepted while the input method composes") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_checking(person, home);
        const auto compose = [&](bool on) {
            person.ask<bool>([on](Frame& frame) {
                checking(frame)->composition().set_active(on);
                return on;
            });
        };
        compose(true);
        person.key("Return F2 F3");
        CHECK(decisions(person).empty());
        compose(false);
        output_of({"xdotool", "keydown", "Return"});
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));  // the display repeats it after 0.66 s, 25 times a second
        output_of({"xdotool", "keyup", "Return"});
        person.ask<bool>([](Frame&) { return true; });
        CHECK(decisions(person).size() == 1);
        person.wait("a field", looks_at_field);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        person.key("Return");
        CHECK(decisions(person).size() == 2);
    });
}

TEST_CASE("A group is accepted as one step once all its cells were on the screen, and taken back as one") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_checking(person, home);
        const auto group = [](Frame& frame) -> gui::GroupView* {
            for (auto* child : frame.room()->GetChildren())
                if (auto* view = dynamic_cast<gui::GroupView*>(child)) return view;
            return nullptr;
        };
        const auto settled = [&] {
            return person.ask<std::size_t>([](Frame& frame) { return store::Checking(frame.session().workspace->database()).settled_characters("束").size(); });
        };
        person.key("ctrl+g");
        person.wait("the carpet", [&](Frame& frame) { return group(frame) && group(frame)->may_accept(); });
        const auto cells = person.ask<std::size_t>([&](Frame& frame) { return group(frame)->cells().size(); });
        REQUIRE(cells > 1);
        const auto read = person.ask<std::string>([&](Frame& frame) { return group(frame)->cells()[0].read; });
        person.key("space Right");            // the first one is taken out, without a right character
        person.type(read == "8" ? "3" : "8"); // the second one is another
        person.key("ctrl+Return");
        person.wait("the step", [&](Frame& frame) { return !store::Checking(frame.session().workspace->database()).settled_characters("束").empty() && frame.session().jobs.idle(); });
        CHECK(settled() == cells - 1);
        person.key("ctrl+z");
        person.wait("the undo", [&](Frame& frame) { return store::Checking(frame.session().workspace->database()).settled_characters("束").empty(); });
    });
}
