#include "workbench/gui/cases/cases_advance.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/listbox.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

/// One of some words, and a few of one's own.
class AdvanceDialog : public wxDialog {
public:
    AdvanceDialog(wxWindow* parent, const wxString& title, const wxString& question, const std::vector<std::string>& choices, const wxString& words, const std::string& text)
        : wxDialog(parent, wxID_ANY, title, wxDefaultPosition, parent->FromDIP(wxSize(460, 380)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER) {
        const int gap = FromDIP(12);
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(new wxStaticText(this, wxID_ANY, wrapped(*this, question, FromDIP(430))), 0, wxALL, gap);
        choices_ = new wxListBox(this, wxID_ANY);
        choices_->SetName("advance-choice");
        set_accessible(*choices_, question);
        for (const auto& one : choices) choices_->Append(shown(one));
        choices_->SetSelection(0);
        column->Add(choices_, 1, wxEXPAND | wxLEFT | wxRIGHT, gap);
        column->Add(new wxStaticText(this, wxID_ANY, words), 0, wxLEFT | wxRIGHT | wxTOP, gap);
        words_ = new wxTextCtrl(this, wxID_ANY, shown(text), wxDefaultPosition, FromDIP(wxSize(-1, 80)), wxTE_MULTILINE);
        words_->SetName("advance-words");
        set_accessible(*words_, words);
        follow_composition(*words_);
        column->Add(words_, 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
        column->Add(CreateStdDialogButtonSizer(wxOK | wxCANCEL), 0, wxEXPAND | wxALL, gap);
        SetSizer(column);
        choices_->Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent&) { EndModal(wxID_OK); });
        choices_->SetFocus();
    }
    std::string choice() const { return utf8(choices_->GetStringSelection()); }
    std::string words() const { return utf8(words_->GetValue()); }

private:
    wxListBox* choices_;
    wxTextCtrl* words_;
};

}  // namespace

std::optional<desk::CaseAdvance> ask_advance(wxWindow* parent, const desk::Case& one, desk::CaseStage to, const std::string& text) {
    desk::CaseAdvance step{.to = to};
    if (to == desk::CaseStage::done) {
        AdvanceDialog dialog(parent, tr("完了にする"), tr("この相談はどうなりましたか。解決内容は、次に同じことを相談する人の答えになります。"), {"解決", "事業化", "他課紹介"}, tr("解決内容"), one.field("solution"));
        if (dialog.ShowModal() != wxID_OK) return std::nullopt;
        step.outcome = dialog.choice();
        step.solution = dialog.words();
        step.text = text;
    } else if (to == desk::CaseStage::declined) {
        AdvanceDialog dialog(parent, tr("見送りにする"), tr("見送りにする理由を選んでください。理由は件数として年度の報告に出ます。"), desk::case_reasons(), tr("経過に書く言葉（「その他」では要ります）"), text);
        if (dialog.ShowModal() != wxID_OK) return std::nullopt;
        step.reason = dialog.choice();
        step.text = dialog.words();
    }
    return step;
}

bool advance_case(Session& session, const desk::Case& one, const desk::CaseAdvance& step, std::function<void()> follow) {
    const std::string number = one.number;
    const auto go = [&session, number, follow](const desk::CaseAdvance& wanted, std::int64_t seen) {
        desk::advance_case(*session.workspace, number, wanted, seen);
        session.changed();
        if (follow) follow();
    };
    desk::CaseAdvance back{.to = desk::stage_of(one), .outcome = one.field("outcome"), .reason = one.field("reason"), .text = utf8(tr("取り消して戻す"))};
    try {
        go(step, one.last_event);
    } catch (...) {
        session.say({Message::Kind::failure, words_of(std::current_exception())});
        return false;
    }
    session.undo.did({wxString::Format(tr("相談 %s を「%s」にする"), shown(number), stage_title(step.to)), [go, back] { go(back, 0); }, [go, step] { go(step, 0); }});
    session.say({Message::Kind::notice, wxString::Format(tr("相談 %s を「%s」にしました。"), shown(number), stage_title(step.to))});
    return true;
}

}  // namespace yorozu::gui
