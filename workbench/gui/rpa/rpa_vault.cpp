#include "workbench/gui/rpa/rpa_vault.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <vector>

#include "workbench/desk/rpa/vault.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/rpa/rpa_dialogs.h"

namespace yorozu::gui {
namespace {

class VaultDialog : public wxDialog {
public:
    VaultDialog(wxWindow* parent, Session& session) : wxDialog(parent, wxID_ANY, tr("金庫"), wxDefaultPosition, parent->FromDIP(wxSize(620, 400)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), session_(session) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(new wxStaticText(this, wxID_ANY, wrapped(*this, tr("シナリオがサインインに使う値です。入れた値は、だれにも、二度と見せません。シナリオが指す欄にだけ入ります。"), FromDIP(580))), 0, wxALL, FromDIP(12));
        list_ = new Table(this, tr("秘密の値"), {{tr("名前"), 240}, {tr("入れた日"), 120}, {tr("入れた人"), 160}});
        column->Add(list_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(12));
        said_ = new wxStaticText(this, wxID_ANY, {});
        column->Add(said_, 0, wxEXPAND | wxALL, FromDIP(12));
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        const auto button = [&](const wxString& words, const std::function<void()>& run) {
            auto* made = new wxButton(this, wxID_ANY, words);
            made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
            buttons->Add(made, 0, wxRIGHT, FromDIP(6));
            return made;
        };
        create_ = button(tr("金庫を作る(&M)…"), [this] { create(); });
        set_ = button(tr("入れる・置き換える(&S)…"), [this] { set(); });
        remove_ = button(tr("消す(&D)…"), [this] { remove(); });
        renew_ = button(tr("パスフレーズを変える(&P)…"), [this] { renew(); });
        buttons->AddStretchSpacer();
        buttons->Add(new wxButton(this, wxID_CANCEL, tr("閉じる")));
        column->Add(buttons, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12));
        SetSizer(column);
        show();
        list_->opened = [this](const std::string&) { if (set_->IsEnabled()) set(); };
        list_->SetFocus();
    }

private:
    void show() {
        std::vector<Table::Row> rows;
        try {
            for (const auto& note : desk::secret_notes(*session_.workspace))
                rows.push_back({note.name, {shown(note.name), shown(desk::iso_date(note.set_at)), shown(note.set_by)}});
        } catch (const desk::RequestFault& fault) {
            say(shown(fault.what()), true);
        }
        const bool made = desk::has_vault(*session_.workspace);
        list_->show(std::move(rows));
        if (list_->chosen().empty()) list_->choose("");
        create_->Show(!made);
        for (auto* button : {set_, remove_, renew_}) button->Show(made);
        remove_->Enable(!list_->rows().empty());
        Layout();
    }

    void say(const wxString& words, bool failed) {
        said_->SetLabel(wrapped(*this, words, FromDIP(580)));
        said_->SetForegroundColour(failed ? colours().red : colours().text);
        Layout();
    }

    /// Deriving the key takes a good part of a second: off the window's thread.
    void work(const wxString& done, std::function<void(desk::Workspace&)> how) {
        Enable(false);
        say(tr("金庫を書き換えています…"), false);
        session_.jobs.start<int>({.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
                                 [own = session_.own(), how = std::move(how)](JobControl&) {
                                     how(*own.open(store::Access::change));
                                     return 0;
                                 },
                                 [this, done](JobEnd<int> end) {
                                     Enable(true);
                                     show();
                                     say(end.failure ? words_of(end.failure) : done, static_cast<bool>(end.failure));
                                     list_->SetFocus();
                                 });
    }

    void create() {
        const auto lines = ask_lines(this, tr("金庫を作る"), tr("12 文字以上のパスフレーズを決めます。忘れると、中の値は取り出せません。"), {{tr("パスフレーズ")}, {tr("もう一度")}});
        if (lines.empty()) return;
        if (lines[0] != lines[1]) return say(tr("二つのパスフレーズが違います。"), true);
        work(tr("金庫を作りました。"), [lines](desk::Workspace& workspace) { desk::create_vault(workspace, desk::Passphrase(lines[0])); });
    }

    void set() {
        const auto lines = ask_lines(this, tr("秘密の値を入れる"), tr("同じ名前の値があれば置き換えます。"),
                                     {{tr("名前（シナリオの secret）"), shown(list_->chosen()), false}, {tr("値")}, {tr("もう一度")}, {tr("金庫のパスフレーズ")}});
        if (lines.empty()) return;
        if (lines[1] != lines[2]) return say(tr("二つの値が違います。"), true);
        work(wxString::Format(tr("%s を金庫に入れました。"), shown(lines[0])),
             [lines](desk::Workspace& workspace) { desk::set_secret(workspace, desk::Passphrase(lines[3]), lines[0], lines[1]); });
    }

    void remove() {
        const std::string name = list_->chosen();
        if (name.empty()) return;
        const auto lines = ask_lines(this, tr("秘密の値を消す"), wxString::Format(tr("%s を消します。戻せません。"), shown(name)), {{tr("金庫のパスフレーズ")}});
        if (lines.empty()) return;
        work(wxString::Format(tr("%s を金庫から消しました。"), shown(name)), [lines, name](desk::Workspace& workspace) { desk::remove_secret(workspace, desk::Passphrase(lines[0]), name); });
    }

    void renew() {
        const auto lines = ask_lines(this, tr("金庫のパスフレーズを変える"), tr("前に取った控えは、前のパスフレーズで開きます。"), {{tr("今のパスフレーズ")}, {tr("新しいパスフレーズ")}, {tr("もう一度")}});
        if (lines.empty()) return;
        if (lines[1] != lines[2]) return say(tr("二つのパスフレーズが違います。"), true);
        work(tr("パスフレーズを変え、中の値を封じ直しました。"), [lines](desk::Workspace& workspace) { desk::change_vault_passphrase(workspace, desk::Passphrase(lines[0]), desk::Passphrase(lines[1])); });
    }

    Session& session_;
    Table* list_;
    wxStaticText* said_;
    wxButton *create_, *set_, *remove_, *renew_;
};

}  // namespace

void show_vault(wxWindow* parent, Session& session) { VaultDialog(parent, session).ShowModal(); }

std::shared_ptr<const desk::Passphrase> ask_vault_passphrase(wxWindow* parent) {
    const auto lines = ask_lines(parent, tr("金庫を開く"), tr("このシナリオは金庫の値を使います。この実行のあいだだけ開きます。"), {{tr("金庫のパスフレーズ")}});
    return lines.empty() ? nullptr : std::make_shared<const desk::Passphrase>(lines[0]);
}

std::function<std::unique_ptr<desk::Passphrase>()> giving(std::shared_ptr<const desk::Passphrase> passphrase) {
    return [passphrase = std::move(passphrase)] { return passphrase ? std::make_unique<desk::Passphrase>(passphrase->text()) : nullptr; };
}

}  // namespace yorozu::gui
