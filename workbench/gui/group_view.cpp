#include "workbench/gui/group_view.h"

#include <wx/choice.h>
#include <wx/dcbuffer.h>

#include <algorithm>

#include "workbench/gui/accessible.h"
#include "workbench/gui/bitmaps.h"
#include "workbench/gui/check_room.h"
#include "workbench/gui/colours.h"
#include "workbench/gui/failure.h"
#include "workbench/gui/picture.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

const wxColour paper(0xfb, 0xfa, 0xf6), frame_of_cell(0xd8, 0xd8, 0xd4), amber_frame(0xd8, 0x90, 0x20), red_frame(0xa0, 0x14, 0x14);

}  // namespace

GroupView::GroupView(wxWindow* parent, Session& session)
    : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS), session_(session) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetName("group-view");
    size_ = new wxChoice(this, wxID_ANY);
    for (const auto& word : {tr("小"), tr("中"), tr("大")}) size_->Append(word);
    size_->SetSelection(1);
    set_accessible(*size_, tr("マスの大きさ"));
    size_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        scroll_to(0);
        SetFocus();
        Refresh();
    });
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        const auto at = arranged();
        const wxSize best = size_->GetBestSize();
        size_->SetSize(at.head.GetRight() - best.x - FromDIP(8), at.head.y + (at.head.height - best.y) / 2, best.x, best.y);
        Refresh();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) { on_click(event.GetPosition()); });
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
        scroll_to(first_row_ + (event.GetWheelRotation() < 0 ? 2 : -2));
        Refresh();
    });
    Bind(wxEVT_CHAR_HOOK, &GroupView::on_key, this);
    Bind(wxEVT_CHAR, &GroupView::on_char, this);
    Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent&) { Refresh(); });
    Bind(wxEVT_KEY_UP, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_RETURN || event.GetKeyCode() == WXK_NUMPAD_ENTER) enter_is_down_ = false;
        event.Skip();
    });
}

GroupView::~GroupView() = default;

void GroupView::open(std::shared_ptr<OpenedBatch> batch, const wxString& heading) {
    batch_ = std::move(batch);
    heading_ = heading;
    group_.reset();
    characters_.clear();
    cells_.clear();
    replaced_.clear();
    notice_ = tr("字を集めています");
    busy_ = true;
    pictures_ = std::make_unique<desk::CellPictures>(session_.folder, session_.clock, [this] { CallAfter(&GroupView::pictures_arrived); });
    session_.jobs.start<std::shared_ptr<desk::GroupCheck>>(
        {.kind = tr("まとめ確認"), .name = heading, .unit = tr("字"), .quiet = true}, this, [batch = batch_](JobControl&) { return std::make_shared<desk::GroupCheck>(batch->verification); },
        [this, batch = batch_](JobEnd<std::shared_ptr<desk::GroupCheck>> end) {
            if (batch != batch_) return;
            busy_ = false;
            if (!end.result) {
                notice_ = words_of(end.failure);
                return Refresh();
            }
            group_ = *end.result;
            notice_.clear();
            follow_store();
        });
    Refresh();
}

void GroupView::close() {
    pictures_.reset();
    group_.reset();
    batch_.reset();
    bitmaps_.clear();
    cells_.clear();
    replaced_.clear();
    characters_.clear();
}

void GroupView::follow_store(bool settled) {
    if (!group_) return;
    group_->refresh();
    const std::string now = character_ < characters_.size() ? characters_[character_].character : "";
    characters_ = group_->characters();
    std::size_t row = 0;
    for (std::size_t i = 0; i < characters_.size(); ++i)
        if (characters_[i].character == now) row = i;
    // What was taken out without a right character is for 1 項目ずつ: on to the next character with work.
    if (!characters_.empty() && (settled || characters_[row].open == 0))
        for (std::size_t i = settled ? 1 : 0; i <= characters_.size(); ++i)
            if (characters_[(row + i) % characters_.size()].open > 0) {
                row = (row + i) % characters_.size();
                break;
            }
    choose(row);
}

void GroupView::choose(std::size_t row) {
    character_ = row;
    replaced_.clear();
    cells_.clear();
    odd_.clear();
    at_ = 0;
    first_row_ = seen_rows_ = 0;
    romaji_.clear();
    since_ = std::chrono::steady_clock::now();
    if (group_ && row < characters_.size()) cells_ = group_->cells(characters_[row].character);
    odd_.assign(cells_.size(), false);
    if (pictures_) pictures_->want(cells_);
    pictures_arrived();
    say_where();
    Refresh();
}

void GroupView::pictures_arrived() {
    if (!pictures_ || cells_.empty()) return;
    bool all = true;
    std::vector<std::shared_ptr<const ocr::Image>> images;
    for (const auto& cell : cells_) {
        images.push_back(pictures_->find(cell));
        all = all && images.back() != nullptr;
    }
    if (all) {
        const auto distances = desk::shape_distances(images);
        for (std::size_t i = 0; i < cells_.size(); ++i) odd_[i] = distances[i] > 2.0;
    }
    Refresh();
}

GroupView::Layout GroupView::arranged() const {
    const auto dip = [this](int value) { return FromDIP(value); };
    const wxSize size = GetClientSize();
    Layout at;
    const int left = dip(148), right = size.x > dip(1230) ? dip(282) : dip(240);
    at.characters = {0, 0, left, size.y};
    at.detail = {size.x - right, 0, right, size.y};
    const int width = size.x - left - right;
    at.head = {left, 0, width, dip(46)};
    at.bar = {left, size.y - dip(50), width, dip(50)};
    at.legend = {left, at.bar.y - dip(34), width, dip(34)};
    at.carpet = {left + dip(14), dip(56), width - dip(28), at.legend.y - dip(60)};
    const int sizes[][2] = {{28, 34}, {37, 44}, {58, 68}};
    const auto* chosen = sizes[std::clamp(size_->GetSelection(), 0, 2)];
    at.cell_width = dip(chosen[0]);
    at.cell_height = dip(chosen[1]);
    at.columns = std::max(1, at.carpet.width / at.cell_width);
    at.rows = std::max(1, at.carpet.height / at.cell_height);
    return at;
}

bool GroupView::may_accept() const {
    if (busy_ || !group_ || cells_.empty() || !pictures_) return false;
    const auto at = arranged();
    const int rows = (static_cast<int>(cells_.size()) + at.columns - 1) / at.columns;
    if (seen_rows_ < rows) return false;  // never cells that were not on the screen
    return std::all_of(cells_.begin(), cells_.end(), [&](const auto& cell) { return pictures_->find(cell) != nullptr; });
}

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
    dc.SetBrush(image ? wxBrush(paper) : wxBrush(wxColour(0xdd, 0xdd, 0xda)));
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

void GroupView::say_where() {
    wxString words = tr("まとめ確認");
    if (at_ < cells_.size()) {
        const auto& cell = cells_[at_];
        words = wxString::Format(tr("%s、%d 枚目 %s %d 文字目"), shown(cell.read), cell.form_number, shown(cell.label), cell.position + 1);
        if (cell.doubtful) words += tr("、疑わしい");
        if (replaced_.count(cell.place())) words += tr("、外した");
        if (pictures_ && group_) {  // its neighbours, to see it in its field
            auto wanted = group_->field_cells(cell);
            for (const auto& each : cells_) wanted.push_back(each);
            pictures_->want(wanted);
        }
    }
    set_accessible(*this, words);
}

void GroupView::scroll_to(int row) {
    const auto at = arranged();
    const int rows = (static_cast<int>(cells_.size()) + at.columns - 1) / at.columns;
    first_row_ = std::clamp(row, 0, std::max(0, rows - at.rows));
}

void GroupView::move(int by) {
    if (cells_.empty()) return;
    romaji_.clear();
    at_ = static_cast<std::size_t>(std::clamp(static_cast<int>(at_) + by, 0, static_cast<int>(cells_.size()) - 1));
    const auto at = arranged();
    const int row = static_cast<int>(at_) / at.columns;
    if (row < first_row_) scroll_to(row);
    if (row >= first_row_ + at.rows) scroll_to(row - at.rows + 1);
    say_where();
    Refresh();
}

void GroupView::take_out(std::size_t at) {
    if (at >= cells_.size() || busy_) return;
    const auto place = cells_[at].place();
    if (!replaced_.erase(place)) replaced_[place] = "";
    at_ = at;
    say_where();
    Refresh();
}

void GroupView::replace(const wxString& character) {
    if (at_ >= cells_.size() || busy_) return;
    const std::string value = utf8(character);
    if (value == cells_[at_].read) replaced_.erase(cells_[at_].place());
    else replaced_[cells_[at_].place()] = value;
    say_where();
    Refresh();
}

void GroupView::on_key(wxKeyEvent& event) {
    const auto at = arranged();
    const int key = event.GetKeyCode();
    const bool ctrl = event.GetModifiers() == wxMOD_CONTROL;
    if (key == 'Z' && ctrl) {
        if (undo_wanted && !busy_) undo_wanted();
        return;
    }
    if (wxWindow::FindFocus() == size_) return event.Skip();
    if ((key == WXK_RETURN || key == WXK_NUMPAD_ENTER) && ctrl) {
        if (!enter_is_down_) accept();
        enter_is_down_ = true;
        return;
    }
    if (event.GetModifiers() != wxMOD_NONE && !ctrl) return event.Skip();
    if (ctrl && (key == WXK_UP || key == WXK_DOWN)) {
        if (busy_ || characters_.empty()) return;
        const auto count = static_cast<int>(characters_.size());
        return choose(static_cast<std::size_t>((static_cast<int>(character_) + (key == WXK_DOWN ? 1 : count - 1)) % count));
    }
    if (ctrl) return event.Skip();
    switch (key) {
        case WXK_LEFT: return move(-1);
        case WXK_RIGHT: return move(1);
        case WXK_UP: return move(-at.columns);
        case WXK_DOWN: return move(at.columns);
        case WXK_PAGEUP: return move(-at.columns * at.rows);
        case WXK_PAGEDOWN: return move(at.columns * at.rows);
        case WXK_HOME: return move(-static_cast<int>(cells_.size()));
        case WXK_END: return move(static_cast<int>(cells_.size()));
        case WXK_SPACE: return take_out(at_);
        case WXK_RETURN: case WXK_NUMPAD_ENTER:
            if (at_ < cells_.size() && form_wanted && !enter_is_down_) {
                const auto cell = cells_[at_];  // the view lets go of its cells
                form_wanted(cell);
            }
            return;
        default: event.Skip();
    }
}

void GroupView::on_char(wxKeyEvent& event) {
    const wxChar typed = event.GetUnicodeKey();
    if (typed <= 32 || typed == 127 || event.ControlDown() || event.AltDown() || cells_.empty()) return event.Skip();
    const std::string read = cells_[at_ < cells_.size() ? at_ : 0].read;
    const bool kana = read.size() == 3 && static_cast<unsigned char>(read[0]) == 0xE3;
    if (kana && typed < 0x80 && ((typed >= 'a' && typed <= 'z') || (typed >= 'A' && typed <= 'Z') || typed == '-')) {
        const auto spelled = shown(romaji_.type(static_cast<char>(typed)));
        if (!spelled.empty()) replace(spelled.Left(1));
        return;
    }
    replace(wxString(wxUniChar(typed)));
}

void GroupView::on_click(const wxPoint& where) {
    SetFocus();
    const auto at = arranged();
    if (at.bar.Contains(where)) return accept();
    if (at.characters.Contains(where) && !busy_) {
        const int head = FromDIP(46), row = FromDIP(31), rows = std::max(1, (at.characters.height - head - FromDIP(92)) / row);
        const int first = std::clamp(static_cast<int>(character_) - rows + 1, 0, std::max(0, static_cast<int>(characters_.size()) - rows));
        const int line = (where.y - head) / row + first;
        if (where.y >= head && line < static_cast<int>(characters_.size())) choose(static_cast<std::size_t>(line));
        return;
    }
    if (!at.carpet.Contains(where)) return;
    const int column = (where.x - at.carpet.x) / at.cell_width, row = (where.y - at.carpet.y) / at.cell_height + first_row_;
    if (column < at.columns) take_out(static_cast<std::size_t>(row * at.columns + column));
}

void GroupView::accept() {
    if (!may_accept()) return;
    busy_ = true;
    Refresh();
    const double seconds = std::min(600.0, std::chrono::duration<double>(std::chrono::steady_clock::now() - since_).count());
    session_.jobs.start<desk::GroupSettled>(
        {.kind = tr("まとめ確認"), .name = heading_, .unit = tr("字")}, this,
        [group = group_, batch = batch_, cells = cells_, replaced = replaced_, seconds](JobControl&) { return group->settle(cells, replaced, seconds); },
        [this, group = group_](JobEnd<desk::GroupSettled> end) {
            if (group != group_) return;
            busy_ = false;
            if (end.failure) {
                session_.say({Message::Kind::failure, words_of(end.failure)});  // nothing of the step is kept: all cells stay
                return Refresh();
            }
            const auto& settled = *end.result;
            session_.undo.did({wxString::Format(tr("まとめ確認（%d 字）"), settled.characters), [this] { if (take_back) take_back(); }, [] {}});
            session_.note(wxString::Format(tr("%d 字を確かめました。項目 %d 件が確定、%d 件は「1 項目ずつ」に残ります"), settled.characters, settled.fields, settled.left));
            follow_store(true);
            if (done) done();
        });
}

}  // namespace yorozu::gui
