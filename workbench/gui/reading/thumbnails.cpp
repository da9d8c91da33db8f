#include "workbench/gui/reading/thumbnails.h"

#include <wx/dcbuffer.h>

#include <algorithm>

#include "workbench/desk/reading/page_picture.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr int cell_width = 168, cell_height = 214, picture_width = 150, picture_height = 158;  // DIP
constexpr std::size_t pictures_a_job = 8, most_pictures = 600;

struct Loaded {
    std::int64_t document = 0;
    desk::PagePicture picture;
};

}  // namespace

wxString state_words(const desk::ListedPage& page) {
    if (page.failed) return tr("開けません");
    if (page.template_id.empty()) return tr("帳票が分からない");
    if (page.waiting) return wxString::Format(tr("要確認 %d"), page.waiting);
    return tr("確認の要る項目なし");
}

Thumbnails::Thumbnails(wxWindow* parent, Session& session)
    : wxScrolledCanvas(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxBORDER_THEME | wxWANTS_CHARS), session_(session) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetName("thumbnails");
    set_accessible(*this, tr("束のページ"), Role::list);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
        wxAutoBufferedPaintDC dc(this);
        DoPrepareDC(dc);
        draw(dc);
    });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        lay_out();
        event.Skip();
    });
    Bind(wxEVT_KEY_DOWN, &Thumbnails::key, this);
    Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent&) { Refresh(); });
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent&) { Refresh(); });
    const auto hit = [this](const wxMouseEvent& event) {
        const wxPoint at = CalcUnscrolledPosition(event.GetPosition());
        for (std::size_t i = 0; i < pages_.size(); ++i)
            if (cell(i).Contains(at)) return i;
        return pages_.size();
    };
    Bind(wxEVT_LEFT_DOWN, [this, hit](wxMouseEvent& event) {
        SetFocus();
        if (const auto at = hit(event); at < pages_.size()) choose(at);
    });
    Bind(wxEVT_LEFT_DCLICK, [this, hit](wxMouseEvent& event) {
        if (const auto at = hit(event); at < pages_.size() && opened) opened(pages_[at]);
    });
}

void Thumbnails::show(const std::string& batch, std::vector<desk::ListedPage> pages) {
    batch_ = batch;
    const std::int64_t kept = chosen() ? chosen()->document : 0;
    pages_ = std::move(pages);
    const auto again = std::find_if(pages_.begin(), pages_.end(), [&](const auto& page) { return page.document == kept; });
    chosen_ = again == pages_.end() ? 0 : static_cast<std::size_t>(again - pages_.begin());
    lay_out();
    choose(chosen_);
}

const desk::ListedPage* Thumbnails::chosen() const { return chosen_ < pages_.size() ? &pages_[chosen_] : nullptr; }

void Thumbnails::choose(std::size_t at) {
    if (pages_.empty()) {
        set_accessible(*this, tr("束のページ：ありません"), Role::list);
        return Refresh();
    }
    chosen_ = std::min(at, pages_.size() - 1);
    const auto& page = pages_[chosen_];
    set_accessible(*this, wxString::Format(tr("%d 枚目、%s %d ページ、%s、%s"), static_cast<int>(chosen_) + 1, shown(page.source), page.page, shown(page.form), state_words(page)), Role::list);
    const wxRect place = cell(chosen_);
    int top = 0, step = 0;
    GetViewStart(nullptr, &top);
    GetScrollPixelsPerUnit(nullptr, &step);
    const int high = GetClientSize().y;
    if (step && place.y < top * step) Scroll(-1, place.y / step);
    if (step && place.GetBottom() > top * step + high) Scroll(-1, (place.GetBottom() - high + step) / step);
    Refresh();
    if (picked) picked(page);
}

void Thumbnails::forget(std::int64_t document) {
    pictures_.erase(document);
    not_shown_.erase(document);
    Refresh();
}

int Thumbnails::columns() const { return std::max(1, GetClientSize().x / FromDIP(cell_width)); }

void Thumbnails::lay_out() {
    const int rows = (static_cast<int>(pages_.size()) + columns() - 1) / columns();
    SetScrollRate(0, FromDIP(20));
    SetVirtualSize(GetClientSize().x, rows * FromDIP(cell_height));
    Refresh();
}

wxRect Thumbnails::cell(std::size_t at) const {
    const int row = static_cast<int>(at) / columns(), column = static_cast<int>(at) % columns();
    const int wide = std::max(FromDIP(cell_width), GetClientSize().x / columns());  // what is left over is shared out
    return {column * wide, row * FromDIP(cell_height), wide, FromDIP(cell_height)};
}

std::pair<std::size_t, std::size_t> Thumbnails::visible() const {
    const int top = CalcUnscrolledPosition(wxPoint(0, 0)).y, high = FromDIP(cell_height);
    const auto from = static_cast<std::size_t>(std::max(0, top / high) * columns());
    const auto to = static_cast<std::size_t>(((top + GetClientSize().y) / high + 1) * columns());
    return {std::min(from, pages_.size()), std::min(to, pages_.size())};
}

void Thumbnails::draw(wxDC& dc) {
    dc.SetBackground(colours().surface);
    dc.Clear();
    const auto [from, to] = visible();
    for (auto at = from; at < to; ++at) draw_cell(dc, at);
    load_visible();
}

void Thumbnails::draw_cell(wxDC& dc, std::size_t at) {
    const auto& page = pages_[at];
    const auto& colour = colours();
    const wxRect place = cell(at).Deflate(FromDIP(3));
    const bool refused = page.failed || page.template_id.empty();
    if (at == chosen_) {
        dc.SetPen(HasFocus() ? wxPen(colour.accent, FromDIP(2)) : wxPen(colour.line));
        dc.SetBrush(colour.accent_tint);
        dc.DrawRectangle(place);
    }
    const wxRect frame(place.x + (place.width - FromDIP(picture_width)) / 2, place.y + FromDIP(5), FromDIP(picture_width), FromDIP(picture_height));
    const auto picture = pictures_.find(page.document);
    if (picture != pictures_.end() && picture->second.IsOk()) {
        const auto& bitmap = picture->second;
        const wxPoint corner(frame.x + (frame.width - bitmap.GetWidth()) / 2, frame.y + (frame.height - bitmap.GetHeight()) / 2);
        dc.DrawBitmap(bitmap, corner);
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.SetPen(refused ? wxPen(colour.red, FromDIP(2)) : page.waiting ? wxPen(colour.amber, FromDIP(2)) : wxPen(colour.line));
        dc.DrawRectangle(wxRect(corner, bitmap.GetSize()).Inflate(1));
    } else {
        dc.SetPen(colour.line);
        dc.SetBrush(colour.window);
        dc.DrawRectangle(wxRect(frame).Deflate(FromDIP(14), 0));
        if (const auto why = not_shown_.find(page.document); why != not_shown_.end()) {
            dc.SetTextForeground(colour.faint);
            dc.SetFont(GetFont().Smaller());
            dc.DrawLabel(tr("表示しません"), frame, wxALIGN_CENTRE);
        }
    }
    const auto line = [&](const wxString& words, int top, const wxColour& ink) {
        dc.SetTextForeground(ink);
        const wxString fit = wxControl::Ellipsize(words, dc, wxELLIPSIZE_MIDDLE, place.width - FromDIP(6));
        dc.DrawText(fit, place.x + (place.width - dc.GetTextExtent(fit).x) / 2, place.y + FromDIP(top));
    };
    dc.SetFont(GetFont().Smaller());
    line(page.page > 1 ? wxString::Format("%s p%d", shown(page.source), page.page) : shown(page.source), 167, colour.text);
    line((refused ? "! " : "") + state_words(page), 185, refused ? colour.red : page.waiting ? colour.amber : colour.faint);
}

void Thumbnails::load_visible() {
    if (loading_ || !session_.is_open()) return;
    std::vector<std::int64_t> wanted;
    const auto [from, to] = visible();
    for (auto at = from; at < to && wanted.size() < pictures_a_job; ++at) {
        const auto id = pages_[at].document;
        if (!pictures_.count(id) && !not_shown_.count(id)) wanted.push_back(id);
    }
    if (wanted.empty()) return;
    if (pictures_.size() > most_pictures) pictures_.clear();
    loading_ = true;
    const wxSize most = FromDIP(wxSize(picture_width, picture_height));
    session_.jobs.start<std::vector<Loaded>>(
        {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [own = session_.own(), batch = batch_, wanted, most](JobControl& control) {
            const auto workspace = own.open(store::Access::read);
            std::vector<Loaded> loaded;
            for (const auto id : wanted) {
                if (control.stopped()) break;
                auto picture = desk::page_picture(*workspace, batch, id, most.x);
                if (picture.image.height > most.y)
                    picture = desk::page_picture(*workspace, batch, id, most.x * most.y / picture.image.height);
                loaded.push_back({id, std::move(picture)});
            }
            return loaded;
        },
        [this, wanted](JobEnd<std::vector<Loaded>> end) {
            loading_ = false;
            if (end.failure) {
                for (const auto id : wanted) not_shown_[id] = tr("表示しません");
            } else {
                for (const auto& one : *end.result) {
                    if (one.picture.image.empty()) not_shown_[one.document] = said(one.picture.why_not);
                    else pictures_[one.document] = bitmap_of(one.picture.image);
                }
            }
            Refresh();
        });
}

void Thumbnails::key(wxKeyEvent& event) {
    const std::size_t across = static_cast<std::size_t>(columns());
    const std::size_t screen = across * static_cast<std::size_t>(std::max(1, GetClientSize().y / FromDIP(cell_height)));
    const auto back = [this](std::size_t by) { choose(chosen_ >= by ? chosen_ - by : 0); };
    switch (event.GetKeyCode()) {
        case WXK_LEFT: return back(1);
        case WXK_RIGHT: return choose(chosen_ + 1);
        case WXK_UP: return back(across);
        case WXK_DOWN: return choose(chosen_ + across);
        case WXK_PAGEUP: return back(screen);
        case WXK_PAGEDOWN: return choose(chosen_ + screen);
        case WXK_HOME: return choose(0);
        case WXK_END: return choose(pages_.size());
        case WXK_RETURN: case WXK_NUMPAD_ENTER:
            if (chosen() && opened) opened(*chosen());
            return;
        case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); return;
        default: event.Skip();
    }
}

}  // namespace yorozu::gui
