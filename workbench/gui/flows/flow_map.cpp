#include "workbench/gui/flows/flow_map.h"

#include <wx/dcbuffer.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_canvas.h"

namespace yorozu::gui {

FlowMap::FlowMap(wxWindow* parent, FlowState& state, std::vector<FlowCanvas*> canvases)
    : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE), state_(state), canvases_(std::move(canvases)) {
    SetName("flow-map");
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    set_accessible(*this, tr("全体図"), Role::image);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        point(event.GetPosition());
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        if (event.LeftIsDown()) point(event.GetPosition());
    });
    Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        const int key = event.GetKeyCode(), across = key == WXK_LEFT ? -1 : key == WXK_RIGHT ? 1 : 0, down = key == WXK_UP ? -1 : key == WXK_DOWN ? 1 : 0;
        if ((!across && !down) || !state_.open) return event.Skip();
        const auto seen = canvases_[state_.open->side]->view();
        if (go) go(state_.open->side, seen.x + across * seen.width / 4, seen.y + down * seen.height / 4);
    });
}

std::vector<FlowMap::Sheet> FlowMap::sheets() const {
    std::vector<Sheet> made;
    if (!state_.open) return made;
    const std::size_t count = std::min(canvases_.size(), state_.open->diagrams.size());
    const wxSize size = GetClientSize();
    double widest = 1, tallest = 1;
    for (std::size_t i = 0; i < count; ++i) widest = std::max(widest, canvases_[i]->scene().bounds().width), tallest = std::max(tallest, canvases_[i]->scene().bounds().height);
    const double high = (size.y - 4.0 * static_cast<double>(count + 1)) / static_cast<double>(std::max<std::size_t>(1, count));
    for (std::size_t i = 0; i < count; ++i) {
        const auto all = canvases_[i]->scene().bounds();
        const double scale = std::min((size.x - 8.0) / widest, high / tallest);
        made.push_back({i, all, {4, 4 + static_cast<double>(i) * (high + 4), all.width * scale, all.height * scale}, scale});
    }
    return made;
}

void FlowMap::draw() {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(colours().window);
    dc.Clear();
    for (const auto& sheet : sheets()) {
        dc.SetPen(wxPen(colours().line));
        dc.SetBrush(colours().surface);
        dc.DrawRectangle(int(sheet.at.m_x), int(sheet.at.m_y), int(sheet.at.m_width), int(sheet.at.m_height));
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(colours().faint);
        for (const auto& thing : canvases_[sheet.side]->scene().things()) {
            if (thing.is_frame || !thing.line.empty()) continue;
            dc.DrawRectangle(int(sheet.at.m_x + (thing.box.x - sheet.all.x) * sheet.scale), int(sheet.at.m_y + (thing.box.y - sheet.all.y) * sheet.scale),
                             std::max(1, int(thing.box.width * sheet.scale)), std::max(1, int(thing.box.height * sheet.scale)));
        }
        const auto seen = canvases_[sheet.side]->view();
        const double left = std::clamp(seen.x, sheet.all.x, sheet.all.right()), right = std::clamp(seen.right(), sheet.all.x, sheet.all.right());
        const double top = std::clamp(seen.y, sheet.all.y, sheet.all.bottom()), bottom = std::clamp(seen.bottom(), sheet.all.y, sheet.all.bottom());
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.SetPen(wxPen(colours().accent, 2));
        dc.DrawRectangle(int(sheet.at.m_x + (left - sheet.all.x) * sheet.scale), int(sheet.at.m_y + (top - sheet.all.y) * sheet.scale) - 1, std::max(4, int((right - left) * sheet.scale)),
                         std::max(4, int((bottom - top) * sheet.scale)) + 2);
    }
}

void FlowMap::point(const wxPoint& at) {
    for (const auto& sheet : sheets()) {
        if (at.y < sheet.at.m_y - 3 || at.y > sheet.at.m_y + sheet.at.m_height + 3) continue;
        const auto seen = canvases_[sheet.side]->view();
        if (go) go(sheet.side, sheet.all.x + (at.x - sheet.at.m_x) / sheet.scale - seen.width / 2, sheet.all.y + (at.y - sheet.at.m_y) / sheet.scale - seen.height / 2);
        return;
    }
}

}  // namespace yorozu::gui
