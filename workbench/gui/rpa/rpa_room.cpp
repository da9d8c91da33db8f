// RPA: the panes and what is shown in them. Editing is in rpa_editing.cpp, runs in rpa_running.cpp.
#include "workbench/gui/rpa/rpa_room.h"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

#include <fstream>
#include <iterator>

#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/rpa/scenario_files.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/rpa/rpa_form.h"
#include "workbench/gui/rpa/rpa_items.h"
#include "workbench/gui/rpa/rpa_schedules.h"
#include "workbench/gui/rpa/rpa_tree.h"
#include "workbench/gui/rpa/rpa_trial.h"

namespace yorozu::gui {

RpaRoom::RpaRoom(wxWindow* parent, Session& session) : Room(parent, session), timer_(this) {
    lay_out();
    connect();
}

void RpaRoom::lay_out() {
    auto* head = new wxBoxSizer(wxHORIZONTAL);
    scenarios_ = new wxChoice(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(330, -1)));
    set_accessible(*scenarios_, tr("シナリオ"));
    about_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    about_->SetForegroundColour(colours().faint);
    source_words_ = new wxStaticText(this, wxID_ANY, tr("データ: まだ選んでいません"), wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    before_commit_ = new wxCheckBox(this, wxID_ANY, tr("確定の前で止める"));
    before_commit_->SetValue(true);
    head->Add(scenarios_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(10));
    head->Add(source_words_, 1, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(10));
    head->Add(before_commit_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(14));
    head->Add(about_, 1, wxALIGN_CENTRE_VERTICAL);
    const long style = wxSP_LIVE_UPDATE | wxSP_NOBORDER;
    rows_ = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, style);
    left_ = new wxSplitterWindow(rows_, wxID_ANY, wxDefaultPosition, wxDefaultSize, style);
    tree_ = new StepTree(left_);
    right_ = new wxSplitterWindow(left_, wxID_ANY, wxDefaultPosition, wxDefaultSize, style);
    form_ = new StepFormPanel(right_);
    evidence_ = new EvidencePane(right_);
    items_ = new ItemsPane(rows_);
    for (auto* splitter : {rows_, left_, right_}) splitter->SetMinimumPaneSize(FromDIP(150));
    rows_->SetSashGravity(0.64);
    const auto sash = [this](const char* name, int usual) {
        const auto kept = session_.memory.sash.find(name);
        return FromDIP(kept == session_.memory.sash.end() ? usual : kept->second);
    };
    right_->SplitVertically(form_, evidence_, sash("rpa.right", 356));
    left_->SplitVertically(tree_, right_, sash("rpa.left", 566));
    rows_->SplitHorizontally(left_, items_, sash("rpa.rows", 440));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(head, 0, wxEXPAND | wxALL, FromDIP(6));
    column->Add(rows_, 1, wxEXPAND);
    schedules_ = new SchedulesPane(this, session_);
    schedules_->Hide();
    column->Add(schedules_, 1, wxEXPAND);
    trial_ = new TrialPane(this);
    trial_->Hide();
    column->Add(trial_, 1, wxEXPAND);
    SetSizer(column);
}

void RpaRoom::keep_sashes() {
    const std::pair<const char*, wxSplitterWindow*> all[] = {{"rpa.right", right_}, {"rpa.left", left_}, {"rpa.rows", rows_}};
    for (const auto& [name, splitter] : all) session_.memory.sash[name] = splitter->ToDIP(splitter->GetSashPosition());
    session_.memory.save();
}

void RpaRoom::connect() {
    scenarios_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        const int at = scenarios_->GetSelection();
        if (at >= 0 && at < static_cast<int>(kept_.size()) && leave()) show_scenario(kept_[static_cast<std::size_t>(at)].name);
    });
    before_commit_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) { if (control_) control_->stop_before_commit(event.IsChecked()); });
    for (auto* splitter : {rows_, left_, right_}) splitter->Bind(wxEVT_SPLITTER_SASH_POS_CHANGED, [this](wxSplitterEvent& event) { keep_sashes(); event.Skip(); });
    tree_->picked = [this](const std::string&) { show_step(); };
    tree_->opened = [this](const std::string&) { form_->edit_sentence(); };
    tree_->broken = [this](const std::string& place) { toggle_break(place); };
    tree_->dropped = [this](const std::string& place, const std::string& beside, StepTree::Side side) {
        if (may_change_ && !runs()) edit(tr("操作の移動"), [=](rpa::ScenarioDocument& document, std::string& chosen) { return document.move_beside(place, beside, side, chosen); });
    };
    tree_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const int code = event.GetKeyCode(), by = code == WXK_RIGHT ? 1 : code == WXK_LEFT ? -1 : 0;
        // The list would walk for Alt+↑↓, too, before the menu hears of it.
        const int move = code == WXK_DOWN ? 1 : code == WXK_UP ? -1 : 0;
        if (move && event.GetModifiers() == wxMOD_ALT) move_step(move);
        else if (by && event.GetModifiers() == wxMOD_NONE) evidence_->walk(by);
        else event.Skip();
    });
    // Lists walk for these keys before the menu hears of them.
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const int by = event.GetKeyCode() == WXK_DOWN ? 1 : event.GetKeyCode() == WXK_UP ? -1 : 0;
        if (by && event.GetModifiers() == wxMOD_CONTROL && rows_->IsShown()) items_->next_waiting(by);
        else event.Skip();
    });
    form_->edited = [this](const std::string& key, const std::string& json) {
        const std::string place = tree_->chosen();
        edit(wxString::Format(tr("操作 %d の設定"), tree_->number_of(place)), [=](rpa::ScenarioDocument& document, std::string&) { return document.set(place, key, json); });
    };
    items_->picked = [this](std::int64_t) {
        show_journal();
        if (!runs()) evidence_->show(items_->seen(session_.workspace->evidence_folder()), names());
    };
    items_->opened = [this](std::int64_t) { items_->journal().SetFocus(); };
    items_->picture = [this](const std::string& name) {
        std::ifstream in(session_.workspace->evidence_folder() / name, std::ios::binary);
        evidence_->show_picture({std::istreambuf_iterator<char>(in), {}}, wxString::Format(tr("証跡　%lld 番"), static_cast<long long>(items_->chosen())));
    };
    items_->look_up = [this] { look_up(); };
    items_->decide = [this](desk::ItemDecision::What what) { decide(what); };
    trial_->run = [this] { start_trial(); };
    trial_->choose_source = [this] { choose_source(); show_trial(); };
    trial_->hand_over = [this] { hand_over(); };
    trial_->open_step = [this](const std::string& place) {
        show_page(Page::steps);
        tree_->choose(place);
        show_step();
    };
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { follow(); });
}

wxString RpaRoom::title() const {
    const auto* scenario = document_ && document_->reading().scenario ? &*document_->reading().scenario : nullptr;
    return (scenario ? shown(scenario->title) + wxString::FromUTF8(" — ") : wxString()) + tr("RPA");
}

Actions RpaRoom::actions() {
    Actions all = run_actions();
    for (auto& one : edit_actions()) all.push_back(std::move(one));
    return all;
}

void RpaRoom::open(const std::string& subject) {
    if (!subject.empty() && subject != name_ && leave()) show_scenario(subject);
}

void RpaRoom::enter() {
    refresh();
    if (name_.empty() && !kept_.empty()) show_scenario(kept_.front().name);
    if (shows_schedules()) schedules_->table().SetFocus();
    else if (shows_trial()) trial_->table().SetFocus();
    else tree_->SetFocus();
}

bool RpaRoom::leave() {
    if (document_ && may_change_ && document_->text() != saved_) save("");
    return true;
}

bool RpaRoom::shows_schedules() const { return schedules_->IsShown(); }

bool RpaRoom::shows_trial() const { return trial_->IsShown(); }

void RpaRoom::show_page(Page page) {
    rows_->Show(page == Page::steps);
    schedules_->Show(page == Page::schedules);
    trial_->Show(page == Page::trial);
    if (page == Page::schedules) schedules_->show();
    Layout();
    if (page == Page::steps) tree_->SetFocus();
    else (page == Page::schedules ? schedules_->table() : trial_->table()).SetFocus();
}

bool RpaRoom::back() {
    if (rows_->IsShown()) return false;
    show_page(Page::steps);
    return true;
}

std::vector<wxWindow*> RpaRoom::panes() {
    if (shows_schedules()) return {&schedules_->table(), &schedules_->coming(), &schedules_->past()};
    if (shows_trial()) return {&trial_->table(), &trial_->evidence().variables(), &trial_->owner_field()};
    return {tree_, form_, &evidence_->variables(), &items_->table(), &items_->journal()};
}

bool RpaRoom::take_files(const std::vector<std::filesystem::path>& files) {
    if (files.empty()) return false;
    for (const auto& file : files) {
        const auto kind = file.extension();
        if (kind != ".json" && kind != ".side" && kind != ".csv") return false;
    }
    for (const auto& file : files) {
        if (file.extension() == ".csv" && document_) choose_data(file);
        else take_recording(file);
    }
    return true;
}

void RpaRoom::refresh() {
    if (!session_.is_open()) return;
    may_change_ = desk::may_change_scenarios(*session_.workspace);
    may_run_ = desk::may_run_scenarios(*session_.workspace);
    show_scenarios();
    show_items();
    if (shows_schedules()) schedules_->show();
}

void RpaRoom::show_scenarios() {
    kept_ = desk::kept_scenarios(*session_.workspace);
    scenarios_->Clear();
    for (const auto& one : kept_) {
        scenarios_->Append(shown(one.title.empty() ? one.name : one.title));
        if (one.name == name_) scenarios_->SetSelection(static_cast<int>(scenarios_->GetCount()) - 1);
    }
    if (kept_.empty()) about_->SetLabel(tr("録画やシナリオ（Recorder、Selenium IDE、UI.Vision、CSV）をここへ落とすか、「読み込む」で選んでください。"));
}

void RpaRoom::show_scenario(const std::string& name) {
    name_ = name;
    const auto file = desk::scenarios_folder(*session_.workspace) / (name + ".json");
    std::ifstream in(file, std::ios::binary);
    document_.emplace(std::string{std::istreambuf_iterator<char>(in), {}}, file);
    saved_ = document_->text();
    breaks_.clear();
    session_.undo.clear();
    show_scenarios();
    if (const auto& faults = document_->reading().faults; !faults.empty())
        session_.say({Message::Kind::failure, shown(faults[0].what + ": " + name + " " + faults[0].place + ": " + faults[0].mend)});
    show_document("/perRecord/0");
    show_items();
    if (shows_trial()) show_trial();
    if (document_->reading().scenario && items_->unknown() == 0) warn_of_age();
    session_.title_changed();
}

void RpaRoom::show_document(const std::string& place) {
    const auto* scenario = document_ && document_->reading().scenario ? &*document_->reading().scenario : nullptr;
    tree_->show(scenario);
    tree_->choose(place);
    if (scenario) {
        int version = 0;
        for (const auto& one : kept_)
            if (one.name == name_) version = one.version;
        const bool over = !scenario->expires_on.empty() && scenario->expires_on < desk::iso_date(session_.clock());
        const auto day = [](const std::string& iso) { return iso.empty() ? tr("なし") : shown(iso); };
        about_->SetLabel(wxString::Format(tr("版 %d　持ち主 %s／最終確認 %s／期限 %s"), version, shown(scenario->owner), day(scenario->verified_on), day(scenario->expires_on)) +
                         (over ? tr("（切れています）") : wxString()) + (document_->text() == saved_ ? wxString() : tr("　未保存")));
        about_->SetForegroundColour(over ? colours().amber : colours().faint);
        about_->SetToolTip(about_->GetLabel());
    }
    show_step();
    Layout();
}

void RpaRoom::show_step() {
    const std::string place = tree_->chosen();
    form_->show(document_ && tree_->step_chosen() ? &*document_ : nullptr, place, may_change_ && !runs());
    if (!control_ || !document_ || !document_->reading().scenario) return;
    rpa::each_step(*document_->reading().scenario, [&](const rpa::Step& step) {
        if (step.place == place && !step.target.empty()) control_->look_at(place, step.target);
    });
}

void RpaRoom::show_items() {
    if (!document_ || !document_->reading().scenario) return items_->show({}, 0);
    std::vector<rpa::WorkItem> items;
    try {
        items = desk::rpa_items(*session_.workspace, document_->reading().scenario->id);
    } catch (const desk::NotAllowed&) {  // whoever may only see the steps sees no records
    }
    items_->show(std::move(items), control_ ? control_->view().item : 0);
    show_journal();
    if (items_->unknown() > 0)
        session_.say({Message::Kind::doubt, wxString::Format(tr("▲ 未確定 %d 件　確定を押した後の答えを確かめられていません。自動では再実行しません。"), items_->unknown()),
                      {{.id = "rpa.see-unknown", .label = tr("見る"), .run = [this] { items_->next_waiting(1); items_->table().SetFocus(); }}}});
}

void RpaRoom::show_journal() {
    const auto item = items_->chosen();
    items_->show_journal(item, item ? desk::item_journal(*session_.workspace, item) : std::vector<desk::JournalLine>{});
}

void RpaRoom::choose_batch(const std::string& batch) {
    batch_ = batch;
    data_.clear();
    source_words_->SetLabel(wxString::Format(tr("データ: 束 %s"), shown(batch)));
    Layout();
}

void RpaRoom::choose_data(const std::filesystem::path& file) {
    data_ = file;
    batch_.clear();
    source_words_->SetLabel(wxString::Format(tr("データ: %s"), shown(file.filename().string())));
    Layout();
}

void RpaRoom::choose_source() {
    const auto batches = desk::batches(*session_.workspace);
    wxArrayString lines;
    lines.Add(tr("CSV ファイルを選ぶ…"));
    for (auto at = batches.rbegin(); at != batches.rend(); ++at) lines.Add(wxString::Format(tr("束 %s"), shown(at->name)));
    const auto chosen = asked_which(this, tr("どのデータを入れますか"), tr("入れるデータ"), lines);
    if (!chosen) return;
    if (*chosen > 0) return choose_batch(batches[batches.size() - *chosen].name);
    wxFileDialog files(this, tr("入れるデータの CSV"), {}, {}, "CSV (*.csv)|*.csv", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (files.ShowModal() == wxID_OK) choose_data(utf8(files.GetPath()));
}

Room* make_rpa_room(wxWindow* parent, Session& session) { return new RpaRoom(parent, session); }

}  // namespace yorozu::gui
