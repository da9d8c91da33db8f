#pragma once
#include <wx/bitmap.h>
#include <wx/geometry.h>
#include <wx/image.h>
#include <wx/window.h>

#include <vector>

#include "workbench/desk/templates/template_snap.h"
#include "workbench/gui/templates/designer_state.h"

class wxGraphicsContext;

namespace yorozu::gui {

/// The page with its fields: zoom at the pointer, rulers in mm, tools, handles, guides. Works on what `state` holds; every
/// change goes through state.edit, and while a box is dragged nothing but the canvas knows.
class DesignerCanvas : public wxWindow {
public:
    DesignerCanvas(wxWindow* parent, DesignerState& state);

    void choose_tool(DesignTool tool);
    DesignTool tool() const { return tool_; }
    void follow();        ///< the document, its page or the trial changed
    void whole_page();
    void zoom_by(double factor) { zoom_at(factor, {GetClientSize().x / 2, GetClientSize().y / 2}); }
    double percent() const { return scale_ / px_per_mm_at_100 * 100; }
    void show_chosen();   ///< brings the chosen field into view
    void next_field(int step);

    std::function<void()> viewed;                   ///< zoom, or where the pointer is, changed
    std::function<void()> tool_changed;
    std::function<void()> rename;                   ///< F2 or double click: the name of the chosen field
    std::function<void()> take_offer, decline_offer;
    wxRealPoint pointer_mm() const { return pointer_; }
    wxString hint;                                  ///< words in the middle while no page is open

    void draw(wxGraphicsContext& graphics);         ///< everything; public for measuring
    wxPoint to_screen(double x_mm, double y_mm) const;

    static constexpr int ruler = 20;
    static constexpr double px_per_mm_at_100 = 96 / 25.4;

private:
    struct Drag {
        enum class Kind { none, pan, box, draw, band } kind = Kind::none;
        wxPoint from, now;
        desk::Edges edges;
        std::vector<desk::Guide> guides;
        ocr::BoxMm box;          ///< where the first chosen field is now, or what is being drawn
        double dx = 0, dy = 0;
        bool begun = false;      ///< moved far enough to mean it
    };
    wxRealPoint to_mm(const wxPoint& at) const;
    wxRect2DDouble rect_of(const ocr::BoxMm& box) const;
    void zoom_at(double factor, const wxPoint& at);
    void make_levels();
    void changed();       ///< something of the scene: draw it anew
    void draw_scene(wxGraphicsContext& graphics);
    void draw_page(wxGraphicsContext& graphics);
    void draw_field(wxGraphicsContext& graphics, std::size_t at);
    void draw_offers(wxGraphicsContext& graphics);
    void draw_chosen(wxGraphicsContext& graphics);
    void draw_rulers(wxGraphicsContext& graphics);
    void tag(wxGraphicsContext& graphics, const wxString& words, double x, double y, const wxColour& edge, const wxColour& inside, const wxColour& text, bool right);
    ocr::BoxMm box_now(std::size_t at) const;
    int field_at(const wxRealPoint& mm) const;
    int offer_at(const wxRealPoint& mm) const;
    bool handle_at(const wxPoint& at, desk::Edges& edges) const;
    std::vector<ocr::BoxMm> other_boxes() const;
    void begin_drag(wxMouseEvent& event);
    void go_on_drag(const wxPoint& at, bool free);
    void end_drag();
    void add_drawn(const ocr::BoxMm& box);
    void on_key(wxKeyEvent& event);
    bool plain_key(wxKeyEvent& event);
    void nudge(double dx, double dy, bool resize);
    void cells_by(int step);
    void show_cursor(const wxPoint& at);

    DesignerState& state_;
    DesignTool tool_ = DesignTool::select;
    double scale_ = px_per_mm_at_100;   ///< px per mm on the screen
    wxRealPoint origin_{0, 0};          ///< screen px of the page's corner
    bool fitted_ = true;                ///< the whole page is shown: follows the window's size
    wxRealPoint pointer_;
    Drag drag_;
    std::vector<wxImage> levels_;       ///< the page with the sample's ink: full size, half, quarter …
    double levels_px_per_mm_ = 0;
    const void* levels_of_ = nullptr;   ///< what they were made from
    const void* ink_of_ = nullptr;
    wxBitmap scene_;                    ///< page, offers and all fields that are not chosen
    bool scene_fresh_ = false;
    wxBitmap shown_;                    ///< the part of the page that is on the screen now
    double shown_scale_ = 0;
    wxRealPoint shown_origin_;
    wxSize shown_size_;
};

}  // namespace yorozu::gui
