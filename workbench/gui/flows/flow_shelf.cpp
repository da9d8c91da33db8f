#include "workbench/gui/flows/flow_shelf.h"

#include <wx/dnd.h>
#include <wx/listbox.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr const char* as_template = "yorozu-template:";
constexpr const char* as_scenario = "yorozu-scenario:";

}  // namespace

wxString FlowShelf::Thing::text() const { return wxString(scenario ? as_scenario : as_template) + shown(id); }

std::optional<FlowShelf::Thing> FlowShelf::Thing::from(const wxString& text) {
    wxString id;
    if (text.StartsWith(as_scenario, &id)) return Thing{true, utf8(id)};
    if (text.StartsWith(as_template, &id)) return Thing{false, utf8(id)};
    return std::nullopt;
}

FlowShelf::FlowShelf(wxWindow* parent, FlowState& state) : wxPanel(parent), state_(state) {
    SetName("flow-shelf");
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* title = new wxStaticText(this, wxID_ANY, tr("帳票とシナリオ"));
    title->SetFont(GetFont().Bold());
    column->Add(title, 0, wxALL, FromDIP(5));
    list_ = new wxListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(190, 120)));
    list_->SetName("flow-shelf-list");
    set_accessible(*list_, tr("帳票とシナリオ"));
    list_->Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        pressed_ = event.GetPosition();
        event.Skip();
    });
    list_->Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        if (event.LeftIsDown() && std::max(std::abs(event.GetX() - pressed_.x), std::abs(event.GetY() - pressed_.y)) > 4) return drag();
        event.Skip();
    });
    list_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const int row = list_->GetSelection();
        if ((event.GetKeyCode() != WXK_RETURN && event.GetKeyCode() != WXK_NUMPAD_ENTER) || row < 0) return event.Skip();
        hang(things_[static_cast<std::size_t>(row)]);
    });
    list_->Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent& event) {
        if (const auto row = static_cast<std::size_t>(event.GetSelection()); row < things_.size()) hang(things_[row]);
    });
    column->Add(list_, 1, wxEXPAND);
    auto* remark = new wxStaticText(this, wxID_ANY, wrapped(*this, tr("工程の上へ引いて落とすと付きます。Enter で選んだ工程に付きます"), FromDIP(180)));
    remark->SetForegroundColour(colours().faint);
    column->Add(remark, 0, wxALL, FromDIP(5));
    SetSizer(column);
    Hide();
}

void FlowShelf::follow() {
    things_.clear();
    wxArrayString names;
    const auto add = [&](bool scenario, const std::map<std::string, std::string>& all) {
        for (const auto& [id, title] : all) {
            things_.push_back({scenario, id});
            names.Add((scenario ? tr("R　") : tr("帳　")) + shown(title.empty() ? id : title));
        }
    };
    add(false, state_.known.templates);
    add(true, state_.known.scenarios);
    list_->Set(names);
    if (!names.empty()) list_->SetSelection(0);
}

void FlowShelf::focus() { list_->SetFocus(); }

void FlowShelf::drag() {
    const int row = list_->HitTest(pressed_);
    if (row == wxNOT_FOUND || !state_.editable()) return;
    wxTextDataObject text(things_[static_cast<std::size_t>(row)].text());
    wxDropSource source(text, list_);
    source.DoDragDrop(wxDrag_CopyOnly);
}

}  // namespace yorozu::gui
