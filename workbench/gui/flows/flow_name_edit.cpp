#include "workbench/gui/flows/flow_name_edit.h"

#include <algorithm>

#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

FlowNameEdit::FlowNameEdit(wxWindow* canvas) : wxTextCtrl(canvas, wxID_ANY, "", wxDefaultPosition, wxSize(10, 10), wxTE_MULTILINE | wxTE_PROCESS_ENTER | wxTE_CENTRE | wxTE_NO_VSCROLL | wxBORDER_SIMPLE) {
    SetName("flow-name");
    set_accessible(*this, tr("名前"));
    follow_composition(*this);
    Hide();
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (composing(this)) return event.Skip();
        const int key = event.GetKeyCode();
        if ((key == WXK_RETURN || key == WXK_NUMPAD_ENTER) && event.ShiftDown()) return WriteText("\n");
        if (key == WXK_RETURN || key == WXK_NUMPAD_ENTER) return end(true);
        if (key == WXK_ESCAPE) return end(false);
        event.Skip();
    });
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        if (open_ && !composing(this)) CallAfter([this] { if (open_ && FindFocus() != this) end(true); });
    });
}

void FlowNameEdit::begin(const std::string& id, const wxString& text, const wxRect& place) {
    id_ = id, before_ = text, open_ = true;
    const wxSize least = FromDIP(wxSize(110, 58));
    wxRect rect(place.x - std::max(0, least.x - place.width) / 2, place.y, std::max(place.width, least.x), std::max(std::min(place.height, FromDIP(120)), least.y));
    SetSize(rect);
    ChangeValue(text);
    Show();
    Raise();
    SetFocus();
    SelectAll();
}

void FlowNameEdit::end(bool keep_it) {
    if (!open_) return;
    open_ = false;
    const wxString text = GetValue().Strip(wxString::both);
    const bool mine = HasFocus();
    Hide();
    if (mine) GetParent()->SetFocus();
    if (keep_it && text != before_ && keep) keep(id_, text);
}

}  // namespace yorozu::gui
