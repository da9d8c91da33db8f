#pragma once
#include <wx/timer.h>

#include <vector>

#include "workbench/gui/flows/flow_canvas.h"
#include "workbench/gui/frame/room.h"

class wxBoxSizer;
class wxNotebook;
class wxScrollBar;
class wxSplitterWindow;
class wxStaticText;

namespace yorozu::gui {

class FlowFindKind;
class FlowHeading;
class FlowHoursPanel;
class FlowList;
class FlowMap;
class FlowNameEdit;
class FlowPad;
class FlowPalette;
class FlowPlayer;
class FlowProblems;
class FlowProperties;
class FlowShelf;

/// 業務フロー: tabs of open flows, two diagrams of each, what is chosen in them and what they cost. flow_room.cpp puts it together; what is
/// shown is in flow_room_view.cpp, changes in flow_room_edits.cpp, files in flow_room_files.cpp, actions in flow_room_actions.cpp.
class FlowRoom : public Room {
public:
    FlowRoom(wxWindow* parent, Session& session);

    wxString title() const override;
    void open(const std::string& subject) override;
    void enter() override;
    bool leave() override;
    std::vector<wxWindow*> panes() override;
    bool take_files(const std::vector<std::filesystem::path>& files) override;
    bool back() override;
    Actions actions() override;

    FlowState& state() { return state_; }   ///< for tests

private:
    // Putting it together.
    void build_centre(wxWindow* pane);
    void build_right(wxSplitterWindow* pane);
    void connect_canvas(FlowCanvas& canvas, std::size_t side);
    void place_canvases();

    // What is shown.
    void show_all();
    void show_choice();
    void show_note();
    void show_list(bool list);
    void show_diagram(std::size_t side, int diagram);
    void next_diagram();
    void scrolled(std::size_t side);
    void show_scroll_bar();
    FlowCanvas& canvas() { return *canvases_[state_.open ? std::min<std::size_t>(state_.open->side, 1) : 0]; }
    void go_to(const std::string& id);
    void jump();

    // Edits.
    bool edit(const desk::FlowEdits& edits, const std::string& sentence, const std::string& merge);
    void changed();
    void create(desk::NewNode made);
    void append(desk::NewNode made);
    void ask_kind();
    void open_pad();
    void choose_kind();
    void copy(bool cut);
    void paste();
    void duplicate();

    // Files.
    void add_tab(desk::OpenedFlow opened);
    void offer_places();
    void show_tab(const std::shared_ptr<FlowTab>& tab);
    void open_flow(const std::filesystem::path& file);
    void read_flow(const std::filesystem::path& file, std::function<void(desk::OpenedFlow)> then);
    void offer_draft(const std::filesystem::path& file);
    void open_draft(const std::filesystem::path& file);
    void open_from_outside(const std::filesystem::path& file);
    void ask_for_file();
    void make_new();
    void take_samples();
    bool save();
    void close_tab();
    void keep_drafts();
    void import_csv();
    bool attach(const std::filesystem::path& json);
    void hang(const wxString& dragged);
    void show_shelf(bool on);
    void look_for_attachable();

    // flow_room_study.cpp
    void time_chosen();
    void present(bool on);
    void export_picture();
    void simulate(bool watch);
    void watch(const std::vector<flows::Simulation>& simulations);
    void end_watching();
    void compare();
    void measured();
    void try_out();
    void clear_marks();
    void arrange();

    bool unsaved(const FlowTab& tab) const { return tab.opened.document.modified() || tab.opened.from_draft; }

    FlowState state_;
    FlowPalette* palette_ = nullptr;
    FlowList* list_ = nullptr;
    wxPanel* work_ = nullptr;
    wxNotebook* tabs_ = nullptr;
    wxBoxSizer* canvas_sizer_ = nullptr;
    wxPanel* sheets_[2] = {};
    FlowHeading* headings_[2] = {};
    FlowCanvas* canvases_[2] = {};
    FlowNameEdit* names_[2] = {};
    FlowPad* pads_[2] = {};
    FlowFindKind* finds_[2] = {};
    wxScrollBar* bar_ = nullptr;
    FlowPlayer* player_ = nullptr;
    FlowShelf* shelf_ = nullptr;
    FlowProblems* problems_ = nullptr;
    wxStaticText* properties_heading_ = nullptr;
    FlowProperties* properties_ = nullptr;
    FlowHoursPanel* hours_ = nullptr;
    FlowMap* map_ = nullptr;
    std::string connecting_from_;
    wxString note_;
    bool marked_ = false;   ///< results lie over the diagrams
    wxTimer draft_timer_;
    wxSplitterWindow *outer_ = nullptr, *inner_ = nullptr;
    wxWindow *right_ = nullptr, *centre_ = nullptr;
    bool scrolling_ = false, showing_tab_ = false, presenting_ = false;
};

Room* make_flow_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
