#include "workbench/gui/checking/group_view.h"

#include <wx/choice.h>
#include <wx/dcbuffer.h>

#include <algorithm>

#include "workbench/gui/checking/check_room.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/picture.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {

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
    const double seconds = std::min(600.0, std::chrono::duration<double>(std::chrono::steady_clock::now() - since_).count());
    settle(cells_, replaced_, seconds, [this, cells = cells_, replaced = replaced_](const desk::GroupSettled& settled) {
        // Done again: the same cells with the same characters, as one step of its own.
        session_.undo.did({wxString::Format(tr("まとめ確認（%d 字）"), settled.characters), [this] { if (take_back) take_back(); },
                           [this, cells, replaced] {
                               if (!group_ || busy_) throw desk::RequestFault("まとめ確認を開いていません: やり直し: まとめ確認（Ctrl+G）を開いて、もう一度やり直してください");
                               settle(cells, replaced, 0, {});
                           }});
    });
}

void GroupView::settle(const std::vector<desk::GroupCell>& cells, const Replaced& replaced, double seconds, std::function<void(const desk::GroupSettled&)> settled_now) {
    busy_ = true;
    Refresh();
    session_.jobs.start<desk::GroupSettled>(
        {.kind = tr("まとめ確認"), .name = heading_, .unit = tr("字")}, this,
        [group = group_, batch = batch_, cells, replaced, seconds](JobControl&) { return group->settle(cells, replaced, seconds); },
        [this, group = group_, settled_now](JobEnd<desk::GroupSettled> end) {
            if (group != group_) return;
            busy_ = false;
            if (end.failure) {
                session_.say({Message::Kind::failure, words_of(end.failure)});  // nothing of the step is kept: all cells stay
                return Refresh();
            }
            const auto& settled = *end.result;
            if (settled_now) settled_now(settled);
            session_.note(wxString::Format(tr("%d 字を確かめました。項目 %d 件が確定、%d 件は「1 項目ずつ」に残ります"), settled.characters, settled.fields, settled.left));
            follow_store(true);
            if (done) done();
        });
}

}  // namespace yorozu::gui
