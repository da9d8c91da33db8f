#include "workbench/gui/flows/flow_room.h"

#include <wx/notebook.h>
#include <wx/scrolbar.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_find_kind.h"
#include "workbench/gui/flows/flow_heading.h"
#include "workbench/gui/flows/flow_hours_panel.h"
#include "workbench/gui/flows/flow_kinds.h"
#include "workbench/gui/flows/flow_list.h"
#include "workbench/gui/flows/flow_map.h"
#include "workbench/gui/flows/flow_name_edit.h"
#include "workbench/gui/flows/flow_pad.h"
#include "workbench/gui/flows/flow_palette.h"
#include "workbench/gui/flows/flow_player.h"
#include "workbench/gui/flows/flow_problems.h"
#include "workbench/gui/flows/flow_properties.h"
#include "workbench/gui/flows/flow_shelf.h"

namespace yorozu::gui {

FlowRoom::FlowRoom(wxWindow* parent, Session& session) : Room(parent, session), draft_timer_(this) {
    state_.edit = [this](const desk::FlowEdits& edits, const std::string& sentence, const std::string& merge) { return edit(edits, sentence, merge); };
    state_.chose = [this] { show_choice(); };
    state_.tool_changed = [this] { palette_->Refresh(); palette_->follow(); };
    state_.show_diagram = [this](std::size_t side, int diagram) { show_diagram(side, diagram); };
    state_.note = [this](const wxString& words) { session_.say({Message::Kind::doubt, words}); };

    auto* whole = new wxBoxSizer(wxVERTICAL);
    list_ = new FlowList(this, session);
    list_->open = [this](const auto& file) { open_flow(file); };
    list_->open_draft = [this](const auto& file) { open_draft(file); };
    list_->make_new = [this] { make_new(); };
    list_->take_samples = [this] { take_samples(); };
    list_->open_file = [this] { ask_for_file(); };
    list_->import_csv = [this] { import_csv(); };
    whole->Add(list_, 1, wxEXPAND);

    work_ = new wxPanel(this);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    palette_ = new FlowPalette(work_, state_);
    palette_->more = [this] { ask_kind(); };
    palette_->taken = [this] { canvas().SetFocus(); };
    palette_->lane = [this] {
        if (!state_.open) return;
        const auto& chosen = state_.open->only();
        state_.apply(desk::add_lane(state_.open->flow(), state_.open->diagram(), chosen, utf8(tr("新しいレーン"))));
    };
    row->Add(palette_, 0, wxEXPAND);
    shelf_ = new FlowShelf(work_, state_);
    shelf_->hang = [this](const FlowShelf::Thing& thing) { hang(thing.text()); };
    row->Add(shelf_, 0, wxEXPAND);
    auto* outer = new wxSplitterWindow(work_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    auto* inner = new wxSplitterWindow(outer, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    auto* centre = new wxPanel(inner);
    build_centre(centre);
    problems_ = new FlowProblems(inner, state_, session_);
    problems_->go = [this](const std::string& id) { go_to(id); };
    auto* right = new wxSplitterWindow(outer, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    build_right(right);
    inner->SetMinimumPaneSize(FromDIP(80));
    inner->SplitHorizontally(centre, problems_, -FromDIP(136));
    inner->SetSashGravity(1.0);
    outer->SetMinimumPaneSize(FromDIP(180));
    outer->SplitVertically(inner, right, -FromDIP(272));
    outer->SetSashGravity(1.0);
    outer_ = outer, inner_ = inner, right_ = right, centre_ = centre;
    row->Add(outer, 1, wxEXPAND);
    work_->SetSizer(row);
    whole->Add(work_, 1, wxEXPAND);
    SetSizer(whole);
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { keep_drafts(); }, draft_timer_.GetId());
    show_list(true);
}

void FlowRoom::build_centre(wxWindow* pane) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    tabs_ = new wxNotebook(pane, wxID_ANY);
    tabs_->SetName("flow-tabs");
    set_accessible(*tabs_, tr("開いている業務フロー"));
    tabs_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        const auto at = static_cast<std::size_t>(event.GetSelection());
        if (!showing_tab_ && at < state_.tabs.size()) show_tab(state_.tabs[at]);
    });
    column->Add(tabs_, 0, wxEXPAND);
    canvas_sizer_ = new wxBoxSizer(wxVERTICAL);
    for (std::size_t side = 0; side < 2; ++side) {
        sheets_[side] = new wxPanel(pane);
        auto* sheet = new wxBoxSizer(wxVERTICAL);
        headings_[side] = new FlowHeading(sheets_[side], state_, side);
        canvases_[side] = new FlowCanvas(sheets_[side], state_, side);
        connect_canvas(*canvases_[side], side);
        sheet->Add(headings_[side], 0, wxEXPAND);
        sheet->Add(canvases_[side], 1, wxEXPAND);
        sheets_[side]->SetSizer(sheet);
        canvas_sizer_->Add(sheets_[side], 1, wxEXPAND | (side ? wxTOP : 0), side ? FromDIP(3) : 0);
    }
    column->Add(canvas_sizer_, 1, wxEXPAND);
    bar_ = new wxScrollBar(pane, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSB_HORIZONTAL);
    bar_->SetName("flow-scroll");
    const auto scroll = [this](wxScrollEvent&) {
        if (!state_.open) return;
        const auto all = canvas().scene().bounds();
        canvas().scroll_to(all.x + bar_->GetThumbPosition() / canvas().scale());
        scrolled(state_.open->side);
    };
    for (const auto kind : {wxEVT_SCROLL_THUMBTRACK, wxEVT_SCROLL_CHANGED, wxEVT_SCROLL_LINEUP, wxEVT_SCROLL_LINEDOWN, wxEVT_SCROLL_PAGEUP, wxEVT_SCROLL_PAGEDOWN}) bar_->Bind(kind, scroll);
    column->Add(bar_, 0, wxEXPAND);
    player_ = new FlowPlayer(pane, state_);
    player_->show = [this](std::size_t side, const desk::FlowPlayback::Frame& frame) { canvases_[side]->put_tokens(frame); };
    player_->close = [this] { end_watching(); };
    column->Add(player_, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(3));
    player_->Hide();
    pane->SetSizer(column);
}

void FlowRoom::connect_canvas(FlowCanvas& made, std::size_t side) {
    names_[side] = new FlowNameEdit(&made);
    names_[side]->keep = [this](const std::string& id, const wxString& text) { state_.apply({flows::Rename{id, utf8(text)}}); };
    pads_[side] = new FlowPad(&made);
    pads_[side]->append = [this](desk::NewNode node) { append(std::move(node)); };
    pads_[side]->name = [this] { if (state_.open && !state_.open->only().empty()) canvas().edit_text(state_.open->only()); };
    pads_[side]->kind = [this] { choose_kind(); };
    pads_[side]->connect = [this] {
        connecting_from_ = state_.open ? state_.open->only() : "";
        session_.note(tr("つなぐ先を選んで Enter（やめるときは Esc）"));
    };
    pads_[side]->remove = [this] {
        if (!state_.editable()) return;
        const auto edits = desk::remove_elements(state_.open->flow(), state_.open->diagram(), state_.open->chosen);
        const auto name = state_.open->flow().called(state_.open->only());
        state_.choose(state_.open->side, {});
        state_.apply(edits, "「" + name + "」を消す");
    };
    finds_[side] = new FlowFindKind(&made);
    finds_[side]->take = [this](desk::NewNode node) { create(std::move(node)); };
    finds_[side]->ended = [&made] { made.SetFocus(); };
    made.dropped = [this, side](const std::string& step, const wxString& dragged) {
        if (!step.empty()) state_.choose(side, {step});
        hang(dragged);
    };
    made.viewed = [this, side] { scrolled(side); };
    made.ask_kind = [this] { ask_kind(); };
    made.open_pad = [this] { open_pad(); };
    made.edit_minutes = [this] { properties_->edit("minutes"); };
    made.jump = [this] { jump(); };
    made.toggle_link = [this] {
        state_.linked = !state_.linked;
        if (state_.open) scrolled(state_.open->side);
        show_note();
    };
    made.edit_name = [this, side](const std::string& id) {
        if (!connecting_from_.empty() && connecting_from_ != id) {   // the other end of a line that was begun by keys
            const auto from = std::exchange(connecting_from_, "");
            state_.apply(desk::connect(state_.open->flow(), state_.open->diagram(), from, id), "線でつなぐ");
            return;
        }
        const auto* thing = canvases_[side]->scene().find(id);
        if (!thing) return;
        const wxPoint a = canvases_[side]->to_screen({thing->box.x, thing->box.y}), b = canvases_[side]->to_screen({thing->box.right(), thing->box.bottom()});
        wxRect place(a, wxSize(b.x - a.x, b.y - a.y));
        if (thing->is_frame) place.SetSize(FromDIP(wxSize(160, 58)));
        const auto ref = state_.open->flow().find(id);
        wxString text;
        if (ref.what == flows::What::node) text = shown(state_.open->flow().nodes[static_cast<std::size_t>(ref.index)].name);
        if (ref.what == flows::What::edge) text = shown(state_.open->flow().edges[static_cast<std::size_t>(ref.index)].name);
        if (ref.what == flows::What::lane) text = shown(state_.open->flow().lanes[static_cast<std::size_t>(ref.index)].name);
        if (ref.what == flows::What::pool) text = shown(state_.open->flow().pools[static_cast<std::size_t>(ref.index)].name);
        names_[side]->begin(id, text, place);
    };
    made.menu = [this](const wxPoint&) { open_pad(); };
}

void FlowRoom::build_right(wxSplitterWindow* pane) {
    auto* lower = new wxSplitterWindow(pane, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    auto* upper = new wxPanel(pane);
    auto* column = new wxBoxSizer(wxVERTICAL);
    properties_heading_ = new wxStaticText(upper, wxID_ANY, tr("工程の性質"), wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END | wxST_NO_AUTORESIZE);
    properties_heading_->SetFont(GetFont().Bold());
    column->Add(properties_heading_, 0, wxEXPAND | wxALL, FromDIP(5));
    properties_ = new FlowProperties(upper, state_);
    column->Add(properties_, 1, wxEXPAND);
    upper->SetSizer(column);
    hours_ = new FlowHoursPanel(lower, state_);
    auto* below = new wxPanel(lower);
    auto* map_column = new wxBoxSizer(wxVERTICAL);
    auto* map_heading = new wxStaticText(below, wxID_ANY, tr("全体図"));
    map_heading->SetFont(GetFont().Bold());
    map_column->Add(map_heading, 0, wxALL, FromDIP(5));
    map_ = new FlowMap(below, state_, {canvases_[0], canvases_[1]});
    map_->go = [this](std::size_t side, double x, double y) {
        canvases_[side]->scroll_to(x, y);
        scrolled(side);
    };
    map_column->Add(map_, 1, wxEXPAND);
    below->SetSizer(map_column);
    lower->SetMinimumPaneSize(FromDIP(60));
    lower->SplitHorizontally(hours_, below, -FromDIP(104));
    lower->SetSashGravity(1.0);
    pane->SetMinimumPaneSize(FromDIP(100));
    pane->SplitHorizontally(upper, lower, FromDIP(196));
    pane->SetSashGravity(0.0);
}

wxString FlowRoom::title() const {
    if (!state_.open) return tr("業務フロー");
    return state_.open->name() + (unsaved(*state_.open) ? wxString::FromUTF8("＊") : wxString()) + tr(" — 業務フロー");
}

std::vector<wxWindow*> FlowRoom::panes() {
    if (list_->IsShown()) return {list_};
    return {palette_, canvases_[0], canvases_[1], problems_->table(), properties_, hours_, map_};
}

bool FlowRoom::back() {
    if (presenting_) return present(false), true;
    for (auto* one : canvases_)
        if (one->busy()) return one->cancel(), true;
    if (player_->shown()) return end_watching(), true;
    if (marked_) return clear_marks(), true;
    if (!connecting_from_.empty()) {
        connecting_from_.clear();
        note_.clear();
        show_note();
        return true;
    }
    if (list_->IsShown() && state_.open) {
        show_list(false);
        canvas().SetFocus();
        return true;
    }
    if (state_.tool != FlowTool::select) {
        state_.tool = FlowTool::select;
        state_.tool_changed();
        return true;
    }
    if (!state_.open || state_.open->chosen.empty()) return false;
    state_.choose(state_.open->side, {});
    return true;
}

Room* make_flow_room(wxWindow* parent, Session& session) { return new FlowRoom(parent, session); }

}  // namespace yorozu::gui
