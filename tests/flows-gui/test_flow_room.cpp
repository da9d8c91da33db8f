// The sample is opened, changed by keys alone, taken back to the byte, saved and opened again; what is broken opens nothing;
// what was not saved survives the death of the program.
#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/gui/screen.h"
#include "workbench/gui/flow_hours_panel.h"
#include "workbench/gui/flow_room.h"

using namespace yorozu;
using namespace yorozu::gui;
namespace fs = std::filesystem;

namespace {

const fs::path sample = fs::path(YOROZU_SOURCE_DIR) / "samples/flows/tennyu.bpmn";

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

FlowRoom& room(Frame& frame) {
    auto* shown = dynamic_cast<FlowRoom*>(frame.room());
    if (!shown) throw std::runtime_error("業務フロー is not shown");
    return *shown;
}
FlowTab* tab(Frame& frame) { return room(frame).state().open.get(); }

void go_to_flows(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
    person.key("ctrl+3");
    person.wait("the room", [](Frame& frame) { return frame.room_id() == "flows"; });
}

/// Opens the samples with the button that comes second in an empty room.
void open_samples(Person& person, const Home& home) {
    go_to_flows(person, home);
    person.key("Tab space");
    person.wait("the sample", [](Frame& frame) { return tab(frame) && tab(frame)->opened.file.stem() == "tennyu"; });
}

void undo_all(Person& person) {
    for (int i = 0; i < 40 && person.is([](Frame& frame) { return frame.session().undo.next_undo() != nullptr; }); ++i) person.key("ctrl+z");
}

wxString hours(Frame& frame) { return dynamic_cast<FlowHoursPanel*>(wxWindow::FindWindowByName("flow-hours", &frame))->words(); }

void place_sample(const Home& home, const fs::path& from = sample, const std::string& name = "tennyu.bpmn") {
    fs::create_directories(home.workspace / "flows");
    fs::copy_file(from, home.workspace / "flows" / name, fs::copy_options::overwrite_existing);
}

}  // namespace

TEST_CASE("The sample is opened with one key, changed by keys alone, taken back to the byte, saved and opened again") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        const fs::path file = home.workspace / "flows/tennyu.bpmn";
        REQUIRE(bytes_of(file) == bytes_of(sample));
        CHECK(person.is([](Frame& frame) { return hours(frame).Contains("19,254.3") && hours(frame).Contains("14,317.3") && hours(frame).Contains("4,937.0"); }));

        // Walk to the step that is keyed by hand, give it other minutes.
        person.ask<bool>([](Frame& frame) {
            room(frame).state().choose(0, {"AsIs_8"});
            return true;
        });
        person.key("Down");
        CHECK(person.is([](Frame& frame) { return tab(frame)->only() == "AsIs_9"; }));
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
