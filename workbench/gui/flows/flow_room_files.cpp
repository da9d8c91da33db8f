// 業務フロー: opening, saving, drafts, tabs.
#include <wx/filedlg.h>
#include <wx/msgdlg.h>
#include <wx/notebook.h>
#include <wx/textdlg.h>
#include <wx/utils.h>

#include <algorithm>

#include "workbench/desk/flows/flow_attach.h"
#include "workbench/desk/flows/flow_import.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_list.h"
#include "workbench/gui/flows/flow_problems.h"
#include "workbench/gui/flows/flow_properties.h"
#include "workbench/gui/flows/flow_room.h"
#include "workbench/gui/flows/flow_shelf.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/frame/samples.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

constexpr std::uintmax_t large_file = 1 << 20;   ///< is read in some 20 ms

void FlowRoom::enter() {
    if (!session_.is_open()) return;
    look_for_attachable();
    if (list_->IsShown()) {
        list_->load();
        list_->focus();
    } else {
        canvas().SetFocus();
        note_.clear();
        show_note();
    }
}

/// Templates and scenarios come and go in other rooms.
void FlowRoom::look_for_attachable() {
    state_.known = desk::attachable(*session_.workspace);
    for (const auto& tab : state_.tabs) tab->checked = -1;
    problems_->follow();
    shelf_->follow();
}

void FlowRoom::open(const std::string& subject) {
    if (!subject.empty()) open_flow(subject);
}

/// What is not saved stays as a draft and is offered when the flow is opened again.
bool FlowRoom::leave() {
    keep_drafts();
    return true;
}

bool FlowRoom::take_files(const std::vector<fs::path>& files) {
    bool any = false;
    for (const auto& file : files)
        if (file.extension() == ".csv") {
            try {
                add_tab(desk::open_step_list(*session_.workspace, file)), any = true;
            } catch (...) {
                session_.say({Message::Kind::failure, words_of(std::current_exception())});
                return true;
            }
        } else if (file.extension() == ".bpmn" || file.extension() == ".xml") open_from_outside(file), any = true;
    return any || (files.size() == 1 && files[0].extension() == ".json" && attach(files[0]));
}

/// A template or scenario that is dropped hangs on the step under the pointer, else on the chosen one.
bool FlowRoom::attach(const fs::path& json) {
    if (!state_.editable()) return false;
    for (std::size_t side = 0; side < std::min<std::size_t>(2, state_.open->diagrams.size()); ++side)
        if (const auto id = canvases_[side]->step_at(canvases_[side]->ScreenToClient(wxGetMousePosition())); !id.empty()) state_.choose(side, {id});
    const auto* node = state_.open->flow().node(state_.open->only());
    if (!node || !node->is_activity()) {
        session_.say({Message::Kind::doubt, tr("付ける工程の上に落としてください（または工程を一つ選んでから）")});
        return true;
    }
    try {
        state_.apply({flows::Attach{node->id, desk::with_file(node->attachments, json)}});
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
    return true;
}

/// What came from the shelf hangs on the chosen step.
void FlowRoom::hang(const wxString& dragged) {
    const auto thing = FlowShelf::Thing::from(dragged);
    if (!thing || !state_.editable()) return;
    const auto* node = state_.open->flow().node(state_.open->only());
    if (!node || !node->is_activity()) return session_.say({Message::Kind::doubt, tr("付ける工程の上に落としてください（または工程を一つ選んでから）")});
    auto attached = node->attachments;
    (thing->scenario ? attached.scenario_id : attached.template_id) = thing->id;
    state_.apply({flows::Attach{node->id, attached}});
}

void FlowRoom::show_shelf(bool on) {
    shelf_->follow();
    shelf_->Show(on);
    work_->Layout();
    if (on) shelf_->focus();
    else canvas().SetFocus();
}

void FlowRoom::import_csv() {
    if (!session_.is_open()) return;
    wxFileDialog dialog(this, tr("工程表を取り込む"), "", "", tr("工程表（CSV：レーン,工程,分）") + "|*.csv", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() != wxID_OK) return;
    try {
        add_tab(desk::open_step_list(*session_.workspace, fs::u8path(utf8(dialog.GetPath()))));
        draft_timer_.StartOnce(1500);
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

void FlowRoom::add_tab(desk::OpenedFlow opened) {
    auto tab = std::make_shared<FlowTab>(FlowTab{std::move(opened), {}, 0, {}, {}, 0, -1, 0, {}});
    tab->count();
    state_.tabs.push_back(tab);
    showing_tab_ = true;
    tabs_->AddPage(new wxPanel(tabs_, wxID_ANY, wxDefaultPosition, wxSize(1, 1)), tab->name(), false);
    showing_tab_ = false;
    show_tab(tab);
    if (tab->opened.fault.empty()) offer_places();
    else session_.say({Message::Kind::doubt, said(tab->opened.fault) + tr("。読めた所だけを見せています。ファイルは変えません。")});
}

/// Files without drawing, or with half of one, say where nothing stands: places are offered, never taken without asking.
void FlowRoom::offer_places() {
    std::size_t missing = 0;
    for (const int diagram : state_.open->diagrams) missing += desk::undrawn(state_.open->flow(), diagram).size();
    if (state_.open->diagrams.empty()) return session_.say({Message::Kind::doubt, tr("このファイルには図がありません。中身は消えませんが、この部屋では見られません")});
    if (!missing || !state_.may_edit) return;
    Action place{.id = "flows.place", .label = tr("並べる"), .run = [this] {
                     if (!state_.open) return;
                     desk::FlowEdits all;
                     std::vector<std::string> faults;
                     for (const int diagram : state_.open->diagrams) {
                         const auto edits = desk::arrange_undrawn(state_.open->flow(), diagram, faults);
                         all.insert(all.end(), edits.begin(), edits.end());
                     }
                     state_.apply(all, "図のない要素を並べる");
                 }};
    session_.say({Message::Kind::doubt, wxString::Format(tr("図の位置がない要素が %zu 個あります。"), missing), {place}});
}

void FlowRoom::show_tab(const std::shared_ptr<FlowTab>& tab) {
    const auto at = std::find(state_.tabs.begin(), state_.tabs.end(), tab);
    if (at == state_.tabs.end()) return;
    show_list(false);
    const bool other = state_.open != tab;
    if (other) end_watching();
    state_.open = tab;
    const auto& processes = tab->flow().processes;
    state_.may_edit = session_.is_open() && tab->opened.fault.empty() && desk::may_change_flows(*session_.workspace, processes.empty() ? "" : processes[0].department);
    showing_tab_ = true;
    tabs_->SetSelection(static_cast<std::size_t>(at - state_.tabs.begin()));
    showing_tab_ = false;
    canvas().SetFocus();
    // Once more after the list is gone: hiding what had the focus may have taken it away again.
    CallAfter([this] { if (state_.open && work_->IsShownOnScreen() && !canvas().HasFocus()) canvas().SetFocus(); });
    if (!other) return;
    place_canvases();
    show_all();
    session_.title_changed();
}

void FlowRoom::open_flow(const fs::path& file) {
    for (const auto& tab : state_.tabs)
        if (tab->opened.file == file) return show_tab(tab);
    read_flow(file, [this, file](desk::OpenedFlow opened) {
        add_tab(std::move(opened));
        offer_draft(file);
    });
}

/// A large file is read off the UI thread; it may be stopped, and is then dropped when it is read.
void FlowRoom::read_flow(const fs::path& file, std::function<void(desk::OpenedFlow)> then) {
    std::error_code none;
    if (const auto size = fs::file_size(file, none); none || size < large_file) {
        try {
            then(desk::open_flow(file));
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
        return;
    }
    session_.jobs.start<desk::OpenedFlow>({tr("業務フローを開く"), shown(file.filename().string()), {}}, this,
        [file](JobControl&) { return desk::open_flow(file); },
        [this, then = std::move(then)](JobEnd<desk::OpenedFlow> end) {
            if (end.failure) session_.say({Message::Kind::failure, words_of(end.failure)});
            else if (!end.stopped && session_.is_open()) then(std::move(*end.result));
        });
}

void FlowRoom::offer_draft(const fs::path& file) {
    if (!fs::exists(desk::draft_of(file))) return;
    state_.open->other_draft = true;
    Action go_on{.id = "flows.draft", .label = tr("続きから"), .run = [this, file] { open_draft(file); }};
    Action drop{.id = "flows.drop-draft", .label = tr("捨てる"), .run = [this, file] {
                    desk::drop_draft(file);
                    for (const auto& tab : state_.tabs)
                        if (tab->opened.file == file) tab->other_draft = false;
                }};
    session_.say({Message::Kind::doubt, wxString::Format(tr("「%s」には保存していない変更が残っています。"), state_.open->name()), {go_on, drop}});
}

void FlowRoom::open_draft(const fs::path& file) {
    for (const auto& tab : state_.tabs)
        if (tab->opened.file == file) {
            if (unsaved(*tab)) return show_tab(tab);   // what is being worked on is never replaced
            show_tab(tab);
            close_tab();
            break;
        }
    try {
        add_tab(desk::open_draft(file));
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

/// A file from elsewhere becomes a flow of this workspace when it is saved.
void FlowRoom::open_from_outside(const fs::path& file) {
    if (!session_.is_open()) return;
    std::error_code error;
    if (fs::equivalent(file.parent_path(), desk::flows_folder(*session_.workspace), error)) return open_flow(file);
    read_flow(file, [this, file](desk::OpenedFlow opened) {
        if (!opened.fault.empty()) return add_tab(std::move(opened));   // only looked at, where it lies
        opened.file = desk::free_flow_file(*session_.workspace, file.stem().string());
        opened.from_draft = true;
        add_tab(std::move(opened));
        draft_timer_.StartOnce(1500);
    });
}

void FlowRoom::ask_for_file() {
    wxFileDialog dialog(this, tr("業務フローを開く"), "", "", "BPMN 2.0|*.bpmn;*.xml", wxFD_OPEN | wxFD_FILE_MUST_EXIST | wxFD_MULTIPLE);
    if (dialog.ShowModal() != wxID_OK) return;
    wxArrayString files;
    dialog.GetPaths(files);
    for (const auto& file : files) open_from_outside(fs::u8path(utf8(file)));
}

void FlowRoom::make_new() {
    if (!session_.is_open()) return;
    if (!desk::may_change_flows(*session_.workspace, "")) return session_.say({Message::Kind::doubt, tr("業務フローを作るのは所管課の担当です。見ることはできます")});
    auto made = desk::new_flow(*session_.workspace, utf8(tr("新しい業務フロー")));
    made.from_draft = true;
    add_tab(std::move(made));
}

void FlowRoom::take_samples() {
    if (!session_.is_open()) return;
    try {
        const auto files = desk::take_sample_flows(*session_.workspace, samples_folder());
        if (files.empty()) return session_.say({Message::Kind::doubt, tr("見本の業務フローが見つかりません。プログラムを入れ直してください")});
        look_for_attachable();
        for (const auto& file : files) open_flow(file);
        const auto first = std::find_if(state_.tabs.begin(), state_.tabs.end(), [](const auto& tab) { return tab->opened.file.stem() == "tennyu"; });
        if (first != state_.tabs.end()) show_tab(*first);
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

bool FlowRoom::save() {
    if (!state_.open || !session_.is_open()) return false;
    try {
        if (state_.open->other_draft) desk::put_draft_aside(state_.open->opened.file);
        state_.open->other_draft = false;
        desk::save_flow(state_.open->opened, *session_.workspace);
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
        return false;
    }
    state_.open->kept = state_.open->version;
    tabs_->SetPageText(static_cast<std::size_t>(tabs_->GetSelection()), state_.open->name());
    session_.title_changed();
    session_.changed();
    session_.memory.used({session_.folder.string(), "flows", state_.open->opened.file.string(), session_.clock()});
    note_.clear();
    show_note();
    return true;
}

void FlowRoom::close_tab() {
    if (!state_.open) return;
    if (unsaved(*state_.open)) {
        wxMessageDialog ask(this, wxString::Format(tr("「%s」の変更を保存しますか？"), state_.open->name()), tr("業務フロー"), wxYES_NO | wxCANCEL | wxICON_QUESTION);
        ask.SetYesNoCancelLabels(tr("保存する"), tr("下書きに残す"), tr("閉じない"));
        const int answer = ask.ShowModal();
        if (answer == wxID_CANCEL || (answer == wxID_YES && !save())) return;
        if (answer == wxID_NO) keep_drafts();
    }
    const auto at = static_cast<std::size_t>(std::find(state_.tabs.begin(), state_.tabs.end(), state_.open) - state_.tabs.begin());
    end_watching();
    state_.tabs.erase(state_.tabs.begin() + static_cast<std::ptrdiff_t>(at));
    state_.open.reset();
    showing_tab_ = true;
    tabs_->DeletePage(at);
    showing_tab_ = false;
    if (!state_.tabs.empty()) return show_tab(state_.tabs[std::min(at, state_.tabs.size() - 1)]);
    for (auto* one : canvases_) one->follow();
    show_list(true);
    list_->focus();
    session_.title_changed();
    session_.note({});
}

void FlowRoom::keep_drafts() {
    for (const auto& tab : state_.tabs) {
        if (tab->kept == tab->version || !unsaved(*tab)) continue;
        try {
            if (tab->other_draft) desk::put_draft_aside(tab->opened.file);
            tab->other_draft = false;
            desk::keep_draft(tab->opened.file, tab->opened.document.text());
            tab->kept = tab->version;
        } catch (...) {
            session_.say({Message::Kind::failure, tr("下書きを残せません。保存（Ctrl+S）してください：") + words_of(std::current_exception())});
            return;
        }
    }
}

}  // namespace yorozu::gui
