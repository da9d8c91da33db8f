#include "workbench/gui/flows/flow_pad.h"

#include <wx/button.h>
#include <wx/sizer.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/icons.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

using flows::NodeKind;
using flows::Trigger;

FlowPad::FlowPad(wxWindow* canvas) : wxPanel(canvas, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_SIMPLE | wxTAB_TRAVERSAL) {
    SetName("flow-pad");
    SetBackgroundColour(colours().window);
    set_accessible(*this, tr("次にすること"));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto put = [&](const wxString& label, const char* picture, bool flow_only, std::function<void()> run) {
        auto* button = new wxButton(this, wxID_ANY, "", wxDefaultPosition, FromDIP(wxSize(30, 28)), wxBU_EXACTFIT | wxBU_NOTEXT | wxBORDER_NONE);
        button->SetBitmap(icon(picture, colours().text, 18));
        button->SetToolTip(label);
        set_accessible(*button, label, Role::button);
        button->Bind(wxEVT_BUTTON, [this, run](wxCommandEvent&) {
            close();
            run();
        });
        button->Bind(wxEVT_CHAR_HOOK, [this, button](wxKeyEvent& event) {
            std::vector<wxWindow*> shown;
            for (auto* one : buttons_)
                if (one->IsShown()) shown.push_back(one);
            const auto at = std::find(shown.begin(), shown.end(), static_cast<wxWindow*>(button)) - shown.begin();
            const auto count = static_cast<std::ptrdiff_t>(shown.size());
            switch (event.GetKeyCode()) {
                case WXK_RIGHT: case WXK_DOWN: case WXK_TAB: return shown[static_cast<std::size_t>((at + 1) % count)]->SetFocus();
                case WXK_LEFT: case WXK_UP: return shown[static_cast<std::size_t>((at + count - 1) % count)]->SetFocus();
                case WXK_RETURN: case WXK_NUMPAD_ENTER: case WXK_SPACE: {
                    wxCommandEvent press(wxEVT_BUTTON, button->GetId());
                    button->GetEventHandler()->ProcessEvent(press);
                    return;
                }
                case WXK_ESCAPE: return close();
                default: event.Skip();
            }
        });
        button->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
            event.Skip();
            CallAfter([this] { if (IsShown() && !IsDescendant(FindFocus())) Hide(); });
        });
        buttons_.push_back(button);
        for_flow_nodes_.push_back(flow_only);
        row->Add(button);
    };
    const auto appended = [&](const wxString& label, const char* picture, NodeKind made, Trigger trigger = Trigger::none) {
        put(label, picture, true, [this, made, trigger] { if (append) append({"", "", made, trigger}); });
    };
    appended(tr("手作業を続ける"), "flow-step", NodeKind::manual_task);
    appended(tr("画面操作を続ける"), "flow-user", NodeKind::user_task);
    appended(tr("自動を続ける"), "flow-service", NodeKind::service_task);
    appended(tr("分岐を続ける"), "flow-choice", NodeKind::exclusive_gateway);
    appended(tr("並行を続ける"), "flow-parallel", NodeKind::parallel_gateway);
    appended(tr("終了を続ける"), "flow-end", NodeKind::end_event);
    appended(tr("システムを付ける"), "flow-system", NodeKind::data_store);
    appended(tr("注記を付ける"), "flow-note", NodeKind::text_annotation);
    put(tr("つなぐ"), "link", true, [this] { if (connect) connect(); });
    put(tr("名前を書く"), "line", false, [this] { if (name) name(); });
    put(tr("種類を変える"), "settings", false, [this] { if (kind) kind(); });
    put(tr("消す"), "close", false, [this] { if (remove) remove(); });
    SetSizerAndFit(row);
    Hide();
}

void FlowPad::begin(const wxRect& beside, bool is_flow_node) {
    for (std::size_t i = 0; i < buttons_.size(); ++i) buttons_[i]->Show(is_flow_node || !for_flow_nodes_[i]);
    Fit();
    const wxSize room = GetParent()->GetClientSize(), own = GetSize();
    const int under = beside.GetBottom() + 8, y = under + own.y <= room.y ? under : beside.y - own.y - 8;
    SetPosition({std::clamp(beside.x, 0, std::max(0, room.x - own.x)), std::clamp(y, 0, std::max(0, room.y - own.y))});
    Show();
    Raise();
    for (auto* button : buttons_)
        if (button->IsShown()) return button->SetFocus();
}

void FlowPad::close() {
    Hide();
    GetParent()->SetFocus();
}

}  // namespace yorozu::gui
