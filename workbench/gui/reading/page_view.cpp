#include "workbench/gui/reading/page_view.h"

#include <wx/dcbuffer.h>

#include <algorithm>

#include "workbench/desk/reading/page_picture.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

constexpr int loaded_width = 900;  ///< px; larger than the place, so that a wider window need not load again

}  // namespace

PageView::PageView(wxWindow* parent, Session& session) : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_THEME), session_(session) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    set_accessible(*this, tr("ページの画像"), Role::image);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        Refresh();
        event.Skip();
    });
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
        wxAutoBufferedPaintDC dc(this);
        dc.SetBackground(colours().line);
        dc.Clear();
        const wxSize place = GetClientSize();
        if (!picture_.IsOk()) {
            dc.SetTextForeground(colours().text);
            dc.SetFont(GetFont());
            if (!why_not_.empty()) dc.DrawLabel(why_not_, wxRect(place).Deflate(FromDIP(12)), wxALIGN_CENTRE);
            return;
        }
        const double scale = std::min({1.0, static_cast<double>(place.x - FromDIP(16)) / picture_.GetWidth(), static_cast<double>(place.y - FromDIP(16)) / picture_.GetHeight()});
        if (scale <= 0) return;
        wxBitmap fit = picture_;
        if (scale < 1) fit = wxBitmap(picture_.ConvertToImage().Scale(std::max(1, static_cast<int>(picture_.GetWidth() * scale)), std::max(1, static_cast<int>(picture_.GetHeight() * scale)), wxIMAGE_QUALITY_BILINEAR));
        dc.DrawBitmap(fit, (place.x - fit.GetWidth()) / 2, (place.y - fit.GetHeight()) / 2);
    });
}

void PageView::show(const std::string& batch, std::int64_t document, const wxString& name) {
    batch_ = batch;
    document_ = document;
    set_accessible(*this, name.empty() ? tr("ページの画像") : wxString::Format(tr("%s の画像"), name), Role::image);
    if (!document) {
        picture_ = wxBitmap();
        loaded_ = 0;
        return Refresh();
    }
    load();
}

void PageView::load() {
    if (loading_ || !document_ || document_ == loaded_ || !session_.is_open()) return;
    loading_ = true;
    session_.jobs.start<desk::PagePicture>(
        {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [own = session_.own(), batch = batch_, id = document_](JobControl&) {
            const auto workspace = own.open(store::Access::read);
            return desk::page_picture(*workspace, batch, id, loaded_width);
        },
        [this, id = document_](JobEnd<desk::PagePicture> end) {
            loading_ = false;
            loaded_ = id;
            picture_ = end.result ? bitmap_of(end.result->image) : wxBitmap();
            why_not_ = end.failure ? words_of(end.failure) : said(end.result->why_not);
            Refresh();
            load();  // another page was chosen meanwhile
        });
}

}  // namespace yorozu::gui
