// The sample is opened, changed by keys alone, taken back to the byte, saved and opened again; what is broken opens nothing;
// what was not saved survives the death of the program.
#include <catch2/catch.hpp>

#include <wx/textctrl.h>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/flows-gui/flow_person.h"

using namespace yorozu;
using namespace yorozu::gui;
using namespace yorozu::test;

TEST_CASE("The sample is opened with one key, changed by keys alone, taken back to the byte, saved and opened again") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        const fs::path file = home.workspace / "flows/tennyu.bpmn";
        REQUIRE(bytes_of(file) == bytes_of(sample));
        CHECK(person.is([](Frame& frame) { return hours(frame).Contains("19,254.3") && hours(frame).Contains("14,317.3") && hours(frame).Contains("4,937.0"); }));

        // Walk to the step that is keyed by hand, give it other minutes.
        person.wait("the canvas", [](Frame& frame) { return wxWindow::FindWindowByName("flow-canvas-0", &frame)->HasFocus(); });
        person.ask<bool>([](Frame& frame) {
            room(frame).state().choose(0, {"AsIs_8"});
            return true;
        });
        person.key("Down");
        person.wait("the step below", [](Frame& frame) { return tab(frame)->only() == "AsIs_9"; });
        person.key("m");
        person.key("ctrl+a");
        person.type("8");
        person.key("Return");
        person.wait("8 minutes", [](Frame& frame) { return tab(frame)->hours[0].minutes() == 42; });
        CHECK(person.is([](Frame& frame) { return hours(frame).Contains("20,735.4"); }));

        // A step after it, by typing its name; then its counterpart's diagram and back.
        person.ask<bool>([](Frame& frame) {
            wxWindow::FindWindowByName("flow-canvas-0", &frame)->SetFocus();
            return true;
        });
        const int before = person.ask<int>([](Frame& frame) { return static_cast<int>(tab(frame)->flow().nodes.size()); });
        person.key("n");
        person.type("kakunin");
        person.key("Return");
        person.wait("one step more", [&](Frame& frame) { return static_cast<int>(tab(frame)->flow().nodes.size()) == before + 1; });
        CHECK(person.is([](Frame& frame) {
            const auto* made = tab(frame)->flow().node(tab(frame)->only());
            return made && made->name == "kakunin" && made->incoming.size() == 1 && frame.session().undo.next_undo();
        }));
        person.key("alt+Down");
        person.key("Return");
        person.type("miru");
        person.key("Return");
        person.wait("another name", [](Frame& frame) { return tab(frame)->flow().node(tab(frame)->only())->name == "miru"; });

        // Connect it with the one that it follows to the right, by keys: pad, つなぐ, walk, Enter.
        person.wait("a draft", [&](Frame&) { return fs::exists(desk::draft_of(file)); });
        CHECK(bytes_of(file) == bytes_of(sample));
        undo_all(person);
        CHECK(person.is([](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(sample); }));
        for (int i = 0; i < 40 && person.is([](Frame& frame) { return frame.session().undo.next_redo() != nullptr; }); ++i) person.key("ctrl+y");
        person.key("ctrl+s");
        person.wait("saved", [](Frame& frame) { return !tab(frame)->opened.document.modified(); });
        CHECK(bytes_of(file) != bytes_of(sample));
        CHECK_FALSE(fs::exists(desk::draft_of(file)));
        const auto again = desk::open_flow(file);
        CHECK(again.document.flow().nodes.size() == static_cast<std::size_t>(before) + 1);
        CHECK(again.document.flow().node("AsIs_9")->quantities.minutes->expected() == 8);
    });
}

TEST_CASE("A file that is no BPMN is refused with the line, and nothing is opened") {
    const Home home;
    fs::create_directories(home.workspace / "flows");
    std::ofstream(home.workspace / "flows/broken.bpmn") << "<?xml version=\"1.0\"?>\n<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">\n  <process id=\"p\">\n</definitions>\n";
    const auto before = bytes_of(home.workspace / "flows/broken.bpmn");
    with_window(home, [&](Person& person) {
        go_to_flows(person, home);
        person.ask<bool>([&](Frame& frame) {
            frame.enter("flows", (home.workspace / "flows/broken.bpmn").string());
            return true;
        });
        const auto message = person.message();
        INFO(message);
        CHECK(message.find("行目") != std::string::npos);
        CHECK(person.is([](Frame& frame) { return tab(frame) == nullptr; }));
        CHECK(bytes_of(home.workspace / "flows/broken.bpmn") == before);
    });
}

TEST_CASE("Killed while a flow is being changed, the program loses no saved flow and offers the draft") {
    const Home home;
    place_sample(home);
    const fs::path file = home.workspace / "flows/tennyu.bpmn";
    with_window(home, [&](Person& person) {   // the display and the workspace
        go_to_flows(person, home);
    });
    const pid_t program = fork();
    if (program == 0) {
        const int nothing = ::open("/dev/null", O_RDWR);
        dup2(nothing, 1);
        dup2(nothing, 2);
        const std::string place = std::string(YOROZU_BIN_DIR) + "/yorozu-workbench", folder = home.workspace.string();
        execl(place.c_str(), place.c_str(), "--workspace", folder.c_str(), "--lang", "ja", nullptr);
        _exit(127);
    }
    const auto window = [] { return output_of({"xdotool", "getactivewindow", "getwindowname"}); };
    const auto keys = [](std::vector<std::string> more) {
        more.insert(more.begin(), {"xdotool", "key", "--delay", "60"});
        output_of(more);
    };
    const auto until = [](auto done) {
        for (int i = 0; i < 600 && !done(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
        return done();
    };
    REQUIRE(until([&] { return window().find("ホーム") != std::string::npos; }));
    keys({"ctrl+3"});
    REQUIRE(until([&] { return window().find("業務フロー") != std::string::npos; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    keys({"Return"});   // the first flow of the list
    REQUIRE(until([&] { return window().find("転入手続き") != std::string::npos; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    keys({"Tab", "Tab", "alt+Down"});
    REQUIRE(until([&] { return fs::exists(desk::draft_of(file)); }));
    kill(program, SIGKILL);
    waitpid(program, nullptr, 0);
    CHECK(bytes_of(file) == bytes_of(sample));
    CHECK(bytes_of(desk::draft_of(file)) != bytes_of(sample));
    with_window(home, [&](Person& person) {
        go_to_flows(person, home);
        person.ask<bool>([&](Frame& frame) {
            frame.enter("flows", file.string());
            return true;
        });
        CHECK(person.message().find("保存していない変更") != std::string::npos);
    });
}

TEST_CASE("The pad appends, the lasso chooses, a drag moves, F11 shows the diagrams alone, and the picture goes to the clipboard") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        const auto focus = [&](const std::string& id) {
            person.ask<bool>([&](Frame& frame) {
                room(frame).state().choose(0, {id});
                wxWindow::FindWindowByName("flow-canvas-0", &frame)->SetFocus();
                return true;
            });
        };
        focus("AsIs_4");
        person.key("space");
        person.wait("the pad", [](Frame& frame) { auto* focused = wxWindow::FindFocus(); return focused && focused->GetParent()->GetName() == "flow-pad" && frame.IsShown(); });
        person.key("Return");   // the first of the pad: a manual task follows, and its name is asked for
        person.wait("a new step", [](Frame& frame) { const auto* made = tab(frame)->flow().node(tab(frame)->only()); return made && made->kind == flows::NodeKind::manual_task; });
        person.type("miru");
        person.key("Return");
        person.wait("its name", [](Frame& frame) { const auto* made = tab(frame)->flow().node(tab(frame)->only()); return made && made->name == "miru"; });
        undo_all(person);
        CHECK(person.is([](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(sample); }));

        focus("AsIs_1");
        const auto box = person.ask<flows::Box>([](Frame& frame) { return tab(frame)->flow().diagrams[0].shape("AsIs_1")->bounds; });
        person.ask<bool>([](Frame& frame) { room(frame).state().tool = FlowTool::lasso; return true; });
        drag(on_screen(person, {box.x - 12, box.y - 12}), on_screen(person, {box.right() + 110, box.bottom() + 12}));
        person.wait("two steps in the lasso", [](Frame& frame) { return tab(frame)->is_chosen("AsIs_1") && tab(frame)->is_chosen("AsIs_2"); });
        person.ask<bool>([](Frame& frame) { room(frame).state().tool = FlowTool::select; return true; });

        focus("AsIs_1");
        drag(on_screen(person, box.centre()), on_screen(person, {box.centre().x + 40, box.centre().y}));
        person.wait("moved", [&](Frame& frame) { return tab(frame)->flow().diagrams[0].shape("AsIs_1")->bounds.x > box.x + 20; });
        undo_all(person);

        person.key("F11");
        person.wait("alone", [](Frame& frame) { return frame.IsFullScreen() && !wxWindow::FindWindowByName("flow-problems", &frame)->IsShownOnScreen(); });
        person.key("Escape");
        person.wait("back", [](Frame& frame) { return !frame.IsFullScreen() && wxWindow::FindWindowByName("flow-problems", &frame)->IsShownOnScreen(); });

        do_action(person, "flows.picture");
        CHECK(person.message().find("クリップボードに写しました") != std::string::npos);
    });
}

TEST_CASE("What hangs on a step and is not there is a problem; assumptions are tried without a change; all flows are searched") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        const auto says_missing = [](Frame& frame) {
            const auto& problems = tab(frame)->problems;
            return std::any_of(problems.begin(), problems.end(), [](const auto& problem) { return problem.rule == "attachment-missing" && problem.element == "AsIs_9"; });
        };
        person.wait("the first check", [](Frame& frame) { return tab(frame)->checked == tab(frame)->version; });
        CHECK_FALSE(person.is(says_missing));
        person.ask<bool>([](Frame& frame) { return room(frame).state().apply({flows::Attach{"AsIs_9", {"", "nai", "", "", ""}}}); });
        person.wait("the problem", says_missing);
        undo_all(person);

        do_action(person, "flows.what-if");
        person.wait("the dialog has the keys", [](Frame&) { auto* dialog = wxWindow::FindWindowByName("flow-what-if"); return dialog && wxWindow::FindFocus() && dialog->IsDescendant(wxWindow::FindFocus()); });
        const auto at_value = [](Frame&) { return dynamic_cast<wxTextCtrl*>(wxWindow::FindFocus()) != nullptr; };
        if (!person.is(at_value)) person.key("Tab");   // 件数/年 stands first; its value
        person.wait("its value", at_value);
        person.type("10000");
        person.key("Return");
        person.wait("the assumption", [](Frame&) {
            auto* table = table_in("flow-what-if", "仮定");
            return table && table->rows().size() == 2 && table->rows()[1].cells[3] == "6,500.0";   // 10,000 × 39 ÷ 60
        });
        person.key("Escape");
        person.wait("closed", [](Frame&) { return wxWindow::FindWindowByName("flow-what-if") == nullptr; });
        CHECK(person.is([](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(sample); }));

        person.key("ctrl+o");
        person.wait("the index", [](Frame& frame) { return wxWindow::FindWindowByName("flow-list", &frame)->IsShownOnScreen(); });
        person.wait("four variants", [](Frame&) { auto* table = table_in("flow-list", "ワークスペースの業務フロー"); return table && table->rows().size() == 4; });
        person.ask<bool>([](Frame& frame) {
            wxWindow::FindWindowByName("flow-search", &frame)->SetFocus();
            return true;
        });
        person.type("OCR");
        person.wait("one found", [](Frame&) { auto* table = table_in("flow-list", "ワークスペースの業務フロー"); return table && table->rows().size() == 1; });
        CHECK(person.is([](Frame&) { auto* candidates = table_in("flow-list", "RPA・OCR の候補"); return candidates && candidates->rows().size() == 34 && !candidates->rows()[0].cells[7].empty(); }));
    });
}
