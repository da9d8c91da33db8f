#include "workbench/gui/cases/cases_strip.h"

#include <wx/dcbuffer.h>
#include <wx/dcgraph.h>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

using desk::CaseStage;

wxString short_name(CaseStage stage) { return stage == CaseStage::trial ? tr("試行") : tr(std::string(desk::words_of(stage)).c_str()); }

// xgettext reads the stages' words here.
#define word(japanese) japanese
[[maybe_unused]] constexpr const char* stage_words[] = {word("受付"), word("ヒアリング"), word("可視化"), word("試行（導入検証）"), word("本格導入"), word("効果測定"), word("完了"), word("見送り")};
#undef word

}  // namespace

CasesStrip::CasesStrip(wxWindow* parent) : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS) {
    SetName("case-stages");
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetMinSize(FromDIP(wxSize(-1, 44)));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) { Refresh(); event.Skip(); });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        for (std::size_t at = 0; at < desk::case_stages.size(); ++at)
            if (place_of(at).Contains(event.GetPosition())) {
                at_ = at;
                choose(chosen_ == desk::case_stages[at] ? std::nullopt : std::optional(desk::case_stages[at]));
                if (changed) changed();
            }
    });
    Bind(wxEVT_KEY_DOWN, &CasesStrip::key, this);
    Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent&) { Refresh(); });
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent&) { Refresh(); });
}

void CasesStrip::show(const std::map<CaseStage, int>& counts, const wxString& reasons, const wxString& targets) {
    counts_ = counts;
    reasons_ = reasons;
    targets_ = targets;
    name_for_readers();
    Refresh();
}

void CasesStrip::choose(std::optional<CaseStage> stage) {
    chosen_ = stage;
    name_for_readers();
    Refresh();
}

void CasesStrip::name_for_readers() {
    const auto stage = desk::case_stages[at_];
    const auto count = counts_.find(stage);
    wxString words = wxString::Format(tr("段階 %s %s 件"), short_name(stage), grouped(count == counts_.end() ? 0 : count->second));
    if (chosen_ == stage) words += tr("、絞り込み中");
    set_accessible(*this, words, Role::list, reasons_ + " " + targets_);
}

void CasesStrip::key(wxKeyEvent& event) {
    switch (event.GetKeyCode()) {
        case WXK_LEFT: at_ = at_ ? at_ - 1 : desk::case_stages.size() - 1; break;
        case WXK_RIGHT: at_ = (at_ + 1) % desk::case_stages.size(); break;
        case WXK_SPACE:
        case WXK_RETURN:
            choose(chosen_ == desk::case_stages[at_] ? std::nullopt : std::optional(desk::case_stages[at_]));
            if (changed) changed();
            return;
        case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); return;
        default: event.Skip(); return;
    }
    name_for_readers();
    Refresh();
}

wxRect CasesStrip::place_of(std::size_t at) const {
    const int left = FromDIP(12), gap = FromDIP(6), top = FromDIP(8), high = GetClientSize().y - FromDIP(14);
    const int right = FromDIP(400), wide = std::max(FromDIP(60), (GetClientSize().x - left - right) / 8);
    const int x = left + static_cast<int>(at) * wide + (at == 7 ? FromDIP(14) : 0);
    return {x, top, wide - gap, high};
}

void CasesStrip::draw() {
    wxAutoBufferedPaintDC paint(this);
    paint.SetBackground(colours().window);
    paint.Clear();
    wxGCDC dc(paint);
    const int point = FromDIP(9);
    for (std::size_t at = 0; at < desk::case_stages.size(); ++at) {
        const auto stage = desk::case_stages[at];
        const wxRect box = place_of(at);
        const bool on = chosen_ == stage, focus = HasFocus() && at == at_;
        dc.SetPen(wxPen(on || focus ? colours().accent : colours().line, FromDIP(focus ? 2 : 1)));
        dc.SetBrush(on ? colours().accent_tint : colours().surface);
        const int l = box.x, r = box.GetRight(), t = box.y, b = box.GetBottom(), m = (t + b) / 2;
        const int out = at < 7 ? point : 0, in = at > 0 && at < 7 ? point : 0;
        const wxPoint arrow[] = {{l, t}, {r - out, t}, {r + (out ? FromDIP(3) : 0), m}, {r - out, b}, {l, b}, {l + in, m}};
        dc.DrawPolygon(6, arrow);
        const auto count = counts_.find(stage);
        const wxString number = grouped(count == counts_.end() ? 0 : count->second);
        wxString name = stage == CaseStage::trial && box.width > FromDIP(140) ? tr("試行（導入検証）") : short_name(stage);
        dc.SetFont(GetFont());
        const int wide_name = dc.GetTextExtent(name).x;
        dc.SetFont(GetFont().Bold());
        const int wide = wide_name + FromDIP(8) + dc.GetTextExtent(number).x, high = dc.GetTextExtent(number).y;
        const int x = l + (box.width - wide) / 2, y = m - high / 2;
        dc.SetTextForeground(on ? colours().accent : colours().text);
        dc.DrawText(number, x + wide_name + FromDIP(8), y);
        dc.SetFont(on ? GetFont().Bold() : GetFont());
        dc.DrawText(name, x, y);
    }
    dc.SetFont(GetFont().Scaled(0.9f));
    dc.SetTextForeground(colours().faint);
    const int line = dc.GetTextExtent("X").y;
    const auto lines = [&](const wxString& text, int x, bool right) {
        int y = GetClientSize().y / 2 - line;
        for (const auto& part : wxSplit(text, '\n')) {
            dc.DrawText(part, right ? GetClientSize().x - FromDIP(10) - dc.GetTextExtent(part).x : x, y);
            y += line;
        }
    };
    lines(reasons_, place_of(7).GetRight() + FromDIP(12), false);
    dc.SetTextForeground(colours().text);
    lines(targets_, 0, true);
}

CaseSteps::CaseSteps(wxWindow* parent) : wxPanel(parent) {
    SetName("case-steps");
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetMinSize(FromDIP(wxSize(-1, 62)));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) { Refresh(); event.Skip(); });
}

void CaseSteps::show(CaseStage now, const std::map<CaseStage, wxString>& dates) {
    now_ = now;
    dates_ = dates;
    wxString words;
    for (const auto& [stage, date] : dates) words += short_name(stage) + " " + date + " ";
    set_accessible(*this, wxString::Format(tr("いまの段階 %s"), short_name(now)), Role::image, words);
    Refresh();
}

void CaseSteps::draw() {
    wxAutoBufferedPaintDC paint(this);
    paint.SetBackground(colours().surface);
    paint.Clear();
    wxGCDC dc(paint);
    const int count = now_ == CaseStage::declined ? 8 : 7, wide = std::max(1, GetClientSize().x / count), y = FromDIP(14), radius = FromDIP(6);
    const auto x = [&](int at) { return wide / 2 + at * wide; };
    const auto reached = [&](int at) { return dates_.count(desk::case_stages[static_cast<std::size_t>(at)]) > 0; };
    for (int at = 0; at + 1 < count; ++at) {
        dc.SetPen(wxPen(reached(at) && reached(at + 1) ? colours().accent : colours().line, FromDIP(2)));
        dc.DrawLine(x(at) + radius, y, x(at + 1) - radius, y);
    }
    for (int at = 0; at < count; ++at) {
        const auto stage = desk::case_stages[static_cast<std::size_t>(at)];
        const bool here = stage == now_, been = reached(at);
        dc.SetPen(wxPen(been || here ? colours().accent : colours().faint, FromDIP(2)));
        dc.SetBrush(been && !here ? wxBrush(colours().accent) : wxBrush(colours().surface));
        dc.DrawCircle(x(at), y, radius);
        if (here) {
            dc.SetBrush(colours().accent);
            dc.DrawCircle(x(at), y, FromDIP(3));
        }
        dc.SetFont(here ? GetFont().Bold().Scaled(0.9f) : GetFont().Scaled(0.9f));
        dc.SetTextForeground(been || here ? colours().text : colours().faint);
        const wxString name = short_name(stage);
        wxSize size = dc.GetTextExtent(name);
        dc.DrawText(name, x(at) - size.x / 2, y + FromDIP(9));
        const auto date = dates_.find(stage);
        if (date == dates_.end()) continue;
        dc.SetFont(GetFont().Scaled(0.85f));
        dc.SetTextForeground(colours().faint);
        const wxString text = here && stage != CaseStage::done && stage != CaseStage::declined ? date->second + wxString::FromUTF8("～") : date->second;
        dc.DrawText(text, x(at) - dc.GetTextExtent(text).x / 2, y + FromDIP(9) + size.y);
    }
}

}  // namespace yorozu::gui
