// A recording in the room: a browser opens, what is done in it is told in the status bar, and ends as a kept scenario.
#include <wx/msgdlg.h>

#include "workbench/desk/rpa/recording.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/rpa/rpa_room.h"

namespace yorozu::gui {

void RpaRoom::ask_recording() {
    const auto address = asked_words(this, tr("録画を始めるアドレス（http://… か https://…）"), tr("録画"), document_ && document_->reading().scenario ? shown(document_->reading().scenario->address) : wxString("https://"));
    if (!address) return;
    const auto title = asked_words(this, tr("シナリオの題"), tr("録画"), tr("録画したシナリオ"));
    if (!title) return;
    desk::RecordingRequest wanted;
    wanted.address = utf8(*address);
    wanted.title = utf8(*title);
    record(wanted);
}

void RpaRoom::record(desk::RecordingRequest wanted) {
    if (recording_) return;
    leave();
    if (!data_.empty()) wanted.data = data_;
    const std::string name = wanted.title;
    recording_ = session_.jobs.start<rpa::RecordedScenario>({tr("録画"), shown(wanted.title), tr("操作")}, this,
        [wanted](JobControl& job) {
            std::size_t done = 0;
            try {
                return desk::record_scenario(wanted, [&](const rpa::RecordedEvent& event) { if (!desk::words_of(event).empty()) job.report({++done, 0, 0, -1}); }, {}, job.stop());
            } catch (const rpa::StepFailure& failure) {
                throw desk::RequestFault(failure.message);
            }
        },
        [this, name](JobEnd<rpa::RecordedScenario> end) {
            recording_ = 0;
            session_.note({});
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            const auto& made = *end.result;
            if (made.scenario.empty()) return session_.say({Message::Kind::doubt, tr("何も録画されませんでした。")});
            desk::keep_scenario(*session_.workspace, name, made.scenario, utf8(tr("録画")));
            show_scenario(name);
            wxString points;
            for (const auto& doubt : made.doubts) points += shown("・" + doubt + "\n");
            for (const auto& secret : made.secrets) points += shown("・") + wxString::Format(tr("金庫（Ctrl+Shift+V）に入れる値: %s"), shown(secret)) + "\n";
            session_.say({Message::Kind::doubt, wxString::Format(tr("%d 操作を録画しました。使う前に、人が確かめることがあります。"), made.steps),
                          {{.id = "rpa.recorded", .label = tr("見る"), .run = [this, points] { wxMessageBox(points, tr("録画の後に確かめること"), wxOK, this); }},
                           {.id = "rpa.recorded-trial", .label = tr("3件で試す"), .run = [this] { show_trial(); }}}});
        });
    session_.note(tr("録画しています。終わったらブラウザーを閉じるか、もう一度「録画」を押してください。"));
}

}  // namespace yorozu::gui
