#include "workbench/gui/cases/cases_board.h"

#include <wx/dcbuffer.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/drag_end.h"
#include "workbench/gui/controls/heading.h"

namespace yorozu::gui {
namespace {

constexpr int head_height = 30, gap = 6, title_lines = 2;
constexpr int left_middle = wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL;

}  // namespace

CasesBoard::CasesBoard(wxWindow* parent)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE), columns_(desk::case_stages.size()), tops_(desk::case_stages.size(), 0) {
    SetName("case-board");
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
    Bind(wxEVT_KEY_DOWN, &CasesBoard::key, this);
    for (const auto& type : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS}) Bind(type, [this](wxFocusEvent& event) { Refresh(); event.Skip(); });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        const auto place = card_at(event.GetPosition());
        if (!place) return;
        go(*place);
        pressed_ = event.GetPosition();
        CaptureMouse();
    });
    Bind(wxEVT_MOTION, &CasesBoard::mouse_moved, this);
    bind_drag_end(*this, [this] { dropped(); }, [this] { pressed_.reset(), dragging_ = false, Refresh(); });
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent& event) { if (card_at(event.GetPosition()) && chosen() && opened) opened(*chosen()); });
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
        if (const auto column = column_at(event.GetPosition())) scroll(*column, event.GetWheelRotation() > 0 ? -1 : 1);
    });
}

void CasesBoard::show(std::vector<desk::Case> cases, const std::string& today) {
    const std::string kept = chosen() ? chosen()->number : "";
    cases_ = std::move(cases);
    today_ = today;
    for (auto& column : columns_) column.clear();
    for (std::size_t at = 0; at < cases_.size(); ++at) columns_[static_cast<std::size_t>(desk::stage_of(cases_[at]))].push_back(at);
    choose(kept);
}

const desk::Case* CasesBoard::chosen() const { return at_.row < columns_[at_.column].size() ? &card(at_) : nullptr; }

void CasesBoard::choose(const std::string& number) {
    for (std::size_t column = 0; column < columns_.size(); ++column)
        for (std::size_t row = 0; row < columns_[column].size(); ++row)
            if (card({column, row}).number == number) return go({column, row});
    for (std::size_t column = 0; column < columns_.size(); ++column)
        if (!columns_[column].empty()) return go({column, 0});
    at_ = {};
    name_for_readers();
    Refresh();
}

wxRect CasesBoard::column_box(std::size_t column) const {
    const int wide = GetClientSize().x, count = static_cast<int>(columns_.size()), at = static_cast<int>(column);
    const int left = FromDIP(gap) + at * (wide - FromDIP(gap)) / count, right = FromDIP(gap) + (at + 1) * (wide - FromDIP(gap)) / count;
    return {left, FromDIP(gap), right - left - FromDIP(gap), GetClientSize().y - FromDIP(2 * gap)};
}

int CasesBoard::card_height() const { return (title_lines + 2) * (GetCharHeight() + FromDIP(1)) + FromDIP(14); }

wxRect CasesBoard::card_box(Place place) const {
    const wxRect column = column_box(place.column);
    const int row = static_cast<int>(place.row) - tops_[place.column];
    return {column.x + FromDIP(gap), column.y + FromDIP(head_height) + row * (card_height() + FromDIP(gap)), column.width - FromDIP(2 * gap), card_height()};
}

std::optional<CasesBoard::Place> CasesBoard::card_at(const wxPoint& point) const {
    const auto column = column_at(point);
    if (!column || point.y < column_box(*column).y + FromDIP(head_height)) return std::nullopt;
    for (std::size_t row = static_cast<std::size_t>(tops_[*column]); row < columns_[*column].size(); ++row)
        if (card_box({*column, row}).Contains(point)) return Place{*column, row};
    return std::nullopt;
}

std::optional<std::size_t> CasesBoard::column_at(const wxPoint& point) const {
    for (std::size_t column = 0; column < columns_.size(); ++column)
        if (column_box(column).Contains(point)) return column;
    return std::nullopt;
}

void CasesBoard::go(Place place) {
    at_ = place;
    const int shown = std::max(1, (column_box(place.column).height - FromDIP(head_height)) / (card_height() + FromDIP(gap)));
    auto& top = tops_[place.column];
    top = std::clamp(top, std::max(0, static_cast<int>(place.row) - shown + 1), static_cast<int>(place.row));
    name_for_readers();
    Refresh();
    if (picked) picked();
}

/// To the nearest column on that side that has cards.
void CasesBoard::move(int by) {
    for (int column = static_cast<int>(at_.column) + by; column >= 0 && column < static_cast<int>(columns_.size()); column += by) {
        const auto& there = columns_[static_cast<std::size_t>(column)];
        if (!there.empty()) return go({static_cast<std::size_t>(column), std::min(at_.row, there.size() - 1)});
    }
}

void CasesBoard::key(wxKeyEvent& event) {
    const auto* one = chosen();
    const int side = event.GetKeyCode() == WXK_LEFT ? -1 : event.GetKeyCode() == WXK_RIGHT ? 1 : 0;
    if (side != 0 && event.ShiftDown()) {
        const int to = static_cast<int>(at_.column) + side;
        if (one && wants_stage && to >= 0 && to < static_cast<int>(columns_.size())) wants_stage(*one, desk::case_stages[static_cast<std::size_t>(to)]);
        return;
    }
    if (side != 0) return move(side);
    switch (event.GetKeyCode()) {
        case WXK_UP: if (at_.row > 0) go({at_.column, at_.row - 1}); return;
        case WXK_DOWN: if (at_.row + 1 < columns_[at_.column].size()) go({at_.column, at_.row + 1}); return;
        case WXK_HOME: if (one) go({at_.column, 0}); return;
        case WXK_END: if (one) go({at_.column, columns_[at_.column].size() - 1}); return;
        case WXK_RETURN: if (one && opened) opened(*one); return;
        case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); return;
        default: event.Skip();
    }
}

void CasesBoard::mouse_moved(wxMouseEvent& event) {
    if (!pressed_) return;
    pointer_ = event.GetPosition();
    const wxPoint way = pointer_ - *pressed_;
    dragging_ = dragging_ || std::abs(way.x) > FromDIP(6) || std::abs(way.y) > FromDIP(6);
    if (dragging_) Refresh();
}

void CasesBoard::dropped() {
    const bool dragged = dragging_;
    pressed_.reset();
    dragging_ = false;
    Refresh();
    const auto column = column_at(pointer_);
    if (dragged && chosen() && column && *column != at_.column && wants_stage) wants_stage(*chosen(), desk::case_stages[*column]);
}

void CasesBoard::scroll(std::size_t column, int by) {
    tops_[column] = std::clamp(tops_[column] + by, 0, std::max(0, static_cast<int>(columns_[column].size()) - 1));
    Refresh();
}

void CasesBoard::name_for_readers() {
    const auto* one = chosen();
    if (!one) return set_accessible(*this, tr("段階の板。相談はありません"), Role::list);
    wxString words = wxString::Format(tr("%s、%d 枚目、%s %s、%s"), stage_title(desk::stage_of(*one)), static_cast<int>(at_.row) + 1, shown(one->number), shown(one->field("title")), shown(one->field("department")));
    if (desk::overdue(*one, today_)) words += tr("、期日を過ぎています");
    set_accessible(*this, words, Role::list, tr("Shift と左右の矢印で段階を変えます"));
}

void CasesBoard::draw_card(wxDC& dc, const desk::Case& one, const wxRect& box, bool on) {
    const auto& colour = colours();
    dc.SetPen(wxPen(on ? colour.accent : colour.line, on && HasFocus() ? FromDIP(2) : 1));
    dc.SetBrush(on ? colour.accent_tint : colour.surface);
    dc.DrawRoundedRectangle(box, FromDIP(4));
    const int line = GetCharHeight() + FromDIP(1), pad = FromDIP(7);
    wxRect place(box.x + pad, box.y + FromDIP(5), box.width - 2 * pad, line);
    const bool late = desk::overdue(one, today_);
    const wxString date = one.open() ? (late ? "! " : "") + month_day(one.field("next_date")) : wxString();
    type_.draw(dc, shown(one.number), place, left_middle, colour.faint, 0.92);
    type_.draw(dc, date, place, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL, late ? colour.red : colour.faint, 0.92, late);
    const auto lines = wxSplit(wrapped(*this, shown(one.field("title")), place.width), '\n', '\0');
    for (int at = 0; at < title_lines; ++at) {
        place.y += line;
        if (at >= static_cast<int>(lines.size())) continue;
        const bool cut = at == title_lines - 1 && static_cast<int>(lines.size()) > title_lines;
        type_.draw(dc, cut ? lines[static_cast<std::size_t>(at)] + lines[static_cast<std::size_t>(at) + 1] : lines[static_cast<std::size_t>(at)], place, left_middle, colour.text);
    }
    place.y += line;
    type_.draw(dc, shown(one.field("department")), place, left_middle, colour.faint, 0.92);
    type_.draw(dc, one.field("reason").empty() ? shown(one.field("assignee")) : shown(one.field("reason")), place, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL, colour.faint, 0.92);
}

void CasesBoard::draw() {
    wxAutoBufferedPaintDC dc(this);
    const auto& colour = colours();
    dc.SetBackground(colour.window);
    dc.Clear();
    const std::size_t nowhere = columns_.size(), target = dragging_ ? column_at(pointer_).value_or(nowhere) : nowhere;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const wxRect box = column_box(column);
        dc.SetPen(wxPen(target == column ? colour.accent : colour.line, target == column ? FromDIP(2) : 1));
        dc.SetBrush(colour.window);
        dc.DrawRoundedRectangle(box, FromDIP(4));
        const wxRect head(box.x + FromDIP(10), box.y, box.width - FromDIP(20), FromDIP(head_height));
        const wxString count = grouped(static_cast<long long>(columns_[column].size()));
        const wxString title = desk::case_stages[column] == desk::CaseStage::trial ? tr("試行") : stage_title(desk::case_stages[column]);
        type_.draw(dc, title, head, left_middle, colour.text, 1, true);
        type_.draw(dc, count, head, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL, colour.faint);
        dc.SetClippingRegion(box.x, box.y + FromDIP(head_height), box.width, box.height - FromDIP(head_height) - 1);
        for (std::size_t row = static_cast<std::size_t>(tops_[column]); row < columns_[column].size(); ++row) {
            const wxRect place = card_box({column, row});
            if (place.y > box.GetBottom()) break;
            if (!(dragging_ && Place{column, row} == at_)) draw_card(dc, card({column, row}), place, Place{column, row} == at_);
        }
        dc.DestroyClippingRegion();
    }
    if (cases_.empty()) type_.draw(dc, tr("相談はありません。Ctrl+N で受け付けます"), GetClientRect(), wxALIGN_CENTRE, colour.faint);
    if (dragging_ && chosen() && pressed_) {
        wxRect box = card_box(at_);
        box.Offset(pointer_ - *pressed_);
        draw_card(dc, *chosen(), box, true);
    }
}

}  // namespace yorozu::gui
