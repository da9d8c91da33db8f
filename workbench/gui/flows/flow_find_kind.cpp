#include "workbench/gui/flows/flow_find_kind.h"

#include <wx/listbox.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

FlowFindKind::FlowFindKind(wxWindow* parent) : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_SIMPLE) {
    SetName("flow-find-kind");
    auto* column = new wxBoxSizer(wxVERTICAL);
    field_ = new wxTextCtrl(this, wxID_ANY, "", wxDefaultPosition, FromDIP(wxSize(280, -1)), wxTE_PROCESS_ENTER);
    field_->SetName("flow-new-name");
    field_->SetHint(tr("工程の名前、または 分岐・終了・システム…"));
    set_accessible(*field_, tr("新しい要素の名前か種類"));
    follow_composition(*field_);
    list_ = new wxListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(280, 180)));
    column->Add(field_, 0, wxEXPAND);
    column->Add(list_, 1, wxEXPAND);
    SetSizerAndFit(column);
    Hide();
    field_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { look(); });
    list_->Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent&) { accept(); });
    field_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (composing(field_)) return event.Skip();
        const int row = list_->GetSelection();
        switch (event.GetKeyCode()) {
            case WXK_DOWN: if (row + 1 < static_cast<int>(rows_.size())) list_->SetSelection(row + 1); return;
            case WXK_UP: if (row > 0) list_->SetSelection(row - 1); return;
            case WXK_RETURN: case WXK_NUMPAD_ENTER: return accept();
            case WXK_ESCAPE: return close();
            default: event.Skip();
        }
    });
    field_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        CallAfter([this] { if (IsShown() && FindFocus() != field_ && FindFocus() != list_) Hide(); });
    });
}

void FlowFindKind::begin(const wxPoint& at) {
    const wxSize room = GetParent()->GetClientSize(), own = GetBestSize();
    SetSize(wxRect(wxPoint(std::clamp(at.x, 0, std::max(0, room.x - own.x)), std::clamp(at.y, 0, std::max(0, room.y - own.y))), own));
    field_->ChangeValue("");
    look();
    Show();
    Raise();
    field_->SetFocus();
}

void FlowFindKind::look() {
    const wxString typed = field_->GetValue().Strip(wxString::both), small = typed.Lower();
    wxArrayString words;
    rows_.clear();
    const auto offer = [&](const FlowKind& kind) {
        words.Add(tr(kind.word));
        rows_.push_back({"", "", kind.kind, kind.trigger});
    };
    const auto name = [&] {
        if (typed.empty()) return;
        words.Add(wxString::Format(tr("手作業「%s」を置く"), typed));
        rows_.push_back({"", utf8(typed), flows::NodeKind::manual_task, flows::Trigger::none});
        words.Add(wxString::Format(tr("画面操作「%s」を置く"), typed));
        rows_.push_back({"", utf8(typed), flows::NodeKind::user_task, flows::Trigger::none});
    };
    // A word that begins a kind's name means the kind; anything else is the name of a step.
    const auto begins = [&](const FlowKind& kind) { return wxString(tr(kind.word)).Lower().StartsWith(small) || wxString(kind.also, wxConvUTF8).Lower().StartsWith(small); };
    const auto holds = [&](const FlowKind& kind) { return (tr(kind.word) + " " + wxString::FromUTF8(kind.also)).Lower().Contains(small); };
    const bool kind_first = !typed.empty();
    if (kind_first)
        for (const auto& kind : flow_kinds())
            if (begins(kind)) offer(kind);
    name();
    for (const auto& kind : flow_kinds())
        if (typed.empty() || (!begins(kind) && holds(kind))) offer(kind);
    list_->Set(words);
    if (!rows_.empty()) list_->SetSelection(0);
}

void FlowFindKind::accept() {
    const int row = list_->GetSelection();
    if (row < 0 || row >= static_cast<int>(rows_.size())) return;
    const auto chosen = rows_[static_cast<std::size_t>(row)];
    close();
    if (take) take(chosen);
}

void FlowFindKind::close() {
    Hide();
    if (ended) ended();
}

}  // namespace yorozu::gui
