#include "workbench/gui/flows/flow_measured_list.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/desk/flows/flow_figures.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

void show_measured(wxWindow* parent, const std::vector<desk::MeasuredStep>& steps) {
    wxDialog dialog(parent, wxID_ANY, tr("見込みと計測"), wxDefaultPosition, parent->FromDIP(wxSize(940, 460)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER);
    dialog.SetName("flow-measured");
    const auto both = [](const desk::MeasuredStep::Pair& pair, int decimals) {
        const auto one = [&](const std::optional<double>& value) { return value ? shown(flows::figure_text(*value, decimals)) : wxString::FromUTF8("－"); };
        return one(pair.predicted) + wxString::FromUTF8(" / ") + one(pair.measured);
    };
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* remark = new wxStaticText(&dialog, wxID_ANY, wxString::Format(tr("見込み（フロー、1年） / 計測（%s から %s まで）。足し合わせません。"), shown(steps[0].period.first_day), shown(steps[0].period.last_day)));
    remark->SetForegroundColour(colours().faint);
    column->Add(remark, 0, wxALL, dialog.FromDIP(12));
    auto* table = new Table(&dialog, tr("見込みと計測"), {{tr("工程"), 200}, {tr("付けたもの"), 130}, {tr("手作業 分/件"), 120, true}, {tr("人の時間 分/件"), 120, true}, {tr("機械 分/件"), 100, true}, {tr("件数"), 110, true}, {tr("時間"), 130, true}});
    table->set_sortable(false);
    std::vector<Table::Row> rows;
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const auto& one = steps[at];
        rows.push_back({std::to_string(at), {shown(one.name), shown(one.scenario.empty() ? one.template_id : one.scenario), both(one.by_hand, 2), both(one.people, 2), both(one.robot, 2), both(one.cases, 0), both(one.hours, 1)}, {}, one.by_hand.measured || one.scenario.empty() ? Table::Row::Tone::plain : Table::Row::Tone::doubt});
    }
    table->show(std::move(rows));
    column->Add(table, 1, wxEXPAND | wxLEFT | wxRIGHT, dialog.FromDIP(12));
    auto* words = new wxStaticText(&dialog, wxID_ANY, {});
    words->SetName("flow-measured-formula");
    words->SetMinSize(dialog.FromDIP(wxSize(-1, 110)));
    column->Add(words, 0, wxEXPAND | wxALL, dialog.FromDIP(12));
    table->picked = [&, words](const std::string& id) {
        wxString lines;
        if (!id.empty())
            for (const auto& line : steps[std::stoul(id)].formula) lines += (lines.empty() ? "" : "\n") + said(line);
        words->SetLabel(wrapped(dialog, lines, dialog.FromDIP(900)));
    };
    column->Add(new wxButton(&dialog, wxID_CANCEL, tr("閉じる")), 0, wxALIGN_RIGHT | wxRIGHT | wxBOTTOM, dialog.FromDIP(12));
    dialog.SetSizer(column);
    dialog.CentreOnParent();
    table->choose("");
    table->picked(table->chosen());
    table->SetFocus();
    dialog.ShowModal();
}

}  // namespace yorozu::gui
