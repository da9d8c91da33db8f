#include "workbench/gui/checking/check_canvas.h"

#include <wx/dcbuffer.h>
#include <wx/settings.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/picture.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr double line_around_mm = 2.0;   ///< shown beside the ink of a free line
constexpr double largest_px_per_mm = 30; ///< a single letter must not fill the screen

bool is_line(const desk::FieldToCheck& field) {
    return field.cells == 0 && field.options.empty() && !field.masked && field.kind != ocr::FieldKind::seal && field.kind != ocr::FieldKind::image;
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
    const ocr::BoxMm cut = picture ? picture->area : ocr::BoxMm{field.box_mm.x - 0.5, field.box_mm.y - 0.5, field.box_mm.width + 1, field.box_mm.height + 1};
    ocr::BoxMm area = cut;
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
    // Where there is room beside the ink, the field's own surroundings fill it.
    const double left = made.x + cut.x * made.scale, width = cut.width * made.scale;
    if (width <= place.width) made.x += place.x + (place.width - width) / 2 - left;
    else if (left > place.x) made.x += place.x - left;
    else if (left + width < place.GetRight()) made.x += place.GetRight() - (left + width);
    return made;
}

void CheckCanvas::follow() {
    const auto at = arranged();
    wxRect place(-FromDIP(60), 0, FromDIP(30), FromDIP(24));  // out of sight
    if (screen_.state == CheckScreen::State::field && screen_.field) {
        const bool composing = entry_->GetName() == "composing";
        if (on_line()) {
            const int height = entry_->GetBestSize().y;
            place = {at.value.x + FromDIP(10), at.value.y + std::max(2, (at.value.height - height) / 2 - FromDIP(4)), at.value.width - FromDIP(20), height};
        } else {
            // Where the input method shows what it composes; out of sight otherwise, for the cells are drawn.
            place.y = at.value.y + FromDIP(12);
            place.height = at.value.height - FromDIP(24);
            if (composing) {
                const auto whole = view(at.picture);
                double x = at.value.x + FromDIP(12);
                if (screen_.field->cells > 0) {
                    const double cell = screen_.field->box_mm.width / screen_.field->cells;
                    const auto box = whole.of({screen_.field->box_mm.x + cell * (screen_.caret + 1), 0, 0, 0});
                    x = std::clamp(box.m_x - FromDIP(8), double(at.value.x + 4), double(at.value.GetRight() - FromDIP(8)));
                }
                place.x = static_cast<int>(x);
                place.width = FromDIP(220);
            }
        }
    }
    if (entry_->GetRect() != place) entry_->SetSize(place);  // each change lays out the whole window anew
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
    for (const auto& check : screen_.field->cross_checks) words += tr("、") + said(check.disagrees);
    return words;
}

void CheckCanvas::text(wxDC& dc, const wxString& words, const wxRect& place, int align, const wxColour& colour, double size, bool bold) {
    type_.draw(dc, words, place, align, colour, size, bold);
}

int CheckCanvas::key_cap(wxDC& dc, int x, int middle, const wxString& key) {
    const wxSize size = type_.extent(key, 0.9);
    const wxRect cap(x, middle - size.y / 2 - FromDIP(3), size.x + FromDIP(12), size.y + FromDIP(6));
    dc.SetPen(wxPen(colours().line, 1));
    dc.SetBrush(colours().surface);
    dc.DrawRoundedRectangle(cap, FromDIP(3));
    type_.draw(dc, key, cap, wxALIGN_CENTRE, colours().text, 0.9);
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
    const int heading = std::min(type_.width(screen_.heading), words.width);
    text(dc, screen_.heading, words, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
    text(dc, screen_.counted, {m + heading + FromDIP(16), place.y, std::max(0, words.width - heading - FromDIP(16)), place.height},
         wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
    if (screen_.all > 0) {
        const wxString fraction = wxString::Format(tr("%s / %s 項目"), grouped(screen_.done), grouped(screen_.all));
        const int left = type_.width(screen_.left), count = type_.width(fraction);
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
    const wxString label = shown(field.label);
    const int width = std::min(type_.width(label, 1.55), place.width / 2);
    text(dc, label, place, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colours().text, 1.55);
    const wxString why = screen_.notice.empty() ? (field.why.empty() ? wxString() : tr("見る理由：") + said(field.why)) : screen_.notice;
    const int kind_left = place.x + width + FromDIP(12);
    const int kind = std::min(type_.width(said(field.kind_words)), place.width - width - FromDIP(24));
    text(dc, said(field.kind_words), {kind_left, place.y + FromDIP(4), kind + 2, place.height - FromDIP(4)}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colours().faint);
    const wxRect rest(kind_left + kind + FromDIP(20), place.y + FromDIP(4), std::max(0, place.GetRight() - kind_left - kind - FromDIP(20)), place.height - FromDIP(4));
    text(dc, why, rest, wxALIGN_RIGHT | wxALIGN_CENTRE_VERTICAL, screen_.notice.empty() ? colours().amber : colours().red);
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
