// 帳票: opening and leaving the room, edits, saving. The panes are in designer_panes.cpp, the jobs in designer_jobs.cpp.
#include "workbench/gui/templates/designer_room.h"

#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/splitter.h>

#include <algorithm>

#include "workbench/desk/templates/template_saving.h"
#include "workbench/desk/templates/unsaved_template.h"
#include "workbench/gui/controls/sash.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/templates/designer.h"
#include "workbench/gui/templates/designer_canvas.h"
#include "workbench/gui/templates/designer_properties.h"
#include "workbench/gui/templates/designer_trial.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

DesignerRoom::DesignerRoom(wxWindow* parent, Session& session) : Room(parent, session), trial_wait_(this), mix_up_wait_(this), draft_wait_(this) {
    state_.edit = [this](const DesignerState::Edit& edit) { do_edit(edit); };
    state_.chose = [this] { show_choice(); };
    auto* outer = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    auto* left = new wxPanel(outer);
    auto* inner = new wxSplitterWindow(outer, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    auto* centre = new wxPanel(inner);
    auto* right = new wxSplitterWindow(inner, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    build_left(left);
    build_centre(centre);
    build_right(right);
    outer->SetMinimumPaneSize(FromDIP(200));
    inner->SetMinimumPaneSize(FromDIP(200));
    outer->SplitVertically(left, inner);
    inner->SplitVertically(centre, right);
    keep_sash(*outer, session.memory, "designer-fields", Pane::first, [this](int width) { return FromDIP(width < FromDIP(1300) ? 300 : 306); });
    keep_sash(*inner, session.memory, "designer-properties", Pane::second, [this](int width) { return FromDIP(width < FromDIP(1000) ? 300 : 346); });
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(outer, 1, wxEXPAND);
    SetSizer(whole);
    Bind(wxEVT_TIMER, [this](wxTimerEvent& event) {
        if (&event.GetTimer() == &trial_wait_) try_on();
        else if (&event.GetTimer() == &draft_wait_) keep_draft();
        else look_for_mix_ups();
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const bool arrows = event.GetModifiers() == wxMOD_CONTROL && (event.GetKeyCode() == WXK_LEFT || event.GetKeyCode() == WXK_RIGHT);
        const bool typing = properties_->IsDescendant(FindFocus()) && FindFocus() != properties_;
        if (arrows && !typing && !samples_.empty()) return next_sample(event.GetKeyCode() == WXK_LEFT ? -1 : 1);
        event.Skip();
    });
    show_all();
}

wxString DesignerRoom::title() const {
    if (!state_.open) return tr("帳票");
    return tr("帳票 — ") + shown(state_.document.form().title) + (state_.document.modified() ? " *" : "");
}

void DesignerRoom::open(const std::string& subject) {
    if (subject.empty()) return;
    const fs::path inside = session_.is_open() ? desk::template_place(session_.folder, subject) : fs::path();
    open_file(!inside.empty() && fs::exists(inside) ? inside : fs::path(subject));
}

void DesignerRoom::enter() {
    state_.may_edit = may_change();
    if (!state_.may_edit) session_.say({Message::Kind::notice, tr("帳票の変更は IT 担当の権限です。見ることと試し読みはできます")});
    list_templates();
    offer_draft();
    show_note();
    canvas_->SetFocus();
}

std::vector<wxWindow*> DesignerRoom::panes() { return {fields_, canvas_, properties_, trial_}; }

bool DesignerRoom::take_files(const std::vector<fs::path>& files) {
    if (files.empty()) return false;
    if (!state_.open || files[0].extension() == ".json") {
        if (may_drop_changes()) open_file(files[0]);
    } else {
        add_samples(files);
    }
    return true;
}

bool DesignerRoom::back() {
    if (!state_.differences.empty()) {
        state_.differences.clear();
        canvas_->follow();
        return true;
    }
    if (canvas_->tool() != DesignTool::select) {
        canvas_->choose_tool(DesignTool::select);
        return true;
    }
    if (state_.chosen.empty()) return false;
    state_.chosen.clear();
    show_choice();
    return true;
}

bool DesignerRoom::may_change() {
    if (!session_.is_open()) return true;
    try {
        desk::require(*session_.workspace, {desk::Right::it, desk::Right::admin});
        return true;
    } catch (const desk::NotAllowed&) {
        return false;
    }
}

// Edits.

void DesignerRoom::do_edit(const DesignerState::Edit& edit) {
    if (!state_.open || !state_.may_edit) return;
    const auto steps = state_.document.steps();
    edit(state_.document);
    if (state_.document.steps() > steps) {
        const int document = document_number_;
        session_.undo.did({said(state_.document.undo_sentence()),
                           [this, document] { if (document == document_number_ && state_.document.undo()) after_change(); },
                           [this, document] { if (document == document_number_ && state_.document.redo()) after_change(); }});
    }
    after_change();
}

void DesignerRoom::after_change() {
    state_.findings = desk::findings_of(state_.document.form());
    tallies_.clear();
    show_fields();
    show_choice();
    show_note();
    draft_wait_.StartOnce(700);
    session_.title_changed();
    if (!samples_.empty()) trial_wait_.StartOnce(350);
}

void DesignerRoom::show_note() {
    if (!state_.open) return;
    const auto sentence = state_.document.undo_sentence();
    if (sentence.empty()) return session_.note(state_.document.modified() ? tr("未保存の変更あり") : tr("保存した形のまま"));
    session_.note((state_.document.modified() ? tr("未保存　元に戻す：") : tr("保存済み　元に戻す：")) + said(sentence));
}

void DesignerRoom::align(desk::TemplateDocument::Align to) {
    if (state_.chosen.size() > 1) do_edit([&](auto& document) { document.align(state_.chosen, to); });
}

void DesignerRoom::take_offer() {
    if (state_.offer < 0 || !state_.may_edit) return;
    const auto offer = static_cast<std::size_t>(state_.offer);
    do_edit([&](auto& document) { document.take_offer(offer); });
    if (state_.offer >= 0) state_.page = state_.document.offers()[static_cast<std::size_t>(state_.offer)].field.page;
    show_choice();
}

void DesignerRoom::decline_offer() {
    if (state_.offer < 0 || !state_.may_edit) return;
    const auto offer = static_cast<std::size_t>(state_.offer);
    do_edit([&](auto& document) { document.decline_offer(offer); });
}

// Opening.

bool DesignerRoom::may_drop_changes() {
    if (!state_.open || !state_.document.modified()) return true;
    const int answer = wxMessageBox(wxString::Format(tr("「%s」の変更を保存しますか？"), shown(state_.document.form().title)), tr("帳票"), wxYES_NO | wxCANCEL | wxICON_QUESTION, this);
    if (answer == wxYES) return save();
    if (answer != wxNO) return false;
    draft_wait_.Stop();
    if (session_.is_open()) desk::drop_unsaved(draft_of_, *session_.workspace);
    draft_of_.clear();
    return true;
}

void DesignerRoom::keep_draft() {
    if (!state_.open || !session_.is_open()) return;
    const auto id = state_.document.modified() ? state_.document.form().id : std::string();
    try {
        if (draft_of_ != id) desk::drop_unsaved(draft_of_, *session_.workspace);
        draft_of_ = id;
        if (!id.empty()) desk::keep_unsaved(state_.document, blanks_, *session_.workspace);
    } catch (...) {  // the next change tries again
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

/// After a crash: what was being edited is offered, not forced on anybody.
void DesignerRoom::offer_draft() {
    if (state_.open || !session_.is_open() || !state_.may_edit) return;
    const auto drafts = desk::unsaved_templates(*session_.workspace);
    if (drafts.empty()) return;
    const auto& draft = drafts.front();
    Action go_on{.id = "forms.draft", .label = tr("続きから"), .run = [this, id = draft.form_id] { take_up_draft(id); }};
    Action drop{.id = "forms.drop-draft", .label = tr("捨てる"), .run = [this, id = draft.form_id] { desk::drop_unsaved(id, *session_.workspace); }};
    session_.say({Message::Kind::doubt, wxString::Format(tr("「%s」に、保存していない変更があります。"), shown(draft.title)), {go_on, drop}});
}

void DesignerRoom::take_up_draft(const std::string& form_id) {
    try {
        OpenedForm got;
        got.form = desk::take_up_unsaved(form_id, *session_.workspace);
        for (const auto& page : got.form.pages) got.blanks.push_back({page, page.blank_image, 0, 0, ""});
        ++document_number_;
        opened(std::move(got));
        draft_of_ = form_id;
        state_.document.never_saved();
        show_note();
        session_.title_changed();
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

bool DesignerRoom::save() {
    if (!state_.open) return false;
    if (!session_.is_open()) {
        session_.say({Message::Kind::doubt, tr("ワークスペースが開いていないので保存できません。ワークスペースを開いてください")});
        return false;
    }
    try {
        desk::save_document(state_.document, blanks_, *session_.workspace, session_.clock());
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
        return false;
    }
    const auto faults = std::count_if(state_.findings.begin(), state_.findings.end(), [](const auto& finding) { return !finding.warning; });
    if (faults > 0) session_.say({Message::Kind::doubt, wxString::Format(tr("保存しました。直すところが %d 件あるあいだ、この帳票は読み取りに使われません"), static_cast<int>(faults))});
    session_.changed();
    after_change();
    keep_draft();  // there is none any more
    session_.note(tr("保存しました：") + shown(state_.document.form().title));
    mix_up_wait_.StartOnce(10);
    return true;
}

Room* make_designer_room(wxWindow* parent, Session& session) { return new DesignerRoom(parent, session); }

}  // namespace yorozu::gui
