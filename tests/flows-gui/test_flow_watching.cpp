// The cases of a simulation are watched: they go, stop, are stepped through, and never move by themselves where the system wants no animation. Of a file with many
// diagrams each can be shown.
#include <catch2/catch.hpp>
#include <gtk/gtk.h>

#include "tests/flows-gui/flow_person.h"
#include "workbench/gui/flows/flow_player.h"

using namespace yorozu;
using namespace yorozu::gui;
using namespace yorozu::test;

namespace {

FlowPlayer& player(Frame& frame) { return *dynamic_cast<FlowPlayer*>(wxWindow::FindWindowByName("flow-player", &frame)); }

void want_animation(Person& person, bool wanted) {
    person.ask<bool>([&](Frame&) {
        g_object_set(gtk_settings_get_default(), "gtk-enable-animations", wanted, nullptr);
        return true;
    });
}

}  // namespace

TEST_CASE("Watching a simulation: it plays and stops, goes event by event, ends with Esc and with the first edit") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        want_animation(person, true);
        person.key("shift+F5");
        person.wait("it plays", [](Frame& frame) { return player(frame).playing(); });
        const double begun = person.ask<double>([](Frame& frame) { return player(frame).time(); });
        person.wait("time goes on", [&](Frame& frame) { return player(frame).time() > begun + 1; });
        CHECK(person.is([](Frame& frame) { return player(frame).words().Contains(wxString::FromUTF8("As-Is：作業中")); }));
        person.key("space");   // the button has the keys
        person.wait("it stands", [](Frame& frame) { return !player(frame).playing(); });
        const double stopped = person.ask<double>([](Frame& frame) { return player(frame).time(); });
        person.key("Tab Tab space");   // the next event
        person.wait("one event on", [&](Frame& frame) { return player(frame).time() > stopped; });
        CHECK_FALSE(person.is([](Frame& frame) { return player(frame).playing(); }));
        person.key("Escape");
        person.wait("gone", [](Frame& frame) { return !player(frame).IsShownOnScreen(); });

        person.key("shift+F5");
        person.wait("it plays again", [](Frame& frame) { return player(frame).playing(); });
        person.ask<bool>([](Frame& frame) { return room(frame).state().apply({flows::Rename{"AsIs_9", "入力"}}); });
        person.wait("ended by the edit", [](Frame& frame) { return !player(frame).IsShownOnScreen() && !player(frame).playing(); });

        want_animation(person, false);
        person.key("shift+F5");
        person.wait("shown", [](Frame& frame) { return player(frame).IsShownOnScreen(); });
        CHECK(person.is([](Frame& frame) { return !player(frame).playing() && player(frame).words().Contains(wxString::FromUTF8("自動では動かしません")); }));
        const double stands = person.ask<double>([](Frame& frame) { return player(frame).time(); });
        person.key("space");   // the button that has the keys is the one for the next event
        person.wait("stepped", [&](Frame& frame) { return player(frame).time() > stands; });
        CHECK_FALSE(person.is([](Frame& frame) { return player(frame).playing(); }));
        want_animation(person, true);
        undo_all(person);
    });
}

TEST_CASE("A file with three diagrams shows two, and each of the three can be chosen for either place") {
    const Home home;
    fs::create_directories(home.workspace / "flows");
    std::string processes, diagrams;
    for (const std::string n : {"1", "2", "3"}) {
        processes += "<process id='p" + n + "' name='手続き" + n + "'><startEvent id='s" + n + "'/></process>";
        diagrams += "<di:BPMNDiagram id='g" + n + "' name='図の" + n + "'><di:BPMNPlane id='l" + n + "' bpmnElement='p" + n + "'><di:BPMNShape id='h" + n + "' bpmnElement='s" + n + "'><dc:Bounds x='10' y='10' width='22' height='22'/></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram>";
    }
    std::ofstream(home.workspace / "flows/three.bpmn") << "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' targetNamespace='urn:x'>"
                                                       << processes << diagrams << "</definitions>";
    with_window(home, [&](Person& person) {
        go_to_flows(person, home);
        person.ask<bool>([&](Frame& frame) {
            frame.enter("flows", (home.workspace / "flows/three.bpmn").string());
            return true;
        });
        person.wait("open", [](Frame& frame) { return tab(frame) != nullptr; });
        CHECK(person.is([](Frame& frame) { return tab(frame)->diagrams == std::vector<int>{0, 1}; }));
        person.key("ctrl+shift+Next");
        person.wait("the second goes up, the first down", [](Frame& frame) { return tab(frame)->diagrams == std::vector<int>{1, 0}; });
        person.key("ctrl+shift+Next");
        person.wait("the third", [](Frame& frame) { return tab(frame)->diagrams == std::vector<int>{2, 0}; });
        person.ask<bool>([](Frame& frame) { return room(frame).state().apply({flows::Rename{"s3", "始まり"}}); });
        CHECK(person.is([](Frame& frame) { return tab(frame)->diagrams == std::vector<int>{2, 0}; }));   // an edit changes nothing about that
        person.ask<bool>([](Frame& frame) { room(frame).state().show_diagram(1, 1); return true; });
        CHECK(person.is([](Frame& frame) { return tab(frame)->diagrams == std::vector<int>{2, 1} && wxWindow::FindWindowByName("flow-diagram-1", &frame)->IsShownOnScreen(); }));
        undo_all(person);
    });
}

TEST_CASE("A template goes from the shelf onto the step where it is dropped, and with Enter onto the chosen one") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        person.key("ctrl+shift+f");
        person.wait("the shelf", [](Frame& frame) { auto* list = wxWindow::FindWindowByName("flow-shelf-list", &frame); return list->IsShownOnScreen() && list->HasFocus(); });
        const auto box = person.ask<flows::Box>([](Frame& frame) { return tab(frame)->flow().diagrams[0].shape("AsIs_2")->bounds; });
        const auto first = person.ask<wxPoint>([](Frame& frame) { return wxWindow::FindWindowByName("flow-shelf-list", &frame)->ClientToScreen(wxPoint(30, 10)); });
        drag(first, on_screen(person, box.centre()));
        person.wait("it hangs there", [](Frame& frame) { return tab(frame)->flow().node("AsIs_2")->attachments.template_id == "koza-furikae-hagaki"; });
        person.ask<bool>([](Frame& frame) {
            room(frame).state().choose(0, {"AsIs_3"});
            wxWindow::FindWindowByName("flow-shelf-list", &frame)->SetFocus();
            return true;
        });
        person.key("End Return");   // the last is a scenario
        person.wait("by Enter", [](Frame& frame) { return tab(frame)->flow().node("AsIs_3")->attachments.scenario_id == "koza-furikae"; });
        // Beside any step it goes nowhere without a chosen one.
        person.ask<bool>([](Frame& frame) { room(frame).state().choose(0, {}); return true; });
        drag(first, on_screen(person, {box.centre().x, box.bottom() + 30}));
        std::string said;
        for (int i = 0; i < 200 && said.find("工程の上に落としてください") == std::string::npos; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            said = person.message();
        }
        CHECK(said.find("工程の上に落としてください") != std::string::npos);
        undo_all(person);
        CHECK(person.is([](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(sample); }));
    });
}
