// How まとめ確認 looks: characters, carpet, action bar, the current cell.
#include <wx/control.h>
#include <wx/dcbuffer.h>

#include <algorithm>

#include "workbench/gui/checking/group_view.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/picture.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

const wxColour paper_of_cell(0xfb, 0xfa, 0xf6), frame_of_cell(0xd8, 0xd8, 0xd4), amber_frame(0xd8, 0x90, 0x20), red_frame(0xa0, 0x14, 0x14);

}  // namespace

void GroupView::label(wxDC& dc, const wxString& words, const wxRect& place, const wxColour& colour, double size, int align) {
    dc.SetFont(GetFont().Scaled(static_cast<float>(size)));
    dc.SetTextForeground(colour);
    dc.DrawLabel(wxControl::Ellipsize(words, dc, wxELLIPSIZE_END, std::max(0, place.width), wxELLIPSIZE_FLAGS_NONE), place, align);
}

void GroupView::paint() {
    wxAutoBufferedPaintDC dc(this);
    const auto& colour = colours();
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.surface);
    dc.DrawRectangle(GetClientSize());
    const auto at = arranged();
    draw_characters(dc, at.characters);
    const int pad = FromDIP(14);
    const wxString read = character_ < characters_.size() ? shown(characters_[character_].character) : wxString();
    wxString title = read.empty() ? heading_ : wxString::Format(tr("「%s」と読んだマス"), read);
    label(dc, title, {at.head.x + pad, at.head.y, at.head.width, at.head.height}, colour.text, 1.3);
    dc.SetFont(GetFont().Scaled(1.3f));
    const int width = dc.GetTextExtent(title).x;
    if (!cells_.empty()) {
        int ready = 0;
        for (const auto& cell : cells_) ready += pictures_ && pictures_->find(cell) ? 1 : 0;
        const wxString count = ready < static_cast<int>(cells_.size()) ? wxString::Format(tr("%s 個   画像 %s"), grouped(static_cast<int>(cells_.size())), grouped(ready)) : wxString::Format(tr("%s 個   疑わしい順（左上から）"), grouped(static_cast<int>(cells_.size())));
        label(dc, count, {at.head.x + pad + width + FromDIP(14), at.head.y + 2, at.head.width - width - FromDIP(110), at.head.height}, colour.faint);
    }
    dc.SetPen(wxPen(colour.line, 1));
    dc.DrawLine(at.head.x, at.head.GetBottom(), at.head.GetRight(), at.head.GetBottom());
    if (!notice_.empty() || cells_.empty()) {
        const wxString words = !notice_.empty() ? notice_ : read.empty() ? tr("まとめて確かめられる字はありません") : wxString::Format(tr("「%s」と読んだ要確認のマスはありません"), read);
        label(dc, words, at.carpet, colour.faint, 1.2, wxALIGN_CENTRE);
    } else {
        draw_carpet(dc, at);
    }
    int x = at.legend.x + pad;
    const auto legend = [&](const wxColour& frame, const wxString& words) {
        const int side = FromDIP(11), middle = at.legend.y + at.legend.height / 2;
        dc.SetPen(wxPen(frame, FromDIP(2)));
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.DrawRectangle(x, middle - side / 2, side, side);
        dc.SetFont(GetFont());
        const int w = dc.GetTextExtent(words).x;
        label(dc, words, {x + side + FromDIP(8), at.legend.y, w + 2, at.legend.height}, colour.text);
        x += side + w + FromDIP(30);
    };
    legend(amber_frame, tr("疑わしい・形がほかと違う"));
    legend(red_frame, wxString::Format(tr("「%s」から外した（右下は新しい字）"), read));
    legend(colour.accent, tr("いまのマス"));
    draw_bar(dc, at.bar);
    draw_detail(dc, at.detail);
}

void GroupView::draw_characters(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    const int head = FromDIP(46), row = FromDIP(31), pad = FromDIP(12);
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.window);
    dc.DrawRectangle(place.x, place.y, place.width, head);
    label(dc, tr("読んだ字"), {pad, 0, place.width, head}, colour.text);
    const int notes = FromDIP(92), rows = std::max(1, (place.height - head - notes) / row);
    const int first = std::clamp(static_cast<int>(character_) - rows + 1, 0, std::max(0, static_cast<int>(characters_.size()) - rows));
    for (int i = 0; i < rows && first + i < static_cast<int>(characters_.size()); ++i) {
        const auto& line = characters_[static_cast<std::size_t>(first + i)];
        const wxRect at(place.x, head + i * row, place.width, row);
        const bool chosen = static_cast<std::size_t>(first + i) == character_;
        if (chosen) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(colour.accent_tint);
            dc.DrawRectangle(at);
        }
        label(dc, shown(line.character), {at.x + pad, at.y, FromDIP(40), row}, colour.text, 1.1);
        label(dc, grouped(line.count), {at.x, at.y, FromDIP(104), row}, colour.text, 1, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL);
        if (line.open == 0) label(dc, wxString::FromUTF8("✓"), {at.x + FromDIP(118), at.y, FromDIP(24), row}, colour.dark ? wxColour(0x8a, 0xd0, 0x9a) : wxColour(0x1f, 0x6b, 0x3a));
        dc.SetPen(wxPen(colour.line, 1));
        dc.DrawLine(at.x, at.GetBottom(), at.GetRight(), at.GetBottom());
    }
    wxRect note(pad, place.height - notes + FromDIP(8), place.width - pad, FromDIP(20));
    for (const auto& words : {tr("✓ は確かめ終えた字。"), tr("ベリファイの項目は"), tr("ここには出ません。")}) {
        label(dc, words, note, colour.faint, 0.92);
        note.y += FromDIP(20);
    }
    dc.SetPen(wxPen(colour.line, 1));
    dc.DrawLine(place.GetRight(), place.y, place.GetRight(), place.GetBottom());
}

void GroupView::draw_cell(wxDC& dc, const desk::GroupCell& cell, const wxRect& place) {
    const auto image = pictures_ ? pictures_->find(cell) : nullptr;
    dc.SetPen(wxPen(frame_of_cell, 1));
    dc.SetBrush(image ? wxBrush(paper_of_cell) : wxBrush(wxColour(0xdd, 0xdd, 0xda)));
    dc.DrawRectangle(place);
    if (!image || image->empty()) return;
    auto& bitmap = bitmaps_[cell.place()];
    if (!bitmap.IsOk()) bitmap = bitmap_of(*image);
    const double inset = FromDIP(2);
    const double scale = std::min((place.width - 2 * inset) / bitmap.GetWidth(), (place.height - 2 * inset) / bitmap.GetHeight());
    const double w = bitmap.GetWidth() * scale, h = bitmap.GetHeight() * scale;
    draw_part(dc, bitmap, {0, 0, double(bitmap.GetWidth()), double(bitmap.GetHeight())}, {place.x + (place.width - w) / 2, place.y + (place.height - h) / 2, w, h});
}

void GroupView::draw_carpet(wxDC& dc, const Layout& at) {
    const int rows = (static_cast<int>(cells_.size()) + at.columns - 1) / at.columns;
    first_row_ = std::clamp(first_row_, 0, std::max(0, rows - at.rows));
    seen_rows_ = std::max(seen_rows_, std::min(rows, first_row_ + at.rows));
    const auto& colour = colours();
    for (int row = first_row_; row < std::min(rows, first_row_ + at.rows); ++row)
        for (int column = 0; column < at.columns; ++column) {
            const auto index = static_cast<std::size_t>(row * at.columns + column);
            if (index >= cells_.size()) break;
            const auto& cell = cells_[index];
            wxRect place(at.carpet.x + column * at.cell_width, at.carpet.y + (row - first_row_) * at.cell_height, at.cell_width - FromDIP(2), at.cell_height - FromDIP(2));
            draw_cell(dc, cell, place);
            const auto out = replaced_.find(cell.place());
            const auto tinted = [&](const wxColour& frame, const wxColour& tint) {
                dc.SetPen(wxPen(frame, FromDIP(2)));
                dc.SetBrush(wxBrush(tint));
                dc.DrawRectangle(place);
            };
            if (out != replaced_.end()) {
                tinted(red_frame, wxColour(0xe0, 0x40, 0x40, 40));
                const wxRect corner(place.GetRight() - FromDIP(13), place.GetBottom() - FromDIP(14), FromDIP(14), FromDIP(15));
                dc.SetPen(*wxTRANSPARENT_PEN);
                dc.SetBrush(red_frame);
                dc.DrawRectangle(corner);
                label(dc, out->second.empty() ? wxString("?") : shown(out->second), corner, *wxWHITE, 0.8, wxALIGN_CENTRE);
            } else if (cell.doubtful || odd_[index]) {
                tinted(amber_frame, wxColour(0xf5, 0xb3, 0x33, 44));
            }
            if (index == at_) {
                dc.SetPen(wxPen(colour.accent, FromDIP(3)));
                dc.SetBrush(*wxTRANSPARENT_BRUSH);
                place.Inflate(1);
                dc.DrawRectangle(place);
            }
        }
    if (rows > at.rows) {  // where in the carpet one is
        const wxRect track(at.carpet.GetRight() - FromDIP(4), at.carpet.y, FromDIP(4), at.rows * at.cell_height);
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(colour.line);
        dc.DrawRectangle(track);
        dc.SetBrush(colour.accent);
        dc.DrawRectangle(track.x, track.y + track.height * first_row_ / rows, track.width, track.height * at.rows / rows);
    }
}

void GroupView::draw_bar(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.window);
    dc.DrawRectangle(place);
    dc.SetPen(wxPen(colour.line, 1));
    dc.DrawLine(place.x, place.y, place.GetRight(), place.y);
    if (cells_.empty()) return;
    const bool ready = may_accept();
    const int rest = static_cast<int>(cells_.size()) - static_cast<int>(replaced_.size());
    const wxString read = shown(characters_[character_].character);
    const wxString words = ready || busy_ ? wxString::Format(tr("残り %s 個を「%s」に確定   Ctrl+Enter"), grouped(rest), read)
                                          : tr("終わりまで見ると確定できます");
    dc.SetFont(GetFont());
    const int pad = FromDIP(14), width = dc.GetTextExtent(words).x + 2 * pad;
    const wxRect button(place.x + pad, place.y + FromDIP(9), width, place.height - FromDIP(18));
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(ready ? wxBrush(wxColour(0x1c, 0x5a, 0x9e)) : wxBrush(colour.line));
    dc.DrawRoundedRectangle(button, FromDIP(3));
    label(dc, words, button, ready ? *wxWHITE : colour.faint, 1, wxALIGN_CENTRE);
    int x = button.GetRight() + pad;
    const int middle = place.y + place.height / 2;
    const std::pair<wxString, wxString> keys[] = {{wxString::FromUTF8("←→↑↓"), tr("動く")}, {"Space", tr("外す")}, {tr("0–9・かな"), tr("正しい字")}, {"Enter", tr("帳票を見る")}, {"Ctrl+Z", tr("戻す")}};
    for (const auto& [key, act] : keys) {
        dc.SetFont(GetFont().Scaled(0.9f));
        const wxSize size = dc.GetTextExtent(key);
        dc.SetFont(GetFont());
        const int act_width = dc.GetTextExtent(act).x;
        if (x + size.x + act_width + FromDIP(30) > place.GetRight()) break;
        const wxRect cap(x, middle - size.y / 2 - FromDIP(3), size.x + FromDIP(12), size.y + FromDIP(6));
        dc.SetPen(wxPen(colour.line, 1));
        dc.SetBrush(colour.surface);
        dc.DrawRoundedRectangle(cap, FromDIP(3));
        label(dc, key, cap, colour.text, 0.9, wxALIGN_CENTRE);
        label(dc, act, {cap.GetRight() + FromDIP(6), place.y, act_width + 2, place.height}, colour.text);
        x = cap.GetRight() + act_width + FromDIP(20);
    }
}

void GroupView::draw_detail(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.surface);
    dc.DrawRectangle(place);
    dc.SetBrush(colour.window);
    const int head = FromDIP(34), pad = FromDIP(12);
    dc.DrawRectangle(place.x, place.y, place.width, head);
    dc.SetPen(wxPen(colour.line, 1));
    dc.DrawLine(place.x, place.y, place.x, place.GetBottom());
    label(dc, tr("いまのマス"), {place.x + pad, place.y, place.width, head}, colour.text);
    int y = place.y + head + FromDIP(10);
    if (at_ < cells_.size()) {
        const auto& cell = cells_[at_];
        const wxRect large(place.x + pad, y, FromDIP(98), FromDIP(124));
        draw_cell(dc, cell, large);
        const int x = large.GetRight() + FromDIP(12), width = place.GetRight() - x - FromDIP(6);
        int line = y;
        const auto put = [&](const wxString& name, const wxString& value, const wxColour& tone) {
            dc.SetFont(GetFont());
            const int w = dc.GetTextExtent(name).x;
            label(dc, name, {x, line, w + 2, FromDIP(20)}, colour.faint);
            label(dc, value, {x + w + FromDIP(6), line, width - w - FromDIP(6), FromDIP(20)}, tone);
            line += FromDIP(20);
        };
        put(tr("帳票"), wxString::Format(tr("%d 枚目"), cell.form_number), colour.text);
        put(tr("項目"), shown(cell.label), colour.text);
        put(tr("位置"), wxString::Format(tr("%d 文字目"), cell.position + 1), colour.text);
        put(tr("読み"), shown(cell.read) + wxString::Format("   %.2f", cell.confidence), cell.doubtful ? colour.amber : colour.text);
        if (!cell.second.empty()) put(tr("次点"), shown(cell.second) + wxString::Format("   %.2f", cell.second_probability), colour.text);
        if (const auto out = replaced_.find(cell.place()); out != replaced_.end()) put(tr("直し"), out->second.empty() ? tr("（外した）") : shown(out->second), colour.red);
        y = large.GetBottom() + FromDIP(12);
        const auto field = group_ ? group_->field_cells(cell) : std::vector<desk::GroupCell>{};
        if (!field.empty()) {
            const int width_of_cell = std::min(FromDIP(34), (place.width - 2 * pad) / static_cast<int>(field.size()));
            for (std::size_t i = 0; i < field.size(); ++i) {
                const wxRect each(place.x + pad + static_cast<int>(i) * width_of_cell, y, width_of_cell, FromDIP(40));
                draw_cell(dc, field[i], each);
                if (field[i].place() == cell.place()) {
                    dc.SetPen(wxPen(red_frame, 1));
                    dc.SetBrush(wxBrush(wxColour(0xe0, 0x40, 0x40, 40)));
                    dc.DrawRectangle(each);
                }
            }
            y += FromDIP(46);
            label(dc, tr("同じ項目の並びで見る"), {place.x + pad, y, place.width - 2 * pad, FromDIP(20)}, colour.faint, 0.95);
            y += FromDIP(26);
        }
    }
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.window);
    dc.DrawRectangle(place.x + 1, y, place.width, head);
    label(dc, wxString::Format(tr("外したマス   %d"), static_cast<int>(replaced_.size())), {place.x + pad, y, place.width / 2, head}, colour.text);
    label(dc, tr("字を打つと直る"), {place.x + place.width / 2, y, place.width / 2 - pad, head}, colour.faint, 0.95, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL);
    y += head;
    const int notes = FromDIP(84), row = FromDIP(42);
    for (const auto& cell : cells_) {
        const auto out = replaced_.find(cell.place());
        if (out == replaced_.end()) continue;
        if (y + row > place.GetBottom() - notes) break;
        draw_cell(dc, cell, {place.x + pad, y + FromDIP(4), FromDIP(28), FromDIP(34)});
        label(dc, shown(cell.label), {place.x + FromDIP(54), y + FromDIP(2), place.width - FromDIP(130), FromDIP(20)}, colour.text);
        label(dc, wxString::Format(tr("%d 枚目・%d 文字目"), cell.form_number, cell.position + 1), {place.x + FromDIP(54), y + FromDIP(21), place.width - FromDIP(130), FromDIP(19)}, colour.faint, 0.92);
        label(dc, shown(cell.read) + wxString::FromUTF8(" → ") + (out->second.empty() ? wxString("?") : shown(out->second)), {place.GetRight() - FromDIP(80), y, FromDIP(68), row}, colour.red, 1.05, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL);
        y += row;
        dc.SetPen(wxPen(colour.line, 1));
        dc.DrawLine(place.x + 1, y - 1, place.GetRight(), y - 1);
    }
    wxRect note(place.x + pad, place.GetBottom() - notes + FromDIP(10), place.width - 2 * pad, FromDIP(21));
    for (const auto& words : {tr("字を確定しても、桁数や一覧の規則は"), tr("項目ごとにもう一度確かめます。合わない"), tr("項目は「1 項目ずつ」に残ります。")}) {
        label(dc, words, note, colour.faint, 0.95);
        note.y += FromDIP(21);
    }
}

}  // namespace yorozu::gui
