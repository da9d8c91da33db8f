#include "workbench/gui/hours/chart_view.h"

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include <algorithm>
#include <memory>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"

namespace yorozu::gui {
namespace {

using Ink = desk::Drawing::Ink;

/// Half-way between two.
wxColour mixed(const wxColour& a, const wxColour& b, double share) {
    const auto one = [&](unsigned char x, unsigned char y) { return static_cast<unsigned char>(x * (1 - share) + y * share); };
    return {one(a.Red(), b.Red()), one(a.Green(), b.Green()), one(a.Blue(), b.Blue())};
}

wxColour screen_colour(Ink ink) {
    const auto& now = colours();
    switch (ink) {
        case Ink::text: return now.text;
        case Ink::faint: return now.faint;
        case Ink::line: return now.line;
        case Ink::accent: return now.accent;
        case Ink::accent_middle: return mixed(now.accent, now.surface, 0.35);
        case Ink::accent_light: return mixed(now.accent, now.surface, 0.65);
        case Ink::grey: return mixed(now.faint, now.surface, 0.25);
        case Ink::grey_light: return mixed(now.faint, now.surface, 0.55);
        case Ink::grey_lighter: return mixed(now.faint, now.surface, 0.8);
        case Ink::red: return now.red;
        case Ink::green: return now.dark ? wxColour(110, 200, 140) : wxColour(46, 125, 79);
    }
    return now.text;
}

}  // namespace

ChartView::ChartView(wxWindow* parent, const wxString& name, std::function<desk::Chart(double, double)> make)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS), name_(name), make_(std::move(make)) {
    SetName(name);
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    set_accessible(*this, name, Role::image);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) { refresh_chart(); event.Skip(); });
    Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent&) { walk(std::max(0, at_)); });
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent&) { Refresh(); });
    Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        const int last = static_cast<int>(chart_.marks.size()) - 1;
        switch (event.GetKeyCode()) {
            case WXK_LEFT:
            case WXK_UP: walk(at_ - 1); break;
            case WXK_RIGHT:
            case WXK_DOWN: walk(at_ + 1); break;
            case WXK_HOME: walk(0); break;
            case WXK_END: walk(last); break;
            case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); break;
            default: event.Skip();
        }
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        for (std::size_t at = 0; at < chart_.marks.size(); ++at) {
            const auto& mark = chart_.marks[at];
            const double y = event.GetY() / scale();
            if (y >= mark.y && y <= mark.y + mark.height) walk(static_cast<int>(at));
        }
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        const double x = event.GetX() / scale(), y = event.GetY() / scale();
        wxString words;
        for (const auto& mark : chart_.marks)
            if (x >= mark.x && x <= mark.x + mark.width && y >= mark.y && y <= mark.y + mark.height) words = said(mark.words);
        if (GetToolTipText() != words) SetToolTip(words);
    });
}

void ChartView::refresh_chart() {
    const wxSize size = GetClientSize();
    if (size.x < 40 || size.y < 40) return;
    chart_ = make_(size.x / scale(), size.y / scale());
    at_ = std::min(at_, static_cast<int>(chart_.marks.size()) - 1);
    Refresh();
}

void ChartView::walk(int to) {
    if (!chart_.marks.empty()) {
        at_ = std::clamp(to, 0, static_cast<int>(chart_.marks.size()) - 1);
        set_accessible(*this, name_ + " " + said(chart_.marks[static_cast<std::size_t>(at_)].words), Role::image);
    }
    Refresh();
}

void ChartView::draw() {
    wxAutoBufferedPaintDC paint(this);
    paint.SetBackground(colours().surface);
    paint.Clear();
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(paint));
    if (!context) return;
    const double size = scale();
    context->Scale(size, size);
    const auto ink = [&](Ink named) {
        const auto colour = screen_colour(named);
        return quiet_ ? mixed(colour, colours().surface, 0.5) : colour;
    };
    const auto stroke = [&](const desk::Drawing::Line& line) {
        if (line.points.size() < 2) return;
        const wxPenStyle style = line.stroke == desk::Drawing::Stroke::dashed ? wxPENSTYLE_SHORT_DASH : line.stroke == desk::Drawing::Stroke::dotted ? wxPENSTYLE_DOT : wxPENSTYLE_SOLID;
        context->SetPen(context->CreatePen(wxGraphicsPenInfo(ink(line.ink), line.width, style)));
        wxGraphicsPath path = context->CreatePath();
        path.MoveToPoint(line.points[0].first, line.points[0].second);
        for (std::size_t at = 1; at < line.points.size(); ++at) path.AddLineToPoint(line.points[at].first, line.points[at].second);
        context->StrokePath(path);
    };
    for (const auto& line : chart_.drawing.grid) stroke(line);
    for (const auto& box : chart_.drawing.rectangles) {
        context->SetPen(*wxTRANSPARENT_PEN);
        context->SetBrush(ink(box.ink));
        context->DrawRectangle(box.x, box.y, box.width, box.height);
    }
    for (const auto& line : chart_.drawing.lines) stroke(line);
    // What a context calls a pixel depends on the screen's resolution: an ideograph is as wide as the letters are meant to be high.
    const wxString face = GetFont().GetFaceName();
    context->SetFont(context->CreateFont(100, face, wxFONTFLAG_DEFAULT, *wxBLACK));
    double ideograph = 0;
    context->GetTextExtent(wxString::FromUTF8("国"), &ideograph, nullptr);
    const double pixel = ideograph > 0 ? 100 / ideograph : 1;
    for (const auto& words : chart_.drawing.texts) {
        context->SetFont(context->CreateFont(words.size * pixel, face, words.bold ? wxFONTFLAG_BOLD : wxFONTFLAG_DEFAULT, ink(words.ink)));
        double width = 0, height = 0, descent = 0;
        const wxString text = said(words.words);
        context->GetTextExtent(text, &width, &height, &descent, nullptr);
        const double share = words.anchor == desk::Drawing::Text::Anchor::begin ? 0 : words.anchor == desk::Drawing::Text::Anchor::middle ? 0.5 : 1;
        context->DrawText(text, words.x - width * share, words.y - height + descent);
    }
    if (HasFocus() && at_ >= 0 && static_cast<std::size_t>(at_) < chart_.marks.size()) {
        const auto& mark = chart_.marks[static_cast<std::size_t>(at_)];
        context->SetBrush(*wxTRANSPARENT_BRUSH);
        context->SetPen(wxPen(colours().text, 2));
        context->DrawRectangle(mark.x - 2, mark.y - 2, mark.width + 4, mark.height + 4);
    }
}

}  // namespace yorozu::gui
