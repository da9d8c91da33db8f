#include "workbench/gui/rpa/rpa_trial.h"

#include <wx/button.h>
#include <wx/radiobut.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/statline.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr int days_until_next_look = 365;

/// The scenario without what handing it over writes into it.
std::string what_is_run(rpa::ScenarioDocument document) {
    for (const char* key : {"owner", "note"}) document.set("", key, "\"-\"");
    for (const char* key : {"verifiedOn", "expiresOn"}) document.set("", key, "\"2000-01-01\"");
    return document.text();
}

double seconds_of(const RunControl::View& view) {
    double sum = 0;
    for (const auto& [place, seconds] : view.seconds) sum += seconds;
    return sum;
}

}  // namespace

TrialPane::TrialPane(wxWindow* parent) : wxPanel(parent) {
    auto* splitter = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    splitter->SetMinimumPaneSize(FromDIP(380));
    splitter->SetSashGravity(0.5);
    auto* left = new wxPanel(splitter);

    auto* stages = new wxBoxSizer(wxHORIZONTAL);
    for (auto*& stage : stages_) {
        stage = new wxStaticText(left, wxID_ANY, {});
        stages->Add(stage, 0, wxRIGHT, FromDIP(14));
    }
    source_ = new wxStaticText(left, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_MIDDLE);
    choose_ = new wxButton(left, wxID_ANY, tr("選ぶ…"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    auto* source = new wxBoxSizer(wxHORIZONTAL);
    source->Add(source_, 1, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(6));
    source->Add(choose_);
    dry_ = new wxRadioButton(left, wxID_ANY, tr("予行（確定の手前まで。何も登録しない）(&Y)"), wxDefaultPosition, wxDefaultSize, wxRB_GROUP);
    real_ = new wxRadioButton(left, wxID_ANY, tr("本番（確定まで。登録されるが、削減時間には数えない）(&N)"));
    run_ = new wxButton(left, wxID_ANY, tr("3件で試す（F5）"));
    said_ = new wxStaticText(left, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    auto* runs = new wxBoxSizer(wxHORIZONTAL);
    runs->Add(run_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(10));
    runs->Add(said_, 1, wxALIGN_CENTRE_VERTICAL);
    table_ = new Table(left, tr("試した3件"), {{tr("番"), 36, true}, {tr("業務キー"), 150}, {tr("結果"), 120}, {tr("秒"), 46, true}, {tr("止まった操作・わけ"), 200}}, 24);
    table_->set_sortable(false);
    table_->SetMinSize(FromDIP(wxSize(-1, 110)));

    auto* form = new wxFlexGridSizer(2, FromDIP(wxSize(8, 6)));
    form->AddGrowableCol(1);
    const auto field = [&](const wxString& label, long style = 0) {
        auto* made = new wxTextCtrl(left, wxID_ANY, {}, wxDefaultPosition, style & wxTE_MULTILINE ? FromDIP(wxSize(-1, 52)) : wxDefaultSize, style);
        form->Add(new wxStaticText(left, wxID_ANY, label), 0, wxALIGN_CENTRE_VERTICAL);
        form->Add(made, 1, wxEXPAND);
        set_accessible(*made, label);
        return made;
    };
    owner_ = field(tr("持ち主（課と係）"));
    verified_ = field(tr("最終確認"));
    expires_ = field(tr("期限"));
    note_ = field(tr("引き継ぐこと"), wxTE_MULTILINE);
    hand_over_ = new wxButton(left, wxID_ANY, tr("引き渡す(&G)"));

    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto add = [&](auto* what, int grow = 0) { column->Add(what, grow, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(7)); };
    column->AddSpacer(FromDIP(5));
    add(stages);
    add(source);
    add(dry_);
    add(real_);
    add(runs);
    add(table_, 1);
    add(new wxStaticLine(left));
    add(form);
    column->Add(hand_over_, 0, wxALIGN_RIGHT | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(7));
    left->SetSizer(column);
    evidence_ = new EvidencePane(splitter, EvidencePane::Pictures::growing);
    splitter->SplitVertically(left, evidence_);
    // The pane is made, hidden, before the window has its size.
    splitter->Bind(wxEVT_SIZE, [this, splitter, placed = false](wxSizeEvent& event) mutable {
        if (!placed && splitter->GetClientSize().x > FromDIP(600)) {
            placed = true;
            CallAfter([splitter] { splitter->SetSashPosition(splitter->GetClientSize().x * 47 / 100); });
        }
        event.Skip();
    });
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(splitter, 1, wxEXPAND);
    SetSizer(whole);

    choose_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (choose_source) choose_source(); });
    run_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (run) run(); });
    hand_over_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (hand_over) hand_over(); });
    table_->picked = [this](const std::string&) { show_chosen(); };
    table_->opened = [this](const std::string& id) {
        const auto found = seen_.find(std::atoll(id.c_str()));
        if (found != seen_.end() && open_step) open_step(found->second.place);
    };
    table_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const int by = event.GetKeyCode() == WXK_RIGHT ? 1 : event.GetKeyCode() == WXK_LEFT ? -1 : 0;
        if (by && !event.HasAnyModifiers()) evidence_->walk(by);
        else event.Skip();
    });
    show_stage();
}

bool TrialPane::dry() const { return dry_->GetValue(); }

wxWindow& TrialPane::owner_field() const { return *owner_; }

bool TrialPane::passed() const {
    if (tried_.empty() || !whole_ || tried_text_ != text_) return false;
    const bool any = std::any_of(tried_.begin(), tried_.end(), [](const auto& one) { return one.second.passed; });
    return any && std::all_of(tried_.begin(), tried_.end(), [](const auto& one) { return one.second.passed || one.second.already; });
}

desk::HandOver TrialPane::hand_over_words() const { return {utf8(owner_->GetValue()), utf8(verified_->GetValue()), utf8(expires_->GetValue()), utf8(note_->GetValue())}; }

void TrialPane::fill_in(const desk::HandOver& words) {
    owner_->ChangeValue(shown(words.owner));
    verified_->ChangeValue(shown(words.verified_on));
    expires_->ChangeValue(shown(words.expires_on));
    note_->ChangeValue(shown(words.note));
}

void TrialPane::show(const rpa::ScenarioDocument& document, const wxString& source, const std::string& today, bool may_hand_over) {
    const auto& scenario = *document.reading().scenario;
    source_->SetLabel(source);
    may_hand_over_ = may_hand_over;
    if (scenario.id != scenario_) {
        scenario_ = scenario.id;
        handed_over_ = 0;
        tried_.clear();
        seen_.clear();
        const std::string far = desk::iso_of_day(*desk::day_number(today) + days_until_next_look);
        fill_in({scenario.owner, today, std::max(scenario.expires_on, far), scenario.note});
    }
    text_ = what_is_run(document);
    show_rows();
}

void TrialPane::began() {
    running_ = true;
    handed_over_ = 0;
    tried_.clear();
    seen_.clear();
    show_rows();
}

void TrialPane::follow(const RunControl::View& view, const EvidencePane::Names& names) {
    if (!running_) return;
    evidence_->show(view, names);
    said_->SetLabel(view.paused && view.at_commit ? tr("確定の直前です。右の画面を確かめ、F5 で確定、Shift+F5 でやめます。")
                    : view.item                   ? wxString::Format(tr("%lld 番を試しています"), static_cast<long long>(view.item))
                                                  : tr("準備しています"));
}

void TrialPane::handed_over(int version) {
    handed_over_ = version;
    show_stage();
}

void TrialPane::failed() {
    running_ = false;
    show_rows();
}

void TrialPane::ended(const desk::RpaReport& report, bool whole, std::map<std::int64_t, RunControl::View> seen, EvidencePane::Names names) {
    running_ = false;
    whole_ = whole;
    tried_text_ = text_;
    seen_ = std::move(seen);
    names_ = std::move(names);
    for (std::size_t at = 0; at < report.trials.size(); ++at) {
        const auto& one = report.trials[at];
        const wxString outcome = one.ready ? tr("✓ 確定の手前まで") : one.already_present ? tr("登録済み") : tr("! 止まった");
        tried_[static_cast<std::int64_t>(at) + 1] = {shown(one.business_key), outcome, one.ready ? wxString() : shown(one.message), one.ready, one.already_present};
    }
    using State = rpa::ItemState;
    for (const auto& item : report.items) {
        if (!seen_.count(item.id)) continue;
        const bool done = item.state == State::done, already = item.state == State::already_present;
        const wxString state = shown(desk::words_of(item.state));
        tried_[item.id] = {shown(item.business_key), done ? tr("✓ ") + state : already ? state : tr("! ") + state,
                           done ? wxString::Format(tr("先方の番号 %s"), shown(item.target_number)) : shown(item.message), done, already};
    }
    show_rows();
    if (!tried_.empty()) table_->choose("");
    for (const auto& [id, one] : tried_)
        if (!one.passed && !one.already) {
            table_->choose(std::to_string(id));
            break;
        }
    show_chosen();
    table_->SetFocus();
}

void TrialPane::show_rows() {
    std::vector<Table::Row> rows;
    for (const auto& [id, one] : tried_) {
        const auto view = seen_.find(id);
        rows.push_back({std::to_string(id), {wxString::Format("%lld", static_cast<long long>(id)), one.key, one.outcome, view == seen_.end() ? wxString() : wxString::Format("%.1f", seconds_of(view->second)), one.why},
                        {}, one.passed ? Table::Row::Tone::plain : one.already ? Table::Row::Tone::faint : Table::Row::Tone::failure});
    }
    table_->show(std::move(rows));
    show_stage();
}

void TrialPane::show_stage() {
    const bool done = passed(), stale = !tried_.empty() && tried_text_ != text_;
    const int now = !done ? 1 : handed_over_ ? 3 : 2;
    const wxString words[] = {tr("① 録画・編集"), tr("② 3件で試す"), handed_over_ ? wxString::Format(tr("③ 引き渡す（第 %d 版）"), handed_over_) : tr("③ 引き渡す")};
    for (int at = 0; at < 3; ++at) {
        stages_[at]->SetLabel((at < now ? tr("✓ ") : wxString()) + words[at]);
        stages_[at]->SetFont(at == now ? GetFont().Bold() : GetFont());
        stages_[at]->SetForegroundColour(at == now ? colours().accent : colours().faint);
    }
    int good = 0;
    for (const auto& [id, one] : tried_) good += one.passed;
    if (!running_)
        said_->SetLabel(stale           ? tr("試した後にシナリオが変わりました。もう一度試してください。")
                        : tried_.empty() ? tr("まだ試していません。")
                                         : wxString::Format(tr("%d 件のうち %d 件が通りました。"), static_cast<int>(tried_.size()), good));
    said_->SetForegroundColour(stale ? colours().amber : colours().text);
    run_->Enable(!running_);
    choose_->Enable(!running_);
    hand_over_->Enable(done && !running_ && may_hand_over_);
    hand_over_->GetParent()->Layout();
}

void TrialPane::show_chosen() {
    const auto found = seen_.find(std::atoll(table_->chosen().c_str()));
    evidence_->show(found == seen_.end() ? RunControl::View{} : found->second, names_);
}

}  // namespace yorozu::gui
