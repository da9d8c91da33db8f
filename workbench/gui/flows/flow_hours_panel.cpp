#include "workbench/gui/flows/flow_hours_panel.h"

#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>
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

wxString hours_words(double hours) {
    const double tenths = std::round(hours * 10);
    return grouped(static_cast<long long>(std::trunc(tenths / 10))) + wxString::Format(".%d", static_cast<int>(std::abs(std::fmod(tenths, 10))));
}

/// With a real minus sign, so that better and worse are seen without colour.
wxString difference_words(double difference) {
    if (std::abs(difference) < 0.005) return "0";
    return (difference < 0 ? wxString::FromUTF8("−") : wxString::FromUTF8("＋")) + minutes_text(std::abs(difference));
}

}  // namespace

FlowHoursPanel::FlowHoursPanel(wxWindow* parent, FlowState& state) : wxPanel(parent), state_(state) {
    const auto text = [this](const wxString& words, long style = 0) { return new wxStaticText(this, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, style); };
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* head = new wxBoxSizer(wxHORIZONTAL);
    heading_ = text(tr("年間の時間"));
    heading_->SetFont(GetFont().Bold());
    head->Add(heading_, 0, wxALIGN_CENTRE_VERTICAL);
    auto* remark = text(tr("静的（待ち行列は別）"));
    remark->SetForegroundColour(colours().faint);
    head->Add(remark, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    column->Add(head, 0, wxALL, FromDIP(6));
    auto* way = new wxBoxSizer(wxHORIZONTAL);
    way->Add(text(tr("数え方")), 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
    way->Add(text(tr("所要時間（工程の分数の和、待ちは足さない）"), wxST_ELLIPSIZE_END), 1, wxALIGN_CENTRE_VERTICAL);
    column->Add(way, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(6));
    auto* count = new wxBoxSizer(wxHORIZONTAL);
    count->Add(text(tr("件数/年")), 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
    volume_ = new wxTextCtrl(this, wxID_ANY, "", wxDefaultPosition, FromDIP(wxSize(84, -1)), wxTE_PROCESS_ENTER | wxTE_RIGHT);
    volume_->SetName("flow-volume");
    set_accessible(*volume_, tr("1年の件数"));
    volume_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { set_volume(); });
    volume_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        if (volume_->IsModified()) CallAfter([this] { set_volume(); });
        event.Skip();
    });
    count->Add(volume_, 0, wxALIGN_CENTRE_VERTICAL);
    volume_note_ = text("", wxST_ELLIPSIZE_END | wxST_NO_AUTORESIZE);
    count->Add(volume_note_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(6));
    column->Add(count, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(6));
    table_ = new Table(this, tr("段階ごとの分数"), {{tr("段階（分/件）"), 104}, {"As-Is", 46, true}, {"To-Be", 46, true}, {tr("差"), 46, true}}, 21);
    table_->set_sortable(false);
    table_->SetMinSize(FromDIP(wxSize(-1, 168)));
    column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(4));
    for (int i = 0; i < 2; ++i) {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        formula_[i] = text("");
        hours_[i] = text("", wxALIGN_RIGHT);
        hours_[i]->SetFont(GetFont().Bold());
        row->Add(formula_[i], 1, wxALIGN_CENTRE_VERTICAL);
        row->Add(hours_[i], 0, wxALIGN_CENTRE_VERTICAL);
        column->Add(row, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(6));
    }
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    difference_word_ = text(tr("差（見込み）/年"));
    difference_ = text("", wxALIGN_RIGHT);
    difference_->SetFont(GetFont().Bold().Scaled(1.15f));
    difference_->SetForegroundColour(colours().accent);
    row->Add(difference_word_, 1, wxALIGN_CENTRE_VERTICAL);
    row->Add(difference_, 0, wxALIGN_CENTRE_VERTICAL);
    column->Add(row, 0, wxEXPAND | wxALL, FromDIP(6));
    rule_ = text("");
    rule_->SetForegroundColour(colours().faint);
    rule_->SetFont(GetFont().Scaled(0.9f));
    column->Add(rule_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(6));
    SetSizer(column);
    SetName("flow-hours");
    set_accessible(*this, tr("年間の時間"));
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { follow(); });
    });
}

void FlowHoursPanel::set_volume() {
    if (!state_.editable()) return follow();
    wxString plain;
    for (const wxUniChar one : volume_->GetValue())
        if (one >= '0' && one <= '9') plain += one;
    volume_->DiscardEdits();
    long long cases = 0;
    const bool said = plain.ToLongLong(&cases);
    const auto& flow = state_.open->flow();
    // The same procedure has the same cases, on paper or not.
    desk::FlowEdits edits;
    for (std::size_t side = 0; side < state_.open->diagrams.size(); ++side) {
        const int at = state_.open->process(side);
        if (at < 0) continue;
        const auto& process = flow.processes[static_cast<std::size_t>(at)];
        if (process.volume ? said && process.volume->cases_per_year == static_cast<double>(cases) : !said) continue;
        flows::Volume volume{static_cast<double>(cases), {}, flows::Source::estimated, ""};
        if (process.volume) volume.monthly = process.volume->monthly, volume.by_year = process.volume->by_year;
        edits.push_back(flows::SetVolume{process.id, said || !volume.by_year.empty() ? std::optional(volume) : std::nullopt});
    }
    state_.apply(edits, said ? "件数を " + utf8(grouped(cases)) + " に変更" : "件数を消す");
    follow();
}

wxString FlowHoursPanel::words() const { return formula_[0]->GetLabel() + "=" + hours_[0]->GetLabel() + "; " + formula_[1]->GetLabel() + "=" + hours_[1]->GetLabel() + "; " + difference_->GetLabel(); }

void FlowHoursPanel::follow() {
    std::vector<desk::FlowHours> hours;
    std::vector<wxString> names;
    if (state_.open)
        for (std::size_t side = 0; side < std::min<std::size_t>(2, state_.open->diagrams.size()); ++side) {
            hours.push_back(state_.open->hours[side]);
            const int process = state_.open->process(side);
            const auto variant = process < 0 ? flows::Variant::unsaid : state_.open->flow().processes[static_cast<std::size_t>(process)].variant;
            names.push_back(variant == flows::Variant::unsaid ? wxString::Format(tr("図 %zu"), side + 1) : wxString(variant_word(variant)));
        }
    const bool pair = hours.size() == 2;
    for (unsigned i = 0; i < 2; ++i) table_->GetColumn(i + 1)->SetTitle(i < names.size() ? names[i] : wxString());
    std::vector<Table::Row> rows;
    std::vector<std::string> stages;
    for (const auto& one : hours)
        for (const auto& stage : one.stages)
            if (std::find(stages.begin(), stages.end(), stage.name) == stages.end()) stages.push_back(stage.name);
    const auto of = [](const desk::FlowHours& one, const std::string& name) {
        for (const auto& stage : one.stages)
            if (stage.name == name) return stage.minutes;
        return 0.0;
    };
    for (const auto& name : stages) {
        if (name.empty()) continue;
        Table::Row row{name, {shown(name), minutes_text(of(hours[0], name)), pair ? minutes_text(of(hours[1], name)) : wxString(), pair ? difference_words(of(hours[1], name) - of(hours[0], name)) : wxString()}};
        rows.push_back(std::move(row));
    }
    if (!hours.empty())
        rows.push_back({"=", {tr("計"), minutes_text(hours[0].minutes()), pair ? minutes_text(hours[1].minutes()) : wxString(), pair ? difference_words(hours[1].minutes() - hours[0].minutes()) : wxString()}, {}, Table::Row::Tone::heading});
    table_->show(std::move(rows));
    const bool volume = !hours.empty() && hours[0].analysis.cases;
    if (!volume_->IsModified()) volume_->ChangeValue(volume ? grouped(std::llround(*hours[0].analysis.cases)) : wxString());
    volume_->Enable(state_.editable());
    volume_note_->SetLabel(volume ? tr("件 ") + said(hours[0].analysis.cases_note) : tr("件"));
    volume_note_->SetToolTip(volume_note_->GetLabel());
    for (std::size_t i = 0; i < 2; ++i) {
        const bool any = i < hours.size() && hours[i].analysis.cases;
        formula_[i]->SetLabel(any ? wxString::Format(wxString::FromUTF8("%s %s × %s ÷ 60"), names[i], grouped(std::llround(*hours[i].analysis.cases)), minutes_text(hours[i].minutes())) : wxString());
        hours_[i]->SetLabel(any ? hours_words(hours[i].analysis.hours) + tr(" 時間") : wxString());
    }
    const bool both = pair && hours[0].analysis.cases && hours[1].analysis.cases;
    const double saved = both ? hours[1].analysis.hours - hours[0].analysis.hours : 0;
    difference_word_->SetLabel(both ? tr("差（見込み）/年") : wxString());
    difference_->SetLabel(both ? (saved < 0 ? wxString::FromUTF8("−") : saved > 0 ? wxString::FromUTF8("＋") : wxString()) + hours_words(std::abs(saved)) + tr(" 時間") : wxString());
    wxString rule;
    if (!hours.empty()) {
        rule = volume ? tr("式：件数 × 通る割合 × 分 ÷ 60。見込みであり、実績の削減時間には足さない。") : tr("件数を入れると年の時間が出ます");
        int shared = 0, unsaid = 0;
        for (const auto& one : hours) shared += one.shared, unsaid += one.unsaid;
        if (shared) rule += wxString::Format(tr("公表値を按分した工程 %d。"), shared);
        if (unsaid) rule += wxString::Format(tr("分数のない工程 %d（0 分として数える）。"), unsaid);
    }
    for (const auto& one : hours)
        if (!one.analysis.fault.empty()) rule = said(one.analysis.fault);
    rule_->SetLabel(wrapped(*rule_, rule, std::max(120, GetClientSize().x - FromDIP(16))));
    Layout();
}

}  // namespace yorozu::gui
