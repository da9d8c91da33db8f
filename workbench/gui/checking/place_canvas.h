#pragma once
#include <wx/bitmap.h>
#include <wx/geometry.h>
#include <wx/window.h>

#include <array>
#include <functional>
#include <optional>

namespace yorozu::gui {

/// A picture on which three numbered places are shown. Places are shares of the picture as it was given: (0, 0) its top
/// left, (1, 1) its bottom right, whichever way it is turned on the screen.
class PlaceCanvas : public wxWindow {
public:
    using Places = std::array<std::optional<wxPoint2DDouble>, 3>;
    PlaceCanvas(wxWindow* parent, const wxString& name);

    void show(const wxBitmap& picture, const wxString& why_not = {});
    bool showing() const { return turned_.IsOk(); }
    void turn();                       ///< by 90° clockwise
    void mark(const Places& places, std::size_t now);
    std::function<void(const wxPoint2DDouble& place)> shown;  ///< a click, or Enter at the cross
    wxPoint2DDouble on_screen(const wxPoint2DDouble& place) const;  ///< px of the window

private:
    wxRect picture_place() const;
    wxPoint2DDouble on_picture(const wxPoint2DDouble& screen) const;
    void paint();
    void draw_lens(wxDC& dc, const wxRect& place);
    void key(wxKeyEvent& event);

    wxBitmap given_, turned_;
    wxString why_not_;
    int quarters_ = 0;
    Places places_;
    std::size_t now_ = 0;
    wxPoint2DDouble cross_{0.5, 0.5};  ///< share of the picture as it is turned
};

}  // namespace yorozu::gui
