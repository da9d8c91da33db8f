// What the pointer does on a diagram: choose, lasso, move, resize, connect, bend, make room, place, pan, zoom.
#include <wx/dnd.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/drag_end.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_canvas.h"

namespace yorozu::gui {
namespace {

constexpr int pointer_reach = 5;   ///< px that a handle or line may be missed by

/// What is dragged from the shelf; files go on to the window.
class TextTarget : public wxTextDropTarget {
public:
    explicit TextTarget(FlowCanvas& canvas) : canvas_(canvas) {}
    bool OnDropText(wxCoord x, wxCoord y, const wxString& text) override {
        if (!canvas_.dropped) return false;
        // The drag is still going on: what comes of it comes after it.
        canvas_.CallAfter([this, step = canvas_.step_at({x, y}), text] { canvas_.dropped(step, text); });
        return true;
    }

private:
    FlowCanvas& canvas_;
};

flows::Box between(flows::Point a, flows::Point b) { return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)}; }

}  // namespace

void FlowCanvas::bind_mouse() {
    SetDropTarget(new TextTarget(*this));
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
        const double turns = static_cast<double>(event.GetWheelRotation()) / std::max(1, event.GetWheelDelta());
        if (event.ShiftDown() || event.GetWheelAxis() == wxMOUSE_WHEEL_HORIZONTAL) {
            scroll_to(origin_.x - turns * 80 / scale_);
            if (viewed) viewed();
        } else if (event.AltDown()) {
            scroll_to(origin_.x, origin_.y - turns * 60 / scale_);
            if (viewed) viewed();
        } else {
            zoom_at(std::pow(1.2, turns), event.GetPosition());
        }
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        begin_drag(event);
    });
    Bind(wxEVT_MIDDLE_DOWN, [this](wxMouseEvent& event) {
        drag_ = {};
        drag_.kind = Drag::Kind::pan, drag_.from = drag_.now = event.GetPosition();
        if (!HasCapture()) CaptureMouse();
    });
    Bind(wxEVT_RIGHT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        const auto id = scene_.at(to_flow(event.GetPosition()), pointer_reach / scale_);
        if (!id.empty() && !(is_side() && state_.open->is_chosen(id))) state_.choose(side_, {id});
        if (menu) menu(event.GetPosition());
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        pointer_ = event.GetPosition();
        if (drag_.kind != Drag::Kind::none && event.Dragging()) go_on_drag(pointer_, event.ControlDown());
        else show_cursor(pointer_);
    });
    bind_drag_end(*this, [this] { end_drag(); }, [this] {
        drag_ = {};
        stale();
    });
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent& event) {
        const auto id = scene_.at(to_flow(event.GetPosition()), pointer_reach / scale_);
        if (!id.empty() && state_.editable()) edit_text(id);
    });
}

std::string FlowCanvas::step_at(const wxPoint& at) const {
    if (diagram() < 0 || !IsShownOnScreen() || !GetClientRect().Contains(at) || at.y < band) return {};
    const auto id = scene_.at(to_flow(at), pointer_reach / scale_);
    const auto* node = flow().node(id);
    return node && node->is_activity() ? id : std::string();
}

bool FlowCanvas::handle_at(const wxPoint& at, int& edge_x, int& edge_y) const {
    if (!is_side() || !state_.may_edit) return false;
    const auto* thing = scene_.find(state_.open->only());
    if (!thing || !thing->line.empty()) return false;
    const wxRect rect = rect_of(thing->box);
    const int x = at.x - rect.x, y = at.y - rect.y;
    const auto near = [](int a, int b) { return std::abs(a - b) <= pointer_reach; };
    edge_x = near(x, 0) ? -1 : near(x, rect.width) ? 1 : 0;
    edge_y = near(y, 0) ? -1 : near(y, rect.height) ? 1 : 0;
    return edge_x != 0 && edge_y != 0;   // the four corners carry handles
}

/// The lower border of a lane.
bool FlowCanvas::border_at(const wxPoint& at, std::string& lane) const {
    if (!state_.editable()) return false;
    for (const auto& thing : scene_.things()) {
        if (thing.of.what != flows::What::lane) continue;
        const wxRect rect = rect_of(thing.box);
        if (at.x < rect.x || at.x > rect.GetRight() || std::abs(at.y - (rect.y + rect.height)) > 3) continue;
        lane = thing.id;
        return true;
    }
    return false;
}

bool FlowCanvas::is_line_end(const wxPoint& at) const {
    const auto* thing = is_side() ? scene_.find(state_.open->only()) : nullptr;
    if (!thing || thing->line.empty()) return false;
    const wxPoint a = to_screen(thing->line.front()), b = to_screen(thing->line.back());
    return std::hypot(at.x - a.x, at.y - a.y) <= pointer_reach || std::hypot(at.x - b.x, at.y - b.y) <= pointer_reach;
}

void FlowCanvas::show_cursor(const wxPoint& at) {
    wxStockCursor cursor = wxCURSOR_ARROW;
    int x = 0, y = 0;
    std::string lane;
    if (state_.tool == FlowTool::hand) cursor = wxCURSOR_HAND;
    else if (state_.tool != FlowTool::select) cursor = wxCURSOR_CROSS;
    else if (handle_at(at, x, y)) cursor = x == y ? wxCURSOR_SIZENWSE : wxCURSOR_SIZENESW;
    else if (const auto id = scene_.at(to_flow(at), pointer_reach / scale_); !id.empty()) {
        if (const auto* thing = scene_.find(id); thing && !thing->is_frame) cursor = wxCURSOR_SIZING;
    } else if (border_at(at, lane)) cursor = wxCURSOR_SIZENS;
    SetCursor(wxCursor(cursor));
}

void FlowCanvas::begin_drag(wxMouseEvent& event) {
    if (diagram() < 0) return;
    drag_ = {};
    drag_.from = drag_.now = event.GetPosition();
    drag_.more = event.ShiftDown();
    if (!HasCapture()) CaptureMouse();
    const auto place = to_flow(drag_.from);
    if (state_.tool == FlowTool::hand) {
        drag_.kind = Drag::Kind::pan;
        return;
    }
    if (state_.tool == FlowTool::lasso) {
        drag_.kind = Drag::Kind::band;
        return;
    }
    if (state_.tool == FlowTool::space && state_.may_edit) {
        drag_.kind = Drag::Kind::space;
        return;
    }
    if (state_.tool == FlowTool::create && state_.may_edit) {
        drag_.kind = Drag::Kind::place;
        return;
    }
    if (handle_at(drag_.from, drag_.edge_x, drag_.edge_y)) {
        drag_.kind = Drag::Kind::resize, drag_.id = state_.open->only();
        return;
    }
    const auto id = scene_.at(place, pointer_reach / scale_);
    const auto* thing = scene_.find(id);
    if (std::string lane; (!thing || thing->is_frame) && border_at(drag_.from, lane)) {
        drag_.kind = Drag::Kind::resize, drag_.id = lane, drag_.edge_y = 1;
        return;
    }
    if (!thing) {
        if (!event.ShiftDown() && !(is_side() && state_.open->chosen.empty())) state_.choose(side_, {});
        drag_.kind = Drag::Kind::band;
        return;
    }
    if (event.ControlDown() && state_.may_edit && thing->line.empty() && !thing->is_frame) {   // from here to there: a line
        drag_.kind = Drag::Kind::connect, drag_.id = id;
        return;
    }
    auto chosen = is_side() ? state_.open->chosen : std::vector<std::string>{};
    const bool was = std::find(chosen.begin(), chosen.end(), id) != chosen.end();
    if (event.ShiftDown()) {
        if (was) std::erase(chosen, id);
        else chosen.push_back(id);
        state_.choose(side_, chosen);
    } else if (!was || !is_side()) {
        state_.choose(side_, {id});
    }
    if (!state_.may_edit) return;
    if (!thing->line.empty()) {
        drag_.kind = Drag::Kind::bend, drag_.id = id;
        for (std::size_t i = 1; i < thing->line.size(); ++i) {
            const auto a = thing->line[i - 1], b = thing->line[i];
            const auto box = between(a, b);
            const double slack = (pointer_reach + 1) / scale_;
            if (place.x >= box.x - slack && place.x <= box.right() + slack && place.y >= box.y - slack && place.y <= box.bottom() + slack) drag_.piece = i - 1;
        }
    } else {
        drag_.kind = Drag::Kind::move, drag_.id = id;
    }
}

void FlowCanvas::go_on_drag(const wxPoint& at, bool free) {
    const wxPoint before = drag_.now;
    drag_.now = at;
    if (!drag_.begun && std::max(std::abs(at.x - drag_.from.x), std::abs(at.y - drag_.from.y)) < 3) return;
    const bool first = !drag_.begun;
    drag_.begun = true;
    const double dx = (at.x - drag_.from.x) / scale_, dy = (at.y - drag_.from.y) / scale_;
    const double snap_reach = free ? 0 : 6 / scale_;
    switch (drag_.kind) {
        case Drag::Kind::none: return;
        case Drag::Kind::pan:
            scroll_to(origin_.x - (at.x - before.x) / scale_, origin_.y - (at.y - before.y) / scale_);
            if (viewed) viewed();
            return;
        case Drag::Kind::band: drag_.box = between(to_flow(drag_.from), to_flow(at)); break;
        case Drag::Kind::move: {
            if (first) {
                drag_.edits = desk::move_shapes(flow(), diagram(), state_.open->chosen, 1000, 1000);   // whatever goes along
                for (const auto& edit : drag_.edits) {
                    if (const auto* shape = std::get_if<flows::MoveShape>(&edit)) drag_.moving.insert(shape->id);
                    if (const auto* line = std::get_if<flows::Reroute>(&edit)) drag_.moving.insert(line->id);
                }
                sheet_fresh_ = false;
            }
            const auto* thing = scene_.find(drag_.id);
            if (!thing) return cancel();
            const auto snap = desk::snap_box(scene_, {thing->box.x + dx, thing->box.y + dy, thing->box.width, thing->box.height}, drag_.moving, snap_reach);
            drag_.dx = std::round(dx + snap.dx), drag_.dy = std::round(dy + snap.dy);
            drag_.guides = snap.guides;
            drag_.edits = desk::move_shapes(flow(), diagram(), state_.open->chosen, drag_.dx, drag_.dy);
            break;
        }
        case Drag::Kind::resize: {
            const auto* thing = scene_.find(drag_.id);
            if (!thing) return cancel();
            auto box = thing->box;
            if (drag_.edge_x < 0) box.x += dx, box.width -= dx;
            if (drag_.edge_x > 0) box.width += dx;
            if (drag_.edge_y < 0) box.y += dy, box.height -= dy;
            if (drag_.edge_y > 0) box.height += dy;
            box = {std::round(box.x), std::round(box.y), std::max(16.0, std::round(box.width)), std::max(16.0, std::round(box.height))};
            drag_.box = box;
            break;
        }
        case Drag::Kind::bend: {
            const auto* thing = scene_.find(drag_.id);
            if (!thing || thing->line.size() < 2) return cancel();
            auto line = thing->line;
            auto piece = drag_.piece;
            // A piece at an end stays at its shape: a corner is put in so that it can move.
            if (piece == 0) line.insert(line.begin() + 1, line[0]), ++piece;
            if (piece + 2 >= line.size()) line.insert(line.end() - 1, line.back());
            auto &a = line[piece], &b = line[piece + 1];
            const bool level = std::abs(thing->line[drag_.piece].y - thing->line[drag_.piece + 1].y) < 0.5;
            if (level) a.y += std::round(dy), b.y += std::round(dy);
            else a.x += std::round(dx), b.x += std::round(dx);
            drag_.edits = {flows::Reroute{diagram(), drag_.id, line}};
            break;
        }
        case Drag::Kind::connect: break;
        case Drag::Kind::space: {
            const bool across = std::abs(dx) >= std::abs(dy);
            drag_.edge_x = across;
            drag_.dx = across ? dx : dy;
            break;
        }
        case Drag::Kind::place: break;
    }
    Refresh(false);
}

void FlowCanvas::end_drag() {
    const Drag drag = drag_;
    drag_ = {};
    sheet_fresh_ = sheet_fresh_ && drag.moving.empty();
    Refresh(false);
    switch (drag.kind) {
        case Drag::Kind::none:
        case Drag::Kind::pan: return;
        case Drag::Kind::band: {
            if (!drag.begun) return;
            auto chosen = drag.more && is_side() ? state_.open->chosen : std::vector<std::string>{};
            for (auto& id : scene_.inside(drag.box))
                if (std::find(chosen.begin(), chosen.end(), id) == chosen.end()) chosen.push_back(std::move(id));
            state_.choose(side_, chosen);
            return;
        }
        case Drag::Kind::move:
            if (drag.begun) state_.apply(drag.edits, named("を動かす"));
            return;
        case Drag::Kind::bend:
            if (drag.begun) state_.apply(drag.edits, "線を曲げる");
            return;
        case Drag::Kind::resize:
            if (drag.begun) state_.apply(desk::resize_shape(flow(), diagram(), drag.id, drag.box), "「" + flow().called(drag.id) + "」の大きさを変える");
            return;
        case Drag::Kind::connect:
            if (const auto to = scene_.at(to_flow(drag.now), pointer_reach / scale_); drag.begun && !to.empty()) state_.apply(desk::connect(flow(), diagram(), drag.id, to), "線でつなぐ");
            return;
        case Drag::Kind::space: {
            const auto from = to_flow(drag.from);
            if (drag.begun) state_.apply(desk::make_room(flow(), diagram(), drag.edge_x, drag.edge_x ? from.x : from.y, std::round(drag.dx)), drag.dx > 0 ? "場所をあける" : "場所をつめる");
            return;
        }
        case Drag::Kind::place: {
            const auto edits = desk::create_at(flow(), diagram(), state_.to_create, to_flow(drag.now));
            if (state_.apply(edits) && !edits.empty())
                if (const auto* add = std::get_if<flows::AddNode>(&edits[0])) {
                    const std::string id = add->id;
                    state_.choose(side_, {id});
                    state_.tool = FlowTool::select;
                    if (state_.tool_changed) state_.tool_changed();
                    if (add->name.empty() && add->kind <= flows::NodeKind::ad_hoc_sub_process) edit_text(id);
                }
            return;
        }
    }
}

}  // namespace yorozu::gui
