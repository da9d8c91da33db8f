#include "workbench/gui/controls/picture.h"

#include <wx/dc.h>
#include <wx/graphics.h>

namespace yorozu::gui {

void draw_part(wxDC& dc, const wxBitmap& bitmap, const wxRect2DDouble& part, const wxRect2DDouble& place) {
    if (!bitmap.IsOk() || part.m_width <= 0 || part.m_height <= 0) return;
    wxGraphicsContext* context = dc.GetGraphicsContext();
    if (!context) return;
    const double across = place.m_width / part.m_width, down = place.m_height / part.m_height;
    context->PushState();
    context->Clip(place.m_x, place.m_y, place.m_width, place.m_height);
    context->SetInterpolationQuality(wxINTERPOLATION_GOOD);
    context->DrawBitmap(bitmap, place.m_x - part.m_x * across, place.m_y - part.m_y * down, bitmap.GetWidth() * across, bitmap.GetHeight() * down);
    context->PopState();
}

}  // namespace yorozu::gui
