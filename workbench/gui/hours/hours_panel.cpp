#include "workbench/gui/hours/hours_panel.h"

#include <wx/hyperlink.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>
#include <cmath>

#include "workbench/desk/hours/hours_data.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/hours/plan_bars.h"

namespace yorozu::gui {

HoursPanel::HoursPanel(wxWindow* parent, Session& session, std::function<void()> open) : wxPanel(parent), session_(session) {
    auto* heading = new wxBoxSizer(wxHORIZONTAL);
    title_ = new wxStaticText(this, wxID_ANY, tr("今年度の削減時間"), wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    heading->Add(title_, 1, wxALIGN_CENTRE_VERTICAL | wxALL, FromDIP(4));
    auto* link = new wxHyperlinkCtrl(this, wxID_ANY, tr("効果を開く"), "yorozu:hours");
    link->SetNormalColour(colours().accent);
    link->SetVisitedColour(colours().accent);
    link->Bind(wxEVT_HYPERLINK, [open](wxHyperlinkEvent&) { open(); });
    heading->Add(link, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
    table_ = new Table(this, tr("今年度の削減時間"), {{tr("シナリオ"), 110}, {tr("件数"), 50, true}, {tr("純削減"), 80, true}, {tr("確かめた分"), 85, true}, {tr("目標"), 100, true}}, 30);
    remark_ = new wxStaticText(this, wxID_ANY, {});
    remark_->SetForegroundColour(colours().faint);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(heading, 0, wxEXPAND | wxBOTTOM, FromDIP(2));
    column->Add(table_, 1, wxEXPAND);
    bars_ = new PlanBars(this, tr("今年度の事業量"));
    bars_->Hide();
    column->Add(bars_, 1, wxEXPAND);
    column->Add(remark_, 0, wxEXPAND | wxTOP, FromDIP(6));
    SetSizer(column);
}

void HoursPanel::refresh() {
    again_ = counting_;  // what changed meanwhile is counted after
    if (counting_ || !session_.is_open()) return;
    counting_ = true;
    session_.jobs.start<HoursStanding>(
        {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [own = session_.own()](JobControl&) {
            const auto workspace = own.open(store::Access::read);
            const std::string today = desk::iso_date(own.clock());
            desk::require(*workspace, {desk::Right::manager, desk::Right::it});
            const auto year = desk::fiscal_year_of(today);
            const auto input = desk::hours_input(*workspace);
            HoursStanding standing{desk::hours_saved(input, desk::period_of("", today)), desk::standing_of_targets(*workspace, year, today), {}};
            if (!desk::planned_amounts(*workspace, year).empty()) standing.policies = desk::standing_of_plan(*workspace, year, today, input, standing.report);
            const int first = *desk::day_number(year.first_day());
            standing.all_days = *desk::day_number(year.last_day()) - first + 1;
            standing.days = *desk::day_number(today) - first + 1;
            standing.passed = static_cast<double>(standing.days) / standing.all_days;
            return standing;
        },
        [this](JobEnd<HoursStanding> end) {
            counting_ = false;
            if (again_) return refresh();
            bool allowed = true;
            try {
                if (end.failure) std::rethrow_exception(end.failure);
                show(*end.result);
            } catch (const desk::NotAllowed&) {
                allowed = false;
            } catch (...) {
                remark_->SetLabel(words_of(std::current_exception()));
            }
            if (allowed == IsShown()) return;
            Show(allowed);
            if (shown_or_hidden) shown_or_hidden();
        });
}

void HoursPanel::show_plan(const HoursStanding& standing) {
    std::vector<desk::Measure> measures;
    for (const auto& policy : standing.policies)
        for (const auto& measure : policy.measures) measures.push_back(measure);
    bars_->show(std::move(measures), standing.passed, wxString::Format("%d / %d", standing.days, standing.all_days));
    bars_->Show(!bars_->empty());
    table_->Show(bars_->empty());
    remark_->Show(bars_->empty());
    const wxString year = shown(standing.report.period.name.substr(1));
    title_->SetLabel(bars_->empty() ? wxString::Format(tr("今年度の削減時間　令和%s年度"), year)
                                    : wxString::Format(tr("今年度の事業量　令和%s年度　%.1f %% 経過"), year, 100 * standing.passed));
}

void HoursPanel::show(const HoursStanding& standing) {
    const auto& report = standing.report;
    const wxString hours = tr("時間");
    // 1,012 / 1,600 時間 would say it twice: the net stands in its own column.
    const auto target = [&](const std::string& scenario) {
        for (const auto& one : standing.targets)
            if (one.target.scenario == scenario) return wxString::Format(tr("%s 時間の %d %%"), grouped(std::lround(one.target.hours)), static_cast<int>(std::lround(one.share * 100)));
        return wxString();
    };
    std::vector<Table::Row> rows;
    const auto row = [&](const std::string& id, const wxString& name, const desk::HoursSaved& saved) {
        const bool none = saved.no_baseline;
        return Table::Row{id, {name, grouped(saved.counted), none ? tr("基準なし") : shown(desk::hours_text(saved.net_ms)) + " " + hours,
                               none ? wxString() : shown(desk::hours_text(saved.verified_ms)) + " " + hours, target(id)},
                          {}, none ? Table::Row::Tone::doubt : Table::Row::Tone::plain};
    };
    for (const auto& saved : report.scenarios) rows.push_back(row(saved.scenario, shown(saved.scenario), saved));
    if (report.scenarios.size() > 1 || !target("").empty()) rows.push_back(row("", tr("合計"), report.total));
    table_->show(std::move(rows));
    show_plan(standing);
    const wxString remark = report.scenarios.empty() ? tr("まだ入力した記録がありません。") : tr("純削減＝基準の時間 × 件数 − 人の時間 − 維持。確かめた分は、先方の番号があるものだけ。");
    remark_->SetLabel(wrapped(*remark_, remark, std::max(FromDIP(380), GetClientSize().x - FromDIP(8))));
    Layout();
}

}  // namespace yorozu::gui
