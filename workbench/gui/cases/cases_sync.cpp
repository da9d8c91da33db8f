#include "workbench/gui/cases/cases_sync.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <map>

#include "workbench/desk/cases/case_sync.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

class SyncDialog : public wxDialog {
public:
    SyncDialog(wxWindow* parent, Session& session)
        : wxDialog(parent, wxID_ANY, tr("課題管理とそろえる"), wxDefaultPosition, parent->FromDIP(wxSize(900, 600)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), session_(session), names_(desk::kept_case_trackers(*session.workspace)) {
        const int gap = FromDIP(10);
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* head = new wxBoxSizer(wxHORIZONTAL);
        tracker_ = new wxChoice(this, wxID_ANY);
        tracker_->SetName("sync-tracker");
        set_accessible(*tracker_, tr("課題管理"));
        for (const auto& name : names_) tracker_->Append(shown(name));
        if (!names_.empty()) tracker_->SetSelection(0);
        passphrase_ = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(200, -1)), wxTE_PASSWORD | wxTE_PROCESS_ENTER);
        passphrase_->SetName("sync-passphrase");
        set_accessible(*passphrase_, tr("金庫のパスフレーズ"));
        passphrase_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { start(); });
        start_ = new wxButton(this, wxID_ANY, tr("そろえる(&S)"));
        start_->SetName("sync-start");
        start_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { running_ ? stop() : start(); });
        for (wxWindow* one : {static_cast<wxWindow*>(new wxStaticText(this, wxID_ANY, tr("課題管理"))), static_cast<wxWindow*>(tracker_), static_cast<wxWindow*>(new wxStaticText(this, wxID_ANY, tr("金庫のパスフレーズ"))),
                              static_cast<wxWindow*>(passphrase_), static_cast<wxWindow*>(start_)})
            head->Add(one, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
        column->Add(head, 0, wxALL, gap);
        said_ = new wxStaticText(this, wxID_ANY, {});
        said_->SetName("sync-said");
        column->Add(said_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
        list_ = new Table(this, tr("両方で変わった項目と、そろわなかったもの"), {{tr("相談"), 90}, {tr("相手側"), 70}, {tr("項目"), 90}, {tr("こちら"), 200}, {tr("相手"), 200}, {tr("採るほう"), 120}});
        list_->picked = [this](const std::string& id) { show_sides(id); };
        column->Add(list_, 3, wxEXPAND | wxLEFT | wxRIGHT, gap);
        auto* sides = new wxBoxSizer(wxHORIZONTAL);
        const auto side = [&](const wxString& title, const char* name) {
            auto* box = new wxBoxSizer(wxVERTICAL);
            box->Add(new wxStaticText(this, wxID_ANY, title));
            auto* text = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_MULTILINE | wxTE_READONLY);
            text->SetName(name);
            set_accessible(*text, title);
            box->Add(text, 1, wxEXPAND);
            sides->Add(box, 1, wxEXPAND | wxRIGHT, gap);
            return text;
        };
        before_ = side(tr("前にそろえたとき"), "sync-before");
        ours_ = side(tr("こちら"), "sync-ours");
        theirs_ = side(tr("相手"), "sync-theirs");
        column->Add(sides, 2, wxEXPAND | wxALL, gap);
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        const auto decide = [&](const wxString& words, std::optional<desk::SyncSide> take) {
            auto* made = new wxButton(this, wxID_ANY, words);
            made->Bind(wxEVT_BUTTON, [this, take](wxCommandEvent&) { decide_row(take); });
            buttons->Add(made, 0, wxRIGHT, gap);
            made->Disable();
            return made;
        };
        take_ours_ = decide(tr("こちらを採る(&O)"), desk::SyncSide::ours);
        take_theirs_ = decide(tr("相手を採る(&T)"), desk::SyncSide::theirs);
        later_ = decide(tr("あとで決める(&L)"), std::nullopt);
        buttons->AddStretchSpacer();
        buttons->Add(new wxButton(this, wxID_CANCEL, tr("閉じる")));
        column->Add(buttons, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
        SetSizer(column);
        if (names_.empty()) {
            say(tr("課題管理がまだありません。設定のファイルを作り、yorozu case tracker 名前.json で加えてください（F1 の説明に例があります）。"), true);
            start_->Disable();
        }
        passphrase_->Enable(desk::has_vault(*session_.workspace));
        passphrase_->IsEnabled() ? passphrase_->SetFocus() : start_->SetFocus();
    }

    bool wrote() const { return wrote_; }

private:
    struct Row {
        desk::SyncConflict conflict;
        std::optional<desk::SyncSide> take;
    };

    void say(const wxString& words, bool doubt) {
        said_->SetLabel(words);
        said_->Wrap(GetClientSize().x - FromDIP(20));
        said_->SetForegroundColour(doubt ? colours().red : colours().text);
        Layout();
    }

    /// The key of the vault takes a good part of a second, the network longer: off the window's thread.
    void start() {
        if (running_ || tracker_->GetSelection() == wxNOT_FOUND) return;
        std::vector<desk::SyncDecision> decisions;
        for (const auto& row : rows_)
            if (row.take) decisions.push_back({row.conflict.number, row.conflict.field, *row.take, std::pair(row.conflict.ours, row.conflict.theirs)});
        const std::string name = names_[static_cast<std::size_t>(tracker_->GetSelection())];
        auto passphrase = std::make_shared<const desk::Passphrase>(utf8(passphrase_->GetValue()));
        const bool vault = passphrase_->IsEnabled() && !passphrase_->GetValue().empty();
        start_->SetLabel(tr("止める(&S)"));
        say(tr("そろえています…"), false);
        running_ = session_.jobs.start<desk::CaseSyncResult>(
            {tr("同期"), shown(name), tr("件")}, this,
            [own = session_.own(), name, passphrase, vault, decisions](JobControl& control) {
                const auto workspace = own.open(store::Access::change);
                const auto settings = desk::kept_case_tracker(*workspace, name);
                desk::Secrets secrets("");
                if (vault) secrets.open(desk::open_vault_for_tracker(*workspace, *passphrase, name));
                const auto there = desk::open_case_tracker(settings, secrets, control.stop());
                return desk::sync_cases(*workspace, *there, settings, decisions,
                                        [&](const desk::SyncProgress& now) { control.report({static_cast<std::size_t>(now.done), static_cast<std::size_t>(now.all)}); }, control.stop());
            },
            [this](JobEnd<desk::CaseSyncResult> end) { finished(std::move(end)); });
    }

    void stop() {
        session_.jobs.stop(running_);
        say(tr("止めています…"), false);
    }

    void finished(JobEnd<desk::CaseSyncResult> end) {
        running_ = 0;
        start_->SetLabel(tr("そろえる(&S)"));
        if (end.failure) return say(words_of(end.failure), true);
        const auto& result = *end.result;
        wrote_ = true;
        rows_.clear();
        for (const auto& one : result.conflicts) rows_.push_back({one, std::nullopt});
        waiting_ = result.waiting;
        wxString words = wxString::Format(tr("相手に作った %d、受け付けた %d、項目を送った %d、受け取った %d、経過を送った %d、受け取った %d、同じ %d"), result.made, result.received, result.sent, result.taken,
                                          result.remarks_sent, result.remarks_taken, result.same);
        if (!result.conflicts.empty()) words += "\n" + wxString::Format(tr("両方で変わった項目が %d あります。一つずつ採るほうを決めて、もう一度そろえてください。"), static_cast<int>(result.conflicts.size()));
        if (!result.broken_off.empty()) words += "\n" + shown(result.broken_off);
        say(words, !result.settled());
        show_rows();
        if (rows_.empty()) start_->SetFocus();
        else list_->SetFocus(), list_->choose("");
        show_sides(list_->chosen());
    }

    void show_rows() {
        std::vector<Table::Row> shown_rows;
        for (std::size_t at = 0; at < rows_.size(); ++at) {
            const auto& [one, take] = rows_[at];
            const wxString taken = !take ? tr("まだ") : *take == desk::SyncSide::ours ? tr("こちら") : tr("相手");
            shown_rows.push_back({"c" + std::to_string(at), {shown(one.number), shown(one.external), field_words(one.field), first_line(one.ours), first_line(one.theirs), taken}, {},
                                  take ? Table::Row::Tone::plain : Table::Row::Tone::doubt});
        }
        for (std::size_t at = 0; at < waiting_.size(); ++at)
            shown_rows.push_back({"w" + std::to_string(at), {shown(waiting_[at].number), shown(waiting_[at].external), {}, shown(waiting_[at].what), {}, {}}, {}, Table::Row::Tone::failure});
        list_->show(std::move(shown_rows));
    }

    static wxString first_line(const std::string& text) { return shown(text.substr(0, text.find('\n'))); }

    Row* row_of(const std::string& id) { return !id.empty() && id[0] == 'c' ? &rows_[std::stoul(id.substr(1))] : nullptr; }

    void show_sides(const std::string& id) {
        const Row* row = row_of(id);
        for (auto* button : {take_ours_, take_theirs_, later_}) button->Enable(row != nullptr);
        before_->ChangeValue(row ? shown(row->conflict.before) : wxString());
        ours_->ChangeValue(row ? shown(row->conflict.ours) : !id.empty() && id[0] == 'w' ? shown(waiting_[std::stoul(id.substr(1))].what) : wxString());
        theirs_->ChangeValue(row ? shown(row->conflict.theirs) : wxString());
    }

    void decide_row(std::optional<desk::SyncSide> take) {
        const std::string id = list_->chosen();
        Row* row = row_of(id);
        if (!row) return;
        row->take = take;
        show_rows();
        // On to the next that is open, so that a person decides one after the other.
        for (std::size_t at = 0; at < rows_.size(); ++at)
            if (!rows_[at].take) {
                list_->choose("c" + std::to_string(at));
                break;
            }
        show_sides(list_->chosen());
        list_->SetFocus();
    }

    Session& session_;
    std::vector<std::string> names_;
    std::vector<Row> rows_;
    std::vector<desk::SyncWaiting> waiting_;
    JobId running_ = 0;
    bool wrote_ = false;
    wxChoice* tracker_;
    wxTextCtrl *passphrase_, *before_, *ours_, *theirs_;
    wxButton *start_, *take_ours_, *take_theirs_, *later_;
    wxStaticText* said_;
    Table* list_;
};

}  // namespace

void show_case_sync(wxWindow* parent, Session& session) {
    SyncDialog dialog(parent, session);
    dialog.ShowModal();
    if (dialog.wrote()) session.changed();
}

}  // namespace yorozu::gui
