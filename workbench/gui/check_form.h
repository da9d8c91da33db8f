#pragma once
#include <wx/bitmap.h>
#include <wx/geometry.h>
#include <wx/panel.h>

#include "workbench/gui/check_screen.h"

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

private:
    void paint();
    void zoom_at(const wxPoint& where, double factor);

    const CheckScreen& screen_;
    std::vector<Mark> marks_;
    std::weak_ptr<const desk::PagePictures> kept_;
    wxBitmap bitmap_;
    wxBitmap scaled_;  ///< of bitmap_, at the size it is shown in
    double zoom_ = 1;
    wxPoint2DDouble moved_{0, 0};
    wxPoint dragged_;
};

}  // namespace yorozu::gui
