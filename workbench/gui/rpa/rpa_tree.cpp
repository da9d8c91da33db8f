#include "workbench/gui/rpa/rpa_tree.h"

#include <wx/dcclient.h>

#include <algorithm>
#include <cstdlib>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr int gutter = 46, number_width = 34, seconds_width = 52;

}  // namespace

StepTree::StepTree(wxWindow* parent) : wxVListBox(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_SIMPLE) {
    SetName(tr("操作"));
    set_accessible(*this, tr("シナリオの操作"), Role::list);
    SetBackgroundColour(colours().surface);
    Bind(wxEVT_LISTBOX, [this](wxCommandEvent&) { if (picked) picked(chosen()); });
    Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent&) { if (opened) opened(chosen()); });
    Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_ESCAPE && dragging_) end_drag(false);
        else if (event.GetKeyCode() == WXK_RETURN && opened) opened(chosen());
        else event.Skip();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        const int at = VirtualHitTest(event.GetY());
        if (event.GetX() < FromDIP(gutter) && at >= 0 && at < static_cast<int>(lines_.size()) && lines_[static_cast<std::size_t>(at)].number && broken)
            broken(lines_[static_cast<std::size_t>(at)].place);
        else if (event.GetX() >= FromDIP(gutter) && at >= 0 && at < static_cast<int>(lines_.size()) && lines_[static_cast<std::size_t>(at)].number) {
            dragged_ = at;
            drag_from_ = event.GetPosition();
        }
        event.Skip();
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) { drag(event); event.Skip(); });
    Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) { end_drag(true); event.Skip(); });
    Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](wxMouseCaptureLostEvent&) { end_drag(false); });
}

StepTree::Fall StepTree::fall_at(int y) const {
    const int last = static_cast<int>(lines_.size()) - 1;
    int at = VirtualHitTest(y);
    if (at == wxNOT_FOUND) return {y < 0 ? 0 : last, Side::behind};
    at = std::min(at, last);
    if (!lines_[static_cast<std::size_t>(at)].number) return {at, Side::behind};
    const wxRect line = GetItemRect(static_cast<std::size_t>(at));
    return {at, y < line.y + line.height / 2 ? Side::before : Side::behind};
}

void StepTree::drag(wxMouseEvent& event) {
    if (dragged_ < 0 || !dropped) return;
    if (!event.LeftIsDown()) return end_drag(false);
    if (!dragging_) {
        if (std::abs(event.GetY() - drag_from_.y) < FromDIP(6)) return;
        dragging_ = true;
        CaptureMouse();
        SetCursor(wxCursor(wxCURSOR_HAND));
    }
    if (event.GetY() < 0) ScrollRows(-1);
    else if (event.GetY() > GetClientSize().y) ScrollRows(1);
    fall_ = fall_at(event.GetY());
    Refresh();
}

void StepTree::end_drag(bool drop) {
    const bool fell = dragging_ && drop && fall_.line >= 0 && dragged_ < static_cast<int>(lines_.size()) && fall_.line < static_cast<int>(lines_.size());
    const int from = dragged_;
    const Fall fall = fall_;
    if (dragging_) {
        if (HasCapture()) ReleaseMouse();
        SetCursor(wxNullCursor);
    }
    dragged_ = -1;
    dragging_ = false;
    fall_ = {};
    Refresh();
    if (fell && fall.line != from) dropped(lines_[static_cast<std::size_t>(from)].place, lines_[static_cast<std::size_t>(fall.line)].place, fall.side);
}

void StepTree::show(const rpa::Scenario* scenario) {
    const std::string kept = chosen();
    lines_.clear();
    steps_ = 0;
    if (scenario) {
        std::string key;
        for (const auto& column : scenario->business_key) key += (key.empty() ? "" : "＋") + rpa::label_of_column(*scenario, column);
        const auto heading = [&](const char* place, const wxString& words) { lines_.push_back({place, 0, 0, {{utf8(words), false}}, false, false}); };
        heading("/setup", tr("準備（最初に1回）"));
        add(*scenario, scenario->setup, 0);
        heading("/perRecord", key.empty() ? tr("1件ごとに繰り返す") : wxString::Format(tr("1件ごとに繰り返す　業務キー＝%s"), shown(key)));
        add(*scenario, scenario->per_record, 0);
        heading("/teardown", tr("後始末（必ず行う）"));
        add(*scenario, scenario->teardown, 0);
    }
    SetItemCount(lines_.size());
    choose(kept);
    Refresh();
}

void StepTree::add(const rpa::Scenario& scenario, const std::vector<rpa::Step>& steps, int depth) {
    for (const auto& step : steps) {
        lines_.push_back({step.place, depth, ++steps_, rpa::sentence_of(scenario, step), step.kind == rpa::StepKind::commit, step.disabled});
        for (const auto* inner : {&step.steps, &step.then_steps, &step.else_steps, &step.last_steps}) add(scenario, *inner, depth + 1);
    }
}

void StepTree::mark(const Marks& marks) {
    const bool moved = marks.pointer != marks_.pointer;
    marks_ = marks;
    if (moved)
        for (std::size_t at = 0; at < lines_.size(); ++at)
            if (lines_[at].place == marks_.pointer && !IsVisible(at)) ScrollToRow(at > 6 ? at - 6 : 0);
    Refresh();
}

std::string StepTree::chosen() const {
    const int at = GetSelection();
    return at >= 0 && at < static_cast<int>(lines_.size()) ? lines_[static_cast<std::size_t>(at)].place : std::string();
}

bool StepTree::step_chosen() const { return number_of(chosen()) > 0; }

void StepTree::choose(const std::string& place) {
    for (std::size_t at = 0; at < lines_.size(); ++at)
        if (lines_[at].place == place) {
            SetSelection(static_cast<int>(at));
            return;
        }
    SetSelection(lines_.size() > 1 ? 1 : wxNOT_FOUND);
}

int StepTree::number_of(const std::string& place) const {
    for (const auto& line : lines_)
        if (line.place == place) return line.number;
    return 0;
}

wxString StepTree::sentence_at(const std::string& place) const {
    wxString text;
    for (const auto& line : lines_)
        if (line.place == place)
            for (const auto& part : line.parts) text += shown(part.text);
    return text;
}

wxCoord StepTree::OnMeasureItem(std::size_t at) const { return FromDIP(lines_[at].commit ? 30 : 22); }

void StepTree::OnDrawBackground(wxDC& dc, const wxRect& place, std::size_t at) const {
    const auto& line = lines_[at];
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(wxBrush(IsSelected(at) ? colours().accent_tint : line.number == 0 ? colours().window : colours().surface));
    dc.DrawRectangle(place);
    if (line.commit) {
        dc.SetPen(wxPen(colours().accent, 2));
        dc.DrawLine(place.x, place.y + 1, place.GetRight(), place.y + 1);
        dc.DrawLine(place.x, place.GetBottom(), place.GetRight(), place.GetBottom());
    }
}

void StepTree::OnDrawItem(wxDC& dc, const wxRect& place, std::size_t at) const {
    const auto& line = lines_[at];
    if (dragging_ && fall_.line == static_cast<int>(at)) {
        dc.SetPen(wxPen(colours().accent, FromDIP(3)));
        const int y = fall_.side == Side::before ? place.y + 1 : place.GetBottom() - 1;
        dc.DrawLine(place.x + FromDIP(gutter), y, place.GetRight(), y);
    }
    const int middle = place.y + place.height / 2, high = dc.GetCharHeight();
    dc.SetFont(line.number == 0 || line.commit ? GetFont().Bold() : GetFont());
    dc.SetTextForeground(line.disabled ? colours().faint : colours().text);
    int x = place.x + FromDIP(gutter + 6 + line.depth * 22);
    if (line.number == 0) {
        dc.DrawText(wxString::FromUTF8("▾ ") + shown(line.parts.front().text), place.x + FromDIP(gutter), middle - high / 2);
        return;
    }
    // gutter: break point, pointer, tick — three shapes, not three colours
    if (marks_.breaks.count(line.place)) {
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(wxBrush(colours().red));
        dc.DrawCircle(place.x + FromDIP(10), middle, FromDIP(5));
    }
    if (marks_.pointer == line.place) {
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(wxBrush(colours().amber));
        const wxPoint arrow[] = {{place.x + FromDIP(20), middle - FromDIP(3)}, {place.x + FromDIP(27), middle - FromDIP(3)}, {place.x + FromDIP(27), middle - FromDIP(7)},
                                 {place.x + FromDIP(36), middle}, {place.x + FromDIP(27), middle + FromDIP(7)}, {place.x + FromDIP(27), middle + FromDIP(3)}, {place.x + FromDIP(20), middle + FromDIP(3)}};
        dc.DrawPolygon(7, arrow);
    } else if (marks_.seconds.count(line.place)) {
        dc.SetPen(wxPen(colours().dark ? wxColour(0x7c, 0xc9, 0x8a) : wxColour(0x1d, 0x6b, 0x34), 2));
        dc.DrawLine(place.x + FromDIP(23), middle, place.x + FromDIP(27), middle + FromDIP(4));
        dc.DrawLine(place.x + FromDIP(27), middle + FromDIP(4), place.x + FromDIP(34), middle - FromDIP(5));
    }
    const wxString number = wxString::Format("%d", line.number);
    dc.SetTextForeground(colours().faint);
    dc.DrawText(number, x + FromDIP(number_width - 10) - dc.GetTextExtent(number).x, middle - high / 2);
    x += FromDIP(number_width);
    if (line.commit) {
        const wxString word = tr("確定");
        const wxSize size = dc.GetTextExtent(word);
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(wxBrush(colours().accent));
        dc.DrawRoundedRectangle(x, middle - high / 2 - FromDIP(2), size.x + FromDIP(12), high + FromDIP(4), FromDIP(3));
        dc.SetTextForeground(colours().dark ? colours().surface : *wxWHITE);
        dc.DrawText(word, x + FromDIP(6), middle - high / 2);
        x += size.x + FromDIP(20);
    }
    const int right = place.GetRight() - FromDIP(seconds_width);
    dc.SetClippingRegion(x, place.y, std::max(1, right - x), place.height);
    for (const auto& part : line.parts) {
        const wxString text = shown(part.text);
        const int width = dc.GetTextExtent(text).x;
        if (part.chip) {
            dc.SetPen(wxPen(colours().line));
            dc.SetBrush(wxBrush(colours().accent_tint));
            dc.DrawRoundedRectangle(x, middle - high / 2 - FromDIP(1), width + FromDIP(10), high + FromDIP(2), FromDIP(3));
            dc.SetTextForeground(line.disabled ? colours().faint : colours().accent);
            dc.DrawText(text, x + FromDIP(5), middle - high / 2);
            x += width + FromDIP(10);
        } else {
            dc.SetTextForeground(line.disabled ? colours().faint : colours().text);
            dc.DrawText(text, x, middle - high / 2);
            x += width;
        }
    }
    if (line.commit) {
        dc.SetFont(GetFont());
        dc.SetTextForeground(colours().faint);
        dc.DrawText(tr("　戻せない操作はこの1つだけ"), x, middle - high / 2);
    }
    if (line.disabled) dc.DrawText(tr("　（休み）"), x, middle - high / 2);
    dc.DestroyClippingRegion();
    dc.SetFont(GetFont());
    dc.SetTextForeground(colours().faint);
    const auto took = marks_.seconds.find(line.place);
    const wxString seconds = marks_.pointer == line.place && marks_.paused ? tr("直前") : took == marks_.seconds.end() ? wxString() : wxString::Format("%.1f", took->second);
    dc.DrawText(seconds, place.GetRight() - FromDIP(8) - dc.GetTextExtent(seconds).x, middle - high / 2);
}

}  // namespace yorozu::gui
