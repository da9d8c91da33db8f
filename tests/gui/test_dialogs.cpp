// Every dialog that an action opens, looked at in the moment before it would be shown.
#include <catch2/catch.hpp>
#include <map>
#include <wx/dialog.h>
#include <wx/filedlg.h>
#include <wx/modalhook.h>

#include "tests/gui/nameless.h"
#include "tests/gui/screen.h"
#include "workbench/gui/reading/import_job.h"

namespace {

using namespace yorozu;
using gui::Frame;

/// Declines every modal dialog unseen, and keeps what it would have been silent about, by its title.
class DialogReader : public wxModalDialogHook {
public:
    DialogReader() { Register(); }
    std::map<std::string, std::vector<std::string>> nameless;  ///< of our own dialogs
    std::vector<std::string> faults;
    int native = 0;

protected:
    int Enter(wxDialog* dialog) override {
        const std::string title = dialog->GetTitle().utf8_string();
        if (dialog->GetChildren().empty()) {
            ++native;  // the toolkit's own: it says its words itself
        } else {
            if (title.empty()) faults.push_back("a dialog without a title: " + wxString(dialog->GetClassInfo()->GetClassName()).utf8_string());
            collect_nameless(dialog, nameless[title]);
        }
        return wxID_CANCEL;
    }
};

}  // namespace

TEST_CASE("A screen reader has something to say about every control of every dialog, and declining leaves no trace") {
    start_screen();
    const Home home;
    std::unique_ptr<DialogReader> reader;
    with_window(home, [&](Person& person) {
        const auto idle = [](Frame& frame) { return frame.session().jobs.idle(); };
        person.ask<bool>([&](Frame& frame) {
            frame.open_workspace(home.workspace, store::Access::write);
            return gui::start_import(&frame, frame.session(), {"束", {home.samples / "scans/postcards", home.samples / "scans/other"}, {home.samples / "forms"}});
        });
        person.wait("the import", idle, 120);
        person.ask<bool>([&](Frame&) { reader = std::make_unique<DialogReader>(); return true; });
        for (const auto& entry : gui::room_table()) {
            const auto enter = [&](Frame& frame) { frame.enter(entry.id, entry.id == "reading" || entry.id == "check" ? "束" : ""); return true; };
            person.ask<bool>(enter);
            person.wait(entry.id, [&](Frame& frame) { return frame.room_id() == entry.id && frame.session().jobs.idle(); });
            const auto asking = person.ask<std::vector<std::string>>([](Frame& frame) {
                std::vector<std::string> ids;
                for (const auto& action : frame.actions())
                    if (action.label.Contains(wxString::FromUTF8("…")) && action.id != "file.close-workspace" && action.id != "check.defect") ids.push_back(action.id);  // the latter opens a menu, which nothing declines
                return ids;
            });
            for (const auto& id : asking) {
                INFO(id);
                person.ask<bool>(enter);
                person.ask<bool>([&](Frame& frame) {
                    for (const auto& action : frame.actions())
                        if (action.id == id && action.may_run()) { action.run(); break; }
                    return true;
                });
                person.wait(id, idle, 120);
            }
        }
        person.ask<bool>([&](Frame&) { reader->Unregister(); return true; });
        CHECK(reader->nameless.size() >= 8);
        for (const auto& [title, controls] : reader->nameless)
            for (const auto& control : controls) {
                INFO(title << ": " << control);
                CHECK(false);
            }
        for (const auto& fault : reader->faults) {
            INFO(fault);
            CHECK(false);
        }
        std::string titles;
        for (const auto& [title, controls] : reader->nameless) titles += title + "、";
        WARN("dialogs: " << titles << " and " << reader->native << " of the toolkit");
    });
}
