// 業務フロー: what is shown of the open flow, and how both diagrams follow each other.
#include <wx/scrolbar.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_heading.h"
#include "workbench/gui/flows/flow_hours_panel.h"
#include "workbench/gui/flows/flow_kinds.h"
#include "workbench/gui/flows/flow_list.h"
#include "workbench/gui/flows/flow_map.h"
#include "workbench/gui/flows/flow_problems.h"
#include "workbench/gui/flows/flow_properties.h"
#include "workbench/gui/flows/flow_room.h"

namespace yorozu::gui {

/// One diagram has all the place; two stand above or beside each other.
void FlowRoom::place_canvases() {
    const bool pair = state_.open && state_.open->diagrams.size() > 1;
    sheets_[1]->Show(pair);
    canvas_sizer_->SetOrientation(state_.beside ? wxHORIZONTAL : wxVERTICAL);
    if (auto* item = canvas_sizer_->GetItem(sheets_[1])) item->SetFlag(wxEXPAND | (state_.beside ? wxLEFT : wxTOP));
    sheets_[0]->GetParent()->Layout();
}

void FlowRoom::show_list(bool list) {
    list_->Show(list);
    work_->Show(!list);
    Layout();
    if (list) list_->load();
}

/// What is shown on the other side already changes places.
void FlowRoom::show_diagram(std::size_t side, int diagram) {
    auto& tab = *state_.open;
    end_watching();
    clear_marks();
    for (auto& one : tab.diagrams)
        if (one == diagram) one = tab.diagrams[side];
    tab.diagrams[side] = diagram;
    tab.chosen.clear();
    tab.side = side;
    tab.count();
    show_all();
    canvases_[side]->SetFocus();
}

void FlowRoom::next_diagram() {
    const auto all = desk::diagrams_to_show(state_.open->flow());
    const auto side = std::min<std::size_t>(state_.open->side, 1);
    const auto here = std::find(all.begin(), all.end(), state_.open->diagrams[side]);
    if (all.size() > 2 && here != all.end()) show_diagram(side, here + 1 == all.end() ? all.front() : *(here + 1));
}

void FlowRoom::show_all() {
    for (std::size_t side = 0; side < 2; ++side) {
        canvases_[side]->follow();
        headings_[side]->follow();
    }
    hours_->follow();
    problems_->follow();
    show_choice();
    show_scroll_bar();
}

void FlowRoom::show_choice() {
    if (!state_.open) return;
    std::erase_if(state_.open->chosen, [this](const std::string& id) { return !state_.open->flow().find(id); });
    properties_->follow();
    properties_heading_->SetLabel(properties_->heading());
    for (auto* one : canvases_) one->follow_choice();
    map_->Refresh(false);
    show_note();
}

void FlowRoom::show_note() {
    if (!state_.open) return session_.note({});
    const auto& tab = *state_.open;
    wxString words;
    if (const auto& id = tab.only(); !id.empty()) {
        const int number = desk::step_number(tab.flow(), id);
        const wxString name = shown(tab.flow().called(id));
        words = number ? wxString::Format(tr("工程 %d「%s」を選択"), number, name) : wxString::Format(tr("「%s」を選択"), name);
        if (const auto other = desk::counterpart_of(tab.flow(), id); !other.empty()) {
            const auto* node = tab.flow().node(other);
            const wxString variant = node && node->process >= 0 ? wxString(variant_word(tab.flow().processes[static_cast<std::size_t>(node->process)].variant)) : wxString();
            words += wxString::Format(tr("　対応：%s %d"), variant, desk::step_number(tab.flow(), other));
        }
    } else if (tab.chosen.size() > 1) {
        words = wxString::Format(tr("%zu 個を選択"), tab.chosen.size());
    }
    const auto undo = tab.opened.document.undo_sentence();
    if (!undo.empty()) words += (words.empty() ? wxString() : wxString::FromUTF8("　｜　")) + tr("元に戻す：") + said(undo);
    words += wxString::FromUTF8("　｜　") + (unsaved(tab) ? tr("未保存の変更あり") : tr("保存済み")) + wxString::Format(tr("　｜　倍率 %.0f %%"), canvas().scale() * 100);
    if (!tab.opened.fault.empty()) words += tr("　｜　見るだけ。ファイルに誤りがあります");
    else if (!state_.may_edit) words += tr("　｜　見るだけ。変更は所管課の担当");
    if (words == note_) return;
    note_ = words;
    session_.note(words);
}

/// The other diagram follows when scrolling is linked.
void FlowRoom::scrolled(std::size_t side) {
    if (scrolling_ || !state_.open) return;
    scrolling_ = true;
    if (state_.linked && state_.open->diagrams.size() > 1) {
        auto &from = *canvases_[side], &to = *canvases_[1 - side];
        to.set_scale(from.scale());
        to.scroll_to(to.scene().bounds().x + from.view().x - from.scene().bounds().x);
    }
    scrolling_ = false;
    show_scroll_bar();
    map_->Refresh(false);
    show_note();
}

void FlowRoom::show_scroll_bar() {
    if (!state_.open) return;
    const auto all = canvas().scene().bounds();
    const auto seen = canvas().view();
    const double scale = canvas().scale();
    const int range = int(std::max(all.width, seen.width) * scale), thumb = int(seen.width * scale);
    bar_->SetScrollbar(std::clamp(int((seen.x - all.x) * scale), 0, std::max(0, range - thumb)), thumb, range, thumb, false);
}

/// Brings an element into view, on whichever side it is drawn.
void FlowRoom::go_to(const std::string& id) {
    if (!state_.open || id.empty()) return;
    for (std::size_t side = 0; side < state_.open->diagrams.size() && side < 2; ++side) {
        if (!canvases_[side]->scene().find(id)) continue;
        state_.choose(side, {id});
        canvases_[side]->show_place(id);
        canvases_[side]->SetFocus();
        return;
    }
}

void FlowRoom::jump() {
    if (!state_.open || state_.open->diagrams.size() < 2) return;
    const std::string other = desk::counterpart_of(state_.open->flow(), state_.open->only());
    if (!other.empty()) return go_to(other);
    const std::size_t side = 1 - state_.open->side;
    state_.choose(side, {});
    canvases_[side]->SetFocus();
}

}  // namespace yorozu::gui
