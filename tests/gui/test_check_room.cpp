#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <csignal>

#include "tests/gui/screen.h"
#include "workbench/gui/checking/check_room.h"
#include "workbench/gui/checking/composition.h"
#include "workbench/gui/checking/group_view.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/printing.h"
#include "workbench/gui/reading/import_job.h"
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
        person.key("ctrl+y");
        CHECK(label_now(person) != first);
        CHECK(decisions(person).back().kind == "confirmed");
        person.key("ctrl+z");
        CHECK(label_now(person) == first);

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
        const auto turns = person.ask<std::vector<CheckRoom::Turn>>([](Frame& frame) { return checking(frame)->turns(); });
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

TEST_CASE("While a real input method composes, Enter and Esc are its own: in a line, in a comb, and in a dialog") {
    start_screen();  // GTK's own method: Ctrl+Shift+U, a character's number, Enter
    const Home home;
    with_window(home, [&](Person& person) {
        open_checking(person, home);
        const auto value = [&] { return person.ask<std::string>([](Frame& frame) { return dynamic_cast<wxTextCtrl&>(*wxWindow::FindWindowByName("check-value", frame.room())).GetValue().utf8_string(); }); };
        const auto composes = [](Frame& frame) { return checking(frame)->composition().active(); };
        look_for(person, "a free line", [](const auto& field) { return field.kind == ocr::FieldKind::kanji && field.cells == 0; });
        const auto before = value();
        const auto label = label_now(person);
        person.key("End ctrl+shift+u");
        person.wait("the composing", composes);
        person.key("3 0 4 2 Return");
        person.wait("its end", [&](Frame& frame) { return !composes(frame); });
        CHECK(value() == before + "あ");
        CHECK(decisions(person).empty());
        CHECK(label_now(person) == label);
        person.key("ctrl+shift+u");
        person.wait("the composing", composes);
        person.key("3 0 Escape");
        person.wait("its end", [&](Frame& frame) { return !composes(frame); });
        CHECK(value() == before + "あ");
        CHECK(person.is([](Frame& frame) { return frame.room_id() == "check"; }));
        person.key("Return");
        REQUIRE(decisions(person).size() == 1);
        CHECK(decisions(person)[0].value == before + "あ");

        look_for(person, "katakana in cells", [](const auto& field) { return field.kind == ocr::FieldKind::katakana && field.cells > 8; });
        person.key("Home ctrl+shift+u");
        person.wait("the composing", composes);
        person.key("3 0 a b Return");
        person.wait("the character", [](Frame& frame) { return checking(frame)->screen().cells.at(0) == wxString::FromUTF8("カ") || checking(frame)->screen().cells.at(0) == wxString::FromUTF8("ガ"); });
        CHECK(decisions(person).size() == 1);

        person.ask<bool>([](Frame& frame) {
            for (const auto& action : frame.actions())
                if (action.id == "check.export") frame.CallAfter(action.run);
            return true;
        });
        person.wait_title("書き出す");
        person.key("ctrl+shift+u");
        person.wait("the composing", [](Frame&) { return gui::composing(wxWindow::FindFocus()); });
        person.key("3 0 Escape");
        person.wait("its end", [](Frame&) { return !gui::composing(wxWindow::FindFocus()); });
        person.wait_title("書き出す", 2);
        person.key("Escape");
        person.wait_title("よろず");
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
        person.key("ctrl+y");
        person.wait("the step again", [&](Frame& frame) { return frame.session().jobs.idle() && store::Checking(frame.session().workspace->database()).settled_characters("束").size() == cells - 1; });
    });
}

TEST_CASE("Killed with -9 while checking: every field that was confirmed is on disk, and the workspace is sound") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) { open_checking(person, home); });
    const auto decided = [&] {
        desk::Workspace workspace(home.workspace, store::Access::read, 1);
        std::size_t count = 0;
        const store::Documents documents(workspace.database());
        for (const auto& page : documents.documents("束")) count += documents.decisions(page.id).size();
        return count;
    };
    const auto wait = [](const char* what, const std::function<bool()>& until) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(40);
        while (!until()) {
            if (std::chrono::steady_clock::now() > end) throw std::runtime_error(std::string("waited in vain for: ") + what);
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
        }
    };
    const auto title = [](const char* part) { return output_of({"xdotool", "getactivewindow", "getwindowname"}).find(part) != std::string::npos; };
    for (const int pause_ms : {0, 3, 9}) {
        const pid_t program = fork();
        if (program == 0) {
            const int nothing = open("/dev/null", O_RDWR);
            dup2(nothing, 2);
            const std::string name = std::string(YOROZU_BIN_DIR) + "/yorozu-workbench";
            execl(name.c_str(), name.c_str(), "--lang", "ja", "--workspace", home.workspace.c_str(), nullptr);
            _exit(127);
        }
        wait("the window", [&] { return title("ホーム"); });
        wait("the checking", [&] {  // the first row waits; Enter begins
            output_of({"xdotool", "key", "Return"});
            std::this_thread::sleep_for(std::chrono::milliseconds(700));
            return title("確認");
        });
        const auto before = decided();
        wait("two decisions", [&] {
            output_of({"xdotool", "key", "Return"});
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            return decided() >= before + 2;
        });
        const auto seen = decided();
        output_of({"xdotool", "key", "Return"});
        std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
        kill(program, SIGKILL);
        waitpid(program, nullptr, 0);
        CHECK(decided() >= seen);
        CHECK(decided() <= seen + 1);
        desk::Workspace workspace(home.workspace, store::Access::change, 1);
        CHECK(desk::check_workspace(workspace).faults.empty());
    }
}

TEST_CASE("A workspace that is taken away while one checks is told; what was confirmed is there when it is back") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_checking(person, home);
        person.key("Return");
        REQUIRE(decisions(person).size() == 1);
        std::filesystem::rename(home.workspace, home.folder / "away");
        person.key("Return Next F3");  // whatever is pressed before the window knows
        person.wait("the message", [](Frame& frame) { return !frame.session().is_open(); }, 20);
        INFO(person.message());
        CHECK(person.message().find("見えなくなりました") != std::string::npos);
        person.wait_title("はじめに");
        std::filesystem::rename(home.folder / "away", home.workspace);
        CHECK(person.is([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::change); }));
        CHECK(decisions(person).size() >= 1);
        CHECK(person.is([](Frame& frame) { return desk::check_workspace(*frame.session().workspace).faults.empty(); }));
    });
}

TEST_CASE("A form with its readings and the list of defects become a PDF; nothing is printed where values are hidden") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_checking(person, home);
        const auto pdf_text = [&](const char* name) {
            const auto file = home.folder / name;
            person.ask<bool>([&](Frame& frame) {
                const auto paper = checking(frame)->paper();
                if (!paper) return false;
                gui::write_pdf(*paper, file);
                return true;
            });
            return output_of({"pdftotext", "-layout", file.string(), "-"});
        };
        const auto label = label_now(person);
        CHECK(pdf_text("form.pdf").find(label) != std::string::npos);
        person.key("F3");
        person.wait("a field", looks_at_field);
        person.ask<bool>([](Frame& frame) {
            for (const auto& action : frame.actions())
                if (action.id == "check.defects") action.run();
            return true;
        });
        const auto list = pdf_text("defects.pdf");
        CHECK(list.find("不備の一覧") != std::string::npos);
        CHECK(list.find(label) != std::string::npos);
        CHECK(list.find("読めない") != std::string::npos);
        person.ask<bool>([](Frame& frame) {
            for (const auto& action : frame.actions())
                if (action.id == "check.entry") action.run();
            return true;
        });
        CHECK_FALSE(person.is([](Frame& frame) { return checking(frame)->paper().has_value(); }));
    });
}
