#include "workbench/gui/frame/job_list.h"

#include <wx/button.h>
#include <wx/frame.h>
#include <wx/sizer.h>
#include <wx/timer.h>

#include <algorithm>

#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/job_strip.h"

namespace yorozu::gui {
namespace {

constexpr int list_tick_ms = 500;

class JobList : public wxFrame {
public:
    JobList(wxWindow* parent, Jobs& jobs)
        : wxFrame(parent, wxID_ANY, tr("動いている仕事"), wxDefaultPosition, parent->FromDIP(wxSize(760, 300)), wxDEFAULT_FRAME_STYLE | wxFRAME_FLOAT_ON_PARENT),
          jobs_(jobs), timer_(this) {
        SetName("job-list");
        SetBackgroundColour(colours().window);
        const int margin = FromDIP(14);
        auto* pane = new wxPanel(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL);
        table_ = new Table(pane, tr("動いている仕事"), {{tr("仕事"), 120}, {tr("対象"), 200}, {tr("進み具合"), 380}});
        table_->set_sortable(false);
        table_->picked = [this](const std::string&) { follow(); };
        stop_ = new wxButton(pane, wxID_ANY, tr("選んだ仕事を中止(&S)"));
        stop_->SetToolTip(tr("いま読んでいるものを終えて止めます。続きはあとで読めます。"));
        stop_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
            if (!table_->chosen().empty()) jobs_.stop(std::stoi(table_->chosen()));
            follow();
        });
        auto* close = new wxButton(pane, wxID_CLOSE, tr("閉じる"));
        close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        buttons->Add(stop_);
        buttons->AddStretchSpacer();
        buttons->Add(close);
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(table_, 1, wxEXPAND | wxALL, margin);
        column->Add(buttons, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, margin);
        pane->SetSizer(column);
        Bind(wxEVT_TIMER, [this](wxTimerEvent&) { show_rows(); });
        Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
            if (event.GetKeyCode() == WXK_ESCAPE) Close();
            else event.Skip();
        });
        show_rows();
        table_->choose("");
        follow();
        timer_.Start(list_tick_ms);
        CentreOnParent();
        Show();
        table_->SetFocus();
    }

private:
    void show_rows() {
        std::vector<Table::Row> rows;
        for (const auto& job : jobs_.running()) rows.push_back({std::to_string(job.id), {job.words.kind, job.words.name, words_of(job)}});
        const auto same = [](const Table::Row& a, const Table::Row& b) { return a.id == b.id && a.cells == b.cells; };
        if (!std::equal(rows.begin(), rows.end(), table_->rows().begin(), table_->rows().end(), same)) table_->show(std::move(rows));
        follow();
    }
    void follow() {
        bool may = false;
        for (const auto& job : jobs_.running()) may = may || (std::to_string(job.id) == table_->chosen() && !job.stopping);
        stop_->Enable(may);
    }

    Jobs& jobs_;
    Table* table_;
    wxButton* stop_;
    wxTimer timer_;
};

}  // namespace

void show_job_list(wxWindow* parent, Jobs& jobs) {
    if (auto* open = wxWindow::FindWindowByName("job-list", parent)) {
        open->Raise();
        return;
    }
    new JobList(parent, jobs);
}

}  // namespace yorozu::gui
