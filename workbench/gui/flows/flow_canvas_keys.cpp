// What keys do on a diagram: everything that the pointer does.
#include <wx/event.h>

#include "workbench/gui/flows/flow_canvas.h"

namespace yorozu::gui {

void FlowCanvas::choose(const std::string& id) {
    if (id.empty()) return;
    state_.choose(side_, {id});
    show_place(id);
}

void FlowCanvas::walk(desk::Way way) {
    const std::string from = is_side() && !state_.open->chosen.empty() ? state_.open->chosen[0] : std::string();
    choose(scene_.next(from, way));
}

/// 「審査する」を動かす, 3 個を動かす.
std::string FlowCanvas::named(const std::string& deed) const {
    const auto& chosen = state_.open->chosen;
    return chosen.size() == 1 ? "「" + flow().called(chosen[0]) + "」" + deed : std::to_string(chosen.size()) + " 個" + deed;
}

void FlowCanvas::nudge(double dx, double dy) {
    if (!is_side() || state_.open->chosen.empty() || !state_.may_edit) return;
    state_.apply(desk::move_shapes(flow(), diagram(), state_.open->chosen, dx, dy), named("を動かす"), "move");
    show_place(state_.open->chosen[0]);
}

bool FlowCanvas::plain_key(int key) {
    switch (key) {
        case WXK_RETURN: case WXK_NUMPAD_ENTER: case WXK_F2:
            if (is_side() && !state_.open->only().empty() && state_.may_edit) edit_text(state_.open->only());
            return true;
        case WXK_SPACE: if (open_pad) open_pad(); return true;
        case 'N': if (ask_kind) ask_kind(); return true;
        case 'M': if (edit_minutes) edit_minutes(); return true;
        case 'L': if (toggle_link) toggle_link(); return true;
        case 'H':
            state_.tool = state_.tool == FlowTool::hand ? FlowTool::select : FlowTool::hand;
            if (state_.tool_changed) state_.tool_changed();
            return true;
        case WXK_DELETE: case WXK_NUMPAD_DELETE: case WXK_BACK:
            if (is_side() && !state_.open->chosen.empty() && state_.may_edit) {
                const auto edits = desk::remove_elements(flow(), diagram(), state_.open->chosen);
                const auto sentence = named("を消す");
                state_.choose(side_, {});
                state_.apply(edits, sentence);
            }
            return true;
        case '+': case ';': case '=': case WXK_NUMPAD_ADD: zoom_by(1.25); return true;
        case '-': case WXK_NUMPAD_SUBTRACT: zoom_by(1 / 1.25); return true;
        default: return false;
    }
}

void FlowCanvas::on_key(wxKeyEvent& event) {
    if (diagram() < 0) {
        if (event.GetKeyCode() == 'N' && !event.HasAnyModifiers() && ask_kind) return ask_kind();
        return event.Skip();
    }
    const int key = event.GetKeyCode();
    const bool arrow = key == WXK_LEFT || key == WXK_RIGHT || key == WXK_UP || key == WXK_DOWN;
    if (arrow && event.ControlDown() && !event.AltDown() && (key == WXK_UP || key == WXK_DOWN)) {
        if (jump) jump();
        return;
    }
    if (arrow && event.AltDown() && !event.ControlDown()) {
        const double step = event.ShiftDown() ? 1 : 10;
        return nudge(key == WXK_LEFT ? -step : key == WXK_RIGHT ? step : 0, key == WXK_UP ? -step : key == WXK_DOWN ? step : 0);
    }
    if (arrow && !event.HasAnyModifiers())
        return walk(key == WXK_RIGHT ? desk::Way::onward : key == WXK_LEFT ? desk::Way::back : key == WXK_UP ? desk::Way::up : desk::Way::down);
    if (key == WXK_TAB && !event.ControlDown() && !event.AltDown())
        return choose(scene_.in_order(is_side() && !state_.open->chosen.empty() ? state_.open->chosen[0] : std::string(), event.ShiftDown() ? -1 : 1));
    if (!event.ControlDown() && !event.AltDown() && plain_key(key)) return;
    if (key == WXK_ESCAPE && busy()) return cancel();
    event.Skip();
}

}  // namespace yorozu::gui
