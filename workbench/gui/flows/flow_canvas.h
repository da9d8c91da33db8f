#pragma once
#include <wx/bitmap.h>
#include <wx/window.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "workbench/desk/flows/flow_picture.h"
#include "workbench/desk/flows/flow_playback.h"
#include "workbench/desk/flows/flow_snap.h"
#include "workbench/gui/flows/flow_state.h"

class wxGraphicsContext;

namespace yorozu::gui {

/// One diagram of the open flow: zoom at the pointer, pan from a kept bitmap, pointing, dragging with guides, keys. Draws the
/// display list of the engine and over it what a person is doing. Every change goes through state.apply; while something is
/// dragged nothing but the canvas knows.
class FlowCanvas : public wxWindow {
public:
    FlowCanvas(wxWindow* parent, FlowState& state, std::size_t side);

    void follow();                          ///< another flow or diagram, or it changed
    void follow_choice();                   ///< something else is chosen
    void show_place(const std::string& id); ///< brings it into view
    void whole();                           ///< the whole diagram
    void zoom_by(double factor);
    void set_scale(double scale);
    double scale() const { return scale_; }
    flows::Box view() const;                ///< what is seen, in the diagram's units
    const desk::FlowScene& scene() const { return scene_; }
    void scroll_to(double x);               ///< left border of the view
    void scroll_to(double x, double y);
    void press_key(wxKeyEvent& event) { on_key(event); }
    void edit_text(const std::string& id);
    void put_badges(std::map<std::string, wxString> badges, std::map<std::string, double> heat);  ///< of a simulation: queue by step
    void mark(std::map<std::string, wxColour> colours);   ///< of a comparison
    void put_tokens(desk::FlowPlayback::Frame frame);     ///< where the cases of a simulation stand; an empty one: none
    void cancel();                          ///< Esc: what is being dragged; true work goes on
    bool busy() const { return drag_.kind != Drag::Kind::none; }
    wxPoint to_screen(flows::Point at) const;
    std::string step_at(const wxPoint& at) const;   ///< the activity there, "" for none

    std::function<void()> viewed;           ///< scrolled or zoomed
    std::function<void()> ask_kind;         ///< N: create by typing
    std::function<void()> open_pad;         ///< Space
    std::function<void()> edit_minutes;     ///< M
    std::function<void()> jump;             ///< Ctrl+↑↓
    std::function<void()> toggle_link;      ///< L
    std::function<void(const std::string& id)> edit_name;   ///< in place
    std::function<void(const wxPoint& at)> menu;
    std::function<void(const std::string& step, const wxString& text)> dropped;   ///< text that was dragged here; step "": beside any

    void draw(wxGraphicsContext& graphics); ///< everything; public for measuring

    static constexpr int band = 20;         ///< height of the stages

private:
    struct Drag {
        enum class Kind { none, pan, band, move, resize, connect, bend, space, place } kind = Kind::none;
        wxPoint from, now;
        bool begun = false;      ///< moved far enough to mean it
        bool more = false;       ///< Shift: to what is chosen
        int edge_x = 0, edge_y = 0;   ///< resize: -1 left/top, 1 right/bottom
        std::string id;          ///< what is resized, bent or connected from
        std::size_t piece = 0;   ///< bend: piece of the line
        double dx = 0, dy = 0;
        flows::Box box;
        std::vector<desk::FlowGuide> guides;
        std::set<std::string> moving;
        desk::FlowEdits edits;   ///< what would be done now
    };
    flows::Point to_flow(const wxPoint& at) const;
    bool is_side() const { return state_.open && state_.open->side == side_; }
    const flows::Flow& flow() const { return state_.open->flow(); }
    int diagram() const { return state_.open && side_ < state_.open->diagrams.size() ? state_.open->diagrams[side_] : -1; }
    void clamp_view();
    void stale() { sheet_fresh_ = false; Refresh(false); }

    // flow_canvas_draw.cpp
    void make_sheet();
    void draw_stages(wxGraphicsContext& graphics);
    void draw_marks(wxGraphicsContext& graphics);
    void draw_tokens(wxGraphicsContext& graphics);   // flow_canvas_tokens.cpp
    void draw_chosen(wxGraphicsContext& graphics);
    void draw_drag(wxGraphicsContext& graphics);
    void draw_empty(wxGraphicsContext& graphics);
    wxRect rect_of(const flows::Box& box) const;

    // flow_canvas_mouse.cpp
    void bind_mouse();
    void begin_drag(wxMouseEvent& event);
    void go_on_drag(const wxPoint& at, bool free);
    void end_drag();
    bool handle_at(const wxPoint& at, int& edge_x, int& edge_y) const;
    bool border_at(const wxPoint& at, std::string& lane) const;
    bool is_line_end(const wxPoint& at) const;
    void show_cursor(const wxPoint& at);
    void zoom_at(double factor, const wxPoint& at);

    // flow_canvas_keys.cpp
    void on_key(wxKeyEvent& event);
    bool plain_key(int key);
    void walk(desk::Way way);
    void choose(const std::string& id);
    void nudge(double dx, double dy);
    std::string named(const std::string& deed) const;

    FlowState& state_;
    std::size_t side_;
    desk::FlowScene scene_;
    std::shared_ptr<const desk::FlowPicture> picture_;
    const void* shown_tab_ = nullptr;       ///< what scene_ and picture_ were made from
    int shown_version_ = -1, shown_diagram_ = -1;
    double scale_ = 1;
    flows::Point origin_{0, 0};             ///< of the diagram, at the left upper corner below the stages
    Drag drag_;
    wxPoint pointer_;
    wxBitmap sheet_;                        ///< the display list around the view, without what is dragged
    flows::Box sheet_area_;
    double sheet_scale_ = 0;
    bool sheet_fresh_ = false;
    std::map<std::string, wxString> badges_;
    std::map<std::string, double> heat_;
    std::map<std::string, wxColour> marks_;
    desk::FlowPlayback::Frame tokens_;
};

}  // namespace yorozu::gui
