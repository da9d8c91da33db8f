#include "workbench/gui/frame/rail.h"

#include <wx/dcbuffer.h>
#include <wx/sizer.h>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/icons.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// One room of the rail; drawn, with its own focus.
class RailItem : public wxWindow {
public:
    RailItem(wxWindow* parent, const RoomEntry& entry, int number, std::function<void()> enter)
        : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS), word_(tr(entry.word)), icon_(entry.icon), number_(number), enter_(std::move(enter)) {
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        SetMinSize(FromDIP(wxSize(84, 66)));
        SetName("rail-" + shown(entry.id));
        SetToolTip(wxString::Format("%s  Ctrl+%d", word_, number_));
        say();
        Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
        Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent&) { enter_(); });
        Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent&) { Refresh(); });
        Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent&) { Refresh(); });
        Bind(wxEVT_ENTER_WINDOW, [this](wxMouseEvent&) { under_mouse_ = true; Refresh(); });
        Bind(wxEVT_LEAVE_WINDOW, [this](wxMouseEvent&) { under_mouse_ = false; Refresh(); });
        Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) { key(event); });
    }

    void set_chosen(bool chosen) { chosen_ = chosen; say(); Refresh(); }
    void set_badge(int rows) { if (rows != badge_) { badge_ = rows; say(); Refresh(); } }

private:
    void say() {
        wxString name = word_;
        if (badge_) name += wxString::Format(tr("、待っている仕事 %d"), badge_);
        if (chosen_) name += tr("、選択中");
        set_accessible(*this, name, Role::tab);
    }

    void key(wxKeyEvent& event) {
        switch (event.GetKeyCode()) {
            case WXK_RETURN: case WXK_NUMPAD_ENTER: case WXK_SPACE: return enter_();
            case WXK_UP: if (auto* before = GetPrevSibling()) before->SetFocus(); return;
            case WXK_DOWN: if (auto* after = GetNextSibling()) after->SetFocus(); return;
            case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); return;
            default: event.Skip();
        }
    }

    void draw() {
        wxAutoBufferedPaintDC dc(this);
        const auto& colour = colours();
        const wxSize size = GetClientSize();
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(chosen_ ? colour.surface : under_mouse_ ? colour.accent_tint : colour.window);
        dc.DrawRectangle(size);
        const wxColour ink = chosen_ ? colour.accent : colour.text;
        if (chosen_) {
            dc.SetBrush(colour.accent);
            dc.DrawRectangle(0, 0, FromDIP(3), size.y);
        }
        const wxBitmap picture = icon(icon_, ink, FromDIP(24)).GetBitmap(FromDIP(wxSize(24, 24)));
        dc.DrawBitmap(picture, (size.x - picture.GetWidth()) / 2, FromDIP(10), true);
        wxFont font = GetFont();
        if (chosen_) font.MakeBold();
        dc.SetFont(font);
        for (wxSize room = dc.GetTextExtent(word_); room.x > size.x - FromDIP(6) && font.GetPointSize() > 6; room = dc.GetTextExtent(word_)) {
            font.SetPointSize(font.GetPointSize() - 1);
            dc.SetFont(font);
        }
        dc.SetTextForeground(ink);
        dc.DrawText(word_, (size.x - dc.GetTextExtent(word_).x) / 2, FromDIP(39));
        if (badge_) draw_badge(dc, size);
        if (HasFocus()) {
            dc.SetBrush(*wxTRANSPARENT_BRUSH);
            dc.SetPen(wxPen(colour.accent, FromDIP(1), wxPENSTYLE_DOT));
            dc.DrawRectangle(FromDIP(5), FromDIP(3), size.x - FromDIP(8), size.y - FromDIP(6));
        }
    }

    void draw_badge(wxDC& dc, const wxSize& size) {
        const wxString text = badge_ > 99 ? wxString("99+") : wxString::Format("%d", badge_);
        wxFont font = GetFont().Bold();
        font.SetPointSize(std::max(6, font.GetPointSize() - 1));
        dc.SetFont(font);
        const wxSize extent = dc.GetTextExtent(text);
        const int high = FromDIP(18), wide = std::max(high, extent.x + FromDIP(8));
        const wxPoint at(size.x / 2 + FromDIP(10), FromDIP(4));
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(colours().badge);
        dc.DrawRoundedRectangle(at.x, at.y, wide, high, high / 2.0);
        dc.SetTextForeground(*wxWHITE);
        dc.DrawText(text, at.x + (wide - extent.x) / 2, at.y + (high - extent.y) / 2);
    }

    wxString word_;
    std::string icon_;
    int number_;
    std::function<void()> enter_;
    int badge_ = 0;
    bool chosen_ = false, under_mouse_ = false;
};

Rail::Rail(wxWindow* parent, std::function<void(const std::string&)> enter)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL) {
    SetName("rail");
    SetBackgroundColour(colours().window);
    set_accessible(*this, tr("部屋"));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->AddSpacer(FromDIP(6));
    int number = 0;
    for (const auto& entry : room_table()) {
        if (!entry.on_rail()) continue;
        auto* item = new RailItem(this, entry, ++number, [enter, id = entry.id] { enter(id); });
        items_[entry.id] = item;
        column->Add(item, 0, wxEXPAND);
    }
    SetSizer(column);
}

void Rail::choose(const std::string& room) {
    for (auto& [id, item] : items_) item->set_chosen(id == room);
    chosen_ = room;
}

void Rail::set_badge(const std::string& room, int rows) {
    if (const auto found = items_.find(room); found != items_.end()) found->second->set_badge(rows);
}

void Rail::focus_chosen() {
    if (const auto found = items_.find(chosen_); found != items_.end()) found->second->SetFocus();
}

}  // namespace yorozu::gui
