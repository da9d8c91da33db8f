// What a help desk does with cases besides taking them: files, views, merging, questions that come again, paper.
#include <catch2/catch.hpp>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/srchctrl.h>
#include <wx/textctrl.h>

#include <fstream>

#include "tests/gui/actions.h"
#include "workbench/desk/cases/case_attachments.h"
#include "workbench/desk/cases/standard_questions.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/gui/frame/message_bar.h"

namespace {

using namespace yorozu;
using gui::Frame;

const char* const passphrase = "correct horse battery";

template <class Control>
Control* control(const char* name) {
    return dynamic_cast<Control*>(shown_window(wxString::FromUTF8(name)));
}

store::Cases kept(Frame& frame) { return desk::stored_cases(*frame.session().workspace); }

/// Three cases, of which two were solved alike, and 相談 on the screen.
void open_office(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) {
        frame.open_workspace(home.workspace, store::Access::write);
        auto& workspace = *frame.session().workspace;
        for (const char* title : {"PDF ga akanai", "PDF ga hirakenai"}) {
            const auto one = desk::add_case(workspace, {{"title", title}, {"department", "soumu"}, {"category", "その他"}}, 0);
            desk::advance_case(workspace, one, {.to = desk::CaseStage::done, .outcome = "解決", .solution = "Reader wo koushin suru"});
        }
        desk::add_case(workspace, {{"title", "koza furikae"}, {"department", "kokuho"}}, 0);
        return true;
    });
    person.key("ctrl+2");
    person.wait("the room", [](Frame& frame) { return frame.room_id() == "cases" && !table_named("相談の一覧").rows().empty(); });
}

}  // namespace

TEST_CASE("A case with department, person and story is taken with seven keys besides its words: under a minute at two keys a second") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_office(person, home);
        int keys = 0, letters = 0;
        const auto press = [&](const std::string& key) { person.key(key), ++keys; };
        const auto write = [&](const std::string& words) { person.type(words), letters += static_cast<int>(words.size()); };
        press("ctrl+n");
        person.wait("the title", [](Frame&) { return wxWindow::FindFocus() && wxWindow::FindFocus()->GetName() == "new-title"; });
        write("hagaki no nyuuryoku wo herashitai");
        press("Tab");
        write("hoiku");
        press("Tab"), press("Tab");
        write("kajiwara 2533");
        press("Tab"), press("Tab");
        write("shuu 2 kai, 40 mai zutsu");
        press("ctrl+Return");
        person.wait("the case", [](Frame& frame) { return kept(frame).count() == 4; });
        const auto taken = person.ask<desk::Case>([](Frame& frame) { return kept(frame).all().front(); });
        CHECK(taken.field("title") == "hagaki no nyuuryoku wo herashitai");
        CHECK(taken.field("department") == "hoiku");
        CHECK(taken.field("requester") == "kajiwara 2533");
        CHECK(taken.field("body") == "shuu 2 kai, 40 mai zutsu");
        CHECK(keys == 7);
        CHECK(keys + letters < 120);
    });
}

TEST_CASE("A dropped file is sealed with the vault's key, its name is on the page, and taking it off can be undone") {
    start_screen();
    const Home home;
    const std::string secret = "29141777 Keiko no kouza";
    std::filesystem::create_directories(home.folder);
    std::ofstream(home.folder / "irai.txt") << secret;
    with_window(home, [&](Person& person) {
        open_office(person, home);
        person.ask<bool>([](Frame& frame) {
            desk::create_vault(*frame.session().workspace, desk::Passphrase(passphrase), {1, 8192});
            table_named("相談の一覧").SetFocus();
            return true;
        });
        const auto number = person.ask<std::string>([&](Frame& frame) {
            frame.CallAfter([&frame, file = home.folder / "irai.txt"] { frame.room()->take_files({file}); });
            return kept(frame).all().front().number;
        });
        person.wait_title("金庫を開く");
        person.type("wrong words");
        person.key("Return");
        person.wait("the refusal", [](Frame& frame) { return frame.message_bar().text().Contains(wxString::FromUTF8("パスフレーズ")); });
        CHECK(person.is([&](Frame& frame) { return desk::attachments(*frame.session().workspace, number).empty(); }));
        person.ask<bool>([&](Frame& frame) {
            frame.CallAfter([&frame, file = home.folder / "irai.txt"] { frame.room()->take_files({file}); });
            return true;
        });
        person.wait_title("金庫を開く");
        person.type(passphrase);
        person.key("Return");
        person.wait("the attachment", [&](Frame& frame) { return desk::attachments(*frame.session().workspace, number).size() == 1; });
        const auto on_page = [](Frame&) {
            const auto& rows = table_named("つながりと添付").rows();
            return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.cells[1].Contains("irai.txt"); });
        };
        person.wait("its name", on_page);
        for (const char* file : {"yorozu.db", "yorozu.db-wal"}) {
            std::ifstream in(home.workspace / file, std::ios::binary);
            CHECK(std::string(std::istreambuf_iterator<char>(in), {}).find(secret) == std::string::npos);
        }
        person.ask<bool>([](Frame&) {
            auto& belongings = table_named("つながりと添付");
            belongings.SetFocus();
            for (const auto& row : belongings.rows())
                if (row.cells[1].Contains("irai.txt")) belongings.choose(row.id);
            return true;
        });
        person.key("Delete");
        person.wait("it is off", [&](Frame& frame) { return desk::attachments(*frame.session().workspace, number).empty(); });
        person.key("ctrl+z");
        person.wait("it is back", [&](Frame& frame) { return desk::attachments(*frame.session().workspace, number).size() == 1; });
        person.wait("its name again", on_page);
    });
}

TEST_CASE("A view keeps filters and words under a name, and is there again when the window opens; removing it can be undone") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_office(person, home);
        person.key("ctrl+f");
        person.wait("the search", [](Frame&) { return control<wxSearchCtrl>("case-search")->HasFocus(); });
        person.type("PDF");
        person.wait("what was found", [](Frame&) { return table_named("相談の一覧").rows().size() == 2; });
        do_action(person, "cases.keep-view");
        person.wait_title("表示の保存");
        person.type("pdf dake");
        person.key("Return");
        person.wait("the view", [](Frame& frame) { return desk::case_views(*frame.session().workspace).size() == 1; });
        person.wait("it is chosen", [](Frame&) { return control<wxChoice>("case-views")->GetStringSelection() == "pdf dake"; });
    });
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::change); });
        person.key("ctrl+2");
        person.wait("the room", [](Frame& frame) { return frame.room_id() == "cases" && table_named("相談の一覧").rows().size() == 1; });
        person.ask<bool>([](Frame&) { return control<wxChoice>("case-views")->SetFocus(), true; });
        person.key("Down");
        person.key("Return");
        person.wait("the view's cases", [](Frame&) { return table_named("相談の一覧").rows().size() == 2 && control<wxSearchCtrl>("case-search")->GetValue() == "PDF"; });
        do_action(person, "cases.remove-view");
        person.wait("it is gone", [](Frame& frame) { return desk::case_views(*frame.session().workspace).empty(); });
        person.key("ctrl+z");
        person.wait("it is back", [](Frame& frame) { return desk::case_views(*frame.session().workspace).size() == 1; });
    });
}

TEST_CASE("Two cases of the same become one that both numbers open, and part again") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_office(person, home);
        const auto number = person.ask<std::string>([](Frame& frame) { return kept(frame).all().front().number; });
        do_action(person, "cases.merge");
        person.wait_title("統合する");
        person.key("Down");  // the second of the others
        person.key("Return");
        person.wait("it was merged", [&](Frame& frame) { return !kept(frame).find(number)->merged_into.empty(); });
        const auto into = person.ask<std::string>([&](Frame& frame) { return kept(frame).find(number)->merged_into; });
        person.wait("the page of the one that stands", [&](Frame& frame) { return frame.GetTitle().Contains(wxString::FromUTF8(into)); });
        CHECK(person.is([&](Frame&) {
            const auto& rows = table_named("つながりと添付").rows();
            return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.id == "merged/" + number; });
        }));
        person.key("ctrl+z");
        person.wait("they part", [&](Frame& frame) { return kept(frame).find(number)->merged_into.empty(); });
    });
}

TEST_CASE("What was asked again stands first in よくある相談, is found by its answer, and opens its case") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_office(person, home);
        do_action(person, "cases.faq");
        person.wait_title("よくある相談");
        person.wait("the questions", [](Frame&) { return shown_window("faq-search") && table_named("よくある相談").rows().size() == 1; });
        CHECK(person.is([](Frame&) { return table_named("よくある相談").rows()[0].cells[0] == "2"; }));
        person.type("koushin");
        person.wait("the answer", [](Frame&) { return table_named("よくある相談").rows().size() == 1; });
        person.key("Return");
        person.wait("the list", [](Frame&) { return table_named("よくある相談").HasFocus(); });
        person.key("Down");
        person.wait("its words", [](Frame&) { return control<wxTextCtrl>("faq-answer")->GetValue().Contains("Reader wo koushin"); });
        person.key("Return");
        person.wait("the case", [](Frame& frame) { return frame.GetTitle().Contains("PDF ga"); });
    });
}

TEST_CASE("A case goes to the printer's dialog with a key, and Esc leaves everything as it was") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_office(person, home);
        const auto before = person.title();
        person.key("ctrl+p");
        person.wait("another window", [](Frame& frame) { return !frame.IsActive(); });
        person.key("Escape");
        person.wait_title(before);
        CHECK(person.is([](Frame& frame) { return frame.message_bar().text().empty(); }));
    });
}
