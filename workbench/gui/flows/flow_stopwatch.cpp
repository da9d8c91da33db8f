#include "workbench/gui/flows/flow_stopwatch.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/timer.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

class Stopwatch : public wxDialog {
public:
    Stopwatch(wxWindow* parent, const Session& session, std::string step, const wxString& name, std::size_t before)
        : wxDialog(parent, wxID_ANY, tr("工程を計る"), wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), session_(session), step_(std::move(step)), tick_(this) {
        SetName("flow-stopwatch");
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* title = new wxStaticText(this, wxID_ANY, name);
        title->SetFont(GetFont().Bold());
        column->Add(title, 0, wxALL, FromDIP(12));
        if (before) column->Add(new wxStaticText(this, wxID_ANY, wxString::Format(tr("これまでに計った %zu 件に加えます。"), before)), 0, wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12));
        clock_ = new wxStaticText(this, wxID_ANY, "0:00.0", wxDefaultPosition, FromDIP(wxSize(220, -1)), wxST_NO_AUTORESIZE);
        clock_->SetFont(GetFont().Scaled(2.2f));
        clock_->SetMinSize(wxSize(FromDIP(220), clock_->GetTextExtent("0").y + 4));
        column->Add(clock_, 0, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(12));
        button_ = new wxButton(this, wxID_ANY, tr("始める（Space）"));
        button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { press(); });
        column->Add(button_, 0, wxEXPAND | wxALL, FromDIP(12));
        table_ = new Table(this, tr("計った件"), {{tr("件"), 60, true}, {tr("分"), 90, true}, {tr("計った人"), 140}});
        table_->SetMinSize(FromDIP(wxSize(320, 180)));
        column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(12));
        column->Add(CreateStdDialogButtonSizer(wxOK | wxCANCEL), 0, wxEXPAND | wxALL, FromDIP(12));
        if (auto* ok = FindWindow(wxID_OK)) ok->SetLabel(tr("この値を使う（Enter）")), ok->Disable();
        if (auto* cancel = FindWindow(wxID_CANCEL)) cancel->SetLabel(tr("やめる"));
        SetSizerAndFit(column);
        Bind(wxEVT_TIMER, [this](wxTimerEvent&) { show(); });
        Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
            if (event.GetKeyCode() == WXK_SPACE) return press();
            // The button has the keys, and Enter would press it: after a case it takes the values.
            if (event.GetKeyCode() == WXK_RETURN && !began_ && !timings.empty() && FindFocus() == button_) return EndModal(wxID_OK);
            if (event.GetKeyCode() == WXK_BACK && !began_ && !timings.empty()) {
                timings.pop_back();
                return list();
            }
            event.Skip();
        });
        button_->SetFocus();
        CentreOnParent();
    }
    std::vector<desk::FlowTiming> timings;

private:
    void press() {
        if (!began_) {
            began_ = session_.clock();
            tick_.Start(100);
            button_->SetLabel(tr("1 件終わり（Space）"));
            return;
        }
        tick_.Stop();
        show();
        timings.push_back({began_, std::max(0.001, static_cast<double>(session_.clock() - began_) / 60000), step_, session_.person});
        began_ = 0;
        button_->SetLabel(tr("次の件を始める（Space）"));
        list();
    }
    void show() {
        const auto tenths = (session_.clock() - began_) / 100;
        clock_->SetLabel(wxString::Format("%lld:%02lld.%lld", static_cast<long long>(tenths / 600), static_cast<long long>(tenths / 10 % 60), static_cast<long long>(tenths % 10)));
    }
    void list() {
        std::vector<Table::Row> rows;
        for (std::size_t i = 0; i < timings.size(); ++i) rows.push_back({std::to_string(i), {grouped(static_cast<long long>(i + 1)), minutes_text(timings[i].minutes), shown(timings[i].who)}});
        table_->show(std::move(rows));
        if (auto* ok = FindWindow(wxID_OK)) ok->Enable(!timings.empty());
    }

    const Session& session_;
    std::string step_;
    wxTimer tick_;
    store::TimeMs began_ = 0;
    wxStaticText* clock_;
    wxButton* button_;
    Table* table_;
};

}  // namespace

std::vector<desk::FlowTiming> time_step(wxWindow* parent, const Session& session, const std::string& step, const wxString& name, std::size_t before) {
    Stopwatch dialog(parent, session, step, name, before);
    return dialog.ShowModal() == wxID_OK ? dialog.timings : std::vector<desk::FlowTiming>{};
}

}  // namespace yorozu::gui
