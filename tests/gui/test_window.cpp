#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dataview.h>
#include <wx/radiobox.h>
#include <wx/splitter.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "tests/gui/large_batch.h"
#include "tests/gui/nameless.h"
#include "tests/gui/screen.h"
#include "workbench/desk/reading/batch_pages.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/reading/import_job.h"
#include "workbench/gui/reading/thumbnails.h"

namespace {

namespace fs = std::filesystem;
using namespace yorozu;
using gui::Frame;

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The first shown window of that name below another one.
wxWindow* named(wxWindow* in, const wxString& name) {
    for (auto* child : in->GetChildren()) {
        if (!child->IsShown()) continue;
        if (child->GetName() == name) return child;
        if (auto* found = named(child, name)) return found;
    }
    return nullptr;
}

/// Opens a workspace with the samples read, without the way through the first page.
void open_read(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) {
        frame.open_workspace(home.workspace, store::Access::write);
        return gui::start_import(&frame, frame.session(), {"束", {home.samples / "scans/postcards", home.samples / "scans/other"}, {home.samples / "forms"}});
    });
    person.wait("the import", jobs_idle, 120);
}

}  // namespace

TEST_CASE("By keys alone from the first page over the samples to an exported batch, never 100 ms without an answer") {
    start_screen();
    const Home home;
    Watchdog watchdog;
    with_window(home, [&](Person& person) {
        person.wait_title("はじめに");
        person.key("Return");  // 見本を試す
        person.wait_title("ホーム");
        person.wait("the samples", jobs_idle, 120);
        CHECK(person.message().find("4 枚を読みました") != std::string::npos);
        CHECK(person.is([](Frame& frame) {
            auto* table = dynamic_cast<gui::Table*>(named(frame.room(), wxString::FromUTF8("待っている仕事")));
            return table && table->rows().size() >= 3;  // a heading, fields to check, a page that fits no form
        }));

        person.key("ctrl+5");
        person.wait_title("読取");
        CHECK(person.is([](Frame& frame) { return desk::batches(*frame.session().workspace).size() == 2; }));
        person.key("Home Return");
        person.wait_title("見本");
        person.key("ctrl+e");
        person.wait_title("書き出す");
        const fs::path csv = home.folder / "out.csv";
        person.key("ctrl+a");
        person.type(csv.string());
        person.key("Return");
        person.wait("the export", [&](Frame& frame) { return jobs_idle(frame) && fs::exists(csv); });
        person.wait_title("よろず");
        CHECK(person.message().find("書き出しました") != std::string::npos);
        const auto lines = lines_of(csv);
        REQUIRE(lines.size() == 4);  // heading, three postcards
        CHECK(lines[0].rfind("\xEF\xBB\xBFsource,page,template,needs_review", 0) == 0);
        CHECK(lines[1].find("hagaki001.png,1,koza-furikae-hagaki") != std::string::npos);

        person.key("ctrl+k");
        person.type("home");
        person.key("Return");
        person.wait_title("ホーム");
        person.key("ctrl+4");
        person.wait("the forms", [](Frame& frame) { return frame.room_id() == "forms"; });
        person.key("F6");
        person.key("F6");
    });
    WARN("longest time without an answer: " << watchdog.longest_ms() << " ms");
    CHECK(watchdog.longest_ms() < 100);
}

TEST_CASE("A page that fits no form is read as the form that a person chooses, and then waits for checking") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_read(person, home);
        person.ask<bool>([](Frame& frame) { frame.enter("reading", "束"); return true; });
        person.wait_title("読取 — 束");
        const auto refused = [](Frame& frame) -> const desk::ListedPage* {
            static std::vector<desk::ListedPage> pages;
            pages = desk::batch_pages(*frame.session().workspace, "束");
            for (const auto& page : pages)
                if (page.source == "taxi006.tif") return &page;
            return nullptr;
        };
        REQUIRE(person.is([&](Frame& frame) { return refused(frame)->template_id.empty() && !refused(frame)->why_not.empty(); }));
        person.key("End");  // the last page
        person.key("Return");
        person.wait_title("帳票を手で選ぶ");
        person.key("Home Return");  // fukushi-taxi
        person.wait("the page", [&](Frame& frame) { return jobs_idle(frame) && refused(frame)->template_id == "fukushi-taxi"; });
        CHECK(person.is([&](Frame& frame) { return refused(frame)->waiting > 0; }));
        CHECK(person.message().find("確認してください") != std::string::npos);
    });
}

TEST_CASE("A screen reader has something to say about every control of every room") {
    start_screen();
    const Home home;
    std::vector<std::string> nameless;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { collect_nameless(&frame, nameless); return true; });
        open_read(person, home);
        for (const auto& entry : gui::room_table()) {
            person.ask<bool>([&](Frame& frame) { frame.enter(entry.id, entry.id == "reading" || entry.id == "check" ? "束" : ""); return true; });
            person.wait(entry.id, [&](Frame& frame) { return frame.room_id() == entry.id; });
            person.ask<bool>([&](Frame& frame) { collect_nameless(&frame, nameless); return true; });
        }
        const auto run = [&](const char* room, const char* id) {
            person.ask<bool>([=](Frame& frame) { frame.CallAfter([&frame, room, id] { frame.session().act(room, id); }); return true; });
        };
        for (const char* page : {"settings.people", "settings.audit"}) {
            run("settings", page);
            person.wait(page, [](Frame& frame) { return frame.room_id() == "settings" && frame.session().jobs.idle(); });
            person.ask<bool>([&](Frame& frame) { collect_nameless(&frame, nameless); return true; });
        }
        CHECK(person.is([](Frame& frame) { return gui::accessible_name(*named(&frame, "rail-home")) == wxString::FromUTF8("ホーム、選択中") || frame.room_id() != "home"; }));
    });
    for (const auto& control : nameless) UNSCOPED_INFO(control);
    CHECK(nameless.empty());
}

TEST_CASE("Every action has a help sentence, no two share an id or a key, and F7 to F10 are nobody's") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
        for (const auto& entry : gui::room_table()) {
            const auto actions = person.ask<gui::Actions>([&](Frame& frame) {
                frame.enter(entry.id);
                return frame.actions();
            });
            std::set<std::string> ids, keys;
            for (const auto& action : actions) {
                INFO(entry.id << ": " << action.id);
                CHECK(ids.insert(action.id).second);
                CHECK_FALSE(action.help.empty());
                const auto key = action.key.utf8_string();
                if (!key.empty()) CHECK(keys.insert(key).second);
                for (const char* taken : {"F7", "F8", "F9", "F10"}) CHECK(key != taken);
            }
        }
    });
}

TEST_CASE("A batch of 3,000 pages opens within a second and scrolls without a stall over 100 ms") {
    start_screen();
    const Home home;
    place_large_batch(home);
    Watchdog watchdog;
    with_window(home, [&](Person& person) {
        const double ms = person.ask<double>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::change);
            timespec before{}, after{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
            frame.enter("reading", "大きな束");
            frame.Update();
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
            return 1e3 * static_cast<double>(after.tv_sec - before.tv_sec) + 1e-6 * static_cast<double>(after.tv_nsec - before.tv_nsec);
        });
        WARN("3,000 pages: " << ms << " ms of the window's thread");
        CHECK(ms < 1000);
        CHECK(person.is([](Frame& frame) {
            auto* pages = dynamic_cast<gui::Thumbnails*>(named(frame.room(), "thumbnails"));
            return pages && pages->pages().size() == 3000;
        }));
        person.key("End");
        CHECK(person.is([](Frame& frame) { return dynamic_cast<gui::Thumbnails*>(named(frame.room(), "thumbnails"))->chosen()->page == 3000; }));
        watchdog.begin_anew();
        person.key("Home");
        for (int i = 0; i < 40; ++i) person.key("Next");
        person.key("End");
        WARN("scrolling 3,000 pages: longest time without an answer " << watchdog.longest_ms() << " ms");
        CHECK(watchdog.longest_ms() < 100);
    });
}

TEST_CASE("Closing while a batch is read asks, stops cleanly, and the rest is read on later") {
    start_screen();
    const Home home;
    for (int copy = 0; copy < 12; ++copy) {  // other bytes, so that each is a scan of its own
        const fs::path to = home.samples / "scans/postcards" / ("more" + std::to_string(copy) + ".png");
        fs::copy(home.samples / "scans/postcards/hagaki001.png", to);
        std::ofstream(to, std::ios::app) << copy;
    }
    int left = 0;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::write);
            return gui::start_import(&frame, frame.session(), {"束", {home.samples / "scans/postcards"}, {home.samples / "forms"}});
        });
        person.wait("the first page", [](Frame& frame) {
            const auto running = frame.session().jobs.running();
            return running.empty() || running.front().progress.done >= 1;
        });
        person.key("ctrl+q");
        person.wait_title("よろずを終える");
        person.key("alt+s");
        for (int i = 0; i < 3000 && wxTheApp->GetTopWindow() && !wxTopLevelWindows.empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    });
    {
        desk::Workspace workspace(home.workspace, store::Access::change, 1);
        const auto batch = desk::batches(workspace).at(0);
        left = batch.unread_files;
        CHECK(batch.pages >= 1);
        CHECK(left > 0);
        CHECK(desk::check_workspace(workspace).faults.empty());
    }
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::change);
            gui::read_on(&frame, frame.session(), "束");
            return true;
        });
        person.wait("the rest", jobs_idle, 120);
        CHECK(person.is([](Frame& frame) {
            const auto batch = desk::batches(*frame.session().workspace).at(0);
            return batch.unread_files == 0 && batch.pages == 15;
        }));
    });
}

TEST_CASE("A workspace that is taken away is told in the bar, and the first page comes back") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
        fs::rename(home.workspace, home.folder / "away");
        person.wait("the message", [](Frame& frame) { return !frame.session().is_open(); }, 20);
        CHECK(person.message().find("見えなくなりました") != std::string::npos);
        person.wait_title("はじめに");
        fs::rename(home.folder / "away", home.workspace);
        CHECK(person.is([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::change); }));
    });
}

TEST_CASE("A broken workspace is refused in words, and the window stays usable") {
    start_screen();
    const Home home;
    fs::create_directories(home.workspace);
    std::ofstream(home.workspace / "yorozu.db") << "this is no database, but it is long enough to be looked at as one";
    with_window(home, [&](Person& person) {
        CHECK_FALSE(person.is([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::change); }));
        CHECK(person.message().size() > 10);
        person.wait_title("はじめに");
    });
}
