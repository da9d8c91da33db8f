// What speaks for or against the value: candidates, cross-check, the fields tied to it.
#include <wx/control.h>
#include <wx/dc.h>

#include <algorithm>

#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

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
    const int title_width = type_.width(title);
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
        wxRect rest(line.x + pad, line.y + FromDIP(8), line.width - 2 * pad, FromDIP(20));
        wxString words = said;
        while (!words.empty() && rest.GetBottom() < place.GetBottom()) {
            std::size_t fits = words.length();
            while (fits > 1 && type_.width(words.Left(fits)) > rest.width) --fits;
            text(dc, words.Left(fits), rest, wxALIGN_LEFT, colour.faint);
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
        draw_line(shown(alternative.character), wxString::Format(alternative.probability > 0.985 || alternative.probability < 0.015 ? "%.3f" : "%.2f", alternative.probability), said(alternative.meaning), chosen, true);
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
    text(dc, "! " + said(check.disagrees), line, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.red);
    line.y += row;
    const auto words = [&](int x, const wxString& said) {
        const int width = std::min(type_.width(said), std::max(0, line.GetRight() - x));
        text(dc, said, {x, line.y, width + 2, row}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.text);
        return x + width + FromDIP(4);
    };
    const int middle = line.y + row / 2;
    int x = line.x;
    if (!check.done.empty()) x = words(x, said(check.done));
    const int keys = type_.width(tr("合っていれば Enter 読んだままに戻すなら Ctrl+R ")) + FromDIP(40);
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
    text(dc, tr("同じ規則で結ばれたもの"), {head.x + FromDIP(20) + type_.width(title), head.y, head.width / 2, head.height}, wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL, colour.faint);
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

}  // namespace yorozu::gui
