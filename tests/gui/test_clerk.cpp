// What a clerk does besides checking: brings files, mends refused pages, changes settings.
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wx/choice.h>
#include <wx/textctrl.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "tests/gui/actions.h"
#include "tests/gui/screen.h"
#include "workbench/desk/reading/accept_limits.h"
#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/reading/read_as_form.h"
#include "workbench/gui/checking/place_canvas.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/memory.h"
#include "workbench/gui/frame/message_bar.h"
#include "workbench/gui/reading/import_job.h"
#include "workbench/gui/reading/thumbnails.h"

namespace {

namespace fs = std::filesystem;
using namespace yorozu;
using gui::Frame;

/// The middle of a control's part on the screen, `x` and `y` in shares of it.
wxPoint at(wxWindow& control, double x, double y) {
    const wxRect place = control.GetScreenRect();
    return {place.x + static_cast<int>(place.width * x), place.y + static_cast<int>(place.height * y)};
}

void pointer(const std::vector<std::string>& words) {
    std::vector<std::string> command{"xdotool"};
    command.insert(command.end(), words.begin(), words.end());
    output_of(command);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
}

void click(const wxPoint& place) { pointer({"mousemove", std::to_string(place.x), std::to_string(place.y), "click", "1"}); }

}  // namespace

TEST_CASE("Files dragged from another program onto the window become a new batch") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
        person.wait_title("ホーム");
        const pid_t source = fork();
        if (source == 0) {
            const std::string program = std::string(YOROZU_BIN_DIR) + "/yorozu-drag-source", file = (home.samples / "scans/postcards/hagaki001.png").string();
            execl(program.c_str(), program.c_str(), file.c_str(), nullptr);
            _exit(127);
        }
        person.wait_title("drag source");
        const auto target = person.ask<wxPoint>([](Frame& frame) { return at(frame, 0.5, 0.6); });
        pointer({"mousemove", "60", "60", "mousedown", "1"});
        for (int step = 1; step <= 10; ++step)  // a hand moves; a jump is no drag
            pointer({"mousemove", std::to_string(60 + (target.x - 60) * step / 10), std::to_string(60 + (target.y - 60) * step / 10)});
        pointer({"mouseup", "1"});
        person.wait("the new batch", [](Frame&) { return shown_window("batch-name") != nullptr; });
        kill(source, SIGTERM);  // it had the keys
        waitpid(source, nullptr, 0);
        person.wait_title("新しい束");
        person.key("Escape");
    });
}

TEST_CASE("A page that registration gives up is read after three of its places were shown, by pointer alone") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::write);
            return gui::start_import(&frame, frame.session(), {"束", {home.samples / "scans/other"}, {home.samples / "forms"}});
        });
        person.wait("the import", jobs_idle, 120);
        person.ask<bool>([](Frame& frame) { frame.enter("reading", "束"); return true; });
        person.wait_title("読取 — 束");
        const auto show_points = [&] {
            person.ask<bool>([](Frame& frame) {
                for (const auto& action : frame.actions())
                    if (action.id == "reading.points") frame.CallAfter(action.run);
                return true;
            });
            person.wait_title("三点で合わせる");
            person.key("Home Return");  // fukushi-taxi
            person.wait("the scan", [](Frame&) {
                const auto* scan = dynamic_cast<gui::PlaceCanvas*>(shown_window("scan-places"));
                return scan && scan->showing();
            });
        };
        const auto page = [](Frame& frame) { return desk::batch_pages(*frame.session().workspace, "束").at(0); };

        show_points();
        for (int i = 0; i < 3; ++i) person.key("Return");  // the middle, three times: no form lies like that
        person.key("Return");
        person.wait("the refusal", [&](Frame& frame) { return jobs_idle(frame) && frame.message_bar().text().Contains(wxString::FromUTF8("読めません")); });
        CHECK(person.is([&](Frame& frame) { return page(frame).template_id.empty(); }));

        show_points();
        // The scan is of the whole sheet: a place of the form lies at the same share of the picture.
        for (std::size_t i = 0; i < 3; ++i) {
            const auto place = person.ask<wxPoint>([&](Frame& frame) {
                std::vector<ocr::FormTemplate> forms = frame.session().workspace->templates();
                const auto* form = ocr::form_named(forms, "fukushi-taxi");
                const auto shown = desk::places_to_show(*form, 1)[i];
                auto& scan = dynamic_cast<gui::PlaceCanvas&>(*shown_window("scan-places"));
                const auto where = scan.on_screen({shown.first / form->pages[0].width_mm, shown.second / form->pages[0].height_mm});
                return scan.ClientToScreen(wxPoint(static_cast<int>(where.m_x), static_cast<int>(where.m_y)));
            });
            click(place);
        }
        person.key("Return");
        person.wait("the reading", [&](Frame& frame) { return jobs_idle(frame) && page(frame).template_id == "fukushi-taxi"; });
        CHECK(person.is([&](Frame& frame) { return page(frame).waiting > 0; }));
    });
}

TEST_CASE("A setting counts at once, is kept, and can be undone") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
        person.key("ctrl+8");
        person.wait_title("設定");
        const auto choose = [&](const char* control, int row) {
            person.ask<bool>([=](Frame&) {
                auto& choice = dynamic_cast<wxChoice&>(*shown_window(control));
                choice.SetSelection(row);
                wxCommandEvent event(wxEVT_CHOICE, choice.GetId());
                event.SetInt(row);
                event.SetEventObject(&choice);
                choice.GetEventHandler()->ProcessEvent(event);
                return true;
            });
        };
        const auto limit = [&] { return person.ask<double>([](Frame& frame) { return desk::accept_limits(*frame.session().workspace).error_limit; }); };
        CHECK(limit() == Approx(0.001));
        choose("error-limit", 0);
        CHECK(limit() == Approx(0.0002));
        CHECK(gui::Memory(home.memory).appearance.empty());
        choose("appearance", 2);
        CHECK(gui::Memory(home.memory).appearance == "dark");
        person.key("ctrl+z ctrl+z");
        CHECK(limit() == Approx(0.001));
        CHECK(gui::Memory(home.memory).appearance.empty());
        person.key("ctrl+y");
        CHECK(limit() == Approx(0.0002));
    });
}

TEST_CASE("A new scan in the watched folder is told within moments of being written to its end") {
    start_screen();
    const Home home;
    const fs::path arrivals = home.folder / "in";
    fs::create_directories(arrivals);
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::write);
            frame.session().memory.watched[home.workspace.string()] = arrivals.string();
            frame.session().watched_changed();
            return true;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the first look is over, the next one seconds away
        fs::copy(home.samples / "scans/postcards/hagaki001.png", arrivals / "hagaki001.png");
        person.wait("the message", [](Frame& frame) { return frame.message_bar().text().Contains(wxString::FromUTF8("届きました")); }, 8);
    });
}

TEST_CASE("A list shows only the rows that one asks for, and says so in its heading") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::write);
            store::Documents documents(frame.session().workspace->database());
            char last = '0';
            for (const char* name : {"国保", "介護", "国保 2"}) {
                const store::ArrivedScan scan{std::string(63, 'a') + last++, 1, "s.png"};
                documents.register_scans(name, {&scan, 1}, 1);
            }
            frame.enter("reading");
            return true;
        });
        person.wait_title("読取");
        const auto rows = [&] {
            return person.ask<std::size_t>([](Frame&) { return dynamic_cast<gui::Table&>(*shown_window(wxString::FromUTF8("束の一覧"))).rows().size(); });
        };
        CHECK(rows() == 3);
        person.key("ctrl+f");
        person.wait_title("絞り込み");
        person.ask<bool>([](Frame&) { dynamic_cast<wxTextCtrl&>(*shown_window("filter-words")).SetValue(wxString::FromUTF8("国保")); return true; });
        CHECK(rows() == 2);
        person.key("Return");
        person.wait_title("よろず");
        CHECK(rows() == 2);
        CHECK(person.is([](Frame&) { return dynamic_cast<gui::Table&>(*shown_window(wxString::FromUTF8("束の一覧"))).GetColumn(0)->GetTitle().Contains(wxString::FromUTF8("国保")); }));
        person.key("ctrl+f");
        person.wait_title("絞り込み");
        person.key("Escape");
        person.wait_title("よろず");
        CHECK(rows() == 3);
    });
}
