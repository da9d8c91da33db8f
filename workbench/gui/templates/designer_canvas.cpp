// What the designer's canvas does with pointer and keys; how it looks is in designer_draw.cpp.
#include "workbench/gui/templates/designer_canvas.h"

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/drag_end.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr double least_scale = DesignerCanvas::px_per_mm_at_100 * 0.1, most_scale = DesignerCanvas::px_per_mm_at_100 * 8;

bool over(const ocr::BoxMm& box, const wxRealPoint& at) { return at.x >= box.x && at.x <= box.x + box.width && at.y >= box.y && at.y <= box.y + box.height; }

ocr::BoxMm between(const wxRealPoint& a, const wxRealPoint& b) { return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)}; }

}  // namespace

DesignerCanvas::DesignerCanvas(wxWindow* parent, DesignerState& state) : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE), state_(state) {
    SetName("designer-canvas");
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    set_accessible(*this, tr("帳票の紙面"), Role::image);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
        wxAutoBufferedPaintDC dc(this);
        const std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::Create(dc));
        if (graphics) draw(*graphics);
    });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        if (fitted_) whole_page();
        changed();
        event.Skip();
    });
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
        const double turns = static_cast<double>(event.GetWheelRotation()) / std::max(1, event.GetWheelDelta());
        if (event.ShiftDown() || event.GetWheelAxis() == wxMOUSE_WHEEL_HORIZONTAL) origin_.x += turns * 60, fitted_ = false;
        else zoom_at(std::pow(1.2, turns), event.GetPosition());
        changed();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        begin_drag(event);
    });
    Bind(wxEVT_MIDDLE_DOWN, [this](wxMouseEvent& event) {
        drag_ = {};
        drag_.kind = Drag::Kind::pan, drag_.from = drag_.now = event.GetPosition();
        CaptureMouse();
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        pointer_ = to_mm(event.GetPosition());
        if (drag_.kind != Drag::Kind::none && event.Dragging()) go_on_drag(event.GetPosition(), event.ControlDown());
        else show_cursor(event.GetPosition());
        if (viewed) viewed();
        RefreshRect({0, 0, GetClientSize().x, ruler}, false);
        RefreshRect({0, 0, ruler, GetClientSize().y}, false);
    });
    bind_drag_end(*this, [this] { end_drag(); }, [this] {
        drag_ = {};
        changed();
    });
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent&) {
        if (state_.only() >= 0 && rename) rename();
    });
    Bind(wxEVT_KEY_DOWN, &DesignerCanvas::on_key, this);
    const auto focus = [this](wxFocusEvent& event) {
        Refresh(false);
        event.Skip();
    };
    Bind(wxEVT_SET_FOCUS, focus);
    Bind(wxEVT_KILL_FOCUS, focus);
}

void DesignerCanvas::changed() {
    scene_fresh_ = false;
    Refresh(false);
}

wxPoint DesignerCanvas::to_screen(double x_mm, double y_mm) const { return {int(std::lround(origin_.x + x_mm * scale_)), int(std::lround(origin_.y + y_mm * scale_))}; }
wxRealPoint DesignerCanvas::to_mm(const wxPoint& at) const { return {(at.x - origin_.x) / scale_, (at.y - origin_.y) / scale_}; }
wxRect2DDouble DesignerCanvas::rect_of(const ocr::BoxMm& box) const { return {origin_.x + box.x * scale_, origin_.y + box.y * scale_, box.width * scale_, box.height * scale_}; }

void DesignerCanvas::choose_tool(DesignTool tool) {
    tool_ = tool;
    show_cursor(ScreenToClient(wxGetMousePosition()));
    if (tool_changed) tool_changed();
}

void DesignerCanvas::follow() {
    if (fitted_) whole_page();
    const int only = state_.only();
    wxString words;
    if (only >= 0) words = wxString::Format(tr("%d 番 %s、%s"), only + 1, shown(state_.document.field(static_cast<std::size_t>(only)).label), tr(word_of(state_.document.field(static_cast<std::size_t>(only)).kind)));
    set_accessible(*this, tr("帳票の紙面"), Role::image, words);
    changed();
}

void DesignerCanvas::whole_page() {
    const auto* paper = state_.paper();
    const wxSize size = GetClientSize();
    if (!paper || size.x < 60 || size.y < 60) return;
    constexpr double rim = 14;
    const double wide = size.x - ruler - 2 * rim - 20, high = size.y - ruler - 2 * rim;
    scale_ = std::clamp(std::min(wide / paper->width_mm, high / paper->height_mm), least_scale, most_scale);
    origin_ = {ruler + (size.x - ruler - paper->width_mm * scale_) / 2, ruler + (size.y - ruler - paper->height_mm * scale_) / 2};
    fitted_ = true;
    changed();
    if (viewed) viewed();
}

void DesignerCanvas::zoom_at(double factor, const wxPoint& at) {
    const auto mm = to_mm(at);
    scale_ = std::clamp(scale_ * factor, least_scale, most_scale);
    origin_ = {at.x - mm.x * scale_, at.y - mm.y * scale_};
    fitted_ = false;
    changed();
    if (viewed) viewed();
}

void DesignerCanvas::show_chosen() {
    if (state_.chosen.empty()) return;
    const auto rect = rect_of(state_.document.field(state_.chosen[0]).box_mm);
    const wxSize size = GetClientSize();
    if (rect.m_x < ruler || rect.m_x + rect.m_width > size.x) origin_.x += size.x / 2.0 - (rect.m_x + rect.m_width / 2), fitted_ = false;
    if (rect.m_y < ruler || rect.m_y + rect.m_height > size.y) origin_.y += size.y / 2.0 - (rect.m_y + rect.m_height / 2), fitted_ = false;
    changed();
}

ocr::BoxMm DesignerCanvas::box_now(std::size_t at) const {
    const auto& box = state_.document.field(at).box_mm;
    if (drag_.kind != Drag::Kind::box || !drag_.begun || !state_.is_chosen(at)) return box;
    if (at == state_.chosen[0]) return drag_.box;
    return drag_.edges.moves() ? ocr::BoxMm{box.x + drag_.dx, box.y + drag_.dy, box.width, box.height} : box;
}

int DesignerCanvas::field_at(const wxRealPoint& mm) const {
    // The smallest box under the pointer is meant.
    int best = -1;
    double smallest = 1e9;
    const auto& fields = state_.document.form().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& box = fields[i].box_mm;
        if (fields[i].page == state_.page && over(box, mm) && box.width * box.height < smallest) best = static_cast<int>(i), smallest = box.width * box.height;
    }
    return best;
}

int DesignerCanvas::offer_at(const wxRealPoint& mm) const {
    const auto& offers = state_.document.offers();
    for (std::size_t i = 0; i < offers.size(); ++i)
        if (offers[i].field.page == state_.page && over(offers[i].field.box_mm, mm)) return static_cast<int>(i);
    return -1;
}

bool DesignerCanvas::handle_at(const wxPoint& at, desk::Edges& edges) const {
    const int only = state_.only();
    if (only < 0 || !state_.may_edit || state_.document.field(static_cast<std::size_t>(only)).page != state_.page) return false;
    const auto rect = rect_of(state_.document.field(static_cast<std::size_t>(only)).box_mm);
    constexpr double reach = 6;
    const double x = at.x - rect.m_x, y = at.y - rect.m_y;
    if (x < -reach || y < -reach || x > rect.m_width + reach || y > rect.m_height + reach) return false;
    edges = {std::abs(x) <= reach, std::abs(y) <= reach, std::abs(x - rect.m_width) <= reach, std::abs(y - rect.m_height) <= reach};
    if (edges.left && edges.right) edges.left = false;
    if (edges.top && edges.bottom) edges.top = false;
    const bool across = edges.left || edges.right, down = edges.top || edges.bottom;
    if (across && !down) return std::abs(y - rect.m_height / 2) <= reach;
    if (down && !across) return std::abs(x - rect.m_width / 2) <= reach;
    return across && down;
}

void DesignerCanvas::show_cursor(const wxPoint& at) {
    desk::Edges edges;
    wxStockCursor cursor = wxCURSOR_ARROW;
    if (tool_ != DesignTool::select) cursor = wxCURSOR_CROSS;
    else if (handle_at(at, edges)) {
        const bool across = edges.left || edges.right, down = edges.top || edges.bottom;
        cursor = across && down ? ((edges.left == edges.top) ? wxCURSOR_SIZENWSE : wxCURSOR_SIZENESW) : across ? wxCURSOR_SIZEWE : wxCURSOR_SIZENS;
    } else if (state_.paper() && field_at(to_mm(at)) >= 0) cursor = wxCURSOR_SIZING;
    SetCursor(wxCursor(cursor));
}

std::vector<ocr::BoxMm> DesignerCanvas::other_boxes() const {
    std::vector<ocr::BoxMm> boxes;
    const auto& fields = state_.document.form().fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].page == state_.page && !state_.is_chosen(i)) boxes.push_back(fields[i].box_mm);
    for (const auto& offer : state_.document.offers())
        if (offer.field.page == state_.page) boxes.push_back(offer.field.box_mm);
    return boxes;
}

void DesignerCanvas::begin_drag(wxMouseEvent& event) {
    if (!state_.paper()) return;
    drag_ = {};
    drag_.from = drag_.now = event.GetPosition();
    const auto mm = to_mm(drag_.from);
    CaptureMouse();
    if (tool_ != DesignTool::select && state_.may_edit) {
        drag_.kind = Drag::Kind::draw;
        drag_.box = {mm.x, mm.y, 0, 0};
        return;
    }
    if (desk::Edges edges; handle_at(drag_.from, edges)) {
        drag_.kind = Drag::Kind::box, drag_.edges = edges;
        return;
    }
    const int field = field_at(mm);
    if (field >= 0) {
        const auto at = static_cast<std::size_t>(field);
        if (event.ShiftDown()) {
            if (state_.is_chosen(at)) std::erase(state_.chosen, at);
            else state_.chosen.push_back(at);
        } else if (!state_.is_chosen(at)) {
            state_.chosen = {at};
        }
        if (state_.may_edit && state_.is_chosen(at)) drag_.kind = Drag::Kind::box, drag_.edges = desk::whole_box;
        state_.chose();
        return;
    }
    if (const int offer = offer_at(mm); offer >= 0) {
        state_.offer = offer;
        state_.chosen.clear();
        state_.chose();
        return;
    }
    if (!event.ShiftDown() && !state_.chosen.empty()) {
        state_.chosen.clear();
        state_.chose();
    }
    drag_.kind = Drag::Kind::band;
    drag_.box = {mm.x, mm.y, 0, 0};
}

void DesignerCanvas::go_on_drag(const wxPoint& at, bool free) {
    const wxPoint before = drag_.now;
    drag_.now = at;
    if (!drag_.begun && std::max(std::abs(at.x - drag_.from.x), std::abs(at.y - drag_.from.y)) < 3) return;
    drag_.begun = true;
    const double reach = state_.snapping && !free ? 6 / scale_ : 0;
    switch (drag_.kind) {
        case Drag::Kind::none: return;
        case Drag::Kind::pan:
            origin_.x += at.x - before.x, origin_.y += at.y - before.y;
            fitted_ = false;
            scene_fresh_ = false;
            break;
        case Drag::Kind::box: {
            const auto& start = state_.document.field(state_.chosen[0]).box_mm;
            const auto moved = desk::dragged(start, drag_.edges, (at.x - drag_.from.x) / scale_, (at.y - drag_.from.y) / scale_);
            auto snap = desk::snapped(moved, drag_.edges, other_boxes(), reach);
            drag_.box = snap.box;
            drag_.guides = std::move(snap.guides);
            drag_.dx = drag_.box.x - start.x, drag_.dy = drag_.box.y - start.y;
            break;
        }
        case Drag::Kind::draw: {
            const auto from = to_mm(drag_.from), to = to_mm(at);
            const desk::Edges edges{to.x < from.x, to.y < from.y, to.x >= from.x, to.y >= from.y};
            auto snap = desk::snapped(between(from, to), edges, other_boxes(), reach);
            drag_.box = snap.box;
            drag_.guides = std::move(snap.guides);
            break;
        }
        case Drag::Kind::band: drag_.box = between(to_mm(drag_.from), to_mm(at)); break;
    }
    Refresh(false);
}

void DesignerCanvas::end_drag() {
    const Drag drag = drag_;
    drag_ = {};
    if (drag.begun && drag.kind == Drag::Kind::box) {
        if (drag.edges.moves())
            state_.edit([&](auto& document) {
                document.end_merging();
                document.move(state_.chosen, drag.dx, drag.dy);
                document.end_merging();
            });
        else
            state_.edit([&](auto& document) {
                document.end_merging();
                document.set_box(state_.chosen[0], drag.box, "大きさ");
                document.end_merging();
            });
    } else if (drag.kind == Drag::Kind::draw) {
        if (drag.begun && drag.box.width >= 1.5 && drag.box.height >= 1.5) add_drawn(drag.box);
    } else if (drag.begun && drag.kind == Drag::Kind::band) {
        const auto& fields = state_.document.form().fields;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto& box = fields[i].box_mm;
            const bool inside = box.x >= drag.box.x && box.y >= drag.box.y && box.x + box.width <= drag.box.x + drag.box.width && box.y + box.height <= drag.box.y + drag.box.height;
            if (fields[i].page == state_.page && inside && !state_.is_chosen(i)) state_.chosen.push_back(i);
        }
        state_.chose();
    }
    changed();
}

void DesignerCanvas::add_drawn(const ocr::BoxMm& box) {
    ocr::FieldTemplate field;
    field.page = state_.page;
    field.box_mm = box;
    const int only = state_.only();
    const ocr::Mark mark = tool_ == DesignTool::check ? ocr::Mark::check : ocr::Mark::circle;
    const bool choice = tool_ == DesignTool::circle || tool_ == DesignTool::check;
    if (choice && only >= 0) {
        // Drawn beside the chosen choice: one more of its options.
        const auto& chosen = state_.document.field(static_cast<std::size_t>(only));
        if (chosen.kind == ocr::FieldKind::choice && chosen.mark == mark && chosen.page == state_.page) {
            state_.edit([&](auto& document) { document.add_option(static_cast<std::size_t>(only), box); });
            return;
        }
    }
    switch (tool_) {
        case DesignTool::select: return;
        case DesignTool::comb:
            field.kind = ocr::FieldKind::digits;
            field.cells = std::clamp(int(std::lround(box.width / std::max(2.0, box.height * 0.75))), 2, 60);
            break;
        case DesignTool::line: field.kind = ocr::FieldKind::kanji; break;
        case DesignTool::crop: field.kind = ocr::FieldKind::image; break;
        case DesignTool::circle:
        case DesignTool::check:
            field.kind = ocr::FieldKind::choice;
            field.mark = mark;
            field.pick_many = tool_ == DesignTool::check;
            field.options.push_back({"1", box});
            break;
    }
    state_.edit([&](auto& document) { state_.chosen = {document.add(field)}; });
    state_.chose();
    if (!choice) choose_tool(DesignTool::select);
}

void DesignerCanvas::next_field(int step) {
    const auto& fields = state_.document.form().fields;
    if (fields.empty()) return;
    const int count = static_cast<int>(fields.size());
    const int from = state_.chosen.empty() ? (step > 0 ? -1 : count) : static_cast<int>(state_.chosen[0]);
    const auto at = static_cast<std::size_t>((from + step + count) % count);
    state_.chosen = {at};
    state_.page = fields[at].page;
    state_.chose();
    show_chosen();
}

void DesignerCanvas::nudge(double dx, double dy, bool resize) {
    if (state_.chosen.empty() || !state_.may_edit) return;
    state_.edit([&](auto& document) {
        if (!resize) return document.move(state_.chosen, dx, dy);
        const auto& box = document.field(state_.chosen[0]).box_mm;
        document.set_box(state_.chosen[0], desk::dragged(box, {false, false, true, true}, dx, dy), "大きさ");
    });
}

void DesignerCanvas::cells_by(int step) {
    const int only = state_.only();
    if (only < 0 || !state_.may_edit) return;
    const auto at = static_cast<std::size_t>(only);
    const int cells = state_.document.field(at).cells;
    state_.edit([&](auto& document) { document.set_cells(at, std::max(cells == 0 && step > 0 ? 2 : 0, cells + step)); });
}

bool DesignerCanvas::plain_key(wxKeyEvent& event) {
    const int key = event.GetKeyCode();
    switch (key) {
        case 'V': choose_tool(DesignTool::select); return true;
        case 'C': choose_tool(DesignTool::comb); return true;
        case 'L': choose_tool(DesignTool::line); return true;
        case 'O': choose_tool(DesignTool::circle); return true;
        case 'M': choose_tool(DesignTool::check); return true;
        case 'I': choose_tool(DesignTool::crop); return true;
        case WXK_F2: if (rename && state_.only() >= 0) rename(); return true;
        case WXK_INSERT: case WXK_NUMPAD_INSERT: if (take_offer) take_offer(); return true;
        case WXK_DELETE: case WXK_NUMPAD_DELETE:
            if (!state_.chosen.empty() && state_.may_edit) {
                const auto gone = state_.chosen;
                state_.chosen.clear();
                state_.edit([&](auto& document) { document.remove(gone); });
                state_.chose();
            } else if (decline_offer) {
                decline_offer();
            }
            return true;
        case '+': case WXK_NUMPAD_ADD: case ';': case '=': cells_by(1); return true;
        case '-': case WXK_NUMPAD_SUBTRACT: cells_by(-1); return true;
        default: return false;
    }
}

void DesignerCanvas::on_key(wxKeyEvent& event) {
    if (!state_.paper()) return event.Skip();
    const int key = event.GetKeyCode();
    const double step = event.ShiftDown() ? 1.0 : 0.1;
    if (!event.ControlDown()) {
        if (key == WXK_LEFT) return nudge(-step, 0, event.AltDown());
        if (key == WXK_RIGHT) return nudge(step, 0, event.AltDown());
        if (key == WXK_UP) return nudge(0, -step, event.AltDown());
        if (key == WXK_DOWN) return nudge(0, step, event.AltDown());
        if (key == WXK_TAB && !event.AltDown()) return next_field(event.ShiftDown() ? -1 : 1);
        if (!event.AltDown() && plain_key(event)) return;
    }
    if (key == WXK_ESCAPE) {
        if (drag_.kind != Drag::Kind::none) {
            drag_ = {};
            if (HasCapture()) ReleaseMouse();
            changed();
            return;
        }
    }
    event.Skip();
}

}  // namespace yorozu::gui
