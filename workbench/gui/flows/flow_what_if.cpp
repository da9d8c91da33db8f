#include "workbench/gui/flows/flow_what_if.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <cmath>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

/// What can be assumed to be otherwise: the cases, a step's minutes, the share of a way out of a branch.
struct Lever {
    enum class Kind { cases, minutes, share } kind;
    std::string id;
    wxString words;
};

std::vector<Lever> levers_of(const flows::Flow& flow, int process) {
    std::vector<Lever> levers{{Lever::Kind::cases, "", tr("件数/年")}};
    for (const auto& node : flow.nodes)
        if (node.process == process && node.is_activity()) levers.push_back({Lever::Kind::minutes, node.id, wxString::Format(tr("「%s」の分数"), shown(flow.called(node.id)))});
    for (const auto& edge : flow.edges) {
        if (edge.process != process || edge.kind != flows::EdgeKind::sequence || edge.from < 0) continue;
        const auto& node = flow.nodes[static_cast<std::size_t>(edge.from)];
        if (node.is_gateway() && node.outgoing.size() > 1)
            levers.push_back({Lever::Kind::share, edge.id, wxString::Format(tr("「%s」から「%s」へ進む割合 %%"), shown(flow.called(node.id)), edge.name.empty() ? shown(flow.called(edge.target)) : shown(edge.name))});
    }
    return levers;
}

class WhatIfDialog : public wxDialog {
public:
    WhatIfDialog(wxWindow* parent, const flows::Flow& flow, int process, std::vector<flows::WhatIf>& table)
        : wxDialog(parent, wxID_ANY, tr("仮に変えたら"), wxDefaultPosition, parent->FromDIP(wxSize(860, 480)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), flow_(flow), process_(process), lines_(table), levers_(levers_of(flow, process)) {
        SetName("flow-what-if");
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* remark = new wxStaticText(this, wxID_ANY, tr("図は変わりません。差は見込みで、実績の削減時間には足しません。"));
        remark->SetForegroundColour(colours().faint);
        column->Add(remark, 0, wxALL, FromDIP(12));
        auto* entry = new wxBoxSizer(wxHORIZONTAL);
        lever_ = new wxChoice(this, wxID_ANY);
        lever_->SetName("what-if-lever");
        set_accessible(*lever_, tr("何を変えるか"));
        for (const auto& lever : levers_) lever_->Append(lever.words);
        lever_->SetSelection(0);
        entry->Add(lever_, 1, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
        value_ = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(90, -1)), wxTE_RIGHT | wxTE_PROCESS_ENTER);
        value_->SetName("what-if-value");
        set_accessible(*value_, tr("仮の値"));
        value_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { add(); });
        entry->Add(value_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
        onto_ = new wxCheckBox(this, wxID_ANY, tr("選んだ仮定に重ねる"));
        entry->Add(onto_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
        auto* add_button = new wxButton(this, wxID_ANY, tr("加える(&A)"));
        add_button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add(); });
        entry->Add(add_button, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
        auto* remove = new wxButton(this, wxID_ANY, tr("外す(&R)"));
        remove->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { take_away(); });
        entry->Add(remove, 0, wxALIGN_CENTRE_VERTICAL);
        column->Add(entry, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12));
        fault_ = new wxStaticText(this, wxID_ANY, {});
        fault_->SetForegroundColour(colours().red);
        column->Add(fault_, 0, wxLEFT | wxRIGHT, FromDIP(12));
        table_ = new Table(this, tr("仮定"), {{tr("仮定"), 300}, {tr("件/年"), 90, true}, {tr("分/件"), 80, true}, {tr("時間/年"), 110, true}, {tr("差"), 110, true}, {tr("式"), 300}});
        table_->set_sortable(false);
        column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(12));
        column->Add(new wxButton(this, wxID_CANCEL, tr("閉じる")), 0, wxALIGN_RIGHT | wxALL, FromDIP(12));
        SetSizer(column);
        CentreOnParent();
        show();
        CallAfter([this] { lever_->SetFocus(); });   // once it is shown
    }

private:
    /// The first line is the flow as it is.
    void show() {
        std::vector<Table::Row> rows;
        for (const auto& one : flows::what_if(flow_, process_, lines_)) {
            const bool now = rows.empty();
            const wxString difference = now ? wxString() : (one.difference > 0 ? wxString::FromUTF8("＋") : one.difference < 0 ? wxString::FromUTF8("−") : wxString()) + shown(flows::figure_text(std::abs(one.difference), 1));
            rows.push_back({now ? std::string("now") : std::to_string(rows.size() - 1), {said(one.name), grouped(std::llround(one.cases)), minutes_text(one.minutes_per_case), shown(flows::figure_text(one.hours, 1)), difference, said(one.fault.empty() ? one.formula : one.fault)},
                            {}, !one.fault.empty() ? Table::Row::Tone::failure : now ? Table::Row::Tone::faint : Table::Row::Tone::plain});
        }
        table_->show(std::move(rows));
    }

    void add() {
        double value = 0;
        wxString text = value_->GetValue();
        text.Replace(",", "");
        text.Replace("%", "");
        const auto& lever = levers_[static_cast<std::size_t>(lever_->GetSelection())];
        const double most = lever.kind == Lever::Kind::share ? 100 : 1e12;
        if (!text.Strip(wxString::both).ToCDouble(&value) || value < 0 || value > most) {
            fault_->SetLabel(lever.kind == Lever::Kind::share ? tr("割合は 0 から 100 までの数で書いてください") : tr("0 以上の数を半角で書いてください"));
            value_->SetFocus();
            value_->SelectAll();
            return Layout(), void();
        }
        fault_->SetLabel({});
        const auto chosen = table_->chosen();
        const bool onto = onto_->GetValue() && !chosen.empty() && chosen != "now";
        if (!onto) lines_.emplace_back();
        auto& line = onto ? lines_[std::stoul(chosen)] : lines_.back();
        line.name += (line.name.empty() ? "" : "、") + utf8(lever.words) + " " + flows::figure_text(value, 2, true);
        if (lever.kind == Lever::Kind::cases) line.inputs.cases = value;
        else if (lever.kind == Lever::Kind::minutes) line.inputs.minutes[lever.id] = value;
        else line.inputs.probability[lever.id] = value / 100;
        value_->Clear();
        show();
        table_->choose(std::to_string(&line - lines_.data()));
        lever_->SetFocus();
    }

    void take_away() {
        const auto chosen = table_->chosen();
        if (chosen.empty() || chosen == "now") return;
        lines_.erase(lines_.begin() + std::stol(chosen));
        show();
    }

    const flows::Flow& flow_;
    int process_;
    std::vector<flows::WhatIf>& lines_;
    std::vector<Lever> levers_;
    wxChoice* lever_;
    wxTextCtrl* value_;
    wxCheckBox* onto_;
    wxStaticText* fault_;
    Table* table_;
};

}  // namespace

void show_what_if(wxWindow* parent, const flows::Flow& flow, int process, std::vector<flows::WhatIf>& table) { WhatIfDialog(parent, flow, process, table).ShowModal(); }

}  // namespace yorozu::gui
