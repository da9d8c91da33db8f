// 保存期間: a rule is typed and taken back, what would go is counted before anything goes, and home says when something is due.
#include <catch2/catch.hpp>
#include <wx/button.h>
#include <wx/textctrl.h>

#include "tests/gui/actions.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/workspace/retention.h"
#include "workbench/gui/frame/message_bar.h"
#include "workbench/store/documents.h"
#include "workbench/store/records.h"
#include "workbench/store/work_queue.h"

namespace {

using namespace yorozu;
using gui::Frame;

/// A scan that was read and keyed in 2020, and 設定 / 保存期間 on the screen.
void open_retention(Person& person, const Home& home) {
    person.ask<bool>([&](Frame& frame) {
        frame.open_workspace(home.workspace, store::Access::write);
        auto& workspace = *frame.session().workspace;
        const store::TimeMs then = 1'577'836'800'000;
        const std::string hash(64, 'a');
        store::Documents documents(workspace.database());
        documents.register_scans("mukashi", std::vector<store::ArrivedScan>{{hash, 15, "scan.tif"}}, then);
        store::StoredReading reading;
        reading.template_id = "koza";
        reading.fields = {{"no", "123", store::StoredStatus::accepted, 1, "{}"}};
        documents.add_reading(documents.unread("mukashi").at(0).id, reading, then);
        documents.set_pages(hash, 1);
        const auto document = documents.documents("mukashi").at(0).id;
        store::Records(workspace.database()).put(std::vector<store::StoredRecord>{{document, "koza", "[" + std::to_string(document) + "]", "{\"no\":\"123\"}", "[]", true, {}}}, then);
        store::WorkItems queue(workspace.database());
        store::StoredItem item;
        item.scenario = "koza", item.business_key = "123", item.record = {{"no", "123"}}, item.source = "batch:mukashi/" + std::to_string(document);
        const auto id = queue.add({item}, then).ids.at(0);
        const auto run = queue.begin_run("koza", false, then);
        const auto claimed = queue.claim("koza", "r", then, std::chrono::seconds(60));
        queue.finish(id, claimed->token, "done", "U1", "", {run, id, "confirm", then, then, "done", "", ""});
        return true;
    });
    person.key("ctrl+8");
    person.wait_title("設定");
    do_action(person, "settings.retention");
    person.wait("the page", [](Frame&) { return shown_window("retention-readings") && wxWindow::FindFocus() && wxWindow::FindFocus()->GetName() == "retention-scans"; });
}

desk::RetentionRule rule(Person& person, desk::KeptKind kind) {
    return person.ask<desk::RetentionRule>([kind](Frame& frame) { return desk::retention_rules(*frame.session().workspace).at(kind); });
}

}  // namespace

TEST_CASE("Days are typed, refused in words when they are none, and taken back; what would go is asked about before it goes") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_retention(person, home);
        CHECK(person.is([](Frame&) { return !shown_window("retention-erase")->IsEnabled(); }));
        person.ask<bool>([](Frame&) { return shown_window("retention-readings")->SetFocus(), true; });
        person.type("soon");
        person.key("Return");
        person.wait("the refusal", [](Frame&) {
            for (auto* child : shown_window("retention-readings")->GetParent()->GetChildren())
                if (child->GetLabel().Contains(wxString::FromUTF8("36,500"))) return true;
            return false;
        });
        CHECK_FALSE(rule(person, desk::KeptKind::readings).days);
        person.key("ctrl+a");
        person.type("30");
        person.key("Return");
        person.wait("the rule", [](Frame& frame) { return desk::retention_rules(*frame.session().workspace).at(desk::KeptKind::readings).days == 30; });
        person.wait("what is due", [](Frame&) { return shown_window("retention-erase")->IsEnabled(); });
        person.key("ctrl+z");
        person.wait("the undo", [](Frame& frame) { return !desk::retention_rules(*frame.session().workspace).at(desk::KeptKind::readings).days; });
        person.key("ctrl+y");
        person.wait("the redo", [](Frame& frame) { return desk::retention_rules(*frame.session().workspace).at(desk::KeptKind::readings).days == 30; });
        person.wait("what is due again", [](Frame&) { return shown_window("retention-erase")->IsEnabled(); });

        const auto value = [&] { return person.ask<std::string>([](Frame& frame) { return store::Documents(frame.session().workspace->database()).documents("mukashi").at(0).reading.fields.at(0).value; }); };
        person.key("ctrl+1");
        person.wait("the job at home", [](Frame& frame) {
            if (frame.room_id() != "home") return false;
            const auto& rows = table_named("待っている仕事").rows();
            return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.cells[3] == wxString::FromUTF8("保存期間の過ぎた個人情報"); });
        });
        person.key("ctrl+8");
        person.wait("the page again", [](Frame&) { return shown_window("retention-erase") && shown_window("retention-erase")->IsEnabled(); });
        do_action(person, "retention.erase");
        person.wait_title("消しますか");
        person.key("Return");  // the button that goes back has the focus
        person.wait_title("設定");
        CHECK(value() == "123");
        do_action(person, "retention.erase");
        person.wait_title("消しますか");
        person.key("alt+e");
        person.wait("it is gone", [](Frame& frame) { return frame.message_bar().text().Contains(wxString::FromUTF8("消しました")); });
        CHECK(value().empty());
        person.wait("nothing more is due", [](Frame&) { return !shown_window("retention-erase")->IsEnabled(); });
    });
}

TEST_CASE("A hold wants its reason, stands in the list, keeps the data, and can be taken back") {
    start_screen();
    const Home home;
    with_window(home, [&](Person& person) {
        open_retention(person, home);
        do_action(person, "retention.hold");
        person.wait_title("保全する");
        person.key("End");
        person.type("mukashi");
        person.key("Return");
        person.wait_title("残す理由");
        person.type("soshou");
        person.key("Return");
        person.wait("the hold", [](Frame& frame) { return desk::holds(*frame.session().workspace).size() == 1; });
        CHECK(person.is([](Frame&) { return table_named("保全").rows().size() == 1 && table_named("保全").rows()[0].id == "batch/mukashi"; }));
        person.key("ctrl+z");
        person.wait("the release", [](Frame& frame) { return desk::holds(*frame.session().workspace).empty(); });
    });
}
