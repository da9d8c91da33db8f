#include "workbench/gui/reading/import_job.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/dirdlg.h>
#include <wx/filedlg.h>
#include <wx/listbox.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <set>

#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/reading/import.h"
#include "workbench/desk/reading/listed_forms.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;

const wxString gap = wxString::FromUTF8("　");

/// "2026-11-21", then "2026-11-21 2" …
std::string free_name(Session& session) {
    std::set<std::string> taken;
    for (const auto& batch : desk::batches(*session.workspace)) taken.insert(batch.name);
    const std::string day = desk::iso_date(session.clock());
    std::string name = day;
    for (int number = 2; taken.count(name); ++number) name = day + " " + std::to_string(number);
    return name;
}

class BatchDialog : public wxDialog {
public:
    BatchDialog(wxWindow* parent, Session& session, const NewBatch& batch)
        : wxDialog(parent, wxID_ANY, tr("新しい束"), wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER) {
        SetName("new-batch");
        auto* column = new wxBoxSizer(wxVERTICAL);
        const auto label = [&](const wxString& words) { column->Add(new wxStaticText(this, wxID_ANY, words), 0, wxLEFT | wxRIGHT | wxTOP, FromDIP(14)); };
        label(tr("束の名前"));
        name_ = new wxTextCtrl(this, wxID_ANY, shown(batch.name.empty() ? free_name(session) : batch.name), wxDefaultPosition, FromDIP(wxSize(460, -1)));
        name_->SetName("batch-name");
        set_accessible(*name_, tr("束の名前"));
        column->Add(name_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
        label(wxString::Format(tr("取り込むもの（%s）"), grouped(static_cast<long long>(batch.inputs.size()))));
        wxArrayString files;
        for (const auto& input : batch.inputs) files.push_back(shown(input.string()));
        auto* list = new wxListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(460, 150)), files, wxLB_HSCROLL);
        set_accessible(*list, tr("取り込むもの"));
        column->Add(list, 1, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
        const auto forms = desk::listed_forms(*session.workspace);
        if (forms.empty()) {
            label(tr("このワークスペースには帳票テンプレートがありません。テンプレートのフォルダーを選んでください。"));
            auto* row = new wxBoxSizer(wxHORIZONTAL);
            folder_ = new wxTextCtrl(this, wxID_ANY);
            folder_->SetName("template-folder");
            set_accessible(*folder_, tr("帳票テンプレートのフォルダー"));
            auto* choose = new wxButton(this, wxID_ANY, tr("選ぶ…"));
            choose->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
                wxDirDialog dialog(this, tr("帳票テンプレートのフォルダー"));
                if (dialog.ShowModal() == wxID_OK) folder_->SetValue(dialog.GetPath());
            });
            row->Add(folder_, 1, wxALIGN_CENTRE_VERTICAL);
            row->Add(choose, 0, wxLEFT, FromDIP(8));
            column->Add(row, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
        } else {
            wxString titles;
            for (const auto& form : forms) titles += (titles.empty() ? wxString() : tr("、")) + shown(form.title);
            const wxString words = wxString::Format(tr("次の帳票（%s 種類）に仕分けます：%s"), grouped(static_cast<long long>(forms.size())), titles);
            column->Add(new wxStaticText(this, wxID_ANY, wrapped(*this, words, FromDIP(460))), 0, wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
        }
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        buttons->AddStretchSpacer();
        buttons->Add(new wxButton(this, wxID_CANCEL, tr("やめる")), 0, wxRIGHT, FromDIP(8));
        auto* start = new wxButton(this, wxID_OK, tr("読み取りを始める"));
        start->SetDefault();
        buttons->Add(start);
        column->Add(buttons, 0, wxEXPAND | wxALL, FromDIP(14));
        SetSizerAndFit(column);
        CentreOnParent();
        const auto ready = [this, start] { start->Enable(!name().empty() && (!folder_ || !folder_->GetValue().empty())); };
        name_->Bind(wxEVT_TEXT, [ready](wxCommandEvent&) { ready(); });
        if (folder_) folder_->Bind(wxEVT_TEXT, [ready](wxCommandEvent&) { ready(); });
        ready();
        name_->SetFocus();
        name_->SelectAll();
    }

    std::string name() const { return utf8(name_->GetValue().Trim().Trim(false)); }
    std::string folder() const { return folder_ ? utf8(folder_->GetValue()) : std::string(); }

private:
    wxTextCtrl* name_;
    wxTextCtrl* folder_ = nullptr;
};

wxString outcome_words(const desk::ImportResult& result) {
    wxString words = wxString::Format(tr("%s 枚を読みました。"), grouped(result.pages_read));
    if (result.batch && result.batch->to_check) words += wxString::Format(tr("確認する項目は %s です。"), grouped(result.batch->to_check));
    if (result.batch && result.batch->refused) words += wxString::Format(tr("帳票が分からないページが %s 枚あります。"), grouped(result.batch->refused));
    if (result.batch && result.batch->failed) words += wxString::Format(tr("開けないページが %s 枚あります。"), grouped(result.batch->failed));
    if (!result.known.empty()) words += wxString::Format(tr("%s 件は取り込み済みの同じ内容なので、そのままです。"), grouped(static_cast<long long>(result.known.size())));
    if (!result.faults.empty())
        words += wxString::Format(tr("%s 件は取り込めません（%s：%s）。"), grouped(static_cast<long long>(result.faults.size())),
                                  shown(fs::path(result.faults.front().input).filename().string()), said(result.faults.front().words));
    return words;
}

void tell_outcome(wxWindow* owner, Session& session, const std::string& batch, const JobEnd<desk::ImportResult>& end) {
    const wxString name = wxString::Format(tr("束「%s」："), shown(batch));
    if (end.failure) return session.say({Message::Kind::failure, name + words_of(end.failure)});
    const auto& result = *end.result;
    if (result.stopped) {
        Action on{.id = "reading.read-on", .label = tr("続きを読む"), .run = [&session, batch, owner = wxWeakRef<wxWindow>(owner)] { if (owner) read_on(owner, session, batch); }};
        return session.say({Message::Kind::doubt, name + tr("途中で止めました。読んだところまでは残っています。"), {on}});
    }
    const bool doubtful = !result.faults.empty() || (result.batch && (result.batch->failed || result.batch->refused));
    Message message{doubtful ? Message::Kind::doubt : Message::Kind::notice, name + outcome_words(result)};
    if (result.batch && result.batch->to_check)
        message.buttons.push_back({.id = "reading.check", .label = tr("確認を始める"), .run = [&session, batch] { session.go("check", batch); }});
    if (result.batch && result.batch->refused)
        message.buttons.push_back({.id = "reading.refused", .label = tr("ページを見る"), .run = [&session, batch] { session.go("reading", batch); }});
    session.say(message);
}

/// Before pages are read, files are copied in: then the bar shows files kept.
desk::ImportProgress progress_to(JobControl& control) {
    desk::ImportProgress progress;
    progress.reading = [&control](const desk::ReadingProgress& now) {
        control.report({now.files_done, now.files, now.pages_a_minute, now.seconds_left});
    };
    return progress;
}

}  // namespace

bool ask_for_batch(wxWindow* parent, Session& session, NewBatch& batch) {
    BatchDialog dialog(parent, session, batch);
    if (dialog.ShowModal() != wxID_OK) return false;
    batch.name = dialog.name();
    if (const auto folder = dialog.folder(); !folder.empty()) batch.templates = {folder};
    return true;
}

void begin_new_batch(wxWindow* parent, Session& session, std::vector<fs::path> files) {
    if (!session.is_open()) return;
    if (files.empty()) {
        wxFileDialog dialog(parent, tr("取り込むスキャンを選ぶ"), {}, {},
                            tr("スキャン（PDF・TIFF・JPEG・PNG）") + "|*.pdf;*.tif;*.tiff;*.jpg;*.jpeg;*.png;*.PDF;*.TIF;*.TIFF;*.JPG;*.JPEG;*.PNG|" + tr("すべてのファイル") + "|*",
                            wxFD_OPEN | wxFD_MULTIPLE | wxFD_FILE_MUST_EXIST);
        if (dialog.ShowModal() != wxID_OK) return;
        wxArrayString chosen;
        dialog.GetPaths(chosen);
        for (const auto& path : chosen) files.emplace_back(utf8(path));
    }
    if (files.empty()) return;
    NewBatch batch{{}, std::move(files), {}};
    if (ask_for_batch(parent, session, batch)) start_import(parent, session, std::move(batch));
}

bool start_import(wxWindow* owner, Session& session, NewBatch batch, std::function<void()> ended) {
    for (const auto& job : session.jobs.running())
        if (job.words.kind == tr("読取")) {
            session.say({Message::Kind::doubt, wxString::Format(tr("「%s」を読んでいます。終わってから始めてください。"), job.words.name)});
            return false;
        }
    const desk::ImportRequest request{.batch = batch.name, .templates = batch.templates, .inputs = batch.inputs, .jobs = 0, .department = {}};
    session.jobs.start<desk::ImportResult>(
        {tr("読取"), shown(batch.name), tr("ファイル"), tr("枚")}, owner,
        [own = session.own(), request](JobControl& control) {
            const auto workspace = own.open(store::Access::change);
            return desk::import_scans(*workspace, request, own.clock, progress_to(control), control.stop());
        },
        [owner, &session, name = batch.name, ended](JobEnd<desk::ImportResult> end) {
            tell_outcome(owner, session, name, end);
            session.changed();
            if (ended) ended();
        });
    return true;
}

void read_on(wxWindow* owner, Session& session, const std::string& batch) { start_import(owner, session, {batch, {}, {}}); }

}  // namespace yorozu::gui
