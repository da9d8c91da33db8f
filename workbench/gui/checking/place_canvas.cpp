#include "workbench/gui/checking/place_canvas.h"

#include <wx/dcbuffer.h>
#include <wx/image.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/picture.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr int lens_dip = 150, lens_times = 4;
const wxColour set_colour(0x1c, 0x5a, 0x9e), wanted_colour(0xd0, 0x50, 0x14);

}  // namespace

PlaceCanvas::PlaceCanvas(wxWindow* parent, const wxString& name)
    : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_THEME | wxWANTS_CHARS) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetCursor(wxCURSOR_CROSS);
    set_accessible(*this, name, Role::image);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        Refresh();
        event.Skip();
    });
    Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent&) { Refresh(); });
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent&) { Refresh(); });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        const wxRect place = picture_place();
        if (!place.Contains(event.GetPosition())) return;
        cross_ = {(event.GetX() - place.x) / double(place.width), (event.GetY() - place.y) / double(place.height)};
        Refresh();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        if (turned_.IsOk() && picture_place().Contains(event.GetPosition()) && shown) shown(on_picture(event.GetPosition()));
    });
    Bind(wxEVT_KEY_DOWN, &PlaceCanvas::key, this);
}

void PlaceCanvas::show(const wxBitmap& picture, const wxString& why_not) {
    given_ = turned_ = picture;
    why_not_ = why_not;
    quarters_ = 0;
    Refresh();
}

void PlaceCanvas::turn() {
    if (!given_.IsOk()) return;
    quarters_ = (quarters_ + 1) % 4;
    wxImage image = given_.ConvertToImage();
    for (int i = 0; i < quarters_; ++i) image = image.Rotate90();
    turned_ = wxBitmap(image);
    Refresh();
}

void PlaceCanvas::mark(const Places& places, std::size_t now) {
    places_ = places;
    now_ = now;
    Refresh();
}

wxRect PlaceCanvas::picture_place() const {
    const wxSize room = GetClientSize();
    if (!turned_.IsOk()) return {};
    const double scale = std::min(double(room.x) / turned_.GetWidth(), double(room.y) / turned_.GetHeight());
    const wxSize size(static_cast<int>(turned_.GetWidth() * scale), static_cast<int>(turned_.GetHeight() * scale));
    return {(room.x - size.x) / 2, (room.y - size.y) / 2, size.x, size.y};
}

wxPoint2DDouble PlaceCanvas::on_screen(const wxPoint2DDouble& place) const {
    double x = place.m_x, y = place.m_y;
    for (int i = 0; i < quarters_; ++i) {
        const double before = x;
        x = 1 - y;
        y = before;
    }
    const wxRect at = picture_place();
    return {at.x + x * at.width, at.y + y * at.height};
}

wxPoint2DDouble PlaceCanvas::on_picture(const wxPoint2DDouble& screen) const {
    const wxRect at = picture_place();
    double x = (screen.m_x - at.x) / std::max(1, at.width), y = (screen.m_y - at.y) / std::max(1, at.height);
    for (int i = 0; i < quarters_; ++i) {
        const double before = x;
        x = y;
        y = 1 - before;
    }
    return {x, y};
}

void PlaceCanvas::paint() {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(colours().line);
    dc.Clear();
    dc.SetFont(GetFont());
    if (!turned_.IsOk()) {
        dc.SetTextForeground(colours().text);
        return dc.DrawLabel(why_not_.empty() ? tr("画像を読み込んでいます") : why_not_, GetClientRect(), wxALIGN_CENTRE);
    }
    const wxRect place = picture_place();
    draw_part(dc, turned_, {0, 0, double(turned_.GetWidth()), double(turned_.GetHeight())}, {double(place.x), double(place.y), double(place.width), double(place.height)});
    dc.SetFont(GetFont().Bold());
    const int arm = FromDIP(11);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (!places_[i]) continue;
        const auto at = on_screen(*places_[i]);
        const wxPoint middle(static_cast<int>(at.m_x), static_cast<int>(at.m_y));
        const wxColour& colour = i == now_ ? wanted_colour : set_colour;
        dc.SetPen(wxPen(colour, FromDIP(2)));
        dc.DrawLine(middle.x - arm, middle.y, middle.x + arm, middle.y);
        dc.DrawLine(middle.x, middle.y - arm, middle.x, middle.y + arm);
        const wxRect chip(middle.x + FromDIP(4), middle.y + FromDIP(4), FromDIP(20), FromDIP(20));
        dc.SetBrush(colour);
        dc.DrawRoundedRectangle(chip, FromDIP(3));
        dc.SetTextForeground(*wxWHITE);
        dc.DrawLabel(wxString::Format("%zu", i + 1), chip, wxALIGN_CENTRE);
    }
    if (HasFocus()) draw_lens(dc, place);
}

/// What lies under the cross, enlarged, in the corner away from it.
void PlaceCanvas::draw_lens(wxDC& dc, const wxRect& place) {
    const int side = FromDIP(lens_dip);
    const wxSize room = GetClientSize();
    const double across = cross_.m_x * turned_.GetWidth(), down = cross_.m_y * turned_.GetHeight();
    const double seen = double(turned_.GetWidth()) / place.width * side / lens_times;  // px of the picture
    const wxRect lens(cross_.m_x < 0.5 ? room.x - side - FromDIP(8) : FromDIP(8), FromDIP(8), side, side);
    dc.SetPen(wxPen(colours().accent, FromDIP(2)));
    dc.SetBrush(*wxWHITE);
    dc.DrawRectangle(lens);
    wxRect inside = lens;
    inside.Deflate(FromDIP(2));
    draw_part(dc, turned_, {across - seen / 2, down - seen / 2, seen, seen}, {double(inside.x), double(inside.y), double(inside.width), double(inside.height)});
    const wxPoint middle(lens.x + side / 2, lens.y + side / 2);
    dc.SetPen(wxPen(wanted_colour, 1));
    dc.DrawLine(lens.x, middle.y, lens.GetRight(), middle.y);
    dc.DrawLine(middle.x, lens.y, middle.x, lens.GetBottom());
    const int x = place.x + static_cast<int>(cross_.m_x * place.width), y = place.y + static_cast<int>(cross_.m_y * place.height);
    dc.DrawLine(x - FromDIP(8), y, x + FromDIP(8), y);
    dc.DrawLine(x, y - FromDIP(8), x, y + FromDIP(8));
}

void PlaceCanvas::key(wxKeyEvent& event) {
    const wxRect place = picture_place();
    const double step = (event.ShiftDown() ? 1.0 : 8.0) / std::max(1, place.width), tall = step * place.width / std::max(1, place.height);
    switch (event.GetKeyCode()) {
        case WXK_LEFT: cross_.m_x -= step; break;
        case WXK_RIGHT: cross_.m_x += step; break;
        case WXK_UP: cross_.m_y -= tall; break;
        case WXK_DOWN: cross_.m_y += tall; break;
        case WXK_SPACE: case WXK_RETURN: case WXK_NUMPAD_ENTER:
            if (turned_.IsOk() && shown) shown(on_picture({place.x + cross_.m_x * place.width, place.y + cross_.m_y * place.height}));
            return;
        case WXK_TAB: Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward); return;
        default: return event.Skip();
    }
    cross_ = {std::clamp(cross_.m_x, 0.0, 1.0), std::clamp(cross_.m_y, 0.0, 1.0)};
    Refresh();
}

}  // namespace yorozu::gui
