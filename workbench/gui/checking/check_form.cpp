#include "workbench/gui/checking/check_form.h"

#include <wx/dcbuffer.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/picture.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr int head_dip = 32, legend_dip = 30;
constexpr std::size_t most_ready = 6;  ///< pages

}  // namespace

CheckForm::CheckForm(wxWindow* parent, const CheckScreen& screen) : wxPanel(parent), screen_(screen) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetName("check-form");
    set_accessible(*this, tr("帳票全体"), Role::image);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        Refresh();
    });
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
        const double steps = double(event.GetWheelRotation()) / std::max(1, event.GetWheelDelta());
        if (event.ControlDown()) return zoom_at(event.GetPosition(), steps > 0 ? 1.25 : 0.8);
        moved_.m_y += steps * FromDIP(40);
        Refresh();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) { dragged_ = event.GetPosition(); });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        if (!event.LeftIsDown()) return;
        moved_.m_x += event.GetPosition().x - dragged_.x;
        moved_.m_y += event.GetPosition().y - dragged_.y;
        dragged_ = event.GetPosition();
        Refresh();
    });
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent&) {
        zoom_ = 1;
        moved_ = {0, 0};
        Refresh();
    });
}

void CheckForm::zoom_at(const wxPoint&, double factor) {
    zoom_ = std::clamp(zoom_ * factor, 1.0, 6.0);
    if (zoom_ == 1) moved_ = {0, 0};
    Refresh();
}

void CheckForm::follow(std::vector<Mark> marks) {
    marks_ = std::move(marks);
    moved_ = {0, 0};
    Refresh();
}

wxRect CheckForm::page_area() const {
    const wxSize size = GetClientSize();
    return {0, FromDIP(head_dip), size.x, size.y - FromDIP(head_dip) - FromDIP(legend_dip)};
}

double CheckForm::fitting(const desk::PagePictures& pages) const {
    const wxRect area = page_area();
    return std::min((area.width - FromDIP(24)) / pages.width_mm, (area.height - FromDIP(16)) / pages.height_mm);
}

CheckForm::Ready& CheckForm::ready(const std::shared_ptr<const desk::PagePictures>& pages) {
    const auto found = std::find_if(ready_.begin(), ready_.end(), [&](const Ready& page) { return page.pages.lock() == pages; });
    if (found != ready_.end()) {
        ready_.splice(ready_.begin(), ready_, found);
    } else {
        ready_.push_front({pages, bitmap_of(pages->whole), {}});
        while (ready_.size() > most_ready) ready_.pop_back();
    }
    return ready_.front();
}

/// The same page stays for several fields: it is made smaller once, not at every field.
const wxBitmap& CheckForm::fitted(Ready& page, const desk::PagePictures& pages) {
    const double scale = fitting(pages);
    const wxSize size(std::max(1, static_cast<int>(pages.width_mm * scale)), std::max(1, static_cast<int>(pages.height_mm * scale)));
    if (!page.fitted.IsOk() || page.fitted.GetSize() != size) page.fitted = wxBitmap(page.whole.ConvertToImage().Scale(size.x, size.y, wxIMAGE_QUALITY_BILINEAR));
    return page.fitted;
}

void CheckForm::prepare(const std::shared_ptr<const desk::PagePictures>& pages) {
    if (pages && !pages->whole.empty() && GetContentScaleFactor() == 1) fitted(ready(pages), *pages);
}

void CheckForm::paint() {
    wxAutoBufferedPaintDC dc(this);
    const auto& colour = colours();
    const wxSize size = GetClientSize();
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(wxColour(0xa4, 0xa7, 0xac));
    dc.DrawRectangle(size);
    const int head = FromDIP(head_dip), legend = FromDIP(legend_dip), pad = FromDIP(10);
    dc.SetBrush(colour.window);
    dc.DrawRectangle(0, 0, size.x, head);
    dc.DrawRectangle(0, size.y - legend, size.x, legend);
    const int middle_left = wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL;
    const wxString title = tr("帳票全体");
    type_.draw(dc, title, {pad, 0, size.x - pad, head}, middle_left, colour.text);
    if (screen_.field) {
        const int left = pad + type_.width(title) + FromDIP(14);
        wxString words = wxString::Format(tr("%d 枚目   %s"), screen_.field->form_number, shown(screen_.field->source));
        if (screen_.field->page > 1) words += wxString::Format(tr("（%d ページ）"), screen_.field->page);
        type_.draw(dc, words, {left, 0, size.x - left - pad, head}, middle_left, colour.faint);
    }
    int x = pad;
    const auto legend_entry = [&](const wxColour& frame, bool filled, const wxString& words) {
        const int side = FromDIP(11), middle = size.y - legend / 2, width = type_.width(words);
        dc.SetPen(wxPen(frame, FromDIP(2)));
        dc.SetBrush(filled ? wxBrush(frame) : wxBrush(colour.surface));
        dc.DrawRectangle(x, middle - side / 2, side, side);
        type_.draw(dc, words, {x + side + FromDIP(6), size.y - legend, width + 1, legend}, middle_left, colour.text);
        x += side + FromDIP(24) + width;
    };
    legend_entry(wxColour(0x9a, 0x5b, 0x00), true, tr("いまの項目"));
    legend_entry(wxColour(0xd8, 0x90, 0x20), false, tr("このあと見る"));
    legend_entry(wxColour(0x7a, 0xa8, 0x92), false, tr("自動確定"));

    const wxRect page_area = this->page_area();
    const auto pages = screen_.pages;
    if (!pages || pages->whole.empty()) return;
    auto& page = ready(pages);
    const double scale = fitting(*pages) * zoom_;
    double left = page_area.x + (page_area.width - pages->width_mm * scale) / 2, top = page_area.y + (page_area.height - pages->height_mm * scale) / 2;
    if (zoom_ > 1 && screen_.field) {  // the current field in the middle
        const auto& box = screen_.field->box_mm;
        left = page_area.x + page_area.width / 2.0 - (box.x + box.width / 2) * scale;
        top = page_area.y + page_area.height / 2.0 - (box.y + box.height / 2) * scale;
        left = std::clamp(left, std::min(page_area.GetRight() - pages->width_mm * scale, double(page_area.x)), double(page_area.x));
        top = std::clamp(top, std::min(page_area.GetBottom() - pages->height_mm * scale, double(page_area.y)), double(page_area.y));
    }
    left += moved_.m_x;
    top += moved_.m_y;
    const wxDCClipper clip(dc, page_area);
    if (zoom_ == 1 && GetContentScaleFactor() == 1)
        dc.DrawBitmap(fitted(page, *pages), static_cast<int>(left), static_cast<int>(top));
    else
        draw_part(dc, page.whole, {0, 0, double(page.whole.GetWidth()), double(page.whole.GetHeight())}, {left, top, pages->width_mm * scale, pages->height_mm * scale});
    const auto frame = [&](const ocr::BoxMm& box, const wxColour& line, int width, wxPenStyle style, int grow) {
        dc.SetPen(wxPen(line, FromDIP(width), style));
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.DrawRectangle(static_cast<int>(left + box.x * scale) - grow, static_cast<int>(top + box.y * scale) - grow,
                         static_cast<int>(box.width * scale) + 2 * grow, static_cast<int>(box.height * scale) + 2 * grow);
    };
    for (const auto& mark : marks_)
        frame(mark.box, mark.later ? wxColour(0xd8, 0x90, 0x20) : wxColour(0x7a, 0xa8, 0x92), mark.later ? 2 : 1, mark.later ? wxPENSTYLE_SHORT_DASH : wxPENSTYLE_SOLID, 0);
    if (screen_.field) frame(screen_.field->box_mm, wxColour(0xd0, 0x86, 0x14), 3, wxPENSTYLE_SOLID, FromDIP(3));
}

}  // namespace yorozu::gui
