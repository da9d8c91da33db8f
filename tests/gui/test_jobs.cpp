#include <catch2/catch.hpp>
#include <fstream>
#include <wx/frame.h>

#include "tests/gui/screen.h"
#include "workbench/gui/frame/jobs.h"
#include "workbench/gui/frame/memory.h"
#include "workbench/gui/frame/undo.h"

using namespace yorozu::gui;

TEST_CASE("A job brings its result, or what was thrown, whichever worker runs it") {
    start_screen();
    const auto worker = GENERATE(Jobs::Worker::at_once, Jobs::Worker::threads);
    const Home home;
    int result = 0;
    bool thrown = false;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            auto& jobs = frame.session().jobs;
            jobs.start<int>({"a", "b", "c"}, &frame, [](JobControl& control) { control.report({1, 2}); return 41 + 1; }, [&](JobEnd<int> end) { result = end.result.value_or(-1); });
            jobs.start<int>({"a", "b", "c"}, &frame, [](JobControl&) -> int { throw std::runtime_error("x"); }, [&](JobEnd<int> end) { thrown = end.failure && !end.result; });
            return true;
        });
        person.wait("both", [](Frame& frame) { return frame.session().jobs.idle(); });
    }, worker);
    CHECK(result == 42);
    CHECK(thrown);
}

TEST_CASE("A result that comes back to a closed window is dropped, and stopping is asked of the work") {
    start_screen();
    const Home home;
    bool told = false;
    std::atomic<bool> saw_stop{false}, begun{false};
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            auto* other = new wxFrame(&frame, wxID_ANY, "other");
            frame.session().jobs.start<int>({"a", "b", "c"}, other, [&](JobControl& control) {
                begun = true;
                while (!control.stopped()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
                saw_stop = true;
                return 1;
            }, [&](JobEnd<int>) { told = true; });
            other->Destroy();
            return true;
        });
        person.wait("its start", [&](Frame&) { return begun.load(); });
        person.ask<bool>([](Frame& frame) { frame.session().jobs.stop_all(); return true; });
        person.wait("its end", [](Frame& frame) { return frame.session().jobs.idle(); });
    });
    CHECK(saw_stop);
    CHECK_FALSE(told);
}

TEST_CASE("Undo takes deeds back in turn, a new deed forgets what was undone, one that fails stays") {
    UndoHistory history;
    int value = 0;
    const auto add = [&](int by) { value += by; history.did({"add", [&, by] { value -= by; }, [&, by] { value += by; }}); };
    add(1);
    add(10);
    history.undo();
    CHECK(value == 1);
    history.redo();
    CHECK(value == 11);
    history.undo();
    add(100);
    CHECK(history.next_redo() == nullptr);
    history.did({"cannot", [] { throw std::runtime_error("disk full"); }, [] {}});
    CHECK_THROWS(history.undo());
    CHECK(history.next_undo()->sentence == "cannot");
}

TEST_CASE("The window's memory survives a restart, and a broken file is an empty memory") {
    const Home home;
    {
        Memory memory(home.memory);
        memory.used_workspace("/a");
        memory.used_workspace("/b");
        memory.used_workspace("/a");
        memory.used({"/a", "reading", "束", 5});
    }
    Memory again(home.memory);
    CHECK(again.workspaces == std::vector<std::filesystem::path>{"/a", "/b"});
    REQUIRE(again.recents.size() == 1);
    CHECK(again.recents[0].subject == "束");
    std::ofstream(home.memory) << "{ \"workspaces\": 7";
    CHECK(Memory(home.memory).workspaces.empty());
}
