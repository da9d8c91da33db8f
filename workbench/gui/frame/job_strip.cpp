#include "workbench/gui/frame/job_strip.h"

#include <wx/button.h>
#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <cmath>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/job_list.h"

namespace yorozu::gui {

struct JobStrip::Line {
    JobId id = 0;
    wxGauge* bar = nullptr;
    wxStaticText* words = nullptr;
    wxButton* stop = nullptr;
};

namespace {

constexpr int tick_ms = 250;
constexpr std::size_t shown_jobs = 2;

wxString duration_words(double seconds) {
    const int all = static_cast<int>(std::lround(seconds));
    if (all >= 3600) return wxString::Format(tr("%d時間%d分"), all / 3600, all / 60 % 60);
    if (all >= 60) return wxString::Format(tr("%d分%d秒"), all / 60, all % 60);
    return wxString::Format(tr("%d秒"), all);
}

}  // namespace

wxString words_of(const RunningJob& job) {
    const auto& now = job.progress;
    wxString words;
    if (now.all)
        words = grouped(static_cast<long long>(now.done)) + " / " + grouped(static_cast<long long>(now.all)) + " " + job.words.unit;
    else if (now.done)
        words = grouped(static_cast<long long>(now.done)) + " " + job.words.unit;
    const wxString gap = wxString::FromUTF8("　");
    if (now.per_minute >= 0.5) words += gap + wxString::Format(tr("毎分 %s %s"), grouped(std::lround(now.per_minute)), job.words.rate_unit.empty() ? job.words.unit : job.words.rate_unit);
    if (job.stopping)
        words += gap + tr("止めています…");
    else if (now.seconds_left >= 0)
        words += gap + wxString::Format(tr("残り %s"), duration_words(now.seconds_left));
    return words;
}

JobStrip::JobStrip(wxWindow* parent, Jobs& jobs) : wxPanel(parent), jobs_(jobs), timer_(this) {
    SetName("job-strip");
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { tick(); });
    Hide();
}

void JobStrip::follow() {
    const auto running = jobs_.running();
    bool same = running.size() == lines_.size() && running.size() <= shown_jobs;
    for (std::size_t i = 0; same && i < running.size(); ++i) same = running[i].id == lines_[i]->id;
    if (!same) build(running);
    if (running.empty())
        timer_.Stop();
    else if (!timer_.IsRunning())
        timer_.Start(tick_ms);
    tick();
}

void JobStrip::build(const std::vector<RunningJob>& running) {
    DestroyChildren();
    lines_.clear();
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(new wxStaticText(this, wxID_ANY, wxString::Format(tr("実行中 %d"), static_cast<int>(running.size()))), 0,
             wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, FromDIP(12));
    for (std::size_t i = 0; i < running.size() && i < shown_jobs; ++i) {
        auto line = std::make_unique<Line>();
        line->id = running[i].id;
        const wxString name = running[i].words.kind + wxString::FromUTF8("　") + running[i].words.name;
        row->Add(new wxStaticText(this, wxID_ANY, name), 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(12));
        line->bar = new wxGauge(this, wxID_ANY, 1000, wxDefaultPosition, FromDIP(wxSize(150, 8)), wxGA_HORIZONTAL | wxGA_SMOOTH);
        set_accessible(*line->bar, name);
        row->Add(line->bar, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(12));
        line->words = new wxStaticText(this, wxID_ANY, words_of(running[i]), wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE);
        row->Add(line->words, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(10));
        line->words->SetMinSize(wxSize(FromDIP(320), -1));
        line->stop = new wxButton(this, wxID_ANY, tr("中止"), wxDefaultPosition, FromDIP(wxSize(64, -1)));
        line->stop->SetName("stop-job");
        line->stop->SetToolTip(tr("いま読んでいるものを終えて止めます。続きはあとで読めます。"));
        set_accessible(*line->stop, wxString::Format(tr("「%s」を中止"), name));
        line->stop->Bind(wxEVT_BUTTON, [this, id = line->id](wxCommandEvent&) { jobs_.stop(id); });
        row->Add(line->stop, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, FromDIP(8));
        lines_.push_back(std::move(line));
    }
    if (running.size() > shown_jobs) {
        auto* list = new wxButton(this, wxID_ANY, wxString::Format(tr("ほか %d：一覧を開く"), static_cast<int>(running.size() - shown_jobs)));
        list->SetName("open-job-list");
        list->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { show_job_list(wxGetTopLevelParent(this), jobs_); });
        row->Add(list, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(12));
    }
    SetSizer(row, true);
    SetMinSize(wxSize(-1, FromDIP(38)));
    Show(!running.empty());
    GetParent()->Layout();
    Layout();
}

void JobStrip::tick() {
    for (const auto& job : jobs_.running())
        for (auto& line : lines_) {
            if (line->id != job.id) continue;
            const auto& now = job.progress;
            if (now.all)
                line->bar->SetValue(static_cast<int>(1000 * std::min(now.done, now.all) / now.all));
            else
                line->bar->Pulse();
            line->words->SetLabel(words_of(job));
            line->stop->Enable(!job.stopping);
        }
}

}  // namespace yorozu::gui
