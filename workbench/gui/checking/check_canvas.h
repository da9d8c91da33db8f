#pragma once
#include <wx/bitmap.h>
#include <wx/geometry.h>
#include <wx/panel.h>

#include <functional>
#include <map>

#include "workbench/gui/checking/check_screen.h"
#include "workbench/gui/controls/typesetter.h"

class wxTextCtrl;

namespace yorozu::gui {

/// The left side of 確認: everything about the current field, drawn in one piece so that the eye stays where it is. The
/// one native part is the text control that the input method writes into.
class CheckCanvas : public wxPanel {
public:
    CheckCanvas(wxWindow* parent, const CheckScreen& screen);

    wxTextCtrl& entry() { return *entry_; }
    /// The screen changed: draw, and put the text control where the caret is. Does not touch its text.
    void follow();
    /// Makes a field's picture ready that will be shown soon.
    void prepare(const std::shared_ptr<const desk::PagePictures>& pages, const std::string& field) { bitmap(pages, field); }
    bool on_line() const;  ///< the value is a free line, edited in the text control itself

    std::function<void(int cell)> cell_clicked;
    std::function<void(int row)> candidate_clicked;
    std::function<void()> undo_clicked;

private:
    struct Layout {
        wxRect progress, heading, picture, value, candidates, cross, tied, queue, keys;
        bool wide = false;
    };
    Layout arranged() const;
    /// How the picture lies: px per mm, and where the form's (0, 0) would be.
    struct View {
        double scale = 1, x = 0, y = 0;
        wxRect2DDouble of(const ocr::BoxMm& box) const { return {x + box.x * scale, y + box.y * scale, box.width * scale, box.height * scale}; }
    };
    View view(const wxRect& place) const;

    void paint();
    void draw_progress(wxDC& dc, const wxRect& place);
    void draw_heading(wxDC& dc, const wxRect& place);
    void draw_picture(wxDC& dc, const wxRect& place);
    void draw_value(wxDC& dc, const wxRect& place);
    void draw_line_marks(wxDC& dc, const wxRect& place);
    void draw_candidates(wxDC& dc, const wxRect& place);
    void draw_cross_check(wxDC& dc, const wxRect& place);
    void draw_tied(wxDC& dc, const wxRect& place);
    void draw_queue(wxDC& dc, const wxRect& place);
    void draw_keys(wxDC& dc, const wxRect& place);
    void draw_notice(wxDC& dc);
    void draw_field_picture(wxDC& dc, const std::shared_ptr<const desk::PagePictures>& pages, const std::string& field, const wxRect& place);
    const wxBitmap* bitmap(const std::shared_ptr<const desk::PagePictures>& pages, const std::string& field);  ///< null: no picture
    int key_cap(wxDC& dc, int x, int middle, const wxString& key);
    void text(wxDC& dc, const wxString& words, const wxRect& place, int align, const wxColour& colour, double size = 1, bool bold = false);
    wxString sentence() const;
    void on_click(const wxPoint& where);

    static constexpr int margin = 18;  ///< DIP

    const CheckScreen& screen_;
    wxTextCtrl* entry_;
    Typesetter type_{*this};
    struct Kept {
        std::weak_ptr<const desk::PagePictures> pages;
        wxBitmap bitmap;
    };
    std::map<std::pair<std::int64_t, std::string>, Kept> bitmaps_;  ///< by document and field
    std::vector<wxRect> candidate_rows_;
    wxRect undo_place_;
};

}  // namespace yorozu::gui
