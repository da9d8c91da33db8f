#include "workbench/gui/flows/flow_difference_list.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

wxString change_words(flows::Change change) {
    switch (change) {
        case flows::Change::added: return wxString::FromUTF8("＋ ") + tr("追加");
        case flows::Change::removed: return wxString::FromUTF8("－ ") + tr("削除");
        case flows::Change::changed: return wxString::FromUTF8("変 ") + tr("変更");
        case flows::Change::moved: return wxString::FromUTF8("移 ") + tr("移動");
        case flows::Change::same: break;
    }
    return tr("同じ");
}

wxString signed_minutes(double difference) {
    if (difference == 0) return "0";
    return (difference < 0 ? wxString::FromUTF8("−") : wxString::FromUTF8("＋")) + minutes_text(difference < 0 ? -difference : difference);
}

}  // namespace

std::string show_differences(wxWindow* parent, const FlowTab& tab, const std::vector<desk::StepDifference>& differences) {
    wxDialog dialog(parent, wxID_ANY, tr("差分"), wxDefaultPosition, parent->FromDIP(wxSize(900, 560)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER);
    dialog.SetName("flow-differences");
    std::vector<Table::Row> rows;
    int counts[5] = {};
    double older = 0, newer = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const auto& one = differences[i];
        ++counts[static_cast<int>(one.change)];
        older += one.older_minutes, newer += one.newer_minutes;
        const double more = one.newer_minutes - one.older_minutes;
        rows.push_back({std::to_string(i), {change_words(one.change), shown(tab.flow().called(one.newer.empty() ? one.older : one.newer)), one.older.empty() ? wxString() : minutes_text(one.older_minutes), one.newer.empty() ? wxString() : minutes_text(one.newer_minutes), signed_minutes(more), shown(one.words)},
                        {double(static_cast<int>(one.change)), 0, one.older_minutes, one.newer_minutes, more, 0}, one.change == flows::Change::same ? Table::Row::Tone::faint : Table::Row::Tone::plain});
    }
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(new wxStaticText(&dialog, wxID_ANY, wxString::Format(tr("追加 %d・削除 %d・変更 %d・移動 %d・同じ %d　1件 %s 分 → %s 分（%s）"), counts[1], counts[2], counts[3], counts[4], counts[0], minutes_text(older), minutes_text(newer), signed_minutes(newer - older))), 0, wxALL, dialog.FromDIP(12));
    auto* table = new Table(&dialog, tr("差分"), {{tr("差"), 80}, {tr("工程"), 300}, {"As-Is", 70, true}, {"To-Be", 70, true}, {tr("分の差"), 70, true}, {tr("内容"), 280}});
    table->show(std::move(rows));
    std::string chosen;
    table->opened = [&](const std::string& id) {
        const auto& one = differences[std::stoul(id)];
        chosen = one.newer.empty() ? one.older : one.newer;
        dialog.EndModal(wxID_OK);
    };
    column->Add(table, 1, wxEXPAND | wxLEFT | wxRIGHT, dialog.FromDIP(12));
    column->Add(new wxButton(&dialog, wxID_CANCEL, tr("図で見る")), 0, wxALIGN_RIGHT | wxALL, dialog.FromDIP(12));
    dialog.SetSizer(column);
    dialog.CentreOnParent();
    table->choose("");
    table->SetFocus();
    dialog.ShowModal();
    return chosen;
}

}  // namespace yorozu::gui
