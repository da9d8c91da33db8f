#include "workbench/gui/flows/flow_heading.h"

#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

wxString name_of(const flows::Flow& flow, int number) {
    const auto& diagram = flow.diagrams[static_cast<std::size_t>(number)];
    const int process = desk::process_of(flow, number);
    const auto variant = process < 0 ? flows::Variant::unsaid : flow.processes[static_cast<std::size_t>(process)].variant;
    wxString name = shown(diagram.name);
    if (variant != flows::Variant::unsaid && !name.StartsWith(variant_word(variant))) name = wxString(variant_word(variant)) + wxString::FromUTF8("　") + name;
    if (name.empty() && process >= 0) name = shown(flow.processes[static_cast<std::size_t>(process)].name);
    return name.empty() ? wxString::Format(tr("図 %d"), number + 1) : name;
}

}  // namespace

FlowHeading::FlowHeading(wxWindow* parent, FlowState& state, std::size_t side) : wxPanel(parent), state_(state), side_(side) {
    SetBackgroundColour(colours().surface);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    name_ = new wxStaticText(this, wxID_ANY, "");
    name_->SetFont(GetFont().Bold());
    remark_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    remark_->SetForegroundColour(colours().faint);
    word_ = new wxStaticText(this, wxID_ANY, "");
    minutes_ = new wxStaticText(this, wxID_ANY, "");
    minutes_->SetFont(GetFont().Bold().Scaled(1.1f));
    choice_ = new wxChoice(this, wxID_ANY);
    choice_->SetName(wxString::Format("flow-diagram-%zu", side));
    set_accessible(*choice_, tr("ここに見せる図"));
    choice_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        if (const auto at = static_cast<std::size_t>(event.GetSelection()); at < all_.size()) state_.show_diagram(side_, all_[at]);
    });
    choice_->Hide();
    row->Add(choice_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    row->Add(name_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    row->Add(remark_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(10));
    row->Add(word_, 0, wxALIGN_CENTRE_VERTICAL);
    row->Add(minutes_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, FromDIP(5));
    SetSizer(row);
    SetMinSize(FromDIP(wxSize(-1, 25)));
}

void FlowHeading::follow() {
    if (!state_.open || side_ >= state_.open->diagrams.size()) return;
    const auto& flow = state_.open->flow();
    const int here = state_.open->diagrams[side_];
    all_ = desk::diagrams_to_show(flow);
    const bool choose = all_.size() > 2;
    choice_->Show(choose);
    name_->Show(!choose);
    if (choose) {
        wxArrayString names;
        for (const int one : all_) names.Add(name_of(flow, one));
        choice_->Set(names);
        choice_->SetSelection(static_cast<int>(std::find(all_.begin(), all_.end(), here) - all_.begin()));
    }
    const auto& hours = state_.open->hours[side_];
    wxString remark = wxString::Format(tr("%d 工程"), hours.steps);
    if (!hours.source_note.empty()) remark += tr("・") + shown(hours.source_note);
    name_->SetLabel(name_of(flow, here));
    remark_->SetLabel(remark);
    word_->SetLabel(tr("所要時間"));
    minutes_->SetLabel(wxString::Format(tr("%s分"), minutes_text(hours.minutes())));
    Layout();
}

}  // namespace yorozu::gui
