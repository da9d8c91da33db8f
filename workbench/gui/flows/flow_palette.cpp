#include "workbench/gui/flows/flow_palette.h"

#include <wx/dcbuffer.h>
#include <wx/sizer.h>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/icons.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

using flows::NodeKind;
using flows::Trigger;

class FlowPalette::Item : public wxWindow {
public:
    Item(wxWindow* parent, const wxString& label, std::string picture, std::function<void()> take, std::function<bool()> chosen)
        : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS), label_(label), picture_(std::move(picture)), take_(std::move(take)), chosen_(std::move(chosen)) {
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        SetMinSize(FromDIP(wxSize(58, picture_.empty() ? 30 : 43)));
        set_accessible(*this, label_, Role::button);
        SetToolTip(label_);
        Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
        Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent&) { take_(); });
        const auto again = [this](wxFocusEvent&) { Refresh(); };
        Bind(wxEVT_SET_FOCUS, again);
        Bind(wxEVT_KILL_FOCUS, again);
        Bind(wxEVT_ENTER_WINDOW, [this](wxMouseEvent&) { under_mouse_ = true; Refresh(); });
        Bind(wxEVT_LEAVE_WINDOW, [this](wxMouseEvent&) { under_mouse_ = false; Refresh(); });
        Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
            switch (event.GetKeyCode()) {
                case WXK_RETURN: case WXK_NUMPAD_ENTER: case WXK_SPACE: return take_();
                case WXK_UP: if (auto* before = GetPrevSibling()) before->SetFocus(); return;
                case WXK_DOWN: if (auto* after = GetNextSibling()) after->SetFocus(); return;
                case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); return;
                default: event.Skip();
            }
        });
    }

private:
    void draw() {
        wxAutoBufferedPaintDC dc(this);
        const auto& colour = colours();
        const wxSize size = GetClientSize();
        const bool chosen = chosen_();
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(chosen ? colour.accent_tint : under_mouse_ && IsEnabled() ? colour.surface : colour.window);
        dc.DrawRectangle(size);
        const wxColour ink = !IsEnabled() ? colour.faint : chosen ? colour.accent : colour.text;
        wxFont font = GetFont().Scaled(0.92f);
        dc.SetFont(font);
        while (dc.GetTextExtent(label_).x > size.x - 2 && font.GetPointSize() > 6) {
            font.SetPointSize(font.GetPointSize() - 1);
            dc.SetFont(font);
        }
        const wxSize extent = dc.GetTextExtent(label_);
        dc.SetTextForeground(ink);
        if (picture_.empty()) {
            dc.SetBrush(colour.surface);
            dc.SetPen(wxPen(colour.line));
            dc.DrawRoundedRectangle(2, 2, size.x - 4, size.y - 4, 3);
            dc.DrawText(label_, (size.x - extent.x) / 2, (size.y - extent.y) / 2);
        } else {
            const wxBitmap drawing = icon(picture_, ink, FromDIP(20)).GetBitmap(FromDIP(wxSize(20, 20)));
            dc.DrawBitmap(drawing, (size.x - drawing.GetWidth()) / 2, FromDIP(4), true);
            dc.DrawText(label_, (size.x - extent.x) / 2, size.y - extent.y - FromDIP(1));
        }
        if (HasFocus()) {
            dc.SetBrush(*wxTRANSPARENT_BRUSH);
            dc.SetPen(wxPen(colour.accent, 1, wxPENSTYLE_DOT));
            dc.DrawRectangle(1, 1, size.x - 2, size.y - 2);
        }
    }

    wxString label_;
    std::string picture_;
    std::function<void()> take_;
    std::function<bool()> chosen_;
    bool under_mouse_ = false;
};

FlowPalette::FlowPalette(wxWindow* parent, FlowState& state) : wxPanel(parent), state_(state) {
    SetName("flow-palette");
    SetBackgroundColour(colours().window);
    set_accessible(*this, tr("置く図形"));
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto put = [&](const wxString& label, const char* picture, std::function<void()> take, std::function<bool()> chosen) {
        auto* item = new Item(this, label, picture, std::move(take), std::move(chosen));
        items_.push_back(item);
        column->Add(item, 0, wxEXPAND);
    };
    put(tr("選ぶ"), "select", [this] {
        state_.tool = FlowTool::select;
        if (state_.tool_changed) state_.tool_changed();
        if (taken) taken();
    }, [this] { return state_.tool == FlowTool::select; });
    struct Shape {
        const char* label;
        const char* picture;
        NodeKind kind;
        Trigger trigger;
    };
    static constexpr Shape shapes[] = {
        {word("開始"), "flow-start", NodeKind::start_event, Trigger::none}, {word("終了"), "flow-end", NodeKind::end_event, Trigger::none},
        {word("手作業"), "flow-step", NodeKind::manual_task, Trigger::none}, {word("画面操作"), "flow-user", NodeKind::user_task, Trigger::none},
        {word("自動"), "flow-service", NodeKind::service_task, Trigger::none}, {word("分岐"), "flow-choice", NodeKind::exclusive_gateway, Trigger::none},
        {word("並行"), "flow-parallel", NodeKind::parallel_gateway, Trigger::none}, {word("待ち"), "flow-wait", NodeKind::intermediate_catch_event, Trigger::timer},
        {word("帳票"), "flow-document", NodeKind::data_object, Trigger::none}, {word("システム"), "flow-system", NodeKind::data_store, Trigger::none},
    };
    for (const auto& shape : shapes)
        put(tr(shape.label), shape.picture, [this, shape] {
            if (!state_.may_edit) return;
            state_.tool = FlowTool::create;
            state_.to_create = {"", "", shape.kind, shape.trigger};
            if (state_.tool_changed) state_.tool_changed();
            if (taken) taken();
        }, [this, shape] { return state_.tool == FlowTool::create && state_.to_create.kind == shape.kind && state_.to_create.trigger == shape.trigger; });
    put(tr("レーン"), "flow-lane", [this] { if (lane && state_.may_edit) lane(); }, [] { return false; });
    put(tr("注記"), "flow-note", [this] {
        if (!state_.may_edit) return;
        state_.tool = FlowTool::create;
        state_.to_create = {"", "", NodeKind::text_annotation, Trigger::none};
        if (state_.tool_changed) state_.tool_changed();
        if (taken) taken();
    }, [this] { return state_.tool == FlowTool::create && state_.to_create.kind == NodeKind::text_annotation; });
    put(tr("ほか… N"), "", [this] { if (more && state_.may_edit) more(); }, [] { return false; });
    SetSizer(column);
}

void FlowPalette::follow() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
        items_[i]->Enable(i == 0 || state_.may_edit);
        items_[i]->Refresh();
    }
}

}  // namespace yorozu::gui
