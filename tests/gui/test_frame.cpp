// What belongs to no room: the status bar, keys that come early, what is not saved yet, ホーム.
#include <catch2/catch.hpp>
#include <wx/choice.h>
#include <wx/menu.h>
#include <wx/statusbr.h>

#include <fstream>

#include "tests/gui/actions.h"
#include "tests/gui/screen.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/export/profile_export.h"
#include "workbench/desk/hours/plans.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/message_bar.h"
#include "workbench/gui/hours/plan_bars.h"
#include "workbench/gui/reading/import_job.h"
#include "workbench/gui/templates/designer_canvas.h"

namespace {

namespace fs = std::filesystem;
using namespace yorozu;
using gui::Frame;

wxString note_of(Frame& frame) { return frame.GetStatusBar()->GetStatusText(1); }

void open_form(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) {
        frame.open_workspace(home.workspace, store::Access::write);
        frame.enter("forms", (home.samples / "forms/koza-furikae-hagaki/template.json").string());
        return true;
    });
    person.wait("the form", [](Frame& frame) { return jobs_idle(frame) && frame.room()->title().Contains(wxString::FromUTF8("口座振替")); });
}

}  // namespace

TEST_CASE("What a room says in the status bar is gone when another room is shown, and what is not saved is said in all of them") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_form(person, home);
        person.key("Tab Right");  // the first field, 0.1 mm to the right
        person.wait("the note", [](Frame& frame) { return note_of(frame).Contains(wxString::FromUTF8("動かした")); });
        person.key("ctrl+1");
        person.wait("the note of home", [](Frame& frame) { return note_of(frame).StartsWith(wxString::FromUTF8("未保存：帳票")); });
        person.key("ctrl+4");
        person.key("ctrl+s");
        person.wait("the saving", [](Frame& frame) { return !frame.room()->unsaved(); });
        person.key("ctrl+5");
        person.wait("the note of reading", [](Frame& frame) { return frame.room_id() == "reading" && !note_of(frame).Contains(wxString::FromUTF8("未保存")) && !note_of(frame).Contains(wxString::FromUTF8("保存しました")); });
    });
}

TEST_CASE("A form that is not saved is asked about when the window closes from another room") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_form(person, home);
        person.key("Tab Right");
        person.wait("the change", [](Frame& frame) { return frame.room()->unsaved(); });
        person.key("ctrl+1");
        person.wait_title("ホーム");
        person.key("ctrl+q");
        person.wait_title("帳票");
        person.key("Escape");
        person.wait_title("よろず");
        CHECK(person.is([](Frame& frame) { return frame.session().is_open(); }));
    });
}

TEST_CASE("A form that was being edited when the program died is offered again as it was, and saved where it came from") {
    start_screen();
    const Home home;
    const fs::path file = home.samples / "forms/koza-furikae-hagaki/template.json";
    const auto left_edge = [&] { return ocr::load_template(file).form->fields[0].box_mm.x; };
    const double before = left_edge();
    with_window(home, [&](Person& person) {
        open_form(person, home);
        person.key("Tab shift+Right");  // 1 mm
        person.wait("the draft", [&](Frame&) { return fs::exists(home.workspace / "drafts/form-koza-furikae-hagaki/template.json"); });
    });  // the window is taken away without a question, as by a crash
    CHECK(left_edge() == Approx(before));
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::change); });
        person.wait_title("ホーム");
        person.key("ctrl+4");
        person.wait("the offer", [](Frame& frame) { return frame.message_bar().text().Contains(wxString::FromUTF8("保存していない変更")); });
        person.ask<bool>([](Frame& frame) {
            for (const auto& action : frame.message_bar().buttons())
                if (action.id == "forms.draft") action.run();
            return true;
        });
        CHECK(person.is([](Frame& frame) { return frame.room()->unsaved(); }));
        person.key("ctrl+s");
        person.wait("the saving", [](Frame& frame) { return !frame.room()->unsaved(); });
    });
    CHECK(left_edge() == Approx(before + 1));
    CHECK_FALSE(fs::exists(home.workspace / "drafts/form-koza-furikae-hagaki"));
}

TEST_CASE("A form that was saved with faults can be opened again and mended") {
    start_screen();
    const Home home;
    const fs::path file = home.samples / "forms/koza-furikae-hagaki/template.json";
    std::ifstream in(file);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto label = text.find("\"denwa\"");
    REQUIRE(label != std::string::npos);
    text.replace(label, 7, "\"shimei\"");  // two fields with one id
    std::ofstream(file) << text;
    REQUIRE_FALSE(ocr::load_template(file).form);
    with_window(home, [&](Person& person) { open_form(person, home); });
}

TEST_CASE("A key works from the moment at which its action may run, not from the next idle moment of the window") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
        CHECK(person.is([](Frame& frame) {
            const auto undo_may_run = [&] { return frame.GetMenuBar()->FindItem(frame.GetMenuBar()->FindMenuItem(wxString::FromUTF8("編集(&E)"), wxString::FromUTF8("元に戻す(&U)")))->IsEnabled(); };
            if (undo_may_run()) return false;
            frame.session().undo.did({"x", [] {}, [] {}});
            wxKeyEvent key(wxEVT_CHAR_HOOK);
            key.m_keyCode = 'Z';
            key.SetControlDown(true);
            frame.GetEventHandler()->ProcessEvent(key);
            return undo_may_run();
        }));
    });
}

TEST_CASE("Home lists consultations that wait, and shows the plan of the year as bars with words") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::write);
            auto& workspace = *frame.session().workspace;
            const auto now = frame.session().clock();
            desk::add_case(workspace, {{"title", "転入届の記入を減らしたい"}, {"department", "戸籍住民課"}, {"next_date", "2020-01-31"}}, now - 86'400'000);
            const auto year = desk::fiscal_year_of(desk::iso_date(now));
            std::ofstream(home.folder / "plan.csv") << "measure,unit," << "r" << year.begins - 2018 << "_target\nRPA 削減時間,時間,1600\nよろず相談DX 相談件数,件,30\n会議録作成支援システム 削減時間,時間,450\n";
            desk::import_plan(workspace, home.folder / "plan.csv", "test");
            desk::achieve_by_hand(workspace, year, "会議録作成支援システム 削減時間", 262, "10月末の報告", "test");
            frame.enter("home");
            return true;
        });
        person.wait("the bars", [](Frame&) { return dynamic_cast<gui::PlanBars*>(shown_window("plan-bars")) != nullptr; });
        CHECK(person.is([](Frame&) {
            const auto& bars = dynamic_cast<gui::PlanBars&>(*shown_window("plan-bars"));
            return bars.words_of_row(0).StartsWith(wxString::FromUTF8("RPA 削減時間、0 / 1,600 時間")) && bars.words_of_row(1).Contains(wxString::FromUTF8("1 / 30 件")) && bars.words_of_row(2).Contains(wxString::FromUTF8("報告 262 / 450 時間"));
        }));
        CHECK(person.is([](Frame&) {
            const auto& rows = dynamic_cast<gui::Table&>(*shown_window(wxString::FromUTF8("待っている仕事"))).rows();
            return rows.size() == 2 && rows[1].cells[3] == wxString::FromUTF8("転入届の記入を減らしたい") && rows[1].cells[6].Contains(wxString::FromUTF8("期限すぎ"));
        }));
        person.key("Return");
        person.wait_title("転入届");
        person.key("ctrl+1");
        person.wait_title("ホーム");
        person.key("ctrl+n");
        person.wait("the new case", [](Frame& frame) { return frame.room_id() == "cases" && shown_window("new-title") != nullptr; });
    });
}

TEST_CASE("A batch is written as a kept profile says: its columns, their order and headings, by keys") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::write);
            return gui::start_import(&frame, frame.session(), {"束", {home.samples / "scans/postcards"}, {home.samples / "forms"}});
        });
        person.wait("the import", jobs_idle, 120);
        person.ask<bool>([](Frame& frame) {
            const auto forms = frame.session().workspace->templates();
            auto profile = desk::drafted_profile(*ocr::form_named(forms, "koza-furikae-hagaki"));
            profile.name = "収納";
            profile.unchecked_too = true;
            std::swap(profile.columns[0], profile.columns[12]);
            profile.columns.resize(2);
            profile.columns[1].header = "二番目";
            desk::keep_profile(*frame.session().workspace, profile);
            frame.enter("reading", "束");
            return true;
        });
        person.wait_title("読取 — 束");
        person.wait("writing to be possible", [](Frame& frame) {
            for (const auto& action : frame.actions())
                if (action.id == "reading.export") return jobs_idle(frame) && action.enabled();
            return false;
        });
        person.key("ctrl+e");
        person.wait_title("書き出す");
        person.ask<bool>([](Frame&) { shown_window("export-profile")->SetFocus(); return true; });
        person.key("Down");
        person.wait("the profile", [](Frame&) { return dynamic_cast<wxChoice&>(*shown_window("export-profile")).GetSelection() == 1; });
        person.ask<bool>([](Frame&) { shown_window("export-file")->SetFocus(); return true; });
        const fs::path csv = home.folder / "out.csv";
        person.key("ctrl+a");
        person.type(csv.string());
        person.key("Return");
        person.wait("the file", [&](Frame& frame) { return jobs_idle(frame) && fs::exists(csv); });
        std::ifstream in(csv);
        std::string head;
        std::getline(in, head);
        CHECK(head == "\xEF\xBB\xBF口座番号,二番目\r");
        person.wait_title("よろず");
        CHECK(person.message().find("3 枚を書き出しました") != std::string::npos);
    });
}
