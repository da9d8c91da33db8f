#include "workbench/gui/controls/typesetter.h"

#include <gtk/gtk.h>
#include <wx/dc.h>
#include <wx/fontutil.h>
#include <wx/graphics.h>
#include <wx/window.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr std::size_t most_kept = 1500;

}  // namespace

void Typesetter::Release::operator()(_PangoLayout* layout) const { g_object_unref(layout); }

const Typesetter::Laid& Typesetter::laid(const wxString& words, double size, bool bold, int width) {
    const wxFont font = window_.GetFont();
    if (font != font_ || kept_.size() > most_kept) {
        font_ = font;
        kept_.clear();
    }
    auto& laid = kept_[{words, static_cast<int>(std::lround(size * 100)), bold, width}];
    if (laid.layout) return laid;
    wxFont wished = font.Scaled(static_cast<float>(size));
    if (bold) wished.MakeBold();
    laid.layout.reset(gtk_widget_create_pango_layout(window_.GetHandle(), utf8(words).c_str()));
    if (const auto* native = wished.GetNativeFontInfo()) pango_layout_set_font_description(laid.layout.get(), native->description);
    pango_layout_set_single_paragraph_mode(laid.layout.get(), TRUE);
    if (width >= 0) {
        pango_layout_set_width(laid.layout.get(), width * PANGO_SCALE);
        pango_layout_set_ellipsize(laid.layout.get(), PANGO_ELLIPSIZE_END);
    }
    PangoRectangle logical{};
    pango_layout_get_pixel_extents(laid.layout.get(), nullptr, &logical);
    laid.extent = {logical.x + logical.width, logical.height};
    return laid;
}

wxSize Typesetter::extent(const wxString& words, double size, bool bold) { return laid(words, size, bold, -1).extent; }

void Typesetter::draw(wxDC& dc, const wxString& words, const wxRect& place, int align, const wxColour& colour, double size, bool bold) {
    if (words.empty() || place.width <= 0) return;
    const auto* set = &laid(words, size, bold, -1);
    if (set->extent.x > place.width) set = &laid(words, size, bold, place.width);
    auto* context = dc.GetGraphicsContext();
    if (!context) return;
    const int spare = std::max(0, place.width - set->extent.x), high = place.height - set->extent.y;
    const int x = place.x + (align & wxALIGN_RIGHT ? spare : align & wxALIGN_CENTRE_HORIZONTAL ? spare / 2 : 0);
    const int y = place.y + (align & wxALIGN_BOTTOM ? high : align & wxALIGN_CENTRE_VERTICAL ? high / 2 : 0);
    auto* cairo = static_cast<cairo_t*>(context->GetNativeContext());
    cairo_save(cairo);
    cairo_set_source_rgba(cairo, colour.Red() / 255.0, colour.Green() / 255.0, colour.Blue() / 255.0, colour.Alpha() / 255.0);
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, set->layout.get());
    cairo_restore(cairo);
}

}  // namespace yorozu::gui
