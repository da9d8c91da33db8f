// 業務フロー: changes to the open flow, each one step that can be undone.
#include <wx/notebook.h>

#include <algorithm>

#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/flows/flow_find_kind.h"
#include "workbench/gui/flows/flow_kinds.h"
#include "workbench/gui/flows/flow_pad.h"
#include "workbench/gui/flows/flow_properties.h"
#include "workbench/gui/flows/flow_room.h"

namespace yorozu::gui {

bool FlowRoom::edit(const desk::FlowEdits& edits, const std::string& sentence, const std::string& merge) {
    if (!state_.editable() || edits.empty()) return false;
    auto& document = state_.open->opened.document;
    const auto steps = document.history().size();
    if (const auto why = document.apply(edits, sentence, merge); !why.empty()) {
        session_.say({Message::Kind::doubt, said(why)});
        return false;
    }
    if (document.history().size() > steps) {
        const std::weak_ptr<FlowTab> weak = state_.open;
        const auto again = [this, weak](bool back) {
            const auto tab = weak.lock();
            if (!tab || std::find(state_.tabs.begin(), state_.tabs.end(), tab) == state_.tabs.end()) return;
            show_tab(tab);
            if (back ? tab->opened.document.undo() : tab->opened.document.redo()) changed();
        };
        session_.undo.did({said(document.undo_sentence()), [again] { again(true); }, [again] { again(false); }});
    }
    changed();
    return true;
}

void FlowRoom::changed() {
    auto& tab = *state_.open;
    ++tab.version;
    end_watching();
    const auto before = tab.diagrams;
    tab.count();
    if (tab.diagrams != before) place_canvases();
    show_all();
    session_.title_changed();
    tabs_->SetPageText(static_cast<std::size_t>(tabs_->GetSelection()), tab.name() + (unsaved(tab) ? wxString::FromUTF8("＊") : wxString()));
    draft_timer_.StartOnce(1500);
}

/// After the chosen step when there is one; else at a free place in the first lane.
void FlowRoom::create(desk::NewNode made) {
    if (!state_.open) make_new();
    if (!state_.editable()) return;
    const auto& tab = *state_.open;
    if (!tab.only().empty() && tab.flow().node(tab.only())) return append(std::move(made));
    int from = 1;
    if (made.id.empty()) made.id = desk::free_flow_id(tab.flow(), "New_", from);
    // The last step that has no way on is what a person goes on from.
    for (auto id = canvas().scene().reading_order().rbegin(); id != canvas().scene().reading_order().rend(); ++id) {
        const auto* node = tab.flow().node(*id);
        if (!node || !node->is_flow_node() || node->kind == flows::NodeKind::end_event || !node->outgoing.empty()) continue;
        state_.choose(tab.side, {*id});
        return append(std::move(made));
    }
    const auto seen = canvas().view();
    const std::string id = made.id;
    if (state_.apply(desk::create_at(tab.flow(), tab.diagram(), made, {seen.x + 80, seen.y + 48}))) go_to(id);
}

void FlowRoom::append(desk::NewNode made) {
    if (!state_.editable() || state_.open->only().empty()) return;
    const auto& flow = state_.open->flow();
    int from = 1;
    if (made.id.empty()) made.id = desk::free_flow_id(flow, "New_", from);
    const bool nameless = made.name.empty() && (made.kind <= flows::NodeKind::ad_hoc_sub_process || made.kind >= flows::NodeKind::data_object);
    const std::string id = made.id;
    const std::string sentence = "「" + (made.name.empty() ? std::string(kind_word(made.kind, made.trigger)) : made.name) + "」を置く";
    if (!state_.apply(desk::append_after(flow, state_.open->diagram(), made, state_.open->only()), sentence)) return;
    go_to(id);
    if (nameless) canvas().edit_text(id);
}

void FlowRoom::ask_kind() {
    if (!state_.may_edit) return;
    if (!state_.open) make_new();
    if (!state_.open) return;
    const auto* thing = canvas().scene().find(state_.open->only());
    const wxPoint at = thing ? canvas().to_screen({thing->box.right() + 12, thing->box.y}) : wxPoint(FromDIP(40), FromDIP(40));
    finds_[std::min<std::size_t>(state_.open->side, 1)]->begin(at);
}

void FlowRoom::open_pad() {
    if (!state_.editable()) return;
    const auto* thing = canvas().scene().find(state_.open->only());
    if (!thing) return;
    const wxPoint a = canvas().to_screen({thing->box.x, thing->box.y}), b = canvas().to_screen({thing->box.right(), thing->box.bottom()});
    const auto* node = state_.open->flow().node(thing->id);
    pads_[std::min<std::size_t>(state_.open->side, 1)]->begin({a, wxSize(b.x - a.x, b.y - a.y)}, node && node->is_flow_node());
}

void FlowRoom::choose_kind() { properties_->edit("kind"); }

void FlowRoom::copy(bool cut) {
    if (!state_.open || state_.open->chosen.empty()) return;
    state_.clip = desk::copy_shapes(state_.open->flow(), state_.open->diagram(), state_.open->chosen);
    if (!cut || state_.clip.empty()) return;
    const auto edits = desk::remove_elements(state_.open->flow(), state_.open->diagram(), state_.open->chosen);
    state_.choose(state_.open->side, {});
    state_.apply(edits, "切り取り");
}

void FlowRoom::paste() {
    if (!state_.editable() || state_.clip.empty()) return;
    const auto seen = canvas().view();
    auto corner = state_.clip.corner;
    const bool in_view = corner.x >= seen.x && corner.y >= seen.y && corner.x < seen.right() - 40 && corner.y < seen.bottom() - 40;
    corner = in_view ? flows::Point{corner.x + 20, corner.y + 20} : flows::Point{seen.x + 60, seen.y + 16};
    std::vector<std::string> ids;
    const auto side = state_.open->side;
    if (state_.apply(desk::paste_shapes(state_.open->flow(), state_.open->diagram(), state_.clip, corner, ids), "貼り付け")) {
        state_.clip.corner = corner;
        state_.choose(side, ids);
    }
}

void FlowRoom::duplicate() {
    if (!state_.editable() || state_.open->chosen.empty()) return;
    const auto clip = desk::copy_shapes(state_.open->flow(), state_.open->diagram(), state_.open->chosen);
    std::vector<std::string> ids;
    const auto side = state_.open->side;
    if (!clip.empty() && state_.apply(desk::paste_shapes(state_.open->flow(), state_.open->diagram(), clip, {clip.corner.x + 20, clip.corner.y + 20}, ids), "複製")) state_.choose(side, ids);
}

}  // namespace yorozu::gui
