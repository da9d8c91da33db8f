#pragma once
#include <fstream>
#include <sstream>

#include "tests/gui/actions.h"
#include "tests/gui/screen.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/flows/flow_hours_panel.h"
#include "workbench/gui/flows/flow_room.h"

// What a person does and sees in 業務フロー, for its tests.
namespace yorozu::test {

namespace fs = std::filesystem;
using namespace yorozu::gui;

inline const fs::path sample = fs::path(YOROZU_SOURCE_DIR) / "samples/flows/tennyu.bpmn";

inline std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

inline FlowRoom& room(Frame& frame) {
    auto* shown = dynamic_cast<FlowRoom*>(frame.room());
    if (!shown) throw std::runtime_error("業務フロー is not shown");
    return *shown;
}
inline FlowTab* tab(Frame& frame) { return room(frame).state().open.get(); }

inline void go_to_flows(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
    person.key("ctrl+3");
    person.wait("the room", [](Frame& frame) { return frame.room_id() == "flows"; });
}

/// Opens the samples with the button that comes second in an empty room.
inline void open_samples(Person& person, const Home& home) {
    go_to_flows(person, home);
    person.key("Tab space");
    person.wait("the sample", [](Frame& frame) { return tab(frame) && tab(frame)->opened.file.stem() == "tennyu"; });
}

inline void undo_all(Person& person) {
    for (int i = 0; i < 40 && person.is([](Frame& frame) { return frame.session().undo.next_undo() != nullptr; }); ++i) person.key("ctrl+z");
}

inline wxString hours(Frame& frame) { return dynamic_cast<FlowHoursPanel*>(wxWindow::FindWindowByName("flow-hours", &frame))->words(); }

inline void place_sample(const Home& home, const fs::path& from = sample, const std::string& name = "tennyu.bpmn") {
    fs::create_directories(home.workspace / "flows");
    fs::copy_file(from, home.workspace / "flows" / name, fs::copy_options::overwrite_existing);
}

/// Where a point of the upper diagram is on the screen.
inline wxPoint on_screen(Person& person, flows::Point point) {
    return person.ask<wxPoint>([&](Frame& frame) {
        auto* canvas = dynamic_cast<FlowCanvas*>(wxWindow::FindWindowByName("flow-canvas-0", &frame));
        return canvas->ClientToScreen(canvas->to_screen(point));
    });
}

inline Table* table_in(const char* window, const char* name) {
    auto* parent = wxWindow::FindWindowByName(window);
    return parent ? dynamic_cast<Table*>(wxWindow::FindWindowByName(wxString::FromUTF8(name), parent)) : nullptr;
}

}  // namespace yorozu::test
