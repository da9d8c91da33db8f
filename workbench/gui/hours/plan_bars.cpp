#include "workbench/gui/hours/plan_bars.h"

#include <wx/dcbuffer.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

/// Whole numbers above 10, else one digit behind the point: 1,012, −0.4.
wxString amount(double value) {
    const double size = std::abs(value);
    const wxString sign = value < -0.049 ? wxString::FromUTF8("−") : wxString();
    if (size >= 10 || std::abs(size - std::round(size)) < 0.05) return sign + grouped(std::llround(size));
    return sign + wxString::Format("%.1f", size);
}

wxString head_of(const desk::Measure& one) { return one.policy == one.name ? shown(one.name) : shown(one.policy) + " " + shown(one.name); }

}  // namespace

PlanBars::PlanBars(wxWindow* parent, const wxString& name) : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE), name_(name) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetName("plan-bars");
    set_accessible(*this, name, Role::list);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
    const auto focus = [this](wxFocusEvent& event) {
        if (event.GetEventType() == wxEVT_SET_FOCUS) walk(std::max(0, at_));
        Refresh();
        event.Skip();
    };
    Bind(wxEVT_SET_FOCUS, focus);
    Bind(wxEVT_KILL_FOCUS, focus);
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        walk(event.GetPosition().y / FromDIP(45));
    });
    Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        switch (event.GetKeyCode()) {
            case WXK_UP: return walk(at_ - 1);
            case WXK_DOWN: return walk(at_ + 1);
            case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); return;
            default: event.Skip();
        }
    });
}

void PlanBars::show(std::vector<desk::Measure> measures, double passed, const wxString& days) {
    measures_ = std::move(measures);
    passed_ = std::clamp(passed, 0.0, 1.0);
    days_ = days;
    at_ = std::min(at_, static_cast<int>(measures_.size()) - 1);
    Refresh();
}

void PlanBars::walk(int to) {
    if (measures_.empty()) return;
    at_ = std::clamp(to, 0, static_cast<int>(measures_.size()) - 1);
    set_accessible(*this, name_ + tr("：") + words_of_row(static_cast<std::size_t>(at_)), Role::list);
    Refresh();
}

wxString PlanBars::words_of_row(std::size_t at) const {
    const auto& one = measures_[at];
    const wxString head = head_of(one);
    if (!one.known) return wxString::Format(tr("%s、目標 %s %s、実績はまだありません"), head, amount(one.planned), said(one.unit));
    return wxString::Format(one.by_hand ? tr("%s、報告 %s / %s %s、日割りとの差 %s") : tr("%s、%s / %s %s、日割りとの差 %s"), head, amount(one.achieved), amount(one.planned), said(one.unit),
                            amount(one.achieved - passed_ * one.planned));
}

void PlanBars::draw() {
    wxAutoBufferedPaintDC dc(this);
    const auto& colour = colours();
    const wxSize size = GetClientSize();
    dc.SetPen(colour.line);
    dc.SetBrush(colour.surface);
    dc.DrawRectangle(size);
    const int row = FromDIP(45);
    int y = 1;
    for (std::size_t at = 0; at < measures_.size() && y + row <= size.y; ++at, y += row) draw_row(dc, at, {1, y, size.x - 2, row});
    draw_legend(dc, {FromDIP(10), y + FromDIP(10), size.x - FromDIP(20), size.y - y - FromDIP(12)});
}

void PlanBars::draw_row(wxDC& dc, std::size_t at, const wxRect& place) {
    const auto& colour = colours();
    const auto& one = measures_[at];
    const int pad = FromDIP(9), left_middle = wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL;
    if (static_cast<int>(at) == at_ && HasFocus()) {
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(colour.accent_tint);
        dc.DrawRectangle(place);
    }
    const int name_width = place.width * 40 / 100, number_width = FromDIP(118);
    if (const wxString head = head_of(one); type_.width(head) <= name_width - pad || one.policy == one.name) {
        type_.draw(dc, head, {place.x + pad, place.y, name_width - pad, place.height}, left_middle, colour.text);
    } else {
        type_.draw(dc, shown(one.policy), {place.x + pad, place.y + FromDIP(3), name_width - pad, place.height / 2 - FromDIP(3)}, left_middle, colour.text);
        type_.draw(dc, shown(one.name), {place.x + pad, place.y + place.height / 2, name_width - pad, place.height / 2 - FromDIP(3)}, left_middle, colour.text);
    }
    const wxRect bar(place.x + name_width + pad, place.y + (place.height - FromDIP(12)) / 2, std::max(FromDIP(40), place.width - name_width - number_width - 3 * pad), FromDIP(12));
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.line);
    dc.DrawRectangle(bar);
    if (one.known) {
        const wxRect done(bar.x, bar.y, static_cast<int>(bar.width * std::clamp(one.share(), 0.0, 1.0)), bar.height);
        dc.SetBrush(one.by_hand ? wxBrush(colour.faint, wxBRUSHSTYLE_BDIAGONAL_HATCH) : wxBrush(colour.accent));
        dc.DrawRectangle(done);
    }
    dc.SetBrush(colour.text);
    dc.DrawRectangle(bar.x + static_cast<int>(bar.width * passed_) - 1, bar.y - FromDIP(3), FromDIP(2), bar.height + FromDIP(6));
    const wxRect numbers(place.GetRight() - pad - number_width, place.y + FromDIP(4), number_width, place.height / 2 - FromDIP(2));
    const int right = wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL;
    const wxString of = " / " + amount(one.planned) + " " + said(one.unit);
    type_.draw(dc, of, numbers, right, colour.faint);
    const int of_width = type_.width(of);
    type_.draw(dc, one.known ? amount(one.achieved) : wxString::FromUTF8("－"), {numbers.x - FromDIP(40), numbers.y, numbers.width + FromDIP(40) - of_width, numbers.height}, right, colour.text, 1.05, true);
    const wxString below = !one.known ? tr("実績なし") : one.by_hand ? tr("報告") : wxString::Format(tr("日割りとの差 %s"), amount(one.achieved - passed_ * one.planned));
    type_.draw(dc, below, {numbers.x, numbers.GetBottom(), numbers.width, place.height / 2 - FromDIP(2)}, right, colour.faint, 0.92);
    dc.SetPen(colour.line);
    dc.DrawLine(place.x, place.GetBottom(), place.GetRight(), place.GetBottom());
}

void PlanBars::draw_legend(wxDC& dc, wxRect place) {
    const auto& colour = colours();
    const int row = FromDIP(24), middle_left = wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL;
    const auto entry = [&](const wxBrush& brush, int width, const wxString& words) {
        if (place.height < row) return;
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(brush);
        dc.DrawRectangle(place.x, place.y + (row - FromDIP(10)) / 2, FromDIP(width), FromDIP(10));
        type_.draw(dc, words, {place.x + FromDIP(22), place.y, place.width - FromDIP(22), row}, middle_left, colour.faint);
        place.y += row;
        place.height -= row;
    };
    entry(wxBrush(colour.text), 2, wxString::Format(tr("縦線＝年度の日割り（目標 × %s 日）"), days_));
    entry(wxBrush(colour.accent), 14, tr("ここで数えた分（純削減時間・件数）"));
    entry(wxBrush(colour.faint, wxBRUSHSTYLE_BDIAGONAL_HATCH), 14, tr("報告：手で入れた値。数えた分とは足し合わせません"));
}

}  // namespace yorozu::gui
