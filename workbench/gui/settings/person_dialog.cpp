#include "workbench/gui/settings/person_dialog.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/tokenzr.h>

#include <algorithm>
#include <memory>

#include "workbench/desk/people/people.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

using desk::Right;

struct RightWords {
    Right right;
    const char* may;
};
const RightWords right_words[] = {
    {Right::clerk, word("入力担当：取り込み、読み取り、業務システムへの入力、書き出し")},
    {Right::checker, word("確認担当：要確認の項目を見て決める")},
    {Right::it, word("IT 担当：帳票・シナリオ・読み取りの設定、控え")},
    {Right::help_desk, word("相談担当：相談の記録と取り込み")},
    {Right::manager, word("管理職：報告、削減時間、監査ログ")},
    {Right::admin, word("管理者：利用者と権限、監査ログ（これだけでは帳票の中身は見られません）")},
};

/// Name, rights, departments and a passphrase, as far as they are asked for. What is missing is said under the fields, and
/// the button waits for it.
class PersonDialog : public wxDialog {
public:
    enum class Asks { everything, rights, passphrase };

    PersonDialog(wxWindow* parent, const wxString& title, Asks asks, const desk::Person& person, bool first)
        : wxDialog(parent, wxID_ANY, title, wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER) {
        SetName("person");
        column_ = new wxBoxSizer(wxVERTICAL);
        if (first) words(tr("最初の利用者は管理者です。登録すると、このワークスペースを開くときにサインインが要るようになり、元には戻せません。"));
        if (asks == Asks::everything) {
            name_ = text("person-name", tr("名前"), 0);
            name_->SetHint(tr("例：国保年金課 佐藤"));
        } else {
            column_->Add(heading(this, shown(person.name), 1.2f), 0, wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
        }
        if (asks != Asks::passphrase) {
            label(tr("権限（いくつでも）"));
            for (const auto& [right, may] : right_words) {
                auto* box = new wxCheckBox(this, wxID_ANY, tr(may));
                box->SetName("right-" + shown(desk::name_of(right)));
                box->SetValue(std::find(person.rights.begin(), person.rights.end(), right) != person.rights.end() || (first && right == Right::admin));
                if (first && right == Right::admin) box->Disable();
                box->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { look(); });
                column_->Add(box, 0, wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
                rights_.emplace_back(right, box);
            }
            departments_ = text("person-departments", tr("見てよい課（「、」で区切る。空ならすべての課）"), 0);
            wxString all;
            for (const auto& department : person.departments) all += (all.empty() ? wxString() : tr("、")) + shown(department);
            departments_->ChangeValue(all);
        }
        if (asks != Asks::rights) {
            passphrase_ = text("person-passphrase", tr("パスフレーズ（12 文字以上。覚えやすい言葉をいくつか並べます）"), wxTE_PASSWORD);
            again_ = text("person-passphrase-again", tr("パスフレーズをもう一度"), wxTE_PASSWORD);
        }
        trouble_ = new wxStaticText(this, wxID_ANY, "\n", wxDefaultPosition, FromDIP(wxSize(520, 40)), wxST_NO_AUTORESIZE);
        trouble_->SetForegroundColour(colours().red);
        column_->Add(trouble_, 0, wxEXPAND | wxALL, FromDIP(14));
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        buttons->AddStretchSpacer();
        buttons->Add(new wxButton(this, wxID_CANCEL, tr("やめる")), 0, wxRIGHT, FromDIP(8));
        keep_ = new wxButton(this, wxID_OK, asks == Asks::everything ? tr("登録する") : tr("変える"));
        keep_->SetName("person-keep");
        keep_->SetDefault();
        buttons->Add(keep_);
        column_->Add(buttons, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(14));
        SetSizerAndFit(column_);
        CentreOnParent();
        look();
        if (name_) name_->SetFocus();
        else if (passphrase_) passphrase_->SetFocus();
        else rights_.front().second->SetFocus();
    }

    std::string name() const { return utf8(name_->GetValue()); }
    std::vector<Right> rights() const {
        std::vector<Right> chosen;
        for (const auto& [right, box] : rights_)
            if (box->GetValue()) chosen.push_back(right);
        return chosen;
    }
    std::vector<std::string> departments() const {
        std::vector<std::string> all;
        wxStringTokenizer parts(departments_->GetValue(), tr("、") + ",", wxTOKEN_STRTOK);
        while (parts.HasMoreTokens())
            if (const wxString one = parts.GetNextToken().Trim().Trim(false); !one.empty()) all.push_back(utf8(one));
        return all;
    }

    using Work = std::function<void(desk::Workspace&, const desk::Passphrase&)>;
    /// When the button is pressed: `prepare` takes what is needed from the fields, and the work is done off the UI thread, for deriving a key
    /// takes a good part of a second. The dialog ends when it succeeded.
    void keep_by(Session& session, std::function<Work()> prepare) {
        Bind(wxEVT_BUTTON, [this, &session, prepare](wxCommandEvent&) {
            const auto typed = std::make_shared<desk::Passphrase>(utf8(passphrase_->GetValue()));
            keep_->Disable();
            session.jobs.start<bool>(
                {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
                [own = session.own(), work = prepare(), typed](JobControl&) {
                    work(*own.open(store::Access::change), *typed);
                    return true;
                },
                [this](JobEnd<bool> end) {
                    if (end.result) return EndModal(wxID_OK);
                    say(words_of(end.failure));
                    keep_->Enable();
                });
        }, wxID_OK);
    }

private:
    void words(const wxString& sentence) { column_->Add(new wxStaticText(this, wxID_ANY, wrapped(*this, sentence, FromDIP(520))), 0, wxLEFT | wxRIGHT | wxTOP, FromDIP(14)); }
    void label(const wxString& words) { column_->Add(new wxStaticText(this, wxID_ANY, words), 0, wxLEFT | wxRIGHT | wxTOP, FromDIP(14)); }
    wxTextCtrl* text(const char* id, const wxString& words, long style) {
        label(words);
        auto* made = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, style);
        made->SetName(id);
        set_accessible(*made, words);
        made->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { look(); });
        column_->Add(made, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(6));
        return made;
    }
    void say(const wxString& what) { trouble_->SetLabel(wrapped(*this, what, FromDIP(520))); }

    /// What is still missing; nothing is said of a field that nobody has touched.
    void look() {
        if (!keep_) return;
        wxString trouble;
        bool ready = true;
        const auto need = [&](bool there, const wxString& what) {
            if (there) return;
            ready = false;
            if (trouble.empty()) trouble = what;
        };
        if (name_) need(!name_->GetValue().Trim().Trim(false).empty(), name_->IsModified() ? tr("名前を入れてください") : wxString());
        if (!rights_.empty()) need(!rights().empty(), tr("権限を一つは付けてください"));
        if (passphrase_) {
            const wxString weakness = said(desk::Passphrase(utf8(passphrase_->GetValue())).weakness());
            need(weakness.empty(), passphrase_->IsModified() ? weakness : wxString());
            need(passphrase_->GetValue() == again_->GetValue(), again_->IsModified() ? tr("二つのパスフレーズが違います") : wxString());
        }
        keep_->Enable(ready);
        say(trouble);
    }

    wxBoxSizer* column_;
    wxTextCtrl *name_ = nullptr, *departments_ = nullptr, *passphrase_ = nullptr, *again_ = nullptr;
    std::vector<std::pair<Right, wxCheckBox*>> rights_;
    wxStaticText* trouble_ = nullptr;
    wxButton* keep_ = nullptr;
};

}  // namespace

std::string add_person(wxWindow* parent, Session& session, bool first) {
    PersonDialog dialog(parent, first ? tr("最初の利用者") : tr("利用者を加える"), PersonDialog::Asks::everything, {}, first);
    dialog.keep_by(session, [&dialog] {
        return [person = desk::Person{dialog.name(), dialog.rights(), dialog.departments()}](desk::Workspace& workspace, const desk::Passphrase& passphrase) {
            desk::add_person(workspace, person, passphrase);
        };
    });
    return dialog.ShowModal() == wxID_OK ? dialog.name() : std::string();
}

bool edit_rights(wxWindow* parent, desk::Person& person) {
    PersonDialog dialog(parent, tr("権限と課"), PersonDialog::Asks::rights, person, false);
    if (dialog.ShowModal() != wxID_OK) return false;
    person.rights = dialog.rights();
    person.departments = dialog.departments();
    return true;
}

bool change_passphrase(wxWindow* parent, Session& session, const std::string& name) {
    PersonDialog dialog(parent, tr("パスフレーズを変える"), PersonDialog::Asks::passphrase, {name, {}, {}}, false);
    dialog.keep_by(session, [name] {
        return [name](desk::Workspace& workspace, const desk::Passphrase& passphrase) { desk::change_passphrase(workspace, name, passphrase); };
    });
    return dialog.ShowModal() == wxID_OK;
}

}  // namespace yorozu::gui
