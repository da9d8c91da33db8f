#include "workbench/gui/cases/cases_faq.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/desk/cases/case_faq.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

class FaqDialog : public wxDialog {
public:
    FaqDialog(wxWindow* parent, Session& session)
        : wxDialog(parent, wxID_ANY, tr("よくある相談"), wxDefaultPosition, parent->FromDIP(wxSize(900, 600)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), session_(session) {
        const int gap = FromDIP(12);
        auto* column = new wxBoxSizer(wxVERTICAL);
        search_ = new wxSearchCtrl(this, wxID_ANY);
        search_->SetName("faq-search");
        search_->SetDescriptiveText(tr("相談と答えから探す"));
        set_accessible(*search_, tr("相談と答えから探す"));
        search_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { show(); });
        search_->Bind(wxEVT_SEARCH, [this](wxCommandEvent&) { table_->SetFocus(); });
        column->Add(search_, 0, wxEXPAND | wxALL, gap);
        table_ = new Table(this, tr("よくある相談"), {{tr("回数"), 56, true}, {tr("相談"), 330}, {tr("区分"), 120}, {tr("システム"), 140}, {tr("最近"), 90}}, 25);
        table_->picked = [this](const std::string&) { show_answer(); };
        table_->opened = [this](const std::string&) { open(); };
        column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT, gap);
        answer_ = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(-1, 130)), wxTE_MULTILINE | wxTE_READONLY);
        answer_->SetName("faq-answer");
        set_accessible(*answer_, tr("答え"));
        column->Add(answer_, 0, wxEXPAND | wxALL, gap);
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        count_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        count_->SetForegroundColour(colours().faint);
        buttons->Add(count_, 1, wxALIGN_CENTRE_VERTICAL);
        const auto button = [&](const wxString& words, const std::function<void()>& run) {
            auto* made = new wxButton(this, wxID_ANY, words);
            made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
            buttons->Add(made, 0, wxLEFT, FromDIP(6));
        };
        button(tr("相談を開く(&O)"), [this] { open(); });
        button(tr("書き出す(&X)…"), [this] { save(); });
        buttons->Add(new wxButton(this, wxID_CANCEL, tr("閉じる")), 0, wxLEFT, FromDIP(6));
        column->Add(buttons, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
        SetSizer(column);
        show();
        search_->SetFocus();
    }
    std::string wanted;  ///< number of a case

private:
    void show() {
        try {
            entries_ = desk::case_faq(*session_.workspace, utf8(search_->GetValue()));
        } catch (...) {
            entries_.clear();
            count_->SetLabel(words_of(std::current_exception()));
        }
        std::vector<Table::Row> rows;
        for (const auto& entry : entries_)
            rows.push_back({entry.numbers.front(), {grouped(static_cast<long long>(entry.numbers.size())), shown(entry.question), shown(entry.category), shown(entry.system), shown(entry.last_day)}});
        count_->SetLabel(entries_.empty() ? tr("まだありません。解決内容を書いて完了した相談から作ります") : wxString::Format(tr("%s 件。同じ答えの相談をまとめてあります。人の名前は出ません"), grouped(static_cast<long long>(entries_.size()))));
        table_->show(std::move(rows));
        if (table_->chosen().empty()) table_->choose("");
        show_answer();
    }
    const desk::FaqEntry* chosen() const {
        const std::string number = table_->chosen();
        const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.numbers.front() == number; });
        return found == entries_.end() ? nullptr : &*found;
    }
    void show_answer() {
        const auto* entry = chosen();
        wxString words;
        if (entry) {
            words = shown(entry->answer) + "\n\n";
            for (const auto& title : entry->titles) words += wxString::FromUTF8("・") + shown(title) + "\n";
        }
        answer_->ChangeValue(words);
    }
    void open() {
        if (const auto* entry = chosen()) wanted = entry->numbers.front(), EndModal(wxID_OK);
    }
    void save() {
        wxFileDialog dialog(this, tr("よくある相談を書き出す"), {}, "faq.html", "HTML|*.html|XLSX|*.xlsx|CSV|*.csv", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
        if (dialog.ShowModal() != wxID_OK) return;
        try {
            desk::write_faq(entries_, std::filesystem::path(utf8(dialog.GetPath())));
            count_->SetLabel(wxString::Format(tr("%s に書き出しました。"), dialog.GetFilename()));
        } catch (...) {
            count_->SetLabel(words_of(std::current_exception()));
        }
    }

    Session& session_;
    std::vector<desk::FaqEntry> entries_;
    wxSearchCtrl* search_;
    Table* table_;
    wxTextCtrl* answer_;
    wxStaticText* count_;
};

}  // namespace

std::string show_faq(wxWindow* parent, Session& session) {
    FaqDialog dialog(parent, session);
    return dialog.ShowModal() == wxID_OK ? dialog.wanted : "";
}

}  // namespace yorozu::gui
