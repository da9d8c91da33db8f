#pragma once
#include <wx/colour.h>
#include <wx/font.h>
#include <wx/gdicmn.h>
#include <wx/string.h>

#include <map>
#include <memory>
#include <tuple>

class wxDC;
class wxWindow;
struct _PangoLayout;

namespace yorozu::gui {

/// Draws words on one window and remembers how they were laid out: on a drawn screen the layout of Japanese text takes most
/// of the time, and from one field to the next most words stay. Sizes are shares of the window's font.
class Typesetter {
public:
    explicit Typesetter(const wxWindow& window) : window_(window) {}

    /// In one line, shortened with "…" where the place is too narrow.
    void draw(wxDC& dc, const wxString& words, const wxRect& place, int align, const wxColour& colour, double size = 1, bool bold = false);
    wxSize extent(const wxString& words, double size = 1, bool bold = false);  ///< px
    int width(const wxString& words, double size = 1, bool bold = false) { return extent(words, size, bold).x; }

private:
    struct Release {
        void operator()(_PangoLayout* layout) const;
    };
    struct Laid {
        std::unique_ptr<_PangoLayout, Release> layout;
        wxSize extent;
    };
    using Key = std::tuple<wxString, int, bool, int>;  ///< words, size in hundredths, bold, width or -1
    const Laid& laid(const wxString& words, double size, bool bold, int width);

    const wxWindow& window_;
    wxFont font_;
    std::map<Key, Laid> kept_;
};

}  // namespace yorozu::gui
