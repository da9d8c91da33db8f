#include "workbench/gui/flows/flow_results.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {

bool show_simulation(wxWindow* parent, const FlowTab& tab, const std::vector<flows::Simulation>& simulations) {
    wxDialog dialog(parent, wxID_ANY, tr("シミュレーションの結果"), wxDefaultPosition, parent->FromDIP(wxSize(860, 600)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER);
    dialog.SetName("flow-simulation");
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* whole = new Table(&dialog, tr("版ごとの結果"), {{tr("版"), 120}, {tr("1件の時間（分）"), 140, true}, {tr("作業（分）"), 120, true}, {tr("待ち（分）"), 130, true}, {tr("年間（時間）"), 150, true}, {tr("数えた件"), 100, true}});
    auto* steps = new Table(&dialog, tr("工程ごとの結果"), {{tr("版"), 90}, {tr("工程・レーン"), 260}, {tr("待ち（分/回）"), 120, true}, {tr("待っている件（平均）"), 150, true}, {tr("年間（時間）"), 130, true}, {tr("使われ方"), 90, true}});
    whole->SetMinSize(dialog.FromDIP(wxSize(-1, 96)));
    std::vector<Table::Row> summary, rows;
    wxString remark;
    for (std::size_t side = 0; side < simulations.size(); ++side) {
        const auto& one = simulations[side];
        const int process = tab.process(side);
        const wxString variant = process < 0 ? wxString() : wxString(variant_word(tab.flow().processes[static_cast<std::size_t>(process)].variant));
        if (!one.fault.empty()) {
            summary.push_back({std::to_string(side), {variant, said(one.fault), "", "", "", ""}, {}, Table::Row::Tone::failure});
            continue;
        }
        const auto number = [](const flows::Estimate& estimate) { return shown(desk::estimate_text(estimate)); };
        summary.push_back({std::to_string(side), {variant, number(one.cycle), number(one.work), number(one.waiting), number(one.hours), grouped(static_cast<long long>(one.cases))}});
        for (const auto& step : one.steps)
            rows.push_back({variant.utf8_string() + step.id, {variant, shown(step.name), number(step.waiting), number(step.queue), number(step.hours), ""}, {0, 0, step.waiting.mean, step.queue.mean, step.hours.mean, 0}});
        for (const auto& lane : one.lanes)
            if (lane.people > 0)
                rows.push_back({variant.utf8_string() + lane.id, {variant, wxString::Format(tr("レーン %s（%d 人）"), shown(lane.name), lane.people), "", number(lane.queue), "", wxString::Format("%.0f", lane.utilisation.mean * 100) + shown(" ± ") + wxString::Format("%.0f %%", lane.utilisation.half * 100)},
                                {0, 0, 0, lane.queue.mean, 0, lane.utilisation.mean}, Table::Row::Tone::faint});
        if (remark.empty()) remark = wxString::Format(tr("平均と 95 % の幅。種 %llu、%d 回、観測 %.0f 日（助走 %.0f 日）。同じ種なら同じ結果になります。"), static_cast<unsigned long long>(one.seed), one.replications, one.days, one.warm_up_days);
        for (const auto& assumed : one.assumptions)
            if (!remark.Contains(said(assumed))) remark += "\n" + said(assumed);
    }
    const bool limited = std::any_of(simulations.begin(), simulations.end(), [](const auto& one) { return std::any_of(one.lanes.begin(), one.lanes.end(), [](const auto& lane) { return lane.people > 0; }); });
    if (!limited) remark += "\n" + tr("レーンに人数を入れると、待ちと混み具合が出ます。いまはだれも待たない計算です。");
    whole->show(std::move(summary));
    steps->show(std::move(rows));
    column->Add(whole, 0, wxEXPAND | wxALL, dialog.FromDIP(12));
    column->Add(steps, 1, wxEXPAND | wxLEFT | wxRIGHT, dialog.FromDIP(12));
    auto* words = new wxStaticText(&dialog, wxID_ANY, wrapped(dialog, remark, dialog.FromDIP(820)));
    words->SetForegroundColour(colours().faint);
    column->Add(words, 0, wxALL, dialog.FromDIP(12));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    auto* watch = new wxButton(&dialog, wxID_OK, tr("動きを見る(&A)"));
    watch->SetToolTip(tr("シミュレーションの一件一件が図の上をどう進むかを見ます（Esc で終わり）"));
    watch->Enable(std::any_of(simulations.begin(), simulations.end(), [](const auto& one) { return one.fault.empty(); }));
    buttons->Add(watch, 0, wxRIGHT, dialog.FromDIP(8));
    buttons->Add(new wxButton(&dialog, wxID_CANCEL, tr("閉じる")));
    column->Add(buttons, 0, wxALIGN_RIGHT | wxRIGHT | wxBOTTOM, dialog.FromDIP(12));
    dialog.SetSizer(column);
    dialog.CentreOnParent();
    return dialog.ShowModal() == wxID_OK;
}

}  // namespace yorozu::gui
