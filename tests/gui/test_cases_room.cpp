// 相談 as a help desk uses it on the phone: keys alone, nothing lost.
#include <catch2/catch.hpp>
#include <wx/textctrl.h>

#include <memory>

#include "tests/gui/actions.h"
#include "tests/gui/screen.h"
#include "workbench/desk/cases/case_draft.h"
#include "workbench/gui/cases/cases_board.h"
#include "workbench/gui/cases/cases_new.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/message_bar.h"

namespace {

using namespace yorozu;
using gui::Frame;

template <class Control>
Control* control(Frame& frame, const char* name) {
    return dynamic_cast<Control*>(wxWindow::FindWindowByName(name, &frame));
}

std::string text_in(Person& person, const char* name) {
    return person.ask<std::string>([name](Frame& frame) { return control<wxTextCtrl>(frame, name)->GetValue().utf8_string(); });
}

/// Waits until the window of this name is painted: a window that GTK gave no place answers keys, but nobody sees it.
void wait_painted(Person& person, const char* name) {
    const auto painted = std::make_shared<bool>(false);
    person.ask<bool>([&](Frame& frame) {
        auto* window = control<wxWindow>(frame, name);
        window->Bind(wxEVT_PAINT, [painted](wxPaintEvent& event) { *painted = true, event.Skip(); });
        window->Refresh();
        return true;
    });
    person.wait(std::string(name) + " on the screen", [painted](Frame&) { return *painted; }, 20);
}

/// A workspace with two finished cases and 相談 on the screen.
void open_cases(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) {
        if (frame.session().is_open()) return true;
        frame.open_workspace(home.workspace, store::Access::write);
        auto& workspace = *frame.session().workspace;
        if (desk::stored_cases(workspace).count() == 0) {
            const auto one = desk::add_case(workspace, {{"title", "eLTAX no kaisou"}, {"department", "kazei"}}, 0);
            desk::advance_case(workspace, one, {.to = desk::CaseStage::done, .outcome = "解決", .solution = "RPA de touroku"});
            desk::add_case(workspace, {{"title", "koza furikae hagaki"}, {"department", "kokuho"}}, 0);
        }
        return true;
    });
    person.key("ctrl+2");
    person.wait("the room", [](Frame& frame) { return frame.room_id() == "cases"; });
}

std::vector<std::string> titles(Person& person) {
    return person.ask<std::vector<std::string>>([](Frame& frame) {
        std::vector<std::string> all;
        for (const auto& one : desk::stored_cases(*frame.session().workspace).all()) all.push_back(one.field("title"));
        return all;
    });
}

}  // namespace

TEST_CASE("A case is taken by keys alone, while what may already answer it appears") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_cases(person, home);
        person.key("ctrl+n");
        person.wait("the title", [](Frame&) { return wxWindow::FindFocus() && wxWindow::FindFocus()->GetName() == "new-title"; });
        wait_painted(person, "similar");
        person.type("eltax wo jidou");
        person.wait("the similar case", [](Frame& frame) {
            const auto* list = control<gui::SimilarList>(frame, "similar");
            return list && !list->all().empty() && list->all()[0].title == "eLTAX no kaisou";
        });
        CHECK(focus_on(person, "new-title"));  // the list never takes the keys
        person.key("ctrl+Return");
        person.wait("what is missing", [](Frame& frame) { return frame.message_bar().text().Contains(wxString::FromUTF8("所管課")); });
        person.type("nouzei");
        person.key("ctrl+Return");
        person.wait("the case", [](Frame& frame) { return desk::stored_cases(*frame.session().workspace).count() == 3; });
        CHECK(titles(person).front() == "eltax wo jidou");
        person.wait("its page", [](Frame& frame) { return control<wxTextCtrl>(frame, "case-title")->GetValue() == "eltax wo jidou"; });
        CHECK(desk::kept_draft(*person.ask<desk::Workspace*>([](Frame& frame) { return frame.session().workspace.get(); })).empty());
    });
}

TEST_CASE("A draft is on disk at every key: neither Esc nor the end of the program loses it") {
    start_screen();
    const Home home;
    const auto kept_title = [&](Person& person) {
        return person.ask<std::string>([](Frame& frame) {
            auto draft = desk::kept_draft(*frame.session().workspace);
            return draft.fields["title"];
        });
    };
    with_window(home, [&](Person& person) {
        open_cases(person, home);
        person.key("ctrl+n");
        person.wait("the title", [](Frame&) { return wxWindow::FindFocus() && wxWindow::FindFocus()->GetName() == "new-title"; });
        for (const char* key : {"k", "a", "m"}) person.key(key);
        person.wait("the words", [](Frame& frame) { return control<wxTextCtrl>(frame, "new-title")->GetValue() == "kam"; });
        CHECK(kept_title(person) == "kam");
        person.key("Escape");
        person.wait("the pane closed", [](Frame& frame) { return !control<wxWindow>(frame, "new-case")->IsShown(); });
        CHECK(kept_title(person) == "kam");
        person.key("ctrl+n");
        person.wait("the pane", [](Frame& frame) { return control<wxWindow>(frame, "new-case")->IsShown(); });
        CHECK(text_in(person, "new-title") == "kam");
    });
    with_window(home, [&](Person& person) {
        open_cases(person, home);
        person.wait("the draft", [](Frame& frame) { return control<wxTextCtrl>(frame, "new-title")->GetValue() == "kam"; });
        person.wait("the notice", [](Frame& frame) { return frame.message_bar().text().Contains(wxString::FromUTF8("書きかけ")); });
    });
}

TEST_CASE("A line is added with its minutes, a field is typed in place and taken back") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_cases(person, home);
        const auto number = person.ask<std::string>([](Frame& frame) {
            control<wxTextCtrl>(frame, "line-text")->SetFocus();
            return control<wxWindow>(frame, "case-page") ? desk::stored_cases(*frame.session().workspace).all().front().number : "";
        });
        REQUIRE_FALSE(number.empty());
        person.type("denwa de kiita");
        person.key("ctrl+Return");
        const auto events = [&] {
            return person.ask<std::vector<desk::CaseEvent>>([&](Frame& frame) {
                auto kept = desk::stored_cases(*frame.session().workspace);
                return kept.events(kept.find(number)->id);
            });
        };
        person.wait("the line", [](Frame& frame) { return control<wxTextCtrl>(frame, "line-text")->IsEmpty(); });
        CHECK(events().back().text == "denwa de kiita");
        person.ask<bool>([](Frame& frame) {
            control<wxTextCtrl>(frame, "case-system")->SetFocus();
            return true;
        });
        person.type("kokuho system");
        person.key("Return");
        person.wait("the field", [&](Frame& frame) { return desk::stored_cases(*frame.session().workspace).find(number)->field("system") == "kokuho system"; });
        person.ask<bool>([](Frame& frame) {
            control<wxTextCtrl>(frame, "line-text")->SetFocus();
            frame.session().undo.undo();
            return true;
        });
        CHECK(person.is([&](Frame& frame) { return desk::stored_cases(*frame.session().workspace).find(number)->field("system").empty(); }));
        CHECK(events().back().kind == "field");  // taking back is itself written down
    });
}

TEST_CASE("The board shows the cases by stage; Shift and an arrow take a card on, declining asks why, and it can be undone") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_cases(person, home);
        const auto stage_of = [&](const char* title) {
            return person.ask<std::string>([title](Frame& frame) {
                for (const auto& one : desk::stored_cases(*frame.session().workspace).all())
                    if (one.field("title") == title) return one.field("stage");
                return std::string();
            });
        };
        person.key("ctrl+b");
        person.wait("the board", [](Frame& frame) { return control<gui::CasesBoard>(frame, "case-board")->IsShown() && wxWindow::FindFocus() == control<wxWindow>(frame, "case-board"); });
        wait_painted(person, "case-board");
        const auto on = [](const char* title) {
            return [title](Frame& frame) {
                const auto* one = control<gui::CasesBoard>(frame, "case-board")->chosen();
                return one && one->field("title") == title;
            };
        };
        if (!person.is(on("koza furikae hagaki"))) person.key("Left");
        person.wait("the open case", on("koza furikae hagaki"));
        person.key("shift+Right");
        person.wait("it went on", [&](Frame& frame) { return control<gui::CasesBoard>(frame, "case-board")->chosen()->field("stage") == "hearing"; });
        CHECK(stage_of("koza furikae hagaki") == "hearing");
        person.ask<bool>([](Frame& frame) { return frame.session().undo.undo(), true; });
        person.wait("it went back", [&](Frame& frame) { return control<gui::CasesBoard>(frame, "case-board")->chosen()->field("stage") == "received"; });
        // Drawn with the mouse from its column to the last one.
        const auto places = person.ask<std::pair<wxPoint, wxPoint>>([](Frame& frame) {
            auto* board = control<gui::CasesBoard>(frame, "case-board");
            const int column = board->GetClientSize().x / 8;
            return std::pair(board->ClientToScreen(wxPoint(column / 2, board->FromDIP(60))), board->ClientToScreen(wxPoint(column * 7 + column / 2, board->FromDIP(60))));
        });
        drag(places.first, places.second);
        person.wait_title("見送りにする");
        person.key("Escape");
        person.wait("the board again", [](Frame& frame) { return wxWindow::FindFocus() == control<wxWindow>(frame, "case-board"); });
        CHECK(stage_of("koza furikae hagaki") == "received");
        drag(places.first, places.second);
        person.wait_title("見送りにする");
        person.key("Down");
        person.key("Return");
        person.wait("it was declined", [&](Frame& frame) {
            for (const auto& one : desk::stored_cases(*frame.session().workspace).all())
                if (one.field("title") == "koza furikae hagaki") return one.field("stage") == "declined" && one.field("reason") == "他課との合意";
            return false;
        });
        person.key("Escape");
        person.wait("the list", [](Frame& frame) { return !control<wxWindow>(frame, "case-board")->IsShown(); });
    });
}
