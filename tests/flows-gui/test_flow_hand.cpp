// 業務フロー by hand: a step is timed, cut and pasted into another file, becomes another kind; two variants follow each other, and
// all is printed over as many sheets as the paper wants.
#include <catch2/catch.hpp>
#include <wx/dcmemory.h>
#include <wx/print.h>
#include <wx/textctrl.h>

#include "tests/flows-gui/flow_person.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/flows/flow_print.h"

using namespace yorozu;
using namespace yorozu::gui;
using namespace yorozu::test;

namespace {

FlowCanvas& canvas(Frame& frame, int side) { return *dynamic_cast<FlowCanvas*>(wxWindow::FindWindowByName(wxString::Format("flow-canvas-%d", side), &frame)); }

void choose(Person& person, std::vector<std::string> ids) {
    person.ask<bool>([&](Frame& frame) {
        room(frame).state().choose(0, ids);
        canvas(frame, 0).SetFocus();
        return true;
    });
}

std::size_t nodes(Person& person) {
    return person.ask<std::size_t>([](Frame& frame) { return tab(frame)->flow().nodes.size(); });
}

void show(Person& person, const fs::path& file) {
    person.ask<bool>([&](Frame& frame) {
        frame.enter("flows", file.string());
        return true;
    });
    person.wait(file.string(), [&](Frame& frame) { return tab(frame) && tab(frame)->opened.file == file; });
    person.wait("the canvas", [](Frame& frame) { return canvas(frame, 0).HasFocus(); });
}

/// Sheets of this paper, each painted at 3 px a mm; throws when one is empty.
int sheets(Frame& frame, int width_mm, int height_mm) {
    const auto printout = flow_printout(*tab(frame));
    wxBitmap sheet(width_mm * 3, height_mm * 3, 24);
    wxMemoryDC dc(sheet);
    printout->SetDC(&dc);
    printout->SetPageSizeMM(width_mm, height_mm);
    printout->SetPageSizePixels(width_mm * 3, height_mm * 3);
    printout->OnPreparePrinting();
    int least = 0, most = 0, from = 0, to = 0;
    printout->GetPageInfo(&least, &most, &from, &to);
    for (int page = least; page <= most; ++page) {
        dc.SetBackground(*wxWHITE_BRUSH);
        dc.Clear();
        if (!printout->HasPage(page) || !printout->OnPrintPage(page)) throw std::runtime_error("no sheet " + std::to_string(page));
        const wxImage image = sheet.ConvertToImage();
        int ink = 0;
        for (int at = 0; at < image.GetWidth() * image.GetHeight(); ++at) ink += image.GetData()[3 * at] < 200;
        if (ink < 200) throw std::runtime_error("sheet " + std::to_string(page) + " is empty");
    }
    if (printout->HasPage(most + 1)) throw std::runtime_error("a sheet too many");
    return most;
}

}  // namespace

TEST_CASE("A step is timed with Space and Enter, and its minutes are the mean of what was timed until that is taken back") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        choose(person, {"AsIs_9"});
        person.key("ctrl+t");
        person.wait("the watch", [](Frame&) { auto* watch = shown_window("flow-stopwatch"); return watch && wxWindow::FindFocus() && watch->IsDescendant(wxWindow::FindFocus()); });
        for (int i = 0; i < 2; ++i) {
            person.key("space");
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            person.key("space");
        }
        person.wait("two timings", [](Frame&) { auto* table = table_in("flow-stopwatch", "計った件"); return table && table->rows().size() == 2; });
        person.key("Return");
        person.wait("the dialog to go", [](Frame&) { return !shown_window("flow-stopwatch"); });
        const auto step = person.ask<flows::StepQuantities>([](Frame& frame) { return tab(frame)->flow().node("AsIs_9")->quantities; });
        REQUIRE(step.minutes);
        CHECK(step.source == flows::Source::timed);
        CHECK(step.minutes->expected() > 0.003);
        CHECK(step.minutes->expected() < 2);
        CHECK(step.source_note.find("n = 2") != std::string::npos);
        undo_all(person);
        CHECK(person.is([](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(sample); }));
    });
}

TEST_CASE("Steps are cut in one file and pasted into another, and both are taken back to the byte") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        const fs::path first = home.workspace / "flows/tennyu.bpmn", other = home.workspace / "flows/koza-furikae-hagaki.bpmn";
        const auto before = nodes(person);
        const auto name = person.ask<std::string>([](Frame& frame) { return tab(frame)->flow().node("AsIs_2")->name; });
        choose(person, {"AsIs_1", "AsIs_2"});
        person.key("ctrl+x");
        person.wait("two steps fewer", [&](Frame& frame) { return tab(frame)->flow().nodes.size() == before - 2; });
        show(person, other);
        const auto there = nodes(person);
        person.key("ctrl+v");
        person.wait("two steps more", [&](Frame& frame) { return tab(frame)->flow().nodes.size() == there + 2 && tab(frame)->chosen.size() >= 2; });
        CHECK(person.is([&](Frame& frame) {
            const auto& flow = tab(frame)->flow();
            return std::any_of(flow.nodes.begin(), flow.nodes.end(), [&](const auto& node) { return node.name == name; });
        }));
        undo_all(person);
        CHECK(person.is([&](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(first); }));
        show(person, other);
        CHECK(person.is([&](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(other); }));
    });
}

TEST_CASE("A step becomes another kind with its name, minutes and lines") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        choose(person, {"AsIs_9"});
        const auto before = person.ask<flows::Node>([](Frame& frame) { return *tab(frame)->flow().node("AsIs_9"); });
        do_action(person, "flows.kind");
        person.wait("the list of kinds", [](Frame& frame) { auto* focused = wxWindow::FindFocus(); return focused && wxWindow::FindWindowByName("flow-properties", &frame)->IsDescendant(focused); });
        person.key("Down");
        person.wait("another kind", [&](Frame& frame) { return tab(frame)->flow().node("AsIs_9")->kind != before.kind; });
        const auto after = person.ask<flows::Node>([](Frame& frame) { return *tab(frame)->flow().node("AsIs_9"); });
        CHECK(after.is_activity());
        CHECK(after.name == before.name);
        CHECK(after.incoming == before.incoming);
        CHECK(after.outgoing == before.outgoing);
        CHECK(after.quantities.minutes == before.quantities.minutes);
        undo_all(person);
        CHECK(person.is([](Frame& frame) { return tab(frame)->opened.document.text() == bytes_of(sample); }));
    });
}

TEST_CASE("Two variants stand above or beside each other, and follow each other's zoom until L parts them") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        const auto place = [&](int side) { return person.ask<wxRect>([side](Frame& frame) { return canvas(frame, side).GetScreenRect(); }); };
        CHECK(place(0).GetBottom() < place(1).GetTop());
        do_action(person, "flows.beside");
        person.wait("beside", [](Frame& frame) { return canvas(frame, 0).GetScreenRect().GetRight() < canvas(frame, 1).GetScreenRect().GetLeft(); });
        CHECK(place(0).GetTop() == place(1).GetTop());
        choose(person, {"AsIs_4"});
        const auto same = [](Frame& frame) { return canvas(frame, 0).scale() == canvas(frame, 1).scale() && std::abs(canvas(frame, 0).view().x - canvas(frame, 0).scene().bounds().x - canvas(frame, 1).view().x + canvas(frame, 1).scene().bounds().x) < 1; };
        person.key("ctrl+plus");
        person.wait("both larger", [&](Frame& frame) { return canvas(frame, 0).scale() > 1.2 && same(frame); });
        person.ask<bool>([](Frame& frame) { canvas(frame, 0).SetFocus(); return true; });
        person.key("l");
        person.wait("parted", [](Frame& frame) { return !room(frame).state().linked; });
        person.key("ctrl+plus");
        person.wait("only one larger", [&](Frame& frame) { return canvas(frame, 0).scale() > canvas(frame, 1).scale() * 1.2; });
        person.key("l");
        person.wait("together again", same);
    });
}

TEST_CASE("Both diagrams are printed over as many sheets of A3 or A4 as they need, none of them empty") {
    const Home home;
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        const int a3 = person.ask<int>([](Frame& frame) { return sheets(frame, 420, 297); });
        const int a4 = person.ask<int>([](Frame& frame) { return sheets(frame, 210, 297); });
        CHECK(a3 >= 2);   // one at least for each diagram
        CHECK(a4 > a3);
    });
}

TEST_CASE("While the input method composes a step's name or a search, Enter and Esc are its own, and the room does nothing") {
    const Home home;   // GTK's own method: Ctrl+Shift+U, a character's number, Enter
    setenv("YOROZU_SAMPLES", (fs::path(YOROZU_SOURCE_DIR) / "samples").c_str(), 1);
    const auto composes = [](Frame&) { return composing(wxWindow::FindFocus()); };
    const auto at_rest = [](Frame&) { return !composing(wxWindow::FindFocus()); };
    const auto text = [](Person& person) {
        return person.ask<std::string>([](Frame&) { auto* entry = dynamic_cast<wxTextEntry*>(wxWindow::FindFocus()); return entry ? entry->GetValue().utf8_string() : "no text"; });
    };
    with_window(home, [&](Person& person) {
        open_samples(person, home);
        choose(person, {"AsIs_9"});
        person.key("Return");
        person.wait("the name to be typed", [](Frame&) { return dynamic_cast<wxTextEntry*>(wxWindow::FindFocus()) != nullptr; });
        person.key("ctrl+a BackSpace ctrl+shift+u");
        person.wait("the composing", composes);
        person.key("3 0 4 2 Return");
        person.wait("the first name to be composed", at_rest);
        CHECK(text(person) == "あ");
        CHECK(person.is([](Frame& frame) { return tab(frame)->flow().node("AsIs_9")->name != "あ"; }));
        person.key("ctrl+shift+u");
        person.wait("the composing", composes);
        person.key("3 0 Escape");
        person.wait("the second name to be composed", at_rest);
        CHECK(text(person) == "あ");   // the name is still being typed
        person.key("Return");
        person.wait("the name", [](Frame& frame) { return tab(frame)->flow().node("AsIs_9")->name == "あ"; });

        person.key("ctrl+k ctrl+shift+u");
        person.wait("the composing", composes);
        person.key("3 0 4 2 Return");
        person.wait("the search to be composed", at_rest);
        CHECK(text(person) == "あ");   // nothing of the list was taken
        person.key("ctrl+shift+u");
        person.wait("the composing", composes);
        person.key("3 0 Escape");
        person.wait("the second search to be composed", at_rest);
        CHECK(text(person) == "あ");
        CHECK(person.is([](Frame& frame) { return frame.room_id() == "flows" && tab(frame) != nullptr; }));
        person.key("Escape");
        undo_all(person);
    });
}
