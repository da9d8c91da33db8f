#pragma once
#include <wx/bitmap.h>
#include <wx/geometry.h>
#include <wx/panel.h>

#include <list>

#include "workbench/gui/checking/check_screen.h"
#include "workbench/gui/controls/typesetter.h"

namespace yorozu::gui {

/// The right side of 確認: the whole form, the current field framed. Follows the field, or stays (Ctrl+wheel zooms, the
/// wheel and a drag move).
class CheckForm : public wxPanel {
public:
    CheckForm(wxWindow* parent, const CheckScreen& screen);

    struct Mark {
        ocr::BoxMm box;
        bool later = false;  ///< will be looked at; else accepted
    };
    /// The other fields of the page that is shown.
    void follow(std::vector<Mark> marks);
    /// Makes a page ready that will be shown soon, so that showing it is only a copy.
    void prepare(const std::shared_ptr<const desk::PagePictures>& pages);

private:
    void paint();
    struct Ready {
        std::weak_ptr<const desk::PagePictures> pages;
        wxBitmap whole;
        wxBitmap fitted;  ///< at the size it is shown in while it is not enlarged
    };
    wxRect page_area() const;
    double fitting(const desk::PagePictures& pages) const;  ///< px per mm that show the whole page
    Ready& ready(const std::shared_ptr<const desk::PagePictures>& pages);
    const wxBitmap& fitted(Ready& page, const desk::PagePictures& pages);
    void zoom_at(const wxPoint& where, double factor);

    const CheckScreen& screen_;
    Typesetter type_{*this};
    std::vector<Mark> marks_;
    std::list<Ready> ready_;  ///< most recently used first
    double zoom_ = 1;
    wxPoint2DDouble moved_{0, 0};
    wxPoint dragged_;
};

}  // namespace yorozu::gui
