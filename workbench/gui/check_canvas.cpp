#include "workbench/gui/check_canvas.h"

#include <wx/dcbuffer.h>
#include <wx/settings.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/gui/accessible.h"
#include "workbench/gui/bitmaps.h"
#include "workbench/gui/colours.h"
#include "workbench/gui/picture.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

constexpr int margin = 18;
constexpr double line_around_mm = 2.0;   ///< shown beside the ink of a free line
constexpr double largest_px_per_mm = 30; ///< a single letter must not fill the screen

bool is_line(const desk::FieldToCheck& field) {
    return field.cells == 0 && field.options.empty() && !field.masked && field.kind != ocr::FieldKind::seal && field.kind != ocr::FieldKind::image;
}

wxRect rect_of(const wxRect2DDouble& rect) {
    return {static_cast<int>(rect.m_x + 0.5), static_cast<int>(rect.m_y + 0.5), static_cast<int>(rect.m_width + 0.5), static_cast<int>(rect.m_height + 0.5)};
}

}  // namespace

const desk::CheckCharacter* character_at_caret(const CheckScreen& screen) {
    if (!screen.field) return nullptr;
    const auto& characters = screen.field->characters;
    for (std::size_t i = 0; i < characters.size(); ++i)
        if (screen.field->cells > 0 ? characters[i].cell == screen.caret : static_cast<int>(i) == screen.caret) return &characters[i];
    return nullptr;
}

CheckCanvas::CheckCanvas(wxWindow* parent, const CheckScreen& screen)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS), screen_(screen) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetName("check-canvas");
    entry_ = new wxTextCtrl(this, wxID_ANY, {}, wxPoint(-50, -50), wxSize(30, 24), wxBORDER_NONE | wxTE_PROCESS_ENTER | wxTE_PROCESS_TAB, wxDefaultValidator, "check-value");
    entry_->SetFont(GetFont().Scaled(1.9f));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        follow();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) { on_click(event.GetPosition()); });
    Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent&) { entry_->SetFocus(); });
}

bool CheckCanvas::on_line() const { return screen_.field && (is_line(*screen_.field) || (screen_.entry && screen_.field->cells == 0)); }

CheckCanvas::Layout CheckCanvas::arranged() const {
    const auto dip = [this](int value) { return FromDIP(value); };
    const wxSize size = GetClientSize();
    const int m = dip(margin), width = size.x - 2 * m, gap = dip(12);
    Layout at;
    at.progress = {0, 0, size.x, dip(46)};
    at.heading = {m, dip(46), width, dip(48)};
    at.keys = {0, size.y - dip(48), size.x, dip(48)};
    int y = at.heading.GetBottom() + 1;
    const auto* field = screen_.field ? &*screen_.field : nullptr;
    const double shape = field && field->box_mm.height > 0 ? field->box_mm.width / field->box_mm.height : 1;
    at.wide = shape > 4.5 && field && field->options.empty();
    const int below = at.keys.y - y;
    if (at.wide) {
        const double ideal = width / shape + dip(18);
        const int picture = std::clamp(static_cast<int>(ideal), dip(72), std::max(dip(72), below * 3 / 10)), value = dip(64);
        at.picture = {m, y, width, picture};
        at.value = {m, y + picture + dip(6), width, value};
        y = at.value.GetBottom() + 1 + gap;
        const int column = width * 6 / 10;
        const int middle = std::clamp(below - (y - at.heading.GetBottom()) - 2 * gap - dip(31) * 4, dip(150), dip(240));
        at.candidates = {m + column + gap, y, width - column - gap, middle};
        at.cross = {m, y, column, dip(86)};
        at.tied = {m, y + dip(86) + gap, column, std::max(0, middle - dip(86) - gap)};
        if (at.tied.height < dip(60)) at.tied.height = 0, at.cross.height = middle;
        y += middle + gap;
    } else {
        const int column = (width - m) * 577 / 1000;
        const int picture = std::clamp(below * 182 / 640, dip(120), dip(300));
        at.picture = {m, y, column, picture};
        at.value = {m, y + picture + dip(8), column, dip(72)};
        at.candidates = {m + column + m, y, width - column - m, at.value.GetBottom() + 1 - y};
        y = at.value.GetBottom() + 1 + gap;
        at.cross = {m, y, width, dip(62)};
        y += dip(62) + gap;
        const int left = at.keys.y - gap - y;
        const int tied = std::clamp(left - gap - dip(31) * 4, 0, dip(100));
        at.tied = {m, y, width, tied < dip(60) ? 0 : tied};
        if (at.tied.height) y += at.tied.height + gap;
    }
    at.queue = {m, y, width, std::clamp(at.keys.y - gap - y, 0, dip(31) * 4 + 2)};
    return at;
}

CheckCanvas::View CheckCanvas::view(const wxRect& place) const {
    View made;
    const auto& field = *screen_.field;
    const auto* picture = screen_.pages ? screen_.pages->field(field.field) : nullptr;
    ocr::BoxMm area = picture ? picture->area : ocr::BoxMm{field.box_mm.x - 0.5, field.box_mm.y - 0.5, field.box_mm.width + 1, field.box_mm.height + 1};
    if (field.cells == 0 && !field.characters.empty()) {  // a free line: only where something is written
        double left = 1e9, right = -1e9;
        for (const auto& character : field.characters) {
            left = std::min(left, character.box_mm.x);
            right = std::max(right, character.box_mm.x + character.box_mm.width);
        }
        left = std::max(area.x, left - line_around_mm);
        right = std::min(area.x + area.width, right + line_around_mm);
        if (right - left > 5) area.x = left, area.width = right - left;
    }
    const double room = FromDIP(8);
    made.scale = std::min((place.width - 2 * room) / std::max(area.width, 1.0), (place.height - 2 * room) / std::max(area.height, 1.0));
    made.scale = std::min(made.scale, static_cast<double>(FromDIP(static_cast<int>(largest_px_per_mm)))) * screen_.zoom;
    double middle = area.x + area.width / 2;
    if (const auto* character = character_at_caret(screen_); character && area.width * made.scale > place.width)
        middle = character->box_mm.x + character->box_mm.width / 2;
    made.x = place.x + place.width / 2.0 - middle * made.scale;
    made.y = place.y + place.height / 2.0 - (area.y + area.height / 2) * made.scale;
    return made;
}

void CheckCanvas::follow() {
    const auto at = arranged();
    if (screen_.state != CheckScreen::State::field || !screen_.field) {
        entry_->SetSize(-FromDIP(60), 0, FromDIP(30), FromDIP(24));
    } else if (on_line()) {
        const int height = entry_->GetBestSize().y;
        entry_->SetSize(at.value.x + FromDIP(10), at.value.y + std::max(2, (at.value.height - height) / 2 - FromDIP(4)), at.value.width - FromDIP(20), height);
    } else {
        // Where the input method shows what it composes; as thin as a caret otherwise, for the cells are drawn.
        const auto whole = view(at.picture);
        double x = at.value.x + FromDIP(12);
        if (screen_.field->cells > 0) {
            const double cell = screen_.field->box_mm.width / screen_.field->cells;
            const auto box = whole.of({screen_.field->box_mm.x + cell * (screen_.caret + 1), 0, 0, 0});
            x = std::clamp(box.m_x - FromDIP(8), double(at.value.x + 4), double(at.value.GetRight() - FromDIP(8)));
        }
        entry_->SetSize(static_cast<int>(x), at.value.y + FromDIP(12), entry_->GetName() == "composing" ? FromDIP(220) : FromDIP(30), at.value.height - FromDIP(24));
        if (entry_->GetName() != "composing") entry_->Move(-FromDIP(60), at.value.y + FromDIP(12));
    }
    set_accessible(*this, sentence());
    set_accessible(*entry_, sentence());
    Refresh();
}

wxString CheckCanvas::sentence() const {
    if (!screen_.field) return screen_.notice.empty() ? screen_.heading : screen_.notice;
    wxString words = shown(screen_.field->label) + tr("、") + (screen_.field->masked ? tr("伏せる項目") : screen_.field->cells > 0 ? wxString() : shown(screen_.field->value));
    if (!screen_.field->masked)
        for (const auto& cell : screen_.cells) words += " " + cell;
    if (!screen_.field->why.empty()) words += tr("、") + shown(screen_.field->why);
    for (const auto& check : screen_.field->cross_checks) words += tr("、") + shown(check.disagrees);
    return words;
}

void CheckCanvas::text(wxDC& dc, const wxString& words, const wxRect& place, int align, const wxColour& colour, double size, bool bold) {
    wxFont font = GetFont().Scaled(static_cast<float>(size));
    if (bold) font.MakeBold();
    dc.SetFont(font);
    dc.SetTextForeground(colour);
    const wxString fitting = wxControl::Ellipsize(words, dc, wxELLIPSIZE_END, std::max(0, place.width), wxELLIPSIZE_FLAGS_NONE);
    dc.DrawLabel(fitting, place, align);
}

int CheckCanvas::key_cap(wxDC& dc, int x, int middle, const wxString& key) {
    dc.SetFont(GetFont().Scaled(0.9f));
    const wxSize size = dc.GetTextExtent(key);
    const wxRect cap(x, middle - size.y / 2 - FromDIP(3), size.x + FromDIP(12), size.y + FromDIP(6));
    dc.SetPen(wxPen(colours().line, 1));
    dc.SetBrush(colours().surface);
    dc.DrawRoundedRectangle(cap, FromDIP(3));
    dc.SetTextForeground(colours().text);
    dc.DrawText(key, cap.x + FromDIP(6), cap.y + FromDIP(3));
    return cap.GetRight() + 1;
}

void CheckCanvas::paint() {
    wxAutoBufferedPaintDC dc(this);
    const auto& colour = colours();
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.surface);
    dc.DrawRectangle(GetClientSize());
    candidate_rows_.clear();
    undo_place_ = {};
    const auto at = arranged();
    draw_progress(dc, at.progress);
    if (screen_.state != CheckScreen::State::field || !screen_.field) {
        draw_notice(dc);
    } else {
        draw_heading(dc, at.heading);
        draw_picture(dc, at.picture);
        draw_value(dc, at.value);
        draw_candidates(dc, at.candidates);
        draw_cross_check(dc, at.cross);
        if (at.tied.height > 0) draw_tied(dc, at.tied);
    }
    if (at.queue.height >= FromDIP(31)) draw_queue(dc, at.queue);
    draw_keys(dc, at.keys);
}

void CheckCanvas::draw_notice(wxDC& dc) {
    const auto at = arranged();
    const bool failed = screen_.state == CheckScreen::State::failed;
    wxRect place(at.heading.x, at.heading.y + FromDIP(60), at.heading.width, FromDIP(40));
    text(dc, (failed ? "! " : "") + screen_.notice, place, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, failed ? colours().red : colours().text, 1.4);
    if (screen_.next_act.empty()) return;
    place.Offset(0, FromDIP(44));
    const int x = key_cap(dc, place.x, place.y + place.height / 2, "Enter");
    text(dc, screen_.next_act, {x + FromDIP(8), place.y, place.width, place.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colours().text);
}

void CheckCanvas::draw_progress(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    const int m = FromDIP(margin + 4), middle = place.y + place.height / 2;
    dc.SetBrush(colour.window);
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.DrawRectangle(place);
    const wxRect words(m, place.y, place.width * 45 / 100 - m, place.height);
    dc.SetFont(GetFont());
    const int heading = std::min(dc.GetTextExtent(screen_.heading).x, words.width);
    text(dc, screen_.heading, words, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
    text(dc, screen_.counted, {m + heading + FromDIP(16), place.y, std::max(0, words.width - heading - FromDIP(16)), place.height},
         wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
    if (screen_.all > 0) {
        dc.SetFont(GetFont());
        const wxString fraction = wxString::Format(tr("%s / %s 項目"), grouped(screen_.done), grouped(screen_.all));
        const int left = dc.GetTextExtent(screen_.left).x, count = dc.GetTextExtent(fraction).x;
        const int right = place.width - m;
        text(dc, screen_.left, {right - left, place.y, left + 2, place.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
        text(dc, fraction, {right - left - FromDIP(16) - count, place.y, count + 2, place.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
        const int bar_left = words.GetRight() + FromDIP(8), bar = right - left - count - FromDIP(30) - bar_left;
        if (bar > FromDIP(40)) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(colour.line);
            dc.DrawRectangle(bar_left, middle - FromDIP(4), bar, FromDIP(8));
            dc.SetBrush(colour.accent);
            dc.DrawRectangle(bar_left, middle - FromDIP(4), bar * screen_.done / screen_.all, FromDIP(8));
        }
    }
    dc.SetPen(wxPen(colour.line, 1));
    dc.DrawLine(place.x, place.GetBottom(), place.GetRight() + 1, place.GetBottom());
}

void CheckCanvas::draw_heading(wxDC& dc, const wxRect& place) {
    const auto& field = *screen_.field;
    dc.SetFont(GetFont().Scaled(1.55f));
    const wxString label = shown(field.label);
    const int width = std::min(dc.GetTextExtent(label).x, place.width / 2);
    text(dc, label, place, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colours().text, 1.55);
    dc.SetFont(GetFont());
    const wxString why = screen_.notice.empty() ? (field.why.empty() ? wxString() : tr("見る理由：") + shown(field.why)) : screen_.notice;
    const int kind_left = place.x + width + FromDIP(12);
    const int kind = std::min(dc.GetTextExtent(shown(field.kind_words)).x, place.width - width - FromDIP(24));
    text(dc, shown(field.kind_words), {kind_left, place.y + FromDIP(4), kind + 2, place.height - FromDIP(4)}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colours().faint);
    const wxRect rest(kind_left + kind + FromDIP(20), place.y + FromDIP(4), std::max(0, place.GetRight() - kind_left - kind - FromDIP(20)), place.height - FromDIP(4));
    text(dc, why, rest, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL, screen_.notice.empty() ? colours().amber : colours().red);
}

void CheckCanvas::draw_field_picture(wxDC& dc, const std::shared_ptr<const desk::PagePictures>& pages, const std::string& id, const wxRect& place) {
    const auto* picture = pages ? pages->field(id) : nullptr;
    if (!picture || picture->image.empty()) return;
    auto& kept = bitmaps_[{pages->document, id}];
    if (kept.pages.lock() != pages) {
        if (bitmaps_.size() > 64)
            std::erase_if(bitmaps_, [&](const auto& entry) { return entry.second.pages.expired(); });
        auto& fresh = bitmaps_[{pages->document, id}];
        fresh.pages = pages;
        fresh.bitmap = bitmap_of(picture->image);
    }
    const auto& bitmap = bitmaps_[{pages->document, id}].bitmap;
    const double scale = std::min(double(place.width) / bitmap.GetWidth(), double(place.height) / bitmap.GetHeight());
    const double w = bitmap.GetWidth() * scale, h = bitmap.GetHeight() * scale;
    draw_part(dc, bitmap, {0, 0, double(bitmap.GetWidth()), double(bitmap.GetHeight())}, {double(place.x), place.y + (place.height - h) / 2, w, h});
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
    if (!screen_.pages->why_not.empty()) return words(shown(screen_.pages->why_not));
    const auto* picture = screen_.pages->field(field.field);
    if (!picture || picture->image.empty()) return words(tr("この項目の画像はありません"));
    auto& kept = bitmaps_[{screen_.pages->document, field.field}];
    if (kept.pages.lock() != screen_.pages) kept = {screen_.pages, bitmap_of(picture->image)};
    const auto whole = view(place);
    draw_part(dc, kept.bitmap, {0, 0, double(kept.bitmap.GetWidth()), double(kept.bitmap.GetHeight())}, whole.of(picture->area));
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
            dc.SetFont(GetFont().Scaled(1.4f));
            const int width = dc.GetTextExtent(option).x + FromDIP(44);
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

void CheckCanvas::draw_candidates(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    const auto& field = *screen_.field;
    dc.SetPen(wxPen(colour.line, 1));
    dc.SetBrush(colour.surface);
    dc.DrawRectangle(place);
    const int row = FromDIP(29), pad = FromDIP(10);
    wxRect head(place.x + 1, place.y + 1, place.width - 2, FromDIP(28));
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.window);
    dc.DrawRectangle(head);
    const auto* character = character_at_caret(screen_);
    wxString title = tr("候補");
    if (screen_.entry) title = screen_.entered.empty() ? tr("ベリファイ") : tr("二人の入力");
    else if (character) title = wxString::Format(tr("%d 文字目の候補"), static_cast<int>(character - field.characters.data()) + 1);
    text(dc, title, {head.x + pad, head.y, head.width, head.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
    dc.SetFont(GetFont());
    const int title_width = dc.GetTextExtent(title).x;
    if (!screen_.entry) text(dc, tr("Tab で次へ"), {head.x + pad + title_width + pad, head.y, head.width - title_width, head.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
    wxRect line(head.x, head.GetBottom() + 1, head.width, row);
    const int first = FromDIP(46), second = FromDIP(60);
    const auto draw_line = [&](const wxString& a, const wxString& b, const wxString& c, bool chosen, bool bold) {
        if (line.GetBottom() > place.GetBottom()) return;
        if (chosen) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(colour.accent_tint);
            dc.DrawRectangle(line);
        }
        text(dc, a, {line.x + pad, line.y, first - pad, line.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text, bold ? 1.25 : 1, chosen && bold);
        text(dc, b, {line.x + first, line.y, second, line.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
        text(dc, c, {line.x + first + second, line.y, line.width - first - second - pad, line.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
        dc.SetPen(wxPen(colour.line, 1));
        dc.DrawLine(line.x, line.GetBottom(), line.GetRight() + 1, line.GetBottom());
        line.y += row;
    };
    if (screen_.entry) {
        for (const auto& value : screen_.entered) {
            candidate_rows_.push_back(line);
            draw_line(wxString::Format("%zu", candidate_rows_.size()), "", value.empty() ? tr("空欄") : value, screen_.candidate + 1 == static_cast<int>(candidate_rows_.size()), true);
        }
        const wxString said = screen_.entered.empty() ? tr("二人が別々に入力します。読み取りと、ほかの人の値は見えません。") : tr("違うところを用紙で確かめ、正しい値を入れてください。");
        dc.SetFont(GetFont());
        dc.SetTextForeground(colour.faint);
        wxRect rest(line.x + pad, line.y + FromDIP(8), line.width - 2 * pad, FromDIP(20));
        wxString words = said;
        while (!words.empty() && rest.GetBottom() < place.GetBottom()) {
            std::size_t fits = words.length();
            while (fits > 1 && dc.GetTextExtent(words.Left(fits)).x > rest.width) --fits;
            dc.DrawLabel(words.Left(fits), rest, wxALIGN_LEFT);
            words = words.Mid(fits);
            rest.y += FromDIP(20);
        }
        return;
    }
    if (!field.options.empty()) return text(dc, tr("数字で選びます"), {line.x + pad, line.y, line.width, row}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
    if (!character || character->alternatives.empty()) {
        text(dc, field.masked ? tr("この項目の値は保存しません") : tr("ほかの字は、そのまま打てば入ります"), {line.x + pad, line.y, line.width - 2 * pad, row}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
        return;
    }
    draw_line(tr("字"), tr("読み"), tr("一覧・規則との照合"), false, false);
    const wxString now = on_line() ? wxString() : character->cell >= 0 ? screen_.cells[static_cast<std::size_t>(character->cell)] : shown(character->shown);
    for (const auto& alternative : character->alternatives) {
        if (line.GetBottom() > place.GetBottom()) break;
        candidate_rows_.push_back(line);
        const bool chosen = screen_.candidate >= 0 ? screen_.candidate + 1 == static_cast<int>(candidate_rows_.size()) : shown(alternative.character) == (now.empty() ? shown(character->shown) : now);
        draw_line(shown(alternative.character), wxString::Format(alternative.probability > 0.985 || alternative.probability < 0.015 ? "%.3f" : "%.2f", alternative.probability), shown(alternative.meaning), chosen, true);
    }
    wxRect rest(line.x + pad, line.y + FromDIP(6), line.width - 2 * pad, FromDIP(20));
    if (rest.GetBottom() < place.GetBottom()) {
        if (character->shown != character->read)
            text(dc, wxString::Format(tr("読んだままなら「%s」。一覧は候補の中から選びます。"), shown(character->read)), rest, wxALIGN_LEFT, colour.faint, 0.95);
        rest.y += character->shown != character->read ? FromDIP(20) : 0;
    }
    if (rest.GetBottom() < place.GetBottom()) text(dc, tr("ほかの字は、そのまま打てば入ります。"), rest, wxALIGN_LEFT, colour.faint, 0.95);
}

void CheckCanvas::draw_cross_check(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    if (screen_.field->cross_checks.empty()) {
        dc.SetPen(wxPen(colour.line, 1));
        dc.SetBrush(colour.surface);
        dc.DrawRectangle(place);
        text(dc, tr("一覧・規則との食い違いはありません。"), {place.x + FromDIP(14), place.y, place.width - FromDIP(28), place.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
        return;
    }
    const auto& check = screen_.field->cross_checks.front();
    dc.SetPen(wxPen(colour.line, 1));
    dc.SetBrush(colour.red_tint);
    dc.DrawRectangle(place);
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.red);
    dc.DrawRectangle(place.x, place.y, FromDIP(4), place.height);
    const int pad = FromDIP(14), row = FromDIP(24);
    wxRect line(place.x + pad, place.y + FromDIP(6), place.width - 2 * pad, row);
    text(dc, "! " + shown(check.disagrees), line, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.red);
    line.y += row;
    const auto words = [&](int x, const wxString& said) {
        dc.SetFont(GetFont());
        const int width = std::min(dc.GetTextExtent(said).x, std::max(0, line.GetRight() - x));
        text(dc, said, {x, line.y, width + 2, row}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
        return x + width + FromDIP(4);
    };
    const int middle = line.y + row / 2;
    int x = line.x;
    if (!check.done.empty()) x = words(x, shown(check.done));
    dc.SetFont(GetFont());
    const int keys = dc.GetTextExtent(tr("合っていれば Enter 読んだままに戻すなら Ctrl+R ")).x + FromDIP(40);
    if (x + keys > line.GetRight() && line.GetBottom() + row <= place.GetBottom()) {
        line.y += row - FromDIP(3);
        x = line.x;
    }
    const int at = line.y == place.y + FromDIP(6) + row ? middle : line.y + row / 2;
    if (!check.as_read.empty()) {
        x = words(x, tr("合っていれば"));
        x = key_cap(dc, x, at, "Enter") + FromDIP(4);
        x = words(x, tr("、読んだままに戻すなら"));
        key_cap(dc, x, at, "Ctrl+R");
    } else if (!check.proposal.empty()) {
        x = words(x, tr("入れるなら"));
        x = key_cap(dc, x, at, "Ctrl+L") + FromDIP(4);
        x = words(x, tr("、このままなら"));
        key_cap(dc, x, at, "Enter");
    } else {
        x = words(x, tr("書いてあるとおりなら"));
        x = key_cap(dc, x, at, "Enter") + FromDIP(4);
        x = words(x, tr("（不備として残ります）、理由を付けるなら"));
        key_cap(dc, x, at, "F5");
    }
}

void CheckCanvas::draw_tied(wxDC& dc, const wxRect& place) {
    const auto& colour = colours();
    const auto& tied = screen_.field->tied;
    dc.SetPen(wxPen(colour.line, 1));
    dc.SetBrush(colour.surface);
    dc.DrawRectangle(place);
    const wxRect head(place.x + 1, place.y + 1, place.width - 2, FromDIP(26));
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(colour.window);
    dc.DrawRectangle(head);
    const wxString title = tr("いっしょに見る項目");
    text(dc, title, {head.x + FromDIP(10), head.y, head.width, head.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
    dc.SetFont(GetFont());
    text(dc, tr("同じ規則で結ばれたもの"), {head.x + FromDIP(20) + dc.GetTextExtent(title).x, head.y, head.width / 2, head.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
    wxRect row(place.x + FromDIP(10), head.GetBottom() + FromDIP(6), place.width - FromDIP(20), place.GetBottom() - head.GetBottom() - FromDIP(12));
    if (tied.empty()) return text(dc, tr("この項目だけで確かめられます"), row, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
    const int shown_fields = std::max(1, std::min(static_cast<int>(tied.size()), row.width / FromDIP(200)));
    const int width = row.width / shown_fields;
    for (int i = 0; i < shown_fields; ++i) {
        const auto& each = tied[static_cast<std::size_t>(i)];
        wxRect crop(row.x + i * width, row.y, width * 55 / 100, row.height);
        const auto* pages = static_cast<std::size_t>(i) < screen_.tied_pages.size() ? screen_.tied_pages[static_cast<std::size_t>(i)].get() : nullptr;
        if (pages && pages->field(each.field)) {
            const auto& image = pages->field(each.field)->image;
            const double scale = std::min(double(crop.width) / image.width, double(crop.height) / image.height);
            crop.width = static_cast<int>(image.width * scale);
            draw_field_picture(dc, screen_.tied_pages[static_cast<std::size_t>(i)], each.field, crop);
            const int height = static_cast<int>(image.height * scale);
            dc.SetPen(wxPen(colour.line, 1));
            dc.SetBrush(*wxTRANSPARENT_BRUSH);
            dc.DrawRectangle(crop.x, crop.y + (crop.height - height) / 2, crop.width, height);
        } else {
            crop.width = 0;
        }
        const int left = crop.x + crop.width + FromDIP(8), words = row.x + (i + 1) * width - left - FromDIP(4);
        text(dc, shown(each.label), {left, row.y, words, row.height / 2}, wxALIGN_LEFT | wxALIGN_BOTTOM, colour.faint, 0.95);
        const bool sure = each.state == desk::FieldState::accepted || each.state == desk::FieldState::verified;
        text(dc, shown(each.value) + (sure ? L" ✓" : each.state == desk::FieldState::blank ? L" （空欄）" : L" ？"), {left, row.y + row.height / 2, words, row.height / 2},
             wxALIGN_LEFT | wxALIGN_TOP, sure ? colour.text : colour.amber);
    }
}

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
        dc.SetFont(GetFont().Scaled(1.1f));
        std::size_t at = 0;
        int index = 0;
        for (; at < line.value.length(); ++at) {
            if (line.value[at] == ' ' || line.value[at] == wxUniChar(0x3000)) continue;
            if (std::find(line.doubtful.begin(), line.doubtful.end(), index++) == line.doubtful.end()) continue;
            const int from = dc.GetTextExtent(line.value.Left(at)).x, to = dc.GetTextExtent(line.value.Left(at + 1)).x;
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
        dc.SetFont(GetFont().Scaled(0.9f));
        const int wide = dc.GetTextExtent(key).x;
        dc.SetFont(GetFont());
        if (x + wide + dc.GetTextExtent(act).x + FromDIP(30) > place.GetRight()) break;
        x = key_cap(dc, x, middle, key) + FromDIP(6);
        dc.SetFont(GetFont());
        const wxSize size = dc.GetTextExtent(act);
        dc.SetTextForeground(colour.text);
        dc.DrawText(act, x, middle - size.y / 2);
        x += size.x + FromDIP(14);
    }
}

void CheckCanvas::on_click(const wxPoint& where) {
    entry_->SetFocus();
    if (screen_.state != CheckScreen::State::field || !screen_.field) return;
    for (std::size_t i = 0; i < candidate_rows_.size(); ++i)
        if (candidate_rows_[i].Contains(where) && candidate_clicked) return candidate_clicked(static_cast<int>(i));
    if (undo_place_.Contains(where) && undo_clicked) return undo_clicked();
    const auto at = arranged();
    if (screen_.field->cells > 0 && (at.value.Contains(where) || at.picture.Contains(where))) {
        const auto whole = view(at.picture);
        const double cell = screen_.field->box_mm.width / screen_.field->cells;
        const int index = static_cast<int>(((where.x - whole.x) / whole.scale - screen_.field->box_mm.x) / cell);
        if (index >= 0 && index < screen_.field->cells && cell_clicked) cell_clicked(index);
    }
}

}  // namespace yorozu::gui
