#include "workbench/gui/rpa/rpa_schedule_form.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/rpa/holidays.h"
#include "workbench/desk/rpa/rpa.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

using Days = desk::Schedule::Days;
using Closed = desk::Schedule::Closed;

std::string clock_words(int minutes) { return (minutes < 600 ? "0" : "") + std::to_string(minutes / 60) + (minutes % 60 < 10 ? ":0" : ":") + std::to_string(minutes % 60); }

std::string month_words(const std::vector<int>& days) {
    std::string words;
    for (const int day : days) words += (words.empty() ? "" : "、") + (day ? std::to_string(day) : std::string("末日"));
    return words;
}

class ScheduleDialog : public wxDialog {
public:
    ScheduleDialog(wxWindow* parent, Session& session, const wxString& title, const desk::Schedule& start)
        : wxDialog(parent, wxID_ANY, title, wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), session_(session), schedule_(start) {
        grid_ = new wxFlexGridSizer(2, FromDIP(wxSize(10, 8)));
        grid_->AddGrowableCol(1);
        name_ = text(tr("名前"), shown(start.name));
        choose_scenario();
        choose_records();
        choose_days();
        at_ = text(tr("始める時刻（08:30）"), shown(clock_words(start.at)));
        until_ = text(tr("遅くとも（これより後は始めない。空なら決めない）"), start.until < 24 * 60 ? shown(clock_words(start.until)) : wxString());
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(grid_, 0, wxEXPAND | wxALL, FromDIP(12));
        verdict_ = new wxStaticText(this, wxID_ANY, wxString::FromUTF8("　\n　\n　"), wxDefaultPosition, FromDIP(wxSize(560, -1)), wxST_NO_AUTORESIZE);
        column->Add(verdict_, 0, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(12));
        auto* buttons = CreateButtonSizer(wxOK | wxCANCEL);
        column->Add(buttons, 0, wxEXPAND | wxALL, FromDIP(12));
        SetSizerAndFit(column);
        ok_ = FindWindow(wxID_OK);
        for (auto* field : {name_, month_, at_, until_}) field->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { judge(); });
        for (auto* list : {scenario_, records_, days_, closed_}) list->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { judge(); });
        for (auto* box : weekdays_) box->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { judge(); });
        judge();
        name_->SetFocus();
    }
    const desk::Schedule& schedule() const { return schedule_; }

private:
    wxTextCtrl* text(const wxString& label, const wxString& start) {
        auto* made = new wxTextCtrl(this, wxID_ANY, start, wxDefaultPosition, FromDIP(wxSize(320, -1)));
        put(label, made);
        return made;
    }
    void put(const wxString& label, wxWindow* field) {
        grid_->Add(new wxStaticText(this, wxID_ANY, label), 0, wxALIGN_CENTRE_VERTICAL);
        grid_->Add(field, 1, wxEXPAND);
        set_accessible(*field, label);
    }

    void choose_scenario() {
        scenario_ = new wxChoice(this, wxID_ANY);
        for (const auto& one : desk::kept_scenarios(*session_.workspace)) {
            scenario_files_.push_back((desk::scenarios_folder(*session_.workspace) / (one.name + ".json")).string());
            scenario_->Append(shown(one.title.empty() ? one.name : one.title));
        }
        auto found = std::find(scenario_files_.begin(), scenario_files_.end(), schedule_.scenario);
        if (found == scenario_files_.end()) {  // made by the command line, from a file somewhere else
            scenario_files_.push_back(schedule_.scenario);
            scenario_->Append(shown(schedule_.scenario));
            found = scenario_files_.end() - 1;
        }
        scenario_->SetSelection(static_cast<int>(found - scenario_files_.begin()));
        put(tr("シナリオ"), scenario_);
    }

    void choose_records() {
        records_ = new wxChoice(this, wxID_ANY);
        records_->Append(tr("待っている処理対象だけ"));
        records_->SetSelection(0);
        for (const auto& batch : desk::batches(*session_.workspace)) {
            batches_.push_back(batch.name);
            records_->Append(wxString::Format(tr("束 %s"), shown(batch.name)));
            if (batch.name == schedule_.batch) records_->SetSelection(static_cast<int>(records_->GetCount()) - 1);
        }
        file_ = schedule_.data;
        records_->Append(file_words());
        if (!file_.empty()) records_->SetSelection(static_cast<int>(records_->GetCount()) - 1);
        records_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            if (records_->GetSelection() == static_cast<int>(records_->GetCount()) - 1) {
                wxFileDialog files(this, tr("入れるデータの CSV"), {}, {}, "CSV (*.csv)|*.csv", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
                if (files.ShowModal() == wxID_OK) file_ = utf8(files.GetPath());
                if (file_.empty()) records_->SetSelection(0);
                records_->SetString(records_->GetCount() - 1, file_words());
            }
            event.Skip();
        });
        put(tr("入れるもの"), records_);
    }
    wxString file_words() const { return file_.empty() ? tr("CSV ファイルを選ぶ…") : shown(file_); }

    void choose_days() {
        days_ = new wxChoice(this, wxID_ANY);
        for (const auto& words : {tr("開庁日（土日・祝日・年末年始を除く）"), tr("曜日を選ぶ"), tr("毎月の日を選ぶ")}) days_->Append(words);
        days_->SetSelection(static_cast<int>(schedule_.days));
        put(tr("行う日"), days_);
        static const char* const names[] = {word("日"), word("月"), word("火"), word("水"), word("木"), word("金"), word("土")};
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        for (int day = 0; day < 7; ++day) {
            auto* box = new wxCheckBox(this, wxID_ANY, tr(names[day]));
            box->SetValue(std::find(schedule_.weekdays.begin(), schedule_.weekdays.end(), day) != schedule_.weekdays.end());
            row->Add(box, 0, wxRIGHT, FromDIP(8));
            weekdays_.push_back(box);
        }
        grid_->Add(new wxStaticText(this, wxID_ANY, tr("曜日")), 0, wxALIGN_CENTRE_VERTICAL);
        grid_->Add(row);
        month_ = text(tr("毎月の日（1、15、末日）"), shown(month_words(schedule_.month_days)));
        closed_ = new wxChoice(this, wxID_ANY);
        for (const auto& words : {tr("行わない"), tr("前の開庁日に行う"), tr("次の開庁日に行う")}) closed_->Append(words);
        closed_->SetSelection(static_cast<int>(schedule_.closed));
        put(tr("その日が閉庁日なら"), closed_);
    }

    /// Takes over what is on the form; "" or what is wrong.
    wxString take() {
        auto& made = schedule_;
        made.name = utf8(name_->GetValue().Trim().Trim(false));
        if (made.name.empty()) return tr("名前を書いてください。");
        made.scenario = scenario_files_[static_cast<std::size_t>(scenario_->GetSelection())];
        const int records = records_->GetSelection(), last = static_cast<int>(records_->GetCount()) - 1;
        made.batch = records > 0 && records < last ? batches_[static_cast<std::size_t>(records) - 1] : "";
        made.data = records == last ? file_ : "";
        made.days = static_cast<Days>(days_->GetSelection());
        made.closed = static_cast<Closed>(closed_->GetSelection());
        made.weekdays.clear();
        for (int day = 0; day < 7; ++day)
            if (weekdays_[static_cast<std::size_t>(day)]->GetValue()) made.weekdays.push_back(day);
        if (made.days == Days::weekdays && made.weekdays.empty()) return tr("曜日を選んでください。");
        if (made.days == Days::month) {
            const auto days = desk::month_days_of(utf8(month_->GetValue()));
            if (!days) return tr("毎月の日は、1 から 31 か「末日」を「、」で区切って書いてください。");
            made.month_days = *days;
        } else {
            made.month_days.clear();
        }
        const auto at = desk::minutes_of(utf8(at_->GetValue()));
        if (!at || *at >= 24 * 60) return tr("始める時刻は 08:30 の形で書いてください。");
        made.at = *at;
        const auto until = until_->GetValue().Trim();
        const auto latest = until.empty() ? std::optional(24 * 60) : desk::minutes_of(utf8(until));
        if (!latest || *latest <= *at) return tr("「遅くとも」は、始める時刻より後の時刻にしてください。");
        made.until = *latest;
        if (const auto check = desk::check_scenario(made.scenario, desk::iso_date(session_.clock())); !check.may_run()) return tr("このシナリオはまだ実行できません。「検査」（Ctrl+E）で直すところを見てください。");
        return {};
    }

    void judge() {
        month_->Enable(days_->GetSelection() == static_cast<int>(Days::month));
        closed_->Enable(days_->GetSelection() == static_cast<int>(Days::month));
        for (auto* box : weekdays_) box->Enable(days_->GetSelection() == static_cast<int>(Days::weekdays));
        const auto fault = take();
        ok_->Enable(fault.empty());
        wxString words = fault;
        if (fault.empty()) {
            auto from_now = schedule_;
            from_now.since = session_.clock();
            from_now.paused = false;
            const auto next = desk::next_due(from_now, session_.clock());
            words = shown(desk::words_of(schedule_)) + "\n" + (next ? wxString::Format(tr("次に行うのは %s です。"), shown(desk::date_and_time(*next))) : tr("400 日のあいだに、行う日がありません。"));
        }
        verdict_->SetLabel(wrapped(*this, words, FromDIP(550)));
        verdict_->SetForegroundColour(fault.empty() ? colours().text : colours().amber);
        verdict_->Refresh();
    }

    Session& session_;
    desk::Schedule schedule_;
    wxFlexGridSizer* grid_;
    wxTextCtrl *name_, *month_, *at_, *until_;
    wxChoice *scenario_, *records_, *days_, *closed_;
    std::vector<wxCheckBox*> weekdays_;
    std::vector<std::string> scenario_files_, batches_;
    std::string file_;
    wxStaticText* verdict_;
    wxWindow* ok_;
};

}  // namespace

std::optional<desk::Schedule> ask_schedule(wxWindow* parent, Session& session, const wxString& title, const desk::Schedule& start) {
    ScheduleDialog dialog(parent, session, title, start);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    auto made = dialog.schedule();
    if (made.since == 0) made.since = session.clock();
    return made;
}

}  // namespace yorozu::gui
