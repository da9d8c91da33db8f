// The middle of 確認: the field's picture and, cell for cell under it, its value.
#include <wx/dc.h>
#include <wx/dcclient.h>
#include <wx/settings.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/picture.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

wxRect rect_of(const wxRect2DDouble& rect) {
    return {static_cast<int>(rect.m_x + 0.5), static_cast<int>(rect.m_y + 0.5), static_cast<int>(rect.m_width + 0.5), static_cast<int>(rect.m_height + 0.5)};
}

}  // namespace

const wxBitmap* CheckCanvas::bitmap(const std::shared_ptr<const desk::PagePictures>& pages, const std::string& id) {
    const auto* picture = pages ? pages->field(id) : nullptr;
    if (!picture || picture->image.empty()) return nullptr;
    if (bitmaps_.size() > 64) std::erase_if(bitmaps_, [](const auto& entry) { return entry.second.pages.expired(); });
    auto& kept = bitmaps_[{pages->document, id}];
    if (kept.pages.lock() != pages) kept = {pages, bitmap_of(picture->image)};
    return &kept.bitmap;
}

void CheckCanvas::draw_field_picture(wxDC& dc, const std::shared_ptr<const desk::PagePictures>& pages, const std::string& id, const wxRect& place) {
    const auto* made = bitmap(pages, id);
    if (!made) return;
    const double scale = std::min(double(place.width) / made->GetWidth(), double(place.height) / made->GetHeight());
    const double w = made->GetWidth() * scale, h = made->GetHeight() * scale;
    draw_part(dc, *made, {0, 0, double(made->GetWidth()), double(made->GetHeight())}, {double(place.x), place.y + (place.height - h) / 2, w, h});
}

void CheckCanvas::draw_picture(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    const auto& field = *screen_.field;
    dc.SetPen(wxPen(colour.line, 1));
    dc.SetBrush(wxColour(0xfb, 0xfa, 0xf6));
    dc.DrawRectangle(place);
    wxRect inside = place;
    inside.Deflate(1);
    const wxDCClipper clip(dc, inside);
    const auto words = [&](const wxString& said) {
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(wxColour(0xe4, 0xe4, 0xe2));
        dc.DrawRectangle(inside);
        text(dc, said, inside, wxALIGN_CENTRE, wxColour(0x40, 0x40, 0x40));
    };
    if (field.masked) return words(tr("伏せる項目です。用紙と見比べてください"));
    if (!screen_.pages) return words(tr("画像を読み込んでいます"));
    if (!screen_.pages->why_not.empty()) return words(said(screen_.pages->why_not));
    const auto* made = bitmap(screen_.pages, field.field);
    if (!made) return words(tr("この項目の画像はありません"));
    const auto whole = view(place);
    draw_part(dc, *made, {0, 0, double(made->GetWidth()), double(made->GetHeight())}, whole.of(screen_.pages->field(field.field)->area));
    for (std::size_t i = 0; i < field.characters.size(); ++i) {
        const auto& character = field.characters[i];
        const bool at_caret = field.cells > 0 ? character.cell == screen_.caret : static_cast<int>(i) == screen_.caret;
        if (!character.doubtful && !at_caret) continue;
        auto box = whole.of(character.box_mm);
        if (field.cells == 0) box.Inset(-FromDIP(3), -FromDIP(3));
        if (character.doubtful) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(wxColour(0xf5, 0xb3, 0x33, 56));
            dc.DrawRectangle(rect_of(box));
        }
        if (character.doubtful && at_caret) {
            dc.SetPen(wxPen(wxColour(0xd0, 0x86, 0x14), FromDIP(3)));
            dc.SetBrush(*wxTRANSPARENT_BRUSH);
            dc.DrawRectangle(rect_of(box));
        }
    }
}

void CheckCanvas::draw_value(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    const auto& field = *screen_.field;
    dc.SetPen(wxPen(colour.accent, FromDIP(2)));
    dc.SetBrush(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOW));
    dc.DrawRectangle(place);
    if (field.masked) return text(dc, "●●●●●●", place, wxALIGN_CENTRE, colour.text, 1.6);
    if (!field.options.empty()) {
        int x = place.x + FromDIP(14);
        for (std::size_t i = 0; i < field.options.size(); ++i) {
            const wxString option = shown(field.options[i]);
            const bool chosen = ("|" + screen_.choice + "|").Contains("|" + option + "|");
            const int width = type_.width(option, 1.4) + FromDIP(44);
            const wxRect chip(x, place.y + FromDIP(14), width, place.height - FromDIP(28));
            dc.SetPen(wxPen(chosen ? colour.accent : colour.line, FromDIP(chosen ? 2 : 1)));
            dc.SetBrush(chosen ? colour.accent_tint : colour.surface);
            dc.DrawRoundedRectangle(chip, FromDIP(4));
            text(dc, wxString::Format("%d", static_cast<int>(i) + 1), {chip.x + FromDIP(8), chip.y, FromDIP(20), chip.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
            text(dc, (chosen ? L"✓ " : L"") + option, {chip.x + FromDIP(20), chip.y, chip.width - FromDIP(20), chip.height}, wxALIGN_CENTRE, colour.text, chosen ? 1.3 : 1.4);
            x = chip.GetRight() + FromDIP(10);
        }
        return;
    }
    if (field.kind == ocr::FieldKind::seal || field.kind == ocr::FieldKind::image)
        return text(dc, field.value.empty() ? tr("（なし）") : shown(field.value), place, wxALIGN_CENTRE, colour.text, 1.6);
    if (field.cells <= 0) return draw_line_marks(dc, place);
    const auto whole = view(arranged().picture);
    const double cell = field.box_mm.width / field.cells;
    const wxDCClipper clip(dc, place);
    for (int i = 0; i < field.cells && i < static_cast<int>(screen_.cells.size()); ++i) {
        auto box = rect_of(whole.of({field.box_mm.x + cell * i, 0, cell, 0}));
        box.y = place.y + FromDIP(8);
        box.height = place.height - FromDIP(16);
        bool doubtful = false;
        for (const auto& character : field.characters) doubtful = doubtful || (character.cell == i && character.doubtful);
        const bool caret = i == screen_.caret;
        wxRect tint = box;
        tint.Deflate(std::min(box.width / 8, FromDIP(42)), 0);
        if (doubtful) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(colour.amber_tint);
            dc.DrawRectangle(tint);
            dc.SetPen(wxPen(colour.amber, FromDIP(3), wxPENSTYLE_DOT));
            dc.DrawLine(tint.x, tint.GetBottom(), tint.GetRight(), tint.GetBottom());
        }
        const wxString words = caret && !screen_.pending.empty() ? screen_.pending : screen_.cells[static_cast<std::size_t>(i)];
        text(dc, words, box, wxALIGN_CENTRE, caret && !screen_.pending.empty() ? colour.accent : doubtful ? colour.amber : colour.text,
             box.width < FromDIP(30) ? 1.3 : box.width < FromDIP(60) ? 1.8 : 2.6);
        if (caret) {
            dc.SetPen(wxPen(colour.accent, FromDIP(2)));
            dc.DrawLine(tint.GetRight() + FromDIP(2), box.y, tint.GetRight() + FromDIP(2), box.GetBottom());
            if (!doubtful) dc.DrawLine(tint.x, tint.GetBottom(), tint.GetRight(), tint.GetBottom());
        }
    }
}

void CheckCanvas::draw_line_marks(wxDC& dc, const wxRect& place) {
    // The text control lies over this; under its text the doubtful characters are marked.
    const wxString now = entry_->GetValue();
    const auto& field = *screen_.field;
    if (field.characters.empty()) return;
    dc.SetFont(entry_->GetFont());
    std::size_t at = 0;
    const int bottom = place.GetBottom() - FromDIP(7), left = entry_->GetPosition().x + FromDIP(4);
    for (const auto& character : field.characters) {
        while (at < now.length() && (now[at] == ' ' || now[at] == wxUniChar(0x3000))) ++at;
        if (at >= now.length()) break;
        if (character.doubtful) {
            const int from = dc.GetTextExtent(now.Left(at)).x, to = dc.GetTextExtent(now.Left(at + 1)).x;
            dc.SetPen(wxPen(colours().amber, FromDIP(3), wxPENSTYLE_DOT));
            dc.DrawLine(left + from, bottom, left + to - FromDIP(2), bottom);
        }
        ++at;
    }
}

}  // namespace yorozu::gui
