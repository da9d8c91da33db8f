// The foot of 確認: the fields that come next, the one before, and the keys.
#include <wx/dc.h>

#include <algorithm>

#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

void CheckCanvas::draw_queue(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    const int row = FromDIP(31), rows = std::min<int>(place.height / row, static_cast<int>(screen_.lines.size()));
    if (rows <= 0) return;
    // The last line is the field before: it stays when the window is low.
    std::vector<const CheckLine*> lines;
    for (const auto& line : screen_.lines) lines.push_back(&line);
    while (static_cast<int>(lines.size()) > rows) {
        const auto drop = std::find_if(lines.rbegin(), lines.rend(), [](const auto* line) { return !line->last; });
        lines.erase(drop == lines.rend() ? lines.end() - 1 : std::prev(drop.base()));
    }
    const wxRect box(place.x, place.y, place.width, row * static_cast<int>(lines.size()) + 1);
    dc.SetPen(wxPen(colour.line, 1));
    dc.SetBrush(colour.surface);
    dc.DrawRectangle(box);
    const int pad = FromDIP(10);
    const int column[] = {box.x + pad, box.x + FromDIP(84), box.x + box.width * 28 / 100, box.x + box.width * 51 / 100, box.x + box.width * 72 / 100, box.GetRight() - pad};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = *lines[i];
        const int y = box.y + static_cast<int>(i) * row;
        if (line.last) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(colour.window);
            dc.DrawRectangle(box.x + 1, y + 1, box.width - 2, row - 1);
        }
        const auto cell = [&](int at) { return wxRect(column[at], y, column[at + 1] - column[at] - FromDIP(6), row); };
        text(dc, line.when, cell(0), wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
        text(dc, line.label, cell(1), wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
        if (line.pages && line.pages->field(line.field)) {
            auto crop = cell(2);
            crop.Deflate(0, 2);
            draw_field_picture(dc, line.pages, line.field, crop);
        } else if (!line.last && !line.label.empty()) {
            text(dc, line.pages ? wxString() : tr("読み込み中"), cell(2), wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
        }
        const auto value = cell(3);
        std::size_t at = 0;
        int index = 0;
        for (; at < line.value.length(); ++at) {
            if (line.value[at] == ' ' || line.value[at] == wxUniChar(0x3000)) continue;
            if (std::find(line.doubtful.begin(), line.doubtful.end(), index++) == line.doubtful.end()) continue;
            const int from = type_.width(line.value.Left(at), 1.1), to = type_.width(line.value.Left(at + 1), 1.1);
            if (value.x + to > value.GetRight()) break;
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(colour.amber_tint);
            dc.DrawRectangle(value.x + from, y + FromDIP(5), to - from, row - FromDIP(10));
            dc.SetPen(wxPen(colour.amber, FromDIP(2), wxPENSTYLE_DOT));
            dc.DrawLine(value.x + from, y + row - FromDIP(5), value.x + to, y + row - FromDIP(5));
        }
        text(dc, line.value, value, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text, 1.1);
        text(dc, line.why, cell(4), wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, line.last ? colour.accent : colour.faint);
        if (line.last) undo_place_ = cell(4);
        dc.SetPen(wxPen(colour.line, 1));
        dc.DrawLine(box.x, y + row, box.GetRight() + 1, y + row);
    }
}

void CheckCanvas::draw_keys(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.window);
    dc.DrawRectangle(place);
    dc.SetPen(wxPen(colour.line, 1));
    dc.DrawLine(place.x, place.y, place.GetRight() + 1, place.y);
    const std::vector<std::pair<wxString, wxString>> keys = {{"Enter", tr("確定して次へ")}, {tr("0–9・かな"), tr("打ち直す")}, {"Tab", tr("候補")}, {"F2", tr("空欄")},
                                                            {"F3", tr("読めない")}, {"F4", tr("上司へ")}, {"F5", tr("不備")}, {"Ctrl+Z", tr("戻す")}};
    const int middle = place.y + place.height / 2;
    int x = place.x + FromDIP(margin + 4);
    for (const auto& [key, act] : keys) {
        const int act_width = type_.width(act);
        if (x + type_.width(key, 0.9) + act_width + FromDIP(30) > place.GetRight()) break;
        x = key_cap(dc, x, middle, key) + FromDIP(6);
        text(dc, act, {x, place.y, act_width + 1, place.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
        x += act_width + FromDIP(14);
    }
}

}  // namespace yorozu::gui
