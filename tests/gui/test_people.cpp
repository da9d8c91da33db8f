// Who may do what, in the window: sign-in, rights, the audit log.
#include <catch2/catch.hpp>
#include <wx/button.h>
#include <wx/statusbr.h>
#include <wx/stattext.h>

#include <fstream>

#include "tests/gui/actions.h"
#include "workbench/desk/people/people.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/message_bar.h"

namespace {

namespace fs = std::filesystem;
using namespace yorozu;
using gui::Frame;

constexpr const char* passphrase = "correct horse battery";

/// A workspace whose only person is the administrator "kanri", signed in.
void with_administrator(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) {
        {
            desk::Workspace workspace(home.workspace, store::Access::write, frame.session().clock());
            workspace.begin({"root", false, frame.session().clock});
            desk::add_person(workspace, {"kanri", {desk::Right::admin}, {}}, desk::Passphrase(passphrase), {1, 8192});
        }
        return frame.open_workspace(home.workspace, store::Access::change);
    });
    person.wait_title("サインイン");
    person.type("kanri");
    person.key("Return");
    person.type(passphrase);
    person.key("Return");
    person.wait_title("ホーム");
}

std::string chain_words(Frame& frame) { return frame.GetStatusBar()->GetStatusText(3).utf8_string(); }

}  // namespace

TEST_CASE("The first person is registered by keys; from then on the window asks who comes, and wrong words open nothing") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
        person.key("ctrl+8");
        person.wait_title("設定");
        do_action(person, "settings.people");
        person.wait("the page", [](Frame&) { return shown_window("add-person") != nullptr; });
        person.key("Return");  // the button for the first person has the focus
        person.wait_title("最初の利用者");
        person.type("kanri");
        person.key("Tab Tab Tab Tab Tab Tab Tab");  // over five rights and the departments; the sixth right is given
        person.type("short");
        CHECK(person.is([](Frame&) { return !shown_window("person-keep")->IsEnabled(); }));
        person.key("ctrl+a");
        person.type(passphrase);
        person.key("Tab");
        person.type(passphrase);
        person.wait("the button", [](Frame&) { return shown_window("person-keep")->IsEnabled(); });
        person.key("Return");
        person.wait_title("サインイン");
        CHECK(person.is([](Frame& frame) { return !frame.session().is_open() && frame.room_id() == "sign-in"; }));
        person.key("ctrl+1");  // no room opens before
        CHECK(person.is([](Frame& frame) { return frame.room_id() == "sign-in"; }));

        person.type("kanri");
        person.key("Return");
        person.type("wrong words altogether");
        person.key("Return");
        person.wait("the refusal", [](Frame& frame) { return frame.message_bar().text().Contains(wxString::FromUTF8("サインインできません")); });
        person.type(passphrase);
        person.key("Return");
        person.wait_title("ホーム");
        CHECK(person.is([](Frame& frame) { return frame.session().person == "kanri"; }));
        person.wait("the chain", [](Frame& frame) { return chain_words(frame) == "監査記録：連続"; });
    });
}

TEST_CASE("An administrator adds people and changes their rights; each change can be taken back, and stands in the log") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        with_administrator(person, home);
        person.key("ctrl+8");
        person.wait_title("設定");
        do_action(person, "settings.people");
        person.wait("the list", [](Frame&) { return shown_window(wxString::FromUTF8("利用者と権限")) && table_named("利用者と権限").rows().size() == 1; });
        person.key("ctrl+n");
        person.wait_title("利用者を加える");
        person.type("sato");
        person.key("Tab Tab space Tab Tab Tab Tab Tab Tab");  // 確認担当; over the others and the departments
        person.type("another long phrase");
        person.key("Tab");
        person.type("another long phrase");
        person.key("Return");
        const auto people = [&] { return person.ask<std::vector<desk::Person>>([](Frame& frame) { return desk::people(*frame.session().workspace); }); };
        person.wait("the second person", [](Frame& frame) { return desk::people(*frame.session().workspace).size() == 2; });
        CHECK(people()[1].rights == std::vector<desk::Right>{desk::Right::checker});
        person.wait_title("よろず");
        person.key("ctrl+z");
        person.wait("the undo", [](Frame& frame) { return desk::people(*frame.session().workspace)[1].retired; });
        person.key("ctrl+y");
        person.wait("the redo", [](Frame& frame) { return !desk::people(*frame.session().workspace)[1].retired; });

        do_action(person, "settings.audit");
        person.wait("the log", [](Frame&) { return shown_window(wxString::FromUTF8("監査ログ")) && table_named("監査ログ").rows().size() >= 5; });
        CHECK(person.is([](Frame&) {
            const auto& rows = table_named("監査ログ").rows();
            return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.cells[3] == wxString::FromUTF8("利用者") && row.cells[4].Contains("sato"); }) &&
                   std::none_of(rows.begin(), rows.end(), [](const auto& row) { return row.cells[6].Contains("phrase"); });
        }));
        person.wait("the proof of the chain", [](Frame&) {
            for (auto* child : shown_window("audit-check")->GetParent()->GetChildren())
                if (auto* words = dynamic_cast<wxStaticText*>(child); words && words->GetLabel().Contains(wxString::FromUTF8("鎖はつながっています"))) return true;
            return false;
        });
    });
}

TEST_CASE("Somebody without the right sees people but changes nothing, and the audit log stays shut") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        with_administrator(person, home);
        person.ask<bool>([&](Frame& frame) {
            desk::add_person(*frame.session().workspace, {"sato", {desk::Right::clerk}, {}}, desk::Passphrase("another long phrase"), {1, 8192});
            return true;
        });
        do_action(person, "file.sign-out");
        person.wait_title("サインイン");
        person.type("sato");
        person.key("Return");
        person.type("another long phrase");
        person.key("Return");
        person.wait_title("ホーム");
        person.key("ctrl+8");
        person.wait_title("設定");
        do_action(person, "settings.people");
        person.wait("the list", [](Frame&) { return shown_window(wxString::FromUTF8("利用者と権限")) != nullptr; });
        CHECK(person.is([](Frame&) { return !shown_window("add-person")->IsEnabled() && !shown_window("change-rights")->IsEnabled() && !shown_window("retire")->IsEnabled(); }));
        do_action(person, "settings.audit");
        person.wait("the refusal", [](Frame&) {
            for (auto* child : shown_window("audit-check")->GetParent()->GetChildren())
                if (auto* words = dynamic_cast<wxStaticText*>(child); words && words->GetLabel().Contains(wxString::FromUTF8("権限が要ります"))) return true;
            return false;
        });
        CHECK(person.is([](Frame&) { return table_named("監査ログ").rows().empty(); }));
    });
}

TEST_CASE("A log whose end was cut off is told when the workspace is opened") {
    start_screen();
    const Home home;
    { desk::Workspace workspace(home.workspace, store::Access::write, 1); }
    std::ofstream(home.workspace / "audit.head") << "7:" << std::string(64, 'a') << "\n";
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::change); });
        person.wait("the words", [](Frame& frame) { return chain_words(frame) == "監査記録：異常"; });
        CHECK(person.message().find("監査ログに異常") != std::string::npos);
    });
}
